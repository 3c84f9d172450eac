import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { readAround } from './read-around.ts';

const seed = contentToUpdate({ type: 'doc', content: [{ type: 'paragraph' }] }, 700);

/** A log that two people wrote, each entry with its client. */
function written(...acts: [clientId: number, act: (text: Y.XmlFragment) => void][]) {
  const document = new Y.Doc();
  Y.applyUpdate(document, seed);
  const rows = [{ seq: 1, clientId: 0, payload: seed }];
  for (const [clientId, act] of acts) {
    document.clientID = clientId || 9_999;
    const before = Y.encodeStateVector(document);
    document.transact(() => act(document.getXmlFragment(FRAGMENT)));
    rows.push({ seq: rows.length + 1, clientId, payload: Y.encodeStateAsUpdate(document, before) });
  }
  return rows;
}

const at = (place: number, words: string) => (text: Y.XmlFragment) => {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  text.insert(place, [paragraph]);
};
const wordsOf = (read: ReturnType<typeof readAround>) =>
  read?.document
    .getXmlFragment(FRAGMENT)
    .toArray()
    .map((block) => block.toString().replaceAll(/<[^>]*>/g, ''));
const broken = new Uint8Array([1, 255]);

test('what cannot be taken in is left out, with what its client wrote on top of it', () => {
  const rows = written([1, at(0, 'uno')], [2, at(2, 'dos')], [2, at(3, 'tres')], [1, at(1, 'cuatro')]);
  rows[2]!.payload = broken;
  const read = readAround(rows);
  expect(wordsOf(read)).toEqual(['uno', 'cuatro', '']);
  expect(read!.left).toEqual([3, 4]);
});

test('and what others deleted of it', () => {
  const rows = written(
    [1, at(0, 'uno')],
    [2, at(2, 'dos')],
    [0, (text) => text.delete(2, 1)],
    [1, at(1, 'tres')],
  );
  rows[2]!.payload = broken;
  expect(wordsOf(readAround(rows))).toEqual(['uno', 'tres', '']);
});

test.each<[string, number, Parameters<typeof written>]>([
  [
    'what somebody else built on',
    1,
    [
      [2, at(1, 'dos')],
      [1, at(2, 'tres')],
    ],
  ],
  ['the seed', 0, [[1, at(0, 'uno')]]],
  [
    'what others deleted',
    2,
    [
      [1, at(0, 'uno')],
      [0, (text) => text.delete(0, 1)],
    ],
  ],
])('the text is not given without %s', (_what, index, acts) => {
  const rows = written(...acts);
  rows[index]!.payload = broken;
  expect(readAround(rows)).toBeNull();
});

test('nor when an entry is missing', () => {
  const rows = written([1, at(0, 'uno')], [2, at(1, 'dos')]);
  expect(readAround(rows.filter(({ seq }) => seq !== 2))).toBeNull();
});
