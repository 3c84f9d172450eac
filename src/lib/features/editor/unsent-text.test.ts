import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { unsentText, wordsRefused } from './unsent-text.ts';

const paragraph = (id: string, text: string) => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const chapter = {
  type: 'doc',
  content: [
    paragraph('a', 'Primero.'),
    paragraph('b', 'Segundo.'),
    {
      type: 'bulletList',
      attrs: { id: 'c' },
      content: [{ type: 'listItem', content: [paragraph('d', 'Uno')] }],
    },
  ],
};

function twoCopies(): { local: Y.Doc; server: Y.Doc } {
  const update = contentToUpdate(chapter, 7);
  const [local, server] = [new Y.Doc(), new Y.Doc()];
  Y.applyUpdate(local, update);
  Y.applyUpdate(server, update);
  return { local, server };
}

function write(ydoc: Y.Doc, ...paragraphs: string[]): void {
  const content = chapter.content.map((part, at) =>
    part.type === 'paragraph' && paragraphs[at] ? paragraph('ab'[at]!, paragraphs[at]) : part,
  );
  const node = manuscriptSchema.nodeFromJSON({ type: 'doc', content });
  prosemirrorToYXmlFragment(node, ydoc.getXmlFragment(FRAGMENT));
}

it('finds nothing when the server has everything', () => {
  const { local, server } = twoCopies();
  expect(unsentText(local, server)).toEqual([]);
});

it('gives the whole paragraphs that hold words of one’s own, in reading order', () => {
  const { local, server } = twoCopies();
  const list = local.getXmlFragment(FRAGMENT).get(2) as Y.XmlElement;
  const item = (list.get(0) as Y.XmlElement).get(0) as Y.XmlElement;
  (item.get(0) as Y.XmlText).insert(3, ' y medio');
  const first = local.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  (first.get(0) as Y.XmlText).insert(8, ' Añadido.');
  expect(unsentText(local, server)).toEqual(['Primero. Añadido.', 'Uno y medio']);
});

it('leaves out what others wrote on the server meanwhile', () => {
  const { local, server } = twoCopies();
  const second = server.getXmlFragment(FRAGMENT).get(1) as Y.XmlElement;
  (second.get(0) as Y.XmlText).insert(0, 'De otra persona. ');
  const first = local.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  (first.get(0) as Y.XmlText).insert(0, 'Mío. ');
  expect(unsentText(local, server)).toEqual(['Mío. Primero.']);
});

it('keeps no words that were deleted again', () => {
  const { local, server } = twoCopies();
  const text = (local.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(0, 'Borrador ');
  text.delete(0, 9);
  expect(unsentText(local, server)).toEqual([]);
});

it('reads what an editor wrote in one stroke', () => {
  const { local, server } = twoCopies();
  write(local, 'Primero, corregido.');
  expect(unsentText(local, server)).toEqual(['Primero, corregido.']);
});

it('shows the words of refused edits as they would stand in the text, and an unreadable one harms no other', () => {
  const { local, server } = twoCopies();
  const updates: Uint8Array[] = [];
  local.on('update', (update: Uint8Array) => void updates.push(update));
  write(local, 'Primero y más.');
  expect(wordsRefused([new Uint8Array([255, 1]), ...updates], server)).toEqual(['Primero y más.']);
  expect(unsentText(server, server)).toEqual([]);
});

it('shows the bare letters of refused edits whose surroundings are gone', () => {
  const { local } = twoCopies();
  const updates: Uint8Array[] = [];
  local.on('update', (update: Uint8Array) => void updates.push(update));
  write(local, 'Primero y más.');
  expect(wordsRefused(updates, new Y.Doc()).join('')).toContain('y más');
});
