import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { block, heading, Person, plain, quotation } from './people-for-tests.ts';
import { freshOf } from './gone-text.ts';
import { putBack } from './put-back.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  ['a heading', heading, (words: string) => `<heading>${words}</heading>`],
  ['a quotation', quotation, (words: string) => `<blockquote><paragraph>${words}</paragraph></blockquote>`],
])('puts words back that were written into a paragraph while it became %s', async (_, make, shape) => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(10, ' párrafo');
  writer.wordsOf(1).insert(writer.wordsOf(1).length, ' Y algo más.');
  other.reshape(1, make);
  await writer.hears(other);
  await other.hears(writer);
  const expected = `<paragraph>El primero.</paragraph>${shape('El segundo párrafo dice. Y algo más.')}`;
  expect(plain(writer)).toBe(expected);
  expect(plain(other)).toBe(expected);
  expect(writer.lost).not.toHaveBeenCalled();
});

it('puts them back where the paragraph was joined to another', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Más.');
  other.ydoc.transact(() => {
    const words = other.wordsOf(1).toString();
    other.text.delete(1, 1);
    other.wordsOf(0).insert(11, words);
  });
  await writer.hears(other);
  await other.hears(writer);
  expect(plain(other)).toBe('<paragraph>El primero.El segundo dice. Más.</paragraph>');
  expect(plain(writer)).toBe(plain(other));
});

it('puts back what several wrote, each their own, once', async () => {
  const [one, two, other] = [new Person(11), new Person(33), new Person(22)];
  one.wordsOf(1).insert(16, ' Uno.');
  two.wordsOf(1).insert(0, 'Dos. ');
  await one.hears(two);
  await two.hears(one);
  other.reshape(1, heading);
  await one.hears(other);
  await two.hears(other);
  for (let round = 0; round < 2; round += 1) {
    await one.hears(two);
    await two.hears(one);
    await other.hears(one);
    await other.hears(two);
  }
  expect(plain(one)).toBe('<paragraph>El primero.</paragraph><heading>Dos. El segundo dice. Uno.</heading>');
  expect([plain(two), plain(other)]).toEqual([plain(one), plain(one)]);
});

it('hands over what was written into a paragraph that somebody removed without having seen it', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Y algo más.');
  other.text.delete(1, 1);
  await writer.hears(other);
  expect(plain(writer)).toBe('<paragraph>El primero.</paragraph>');
  expect(writer.lost.mock.calls).toEqual([[' Y algo más.']]);
});

it('writes into no other paragraph that begins alike', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  const empty = block('paragraph', '', 'tres');
  other.text.insert(2, [empty]);
  await writer.hears(other);
  writer.wordsOf(2).insert(0, 'El primero y el último.');
  other.text.delete(2, 1);
  await writer.hears(other);
  expect(plain(writer)).toBe('<paragraph>El primero.</paragraph><paragraph>El segundo dice.</paragraph>');
  expect(writer.lost.mock.calls).toEqual([['El primero y el último.']]);
});

it('puts no word beside the same word corrected', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Halo mundo');
  await other.hears(writer);
  other.reshape(1, heading);
  other.wordsOf(1).delete(17, 4);
  other.wordsOf(1).insert(17, 'Hola');
  await writer.hears(other);
  expect(plain(writer)).not.toContain('Halo');
  expect(plain(writer)).toContain('El segundo dice. Hola mundo');
  expect(writer.lost).toHaveBeenCalledOnce();
});

it('puts the rest of a sentence behind its beginning, though others wrote before and behind it meanwhile', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(0, 'Uno');
  await other.hears(writer);
  writer.wordsOf(1).insert(3, ' y dos y tres y cuatro.');
  other.reshape(1, heading);
  other.wordsOf(1).insert(3, ' medio.');
  other.wordsOf(1).insert(other.wordsOf(1).length, ' Fin.');
  await writer.hears(other);
  const expected = '<heading>Uno y dos y tres y cuatro. medio.El segundo dice. Fin.</heading>';
  expect(plain(writer)).toContain(expected);
  expect(writer.lost).not.toHaveBeenCalled();
});

it('puts them behind the half that holds what they were behind, where the paragraph was reshaped and then split', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Escrito lejos.');
  other.reshape(1, heading);
  other.wordsOf(1).delete(9, 7);
  other.text.insert(2, [block('heading', 'o dice.', 'tres')]);
  await writer.hears(other);
  expect(plain(writer)).toContain('<heading>El segund</heading><heading>o dice. Escrito lejos.</heading>');
});

