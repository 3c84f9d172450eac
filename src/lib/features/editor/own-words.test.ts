import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { OwnWords } from './own-words.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SERVER = 'the server';
const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const start = contentToUpdate(
  { type: 'doc', content: [paragraph('uno', 'El primero.'), paragraph('dos', 'El segundo dice.')] },
  7,
);

class Person {
  readonly ydoc = new Y.Doc();
  readonly lost = vi.fn<(words: string) => void>();
  readonly words: OwnWords;
  mayWrite = true;

  constructor(clientId: number) {
    Y.applyUpdate(this.ydoc, start, SERVER);
    this.ydoc.clientID = clientId;
    this.words = new OwnWords(this.ydoc, SERVER, this.lost, () => this.mayWrite);
  }

  get text(): Y.XmlFragment {
    return this.ydoc.getXmlFragment(FRAGMENT);
  }

  wordsOf(at: number): Y.XmlText {
    return (this.text.get(at) as Y.XmlElement).get(0) as Y.XmlText;
  }

  /** Takes in what another has and this one has not. */
  async hears(other: Person): Promise<void> {
    const update = Y.encodeStateAsUpdate(other.ydoc, Y.encodeStateVector(this.ydoc));
    Y.applyUpdate(this.ydoc, update, SERVER);
    await Promise.resolve();
  }

  /** What the editor makes of another kind of block: the old one goes, another comes with the words that one sees. */
  reshape(at: number, make: (words: string, id: string) => Y.XmlElement): void {
    const id = (this.text.get(at) as Y.XmlElement).getAttribute('id')!;
    const words = this.wordsOf(at).toString();
    this.ydoc.transact(() => {
      this.text.delete(at, 1);
      this.text.insert(at, [make(words, id)]);
    });
  }
}

function block(name: string, words: string, id?: string): Y.XmlElement {
  const element = new Y.XmlElement(name);
  if (id) element.setAttribute('id', id);
  element.insert(0, [new Y.XmlText(words)]);
  return element;
}

const heading = (words: string, id: string) => block('heading', words, id);
function quotation(words: string, id: string): Y.XmlElement {
  const quote = new Y.XmlElement('blockquote');
  quote.insert(0, [block('paragraph', words, id)]);
  return quote;
}

const plain = ({ text }: Person) => text.toString().replaceAll(/ (id|level)="[^"]*"/g, '');

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
  const [writer, other] = [new Person(11), new Person(22)];
  writer.wordsOf(1).insert(16, ' palabra'.repeat(2_000));
  other.text.delete(1, 1);
  const since = performance.now();
  await writer.hears(other);
  expect(writer.lost).toHaveBeenCalledOnce();
  vi.useRealTimers();
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
