import { TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import { writers } from '../../../../tests/support/writers.ts';
import { paragraph, pluginsOf } from './tabs-for-tests.ts';
import { WriteInPlace } from './write-in-place.ts';

/** «La medida» is chosen, and behind it stands what somebody else has just typed. */
function chosen(behind: string) {
  const content = { type: 'doc', content: [paragraph('p', `La medida${behind}`)] };
  const [ana] = writers(content, ['Ana'], () => pluginsOf(WriteInPlace));
  ana!.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, 1, 1 + 'La medida'.length)));
  return ana!;
}

/** The letters, and of each whether Ana has written it. */
function lettersOf({ ydoc }: ReturnType<typeof chosen>): [string, boolean][] {
  const block = ydoc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  const letters: [string, boolean][] = [];
  for (let item = (block.get(0) as Y.XmlText)._start; item; item = item.right)
    if (!item.deleted && item.countable)
      letters.push([item.content.getContent().join(''), item.id.client === ydoc.clientID]);
  return letters;
}

test('a letter typed over a passage is written, though the passage began with it', () => {
  const ana = chosen('');
  ana.edit((tr) => tr.insertText('L'));
  expect(lettersOf(ana)).toEqual([['L', true]]);
});

test('what stands behind the passage stays whose it is, though the page reads as if it had been written anew', () => {
  const ana = chosen('a');
  ana.edit((tr) => tr.replaceWith(1, 1 + 'La medidaa'.length, schema.text('La')));
  expect(lettersOf(ana)).toEqual([
    ['L', true],
    ['a', false],
  ]);
});

test('what is pasted over a passage is compared with it', () => {
  const ana = chosen('.');
  ana.edit((tr) => tr.insertText('La medición'));
  expect(lettersOf(ana)).toEqual([
    ['La medi', false],
    ['ción', true],
    ['.', false],
  ]);
});