it('is not confused by a block that has lost its id', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  (other.text.get(0) as Y.XmlElement).removeAttribute('id');
  await writer.hears(other);
  writer.wordsOf(1).insert(16, ' Más.');
  other.reshape(1, heading);
  await writer.hears(other);
  expect(plain(writer)).toContain('<heading>El segundo dice. Más.</heading>');
  expect(writer.words.placing).toBe(false);
});

it('looks for a long text without holding anything up', async () => {
  vi.useRealTimers();
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' palabra'.repeat(2_000));
  other.text.delete(1, 1);
  const since = performance.now();
  await writer.hears(other);
  expect(writer.lost).toHaveBeenCalledOnce();
  expect(performance.now() - since).toBeLessThan(2_000);
});

it('hands over what it may not write any more', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.mayWrite = false;
  writer.wordsOf(1).insert(16, ' Más.');
  other.reshape(1, heading);
  await writer.hears(other);
  expect(plain(writer)).toContain('<heading>El segundo dice.</heading>');
  expect(writer.lost.mock.calls).toEqual([[' Más.']]);
});

it('tells of the last words of a paragraph that somebody empties, unless they stand elsewhere', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Y algo más.');
  await other.hears(writer);
  other.wordsOf(1).delete(0, other.wordsOf(1).length);
  await writer.hears(other);
  expect(writer.lost.mock.calls).toEqual([[' Y algo más.']]);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(writer.told.mock.calls).toEqual([[' Y algo más.']]);

  writer.wordsOf(0).insert(11, ' Y otra cosa.');
  await other.hears(writer);
  other.ydoc.transact(() => {
    const words = other.wordsOf(0).toString();
    other.wordsOf(0).delete(0, words.length);
    other.text.insert(1, [block('paragraph', words, 'tres')]);
  });
  await writer.hears(other);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(writer.told).toHaveBeenCalledOnce();
});

it('lets go what somebody removed who had seen it', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Y algo más.');
  writer.words.stored(writer.words.clock);
  vi.advanceTimersByTime(20_000);
  await other.hears(writer);
  other.text.delete(1, 1);
  await writer.hears(other);
  expect(plain(writer)).toBe('<paragraph>El primero.</paragraph>');
  expect(writer.lost).not.toHaveBeenCalled();
});

it('hands over of a text that was removed what is new, though something is always on its way', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Ya leído.');
  const { clock } = writer.words;
  await other.hears(writer);
  writer.wordsOf(1).insert(26, ' Aún no.');
  writer.words.stored(clock);
  vi.advanceTimersByTime(20_000);
  other.text.delete(1, 1);
  await writer.hears(other);
  expect(writer.lost.mock.calls).toEqual([[' Aún no.']]);
});

it('puts back once what its reshaper had seen a part of, though the server has all of it', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  for (const letter of ' Y algo') writer.wordsOf(1).insert(writer.wordsOf(1).length, letter);
  await other.hears(writer);
  for (const letter of ' más.') writer.wordsOf(1).insert(writer.wordsOf(1).length, letter);
  writer.words.stored(writer.words.clock);
  vi.advanceTimersByTime(500);
  other.reshape(1, heading);
  await writer.hears(other);
  await other.hears(writer);
  expect(plain(other)).toBe(
    '<paragraph>El primero.</paragraph><heading>El segundo dice. Y algo más.</heading>',
  );
  expect(plain(writer)).toBe(plain(other));
});

it('puts nothing where the letters beside it stand more than once', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Más.');
  other.ydoc.transact(() => {
    other.text.delete(1, 1);
    other.text.insert(0, [block('paragraph', 'El segundo dice.'), block('paragraph', 'El segundo dice.')]);
  });
  await writer.hears(other);
  expect(writer.lost.mock.calls).toEqual([[' Más.']]);
});

const DICE = 'El tercero dice.';
/** A paragraph that somebody removed, of which they kept the last sentence: its letters, with their clocks. */
function keptOf(...pieces: [words: string, clock: number][]) {
  const { ydoc, text } = new Person(11);
  text.insert(2, [block('paragraph', DICE, 'c')]);
  const letters = pieces.map(([words]) => words).join('');
  const fresh = pieces.flatMap(([words, clock]) => [...words].map((_, at) => clock + at));
  const grew = (each: Y.XmlText) => each.toString() === DICE;
  const back = (sent?: number) =>
    putBack([{ letters, fresh, block: 'c', grew, beside: [], sent }], ydoc, 'own');
  return { back, kept: () => (text.get(2) as Y.XmlElement).get(0).toString() };
}

it('takes words for unseen if what is left is what stood there before them', () => {
  const { back, kept } = keptOf(['Y algo más. ', 50], [DICE, 0]);
  expect(back().map(freshOf)).toEqual([]);
  expect(kept()).toBe(`Y algo más. ${DICE}`);
});

