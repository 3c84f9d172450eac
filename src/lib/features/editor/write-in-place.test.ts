import { TextSelection } from '@tiptap/pm/state';
import { expect, test } from 'vitest';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
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

test('nothing is written twice where two texts stand side by side that end alike, as where a note between them is gone', () => {
  const [ana] = writers(
    { type: 'doc', content: [paragraph('p', 'Se publica. El plan se revisa.')] },
    ['Ana'],
    () => pluginsOf(WriteInPlace),
  );
  const { ydoc } = ana!;
  const block = ydoc.getXmlFragment(FRAGMENT).get(0) as Y.XmlElement;
  const words = () => block.toArray().map(String).join('|');
  const { binding } = ySyncPluginKey.getState(ana!.state) as {
    binding: {
      _prosemirrorChanged: (doc: unknown) => void;
      mapping: Map<unknown, unknown>;
      mux: (change: () => void) => void;
    };
  };
  const place = 1 + 'Se publica. El plan se revisa. Dice Beto.'.length;
  // The editor has shown what has come, and knows it; it looks once more when it has.
  binding.mux(() => {
    block.insert(1, [new Y.XmlText(' Dice Beto. El plan se revisa.')]);
    ana!.edit((tr) => tr.insertText(' Dice Beto. El plan se revisa.', tr.doc.content.size - 1));
    ana!.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, place)));
    binding.mapping.set(block, ana!.state.doc.firstChild);
  });
  binding._prosemirrorChanged(ana!.state.doc);
  expect(words()).toBe('Se publica. El plan se revisa.| Dice Beto. El plan se revisa.');

  ana!.edit((tr) => tr.insertText(' Sí.'));
  expect(words().replaceAll('|', '')).toBe(
    'Se publica. El plan se revisa. Dice Beto. Sí. El plan se revisa.',
  );
});
