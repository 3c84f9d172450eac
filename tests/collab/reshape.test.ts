import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newWorld } from './setup.ts';
import { closeTabs, openTab } from './tab.ts';
import { pause, until } from './visitor.ts';

const here = newWorld();
afterEach(closeTabs);

const LETTERS = 'abcdefghijklmnopqrst';
const ROUNDS = 12;

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
