import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { moveBeside } from './beside.ts';

test('a paragraph is moved beside another, but into no list: what cannot stand there would be taken out with all of it', () => {
  const fragment = new Y.Doc().getXmlFragment('text');
  const [list, item, first, second] = ['bulletList', 'listItem', 'paragraph', 'paragraph'].map(
    (name) => new Y.XmlElement(name),
  ) as [Y.XmlElement, Y.XmlElement, Y.XmlElement, Y.XmlElement];
  list.insert(0, [item]);
  fragment.insert(0, [list, first, second]);
  first.setAttribute('id', 'uno');
  const names = () => fragment.toArray().map((block) => (block as Y.XmlElement).getAttribute('id') ?? 'list');

  moveBeside([first], item, true);
  expect([names(), list.length]).toEqual([['list', 'uno', 'list'], 1]);
  moveBeside([first], second);
  expect(names()).toEqual(['list', 'list', 'uno']);
});