it.each([
  ['says of words that nobody can have seen that they have no place', 40, [' sin enviar']],
  ['takes them for removed with the others if they had been sent', Infinity, []],
])('%s', (_what, sent, expected) => {
  const { back, kept } = keptOf(['Ya', 0], [' sin enviar', 40], [' estaba.', 2], [DICE, 10]);
  expect(back(sent).map(freshOf)).toEqual(expected);
  expect(kept()).toBe(DICE);
});

it('puts nothing back that whoever removed it has kept already', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  other.away = true;
  writer.wordsOf(1).insert(16, ' Y algo más.');
  writer.words.stored(writer.words.clock);
  other.text.delete(1, 1);
  await other.hears(writer);
  await writer.hears(other);
  expect(plain(writer)).toBe('<paragraph>El primero.</paragraph><paragraph> Y algo más.</paragraph>');
  expect(writer.lost).not.toHaveBeenCalled();
});

const halves = (second: string, first = 'El segundo') =>
  `<paragraph>El primero.</paragraph><paragraph>${first}</paragraph><paragraph>${second}</paragraph>`;

it('moves along with the end of a paragraph that somebody splits what they had not seen of it', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(13, ' nos');
  writer.wordsOf(1).insert(20, ' Y algo más.');
  writer.wordsOf(1).insert(2, ' hoy');
  other.split(1, 10, 'tres');
  await writer.hears(other);
  await other.hears(writer);
  expect(plain(writer)).toBe(halves(' di nosce. Y algo más.', 'El hoy segundo'));
  expect(plain(other)).toBe(plain(writer));
  expect(writer.lost).not.toHaveBeenCalled();
  expect(writer.words.placing).toBe(false);
});

it('moves what several wrote, each their own, once', async () => {
  const [one, two, other] = [new Person(11), new Person(33), new Person(22)];
  one.wordsOf(1).insert(16, ' Uno.');
  two.wordsOf(1).insert(13, ' Dos.');
  await one.hears(two);
  await two.hears(one);
  other.split(1, 10, 'tres');
  await one.hears(other);
  await two.hears(other);
  for (let round = 0; round < 2; round += 1) {
    await one.hears(two);
    await two.hears(one);
    await other.hears(one);
    await other.hears(two);
  }
  expect(plain(one)).toBe(halves(' di Dos.ce. Uno.'));
  expect([plain(two), plain(other)]).toEqual([plain(one), plain(one)]);
});

it('moves what was written without a network, though the end has been split again and shortened', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  other.wordsOf(1).insert(16, ' Y el tercero calla del todo.');
  await writer.hears(other);
  writer.wordsOf(1).insert(45, ' Y algo más.');
  other.split(1, 16, 'tres');
  other.wordsOf(2).delete(0, 1);
  other.split(2, 12, 'cuatro');
  await writer.hears(other);
  await other.hears(writer);
  expect(plain(other)).toBe(
    '<paragraph>El primero.</paragraph><paragraph>El segundo dice.</paragraph>' +
      '<paragraph>Y el tercero</paragraph><paragraph> calla del todo. Y algo más.</paragraph>',
  );
  expect(plain(writer)).toBe(plain(other));
});

it('leaves it where it stands when somebody puts the words before it elsewhere, or corrects them', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Y algo más.');
  other.ydoc.transact(() => {
    other.wordsOf(1).delete(10, 6);
    other.wordsOf(0).insert(11, ' dice.');
    other.text.insert(2, [block('paragraph', 'Otro.')]);
  });
  await writer.hears(other);
  expect(plain(writer)).toContain(
    '<paragraph>El segundo Y algo más.</paragraph><paragraph>Otro.</paragraph>',
  );
  expect(writer.lost).not.toHaveBeenCalled();
});

it('leaves what everybody has seen where somebody left it', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' Ya leído.');
  writer.words.stored(writer.words.clock);
  vi.advanceTimersByTime(20_000);
  await other.hears(writer);
  writer.wordsOf(1).insert(26, ' Y algo más.');
  other.ydoc.transact(() => {
    other.wordsOf(1).delete(10, 6);
    other.text.insert(2, [block('paragraph', ' dice.')]);
  });
  await writer.hears(other);
  expect(plain(writer)).toBe(halves(' dice.', 'El segundo Ya leído. Y algo más.'));
});

it('leaves it where it stands when its author may not write any more', async () => {
  const [writer, other] = [new Person(11), new Person(22)];
  writer.mayWrite = false;
  writer.wordsOf(1).insert(16, ' Más.');
  other.split(1, 10, 'tres');
  await writer.hears(other);
  expect(plain(writer)).toBe(halves(' dice.', 'El segundo Más.'));
  expect(writer.lost).not.toHaveBeenCalled();
});
