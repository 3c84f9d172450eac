import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';
import { unsentText, wordsAlone, wordsRefused } from './unsent-text.ts';
import { wordsWithoutPlace } from './words-without-place.ts';

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

/** Collects the edits that `work` makes. */
function editsOf(local: Y.Doc, work: () => void): Uint8Array[] {
  const updates: Uint8Array[] = [];
  const collect = (update: Uint8Array) => void updates.push(update);
  local.on('update', collect);
  work();
  local.off('update', collect);
  return updates;
}

const textIn = (ydoc: Y.Doc, block: number) =>
  (ydoc.getXmlFragment(FRAGMENT).get(block) as Y.XmlElement).get(0) as Y.XmlText;
const nothing = { paragraphs: [], deleted: false, changed: false, unreadable: false };

it('shows the words of refused edits as they would stand in the text, and an unreadable one harms no other', () => {
  const { local, server } = twoCopies();
  const updates = editsOf(local, () => write(local, 'Primero y más.'));
  const { paragraphs, unreadable } = wordsRefused([new Uint8Array([255, 1]), ...updates], server);
  expect(paragraphs).toEqual(['Primero y más.']);
  expect(unreadable).toBe(true);
  expect(unsentText(server, server)).toEqual([]);
});

it('shows the bare letters of refused edits whose surroundings are gone', () => {
  const { local } = twoCopies();
  const updates = editsOf(local, () => write(local, 'Primero y más.'));
  expect(wordsRefused(updates, new Y.Doc()).paragraphs.join('')).toContain('y más');
});

it('shows nothing of a refused edit that the server has, and says of a deletion that the words still stand', () => {
  const { local, server } = twoCopies();
  const saved = editsOf(local, () => textIn(local, 0).insert(8, ' Guardado.'));
  for (const update of saved) Y.applyUpdate(server, update);
  expect(wordsRefused(saved, server)).toEqual(nothing);
  const deletion = editsOf(local, () => textIn(local, 1).delete(0, 4));
  expect(wordsRefused([...saved, ...deletion], server)).toEqual({ ...nothing, deleted: true });
  for (const update of deletion) Y.applyUpdate(server, update);
  expect(wordsRefused([...saved, ...deletion], server)).toEqual(nothing);
});

it('shows of an edit that the server has in part only the rest', () => {
  const { local, server } = twoCopies();
  const [first, second] = editsOf(local, () => {
    textIn(local, 0).insert(8, ' Uno');
    textIn(local, 0).insert(12, ' y dos');
  });
  Y.applyUpdate(server, first!);
  server.getXmlFragment(FRAGMENT).delete(0, 1);
  expect(wordsRefused([Y.mergeUpdates([first!, second!])], server).paragraphs).toEqual([' y dos']);
});

it('shows what stands nowhere beside what has a paragraph', () => {
  const { local, server } = twoCopies();
  const [first, , third] = editsOf(local, () => {
    textIn(local, 0).insert(8, ' Dos.');
    textIn(local, 0).insert(13, ' Tres.');
    textIn(local, 0).insert(19, ' Cuatro.');
  });
  expect(wordsRefused([first!, third!], server).paragraphs).toEqual(['Primero. Dos.', ' Cuatro.']);
});

it('has nothing to show of words that were typed and deleted again', () => {
  const { local, server } = twoCopies();
  const updates = editsOf(local, () => {
    textIn(local, 0).insert(0, 'Borrador ');
    textIn(local, 0).delete(0, 9);
  });
  expect(wordsRefused(updates, server)).toEqual(nothing);
});

