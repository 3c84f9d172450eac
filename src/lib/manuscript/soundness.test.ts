import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { FRAGMENT } from './fragment.ts';
import { faultOf, faultOfBlocks, mend } from './soundness.ts';

function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
}
const paragraph = (words: string) => element('paragraph', new Y.XmlText(words));

function textWith(...blocks: Y.XmlElement[]): Y.Doc {
  const ydoc = new Y.Doc();
  ydoc.getXmlFragment(FRAGMENT).insert(0, blocks);
  return ydoc;
}
const words = (ydoc: Y.Doc) =>
  ydoc
    .getXmlFragment(FRAGMENT)
    .toString()
    .replaceAll(/<[^>]*>/g, '|')
    .split('|')
    .filter(Boolean);

it('finds nothing wrong with a text that an editor may hold, nor with one that nobody has written', () => {
  expect(faultOf(textWith(paragraph('Uno.')))).toBe(null);
  expect(faultOf(new Y.Doc())).toBe(null);
});

it('calls unknown what a newer version put there: a node, an attribute, a value, a mark', () => {
  expect(faultOf(textWith(element('callout', paragraph('Nuevo.'))))).toBe('unknown');
  const [attribute, value] = [paragraph('a'), element('tableCell', paragraph('b'))];
  attribute.setAttribute('mood', 'new');
  value.setAttribute('align', 'justify');
  expect(faultOf(textWith(attribute))).toBe('unknown');
  expect(faultOf(textWith(element('table', element('tableRow', value))))).toBe('unknown');
  const marked = new Y.XmlText('c');
  expect(faultOf(textWith(element('paragraph', marked)))).toBe(null);
  marked.format(0, 1, { blink: {} });
  expect(faultOf(marked.doc!)).toBe('unknown');
});

it('calls tangled what two honest edits leave behind, and mends it with every word, once', () => {
  const ydoc = textWith(
    paragraph('Antes.'),
    element(
      'bulletList',
      element('listItem', element('listItem', paragraph('Dentro.'))),
      paragraph('Suelto.'),
    ),
    element('bulletList'),
  );
  const sound = ydoc.getXmlFragment(FRAGMENT).get(0);
  expect(faultOf(ydoc)).toBe('tangled');
  expect(mend(ydoc)).toBe(true);
  expect(faultOf(ydoc)).toBe(null);
  expect(words(ydoc)).toEqual(['Antes.', 'Dentro.', 'Suelto.']);
  expect(ydoc.getXmlFragment(FRAGMENT).get(0)).toBe(sound);
});

it('judges some blocks alone as it judges the whole', () => {
  const ydoc = textWith(paragraph('a'), element('listItem', paragraph('b')));
  const [good, bad] = ydoc.getXmlFragment(FRAGMENT).toArray();
  expect(faultOfBlocks([good!])).toBe(null);
  expect(faultOfBlocks([bad!])).toBe('tangled');
  expect(faultOfBlocks([])).toBe(null);
});
