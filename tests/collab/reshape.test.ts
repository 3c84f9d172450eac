import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newWorld } from './setup.ts';
import { closeTabs, openTab } from './tab.ts';
import { ORIGIN, pause, until, webSocketFrom } from './visitor.ts';

const here = newWorld();
afterEach(closeTabs);

const LETTERS = 'abcdefghijklmnopqrst';
const ROUNDS = 12;
const SLOWLY_MS = 60;

/** A line on which each message takes its time, so that what the server says of two things comes one after the other. */
class SlowLine extends webSocketFrom(ORIGIN) {
  #last = Promise.resolve();
  override addEventListener(kind: string, listener: (event: unknown) => void, ...rest: unknown[]) {
    const slowly = (event: unknown) =>
      void (this.#last = this.#last.then(() => pause(SLOWLY_MS)).then(() => listener(event)));
    super.addEventListener(kind as never, (kind === 'message' ? slowly : listener) as never, ...(rest as []));
  }
}

/** What the editor makes of another kind of block: the old one goes, another comes with the words that one sees. */
function reshape(document: Y.Doc, id: string): void {
  const fragment = document.getXmlFragment(FRAGMENT);
  const at = (fragment.toArray() as Y.XmlElement[]).findIndex((block) => block.getAttribute('id') === id);
  const before = fragment.get(at) as Y.XmlElement;
  const heading = new Y.XmlElement('heading');
  heading.setAttribute('id', id);
  heading.setAttribute('level', 2 as never);
  document.transact(() => {
    heading.insert(0, [new Y.XmlText((before.get(0) as Y.XmlText).toString())]);
    fragment.delete(at, 1);
    fragment.insert(at, [heading]);
  });
}

/** What the editor makes of Enter before the last letters one sees: they go, and another paragraph comes with them. */
function split(document: Y.Doc, id: string, place: number): void {
  const fragment = document.getXmlFragment(FRAGMENT);
  const at = (fragment.toArray() as Y.XmlElement[]).findIndex((block) => block.getAttribute('id') === id);
  const text = (fragment.get(at) as Y.XmlElement).get(0) as Y.XmlText;
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.setAttribute('id', `${id}-fin`);
  document.transact(() => {
    const end = text.toString().slice(place);
    paragraph.insert(0, [new Y.XmlText(end)]);
    text.delete(place, end.length);
    fragment.insert(at + 1, [paragraph]);
  });
}

test('of what is typed into a paragraph while another makes a heading of it each letter is kept, once', async () => {
  const chapter = await here.world.addChapter();
  const writer = await openTab(here, chapter);
  const other = await openTab(here, chapter);
  const fragment = writer.document.getXmlFragment(FRAGMENT);
  const read = (document: Y.Doc) => document.getXmlFragment(FRAGMENT).toString();

  for (let round = 1; round <= ROUNDS; round += 1) {
    const id = `ronda-${round}`;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('id', id);
    const text = new Y.XmlText(`${round}.`);
    paragraph.insert(0, [text]);
    fragment.push([paragraph]);
    await until(() => read(other.document).includes(id), 'the paragraph has crossed over');
    const reshaping = pause(10 + Math.random() * 60).then(() => reshape(other.document, id));
    // Where the text goes on, so does whoever types in it.
    const place = () => {
      const blocks = fragment.toArray() as Y.XmlElement[];
      return blocks.find((block) => block.getAttribute('id') === id)!.get(0) as Y.XmlText;
    };
    for (const letter of LETTERS) {
      place().insert(place().length, letter);
      await pause(4);
    }
    await reshaping;
    await until(
      () => writer.edits.unsent + other.edits.unsent === 0 && read(writer.document) === read(other.document),
      'both read the same',
    );
    await pause(100);
    const words = place().toString();
    const letters = [...words.slice(`${round}.`.length)].sort().join('');
    expect([letters, read(other.document)], `round ${round}: ${words}`).toEqual([
      LETTERS,
      read(writer.document),
    ]);
  }
  expect([writer.lost, other.lost]).toEqual([[], []]);
}, 60_000);

test('of what is typed into a paragraph while another without a network makes a heading of it each letter is kept, once', async () => {
  const chapter = await here.world.addChapter();
  const writer = await openTab(here, chapter);
  const other = await openTab(here, chapter, { sockets: SlowLine as never });
  const fragment = writer.document.getXmlFragment(FRAGMENT);
  const read = (document: Y.Doc) => document.getXmlFragment(FRAGMENT).toString();
  const both = async (what: string) =>
    until(
      () => writer.edits.unsent + other.edits.unsent === 0 && read(writer.document) === read(other.document),
      what,
    );
  await both('both are in step');

  for (let round = 1; round <= ROUNDS / 3; round += 1) {
    const id = `ausencia-${round}`;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('id', id);
    const text = new Y.XmlText(`${round}.`);
    paragraph.insert(0, [text]);
    fragment.push([paragraph]);
    await until(() => read(other.document).includes(id), 'the paragraph has crossed over');
    other.socket.drop();
    await until(() => !other.provider.synced, 'the line is gone');
    for (const letter of LETTERS) text.insert(text.length, letter);
    await until(() => writer.edits.unsent === 0, 'what was typed is stored');
    reshape(other.document, id);
    await until(() => other.provider.synced, 'back in step');
    await both('both read the same');
    await pause(100);
    const block = (fragment.toArray() as Y.XmlElement[]).find((each) => each.getAttribute('id') === id)!;
    expect([block.nodeName, (block.get(0) as Y.XmlText).toString()], `round ${round}`).toEqual([
      'heading',
      `${round}.${LETTERS}`,
    ]);
    expect(read(other.document)).toBe(read(writer.document));
  }
  expect([writer.lost, other.lost]).toEqual([[], []]);
}, 60_000);

test('of what is typed at the end of a paragraph while another splits it each letter goes along, once', async () => {
  const chapter = await here.world.addChapter();
  const writer = await openTab(here, chapter);
  const other = await openTab(here, chapter);
  const fragment = writer.document.getXmlFragment(FRAGMENT);
  const read = (document: Y.Doc) => document.getXmlFragment(FRAGMENT).toString();

  for (let round = 1; round <= ROUNDS; round += 1) {
    const id = `partido-${round}`;
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.setAttribute('id', id);
    paragraph.insert(0, [new Y.XmlText('Uno. Dos.')]);
    fragment.push([paragraph]);
    await until(() => read(other.document).includes(id), 'the paragraph has crossed over');
    const splitting = pause(10 + Math.random() * 60).then(() => split(other.document, id, 4));
    const textOf = (name: string) => {
      const blocks = fragment.toArray() as Y.XmlElement[];
      return blocks.find((block) => block.getAttribute('id') === name)?.get(0) as Y.XmlText | undefined;
    };
    // Where the end goes, so does whoever types behind it.
    for (const letter of LETTERS) {
      const place = textOf(`${id}-fin`) ?? textOf(id)!;
      place.insert(place.length, letter);
      await pause(4);
    }
    await splitting;
    await until(
      () => writer.edits.unsent + other.edits.unsent === 0 && read(writer.document) === read(other.document),
      'both read the same',
    );
    await pause(100);
    expect(read(other.document)).toBe(read(writer.document));
    expect([textOf(id)!.toString(), textOf(`${id}-fin`)!.toString()], `round ${round}`).toEqual([
      'Uno.',
      ` Dos.${LETTERS}`,
    ]);
  }
  expect([writer.lost, other.lost]).toEqual([[], []]);
}, 60_000);

/** What the editor makes of Backspace at the beginning of a block: its words go to the end of the one before. */
function join(document: Y.Doc, id: string): void {
  const fragment = document.getXmlFragment(FRAGMENT);
  const blocks = fragment.toArray() as Y.XmlElement[];
  const at = blocks.findIndex((block) => block.getAttribute('id') === id);
  const [before, joined] = [blocks[at - 1]!, blocks[at]!].map((block) => block.get(0) as Y.XmlText);
  document.transact(() => {
    before!.insert(before!.length, joined!.toString());
    fragment.delete(at, 1);
  });
}

test.each([
  ['of which two make a heading at once, or one without a network,', reshape],
  ['that two join to the one before at once, or one without a network,', join],
])(
  'a paragraph %s is there once',
  async (_title, change) => {
    const chapter = await here.world.addChapter();
    const tabs = [await openTab(here, chapter), await openTab(here, chapter)] as const;
    const [writer, other] = tabs;
    const read = (document: Y.Doc) => document.getXmlFragment(FRAGMENT).toString();
    const agree = () =>
      until(
        () =>
          writer.edits.unsent + other.edits.unsent === 0 && read(writer.document) === read(other.document),
        'both read the same',
      );
    await agree();
    const first = new Y.XmlElement('paragraph');
    first.insert(0, [new Y.XmlText('Al principio.')]);
    writer.document.getXmlFragment(FRAGMENT).push([first]);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const id = `doble-${round}`;
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.setAttribute('id', id);
      paragraph.insert(0, [new Y.XmlText(`El párrafo ${round}.`)]);
      writer.document.getXmlFragment(FRAGMENT).push([paragraph]);
      await until(() => read(other.document).includes(id), 'the paragraph has crossed over');
      const away = round % 3 === 0 ? tabs[round % 2] : undefined;
      if (away) {
        away.socket.drop();
        await until(() => !away.provider.synced, 'the line is gone');
      }
      for (const { document } of tabs) change(document, id);
      await until(() => tabs.every(({ provider }) => provider.synced), 'both in step');
      await agree();
      await pause(100);
      await agree();
      const copies = read(other.document).split(`El párrafo ${round}.`).length - 1;
      expect(copies, `round ${round}`).toBe(1);
    }
  },
  60_000,
);
