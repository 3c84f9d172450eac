import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { describe, expect, test } from 'vitest';
import { blockIdsPlugin } from './block-ids.ts';
import { newBlockId } from './new-block-id.ts';
import { manuscriptSchema as schema } from './extensions.ts';

const p = (id: string | null, text = '') =>
  schema.node('paragraph', { id }, text ? schema.text(text) : undefined);
const start = (...blocks: Node[]) => {
  const state = EditorState.create({ doc: schema.node('doc', null, blocks), plugins: [blockIdsPlugin()] });
  return { state, run: (edit: (tr: Transaction) => Transaction) => state.apply(edit(state.tr)) };
};
const ids = (state: EditorState) => state.doc.children.map((node) => node.attrs.id as string | null);
const NEW = expect.stringMatching(/^[a-z][a-z2-9]{9}$/);

test('ids are safe in an address and do not repeat', () => {
  const many = Array.from({ length: 5_000 }, newBlockId);
  expect(new Set(many).size).toBe(5_000);
  expect(many.filter((id) => !/^[a-z][a-z2-9]{9}$/.test(id))).toEqual([]);
});

describe('an id stays with its text', () => {
  test('split in the middle: the first half keeps it', () => {
    expect(ids(start(p('a', 'uno dos')).run((tr) => tr.split(4)))).toEqual(['a', NEW]);
  });

  test('split before the text: the text keeps it, not the new empty line', () => {
    expect(ids(start(p('a', 'uno')).run((tr) => tr.split(1)))).toEqual([NEW, 'a']);
  });

  test('split after the text', () => {
    expect(ids(start(p('a', 'uno')).run((tr) => tr.split(4)))).toEqual(['a', NEW]);
  });

  test('join: the first remains', () => {
    expect(ids(start(p('a', 'uno'), p('b', 'dos')).run((tr) => tr.join(5)))).toEqual(['a']);
  });

  test('paragraph to heading and into a quote', () => {
    const heading = start(p('a', 'uno')).run((tr) =>
      tr.setNodeMarkup(0, schema.nodes.heading, { id: 'a', level: 2 }),
    );
    expect(ids(heading)).toEqual(['a']);
    const quoted = start(p('a', 'uno')).run((tr) => {
      const range = tr.doc.resolve(1).blockRange();
      return range ? tr.wrap(range, [{ type: schema.nodes.blockquote! }]) : tr;
    });
    expect(ids(quoted)).toEqual([NEW]);
    expect(quoted.doc.firstChild?.firstChild?.attrs.id).toBe('a');
  });

  test('cut here, pasted here: a moved block keeps it', () => {
    const { state } = start(p('a', 'uno'), p('b', 'dos'));
    const cut = state.apply(state.tr.delete(0, 5));
    expect(ids(cut.apply(cut.tr.insert(5, p('a', 'uno'))))).toEqual(['b', 'a']);
  });
});

describe('a copy is another block', () => {
  test.each([
    ['after', 5, ['a', NEW]],
    ['before', 0, [NEW, 'a']],
  ])('pasted %s its original', (_where, pos, expected) => {
    expect(ids(start(p('a', 'uno')).run((tr) => tr.insert(pos, p('a', 'uno'))))).toEqual(expected);
  });

  test('a block from another chapter gets an id of its own', () => {
    const slice = new Slice(Fragment.from([p('elsewhere', 'x'), p(null, 'y')]), 0, 0);
    expect(ids(start(p('a', 'uno')).run((tr) => tr.replace(5, 5, slice)))).toEqual(['a', NEW, NEW]);
  });
});

describe('two clients', () => {
  test('what arrives over the wire is not renamed', () => {
    const state = start(p('a', 'uno')).run((tr) =>
      tr.insert(5, p('a', 'dos')).setMeta('y-sync$', { isChangeOrigin: true }),
    );
    expect(ids(state)).toEqual(['a', 'a']);
  });

  test('a block another client made may be cut and pasted', () => {
    const here = start(p('a', 'uno')).run((tr) =>
      tr.insert(5, p('z', 'dos')).setMeta('y-sync$', { isChangeOrigin: true }),
    );
    const cut = here.apply(here.tr.delete(5, 10));
    expect(ids(cut.apply(cut.tr.insert(0, p('z', 'dos'))))).toEqual(['z', 'a']);
  });
});

test('typing neither renames nor loses the marks one is about to type with', () => {
  const { state } = start(p('a', 'uno'));
  const bold = state.apply(state.tr.split(4).setStoredMarks([schema.mark('bold')]));
  expect(bold.storedMarks?.map((mark) => mark.type.name)).toEqual(['bold']);
  expect(ids(start(p('a', 'uno')).run((tr) => tr.insertText('!', 4)))).toEqual(['a']);
});