describe('what is more than words', () => {
  const root = (ydoc: Y.Doc) => ydoc.getXmlFragment(FRAGMENT);
  const block = (ydoc: Y.Doc) => root(ydoc).get(0) as Y.XmlElement;
  const link = { link: { href: 'https://corteidh.or.cr/caso' } };

  it.each<[string, (ydoc: Y.Doc) => void]>([
    ['bold', (ydoc) => textIn(ydoc, 0).format(0, 7, { bold: {} })],
    ['a link', (ydoc) => textIn(ydoc, 0).format(0, 7, link)],
    ['an empty table', (ydoc) => root(ydoc).push([new Y.XmlElement('table')])],
    ['a rule', (ydoc) => root(ydoc).insert(0, [new Y.XmlElement('horizontalRule')])],
    ['an attribute', (ydoc) => block(ydoc).setAttribute('textAlign', 'center')],
  ])('says that %s was refused', (_, change) => {
    const { local, server } = twoCopies();
    const updates = editsOf(local, () => change(local));
    expect(wordsRefused(updates, server)).toEqual({ ...nothing, changed: true });
    for (const update of updates) Y.applyUpdate(server, update);
    expect(wordsRefused(updates, server), 'and nothing once the server has it').toEqual(nothing);
  });

  it('says that the server still has what was taken away', () => {
    const { local, server } = twoCopies();
    for (const ydoc of [local, server]) {
      Y.applyUpdate(ydoc, contentToUpdate({ type: 'doc', content: [{ type: 'horizontalRule' }] }, 9));
    }
    const at = root(local)
      .toArray()
      .findIndex((each) => each instanceof Y.XmlElement && each.nodeName === 'horizontalRule');
    expect(at).toBeGreaterThanOrEqual(0);
    const updates = editsOf(local, () => root(local).delete(at, 1));
    expect(wordsRefused(updates, server)).toEqual({ ...nothing, changed: true });
  });

  it('says nothing of what was made and taken back, nor of a paragraph and its id', () => {
    const { local, server } = twoCopies();
    const updates = editsOf(local, () => {
      root(local).insert(0, [new Y.XmlElement('table')]);
      root(local).delete(0, 1);
      const empty = new Y.XmlElement('paragraph');
      root(local).insert(0, [empty]);
      empty.setAttribute('id', 'nuevo');
      block(local).setAttribute('id', 'otro');
    });
    expect(wordsRefused(updates, server)).toEqual(nothing);
  });
});

it('gives back the letters, by paragraphs, of a text that is out of reach', () => {
  const { local } = twoCopies();
  const updates = editsOf(local, () => {
    for (const [at, letter] of [...' Más.'].entries()) textIn(local, 0).insert(8 + at, letter);
    textIn(local, 0).insert(0, 'x');
    textIn(local, 0).delete(0, 1);
    const next = new Y.XmlElement('paragraph');
    next.insert(0, [new Y.XmlText('Otro.')]);
    local.getXmlFragment(FRAGMENT).push([next]);
  });
  expect(wordsAlone(updates)).toEqual({ ...nothing, paragraphs: ['Más.\nOtro.'] });
  const deletion = editsOf(local, () => textIn(local, 1).delete(0, 4));
  expect(wordsAlone([...updates, ...deletion])).toMatchObject({ deleted: true, changed: false });
});

it.each([
  ['a word that stands elsewhere by chance has no place', ' 20', 'En 2012 no.', ' 20'],
  ['nor has it where others have written it among more', ' no', 'Aquí no hay.', ' no'],
  ['a long passage that stands somewhere has one', ' que se mide cada año', 'Lo que se mide cada año.', ''],
])('%s', (_what, words, elsewhere, expected) => {
  const ydoc = new Y.Doc();
  const fragment = ydoc.getXmlFragment(FRAGMENT);
  const paragraph = (text: string) => {
    const element = new Y.XmlElement('paragraph');
    element.insert(0, [new Y.XmlText(text)]);
    return element;
  };
  fragment.insert(0, [paragraph('Se va.'), paragraph(elsewhere)]);
  const writer = new Y.Doc();
  Y.applyUpdate(writer, Y.encodeStateAsUpdate(ydoc));
  const updates: Uint8Array[] = [];
  writer.on('update', (update: Uint8Array) => updates.push(update));
  ((writer.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(6, words);
  fragment.delete(0, 1);
  for (const update of updates) Y.applyUpdate(ydoc, update);
  // Whoever opens the chapter anew writes under another id.
  ydoc.clientID += 1;
  expect(wordsWithoutPlace(updates, ydoc)).toBe(expected.trim());
});
