import { joinBackward, lift, setBlockType, splitBlock, wrapIn } from '@tiptap/pm/commands';
import { Node } from '@tiptap/pm/model';
import { liftListItem, splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state';
import { updateYFragment } from '@tiptap/y-tiptap';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readAuthorship } from './authorship.ts';
import { manuscriptSchema } from './extensions.ts';
import { LogFollower } from './follow-log.ts';
import { FRAGMENT } from './fragment.ts';

const { heading, paragraph, blockquote, bulletList, listItem } = manuscriptSchema.nodes;
const COMMANDS: Record<string, Command> = {
  split: splitBlock,
  'split an item': splitListItem(listItem!),
  join: joinBackward,
  'make a heading': setBlockType(heading!, { level: 2 }),
  'make a paragraph': setBlockType(paragraph!),
  quote: wrapIn(blockquote!),
  'make a list': wrapInList(bulletList!),
  'leave a list': liftListItem(listItem!),
  lift,
};
const WORDS =
  'La sierra no tiene médicos, dijo la comunidad; la costa tampoco. Nadie responde en el municipio.'.split(
    ' ',
  );

/** Numbers that look like chance and are the same every time. */
function chance(seed: number) {
  let state = seed;
  return (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
}

function textAt(pick: (below: number) => number): Node {
  const words = () => ({
    type: 'text',
    text: Array.from({ length: 3 + pick(12) }, () => WORDS[pick(WORDS.length)]).join(' '),
  });
  const block = () => ({
    type: 'paragraph',
    content: pick(3) ? [words()] : [words(), { type: 'footnote', content: [words()] }, words()],
  });
  return Node.fromJSON(manuscriptSchema, { type: 'doc', content: Array.from({ length: 5 }, block) });
}

/** The caret anywhere in a text, or where a paragraph begins. */
function caretAt(state: EditorState, pick: (below: number) => number, first: boolean): EditorState {
  const places: number[] = [];
  state.doc.descendants((node, at) => {
    if (node.isTextblock)
      for (let offset = 0; offset <= node.content.size; offset += 1) places.push(at + 1 + offset);
  });
  const place = state.doc.resolve(places[pick(places.length)]!);
  const caret = TextSelection.create(state.doc, first ? place.start() : place.pos);
  return state.apply(state.tr.setSelection(caret));
}

test('what the editor’s own commands do to a text leaves every letter to its author', () => {
  const lost: Record<string, number> = {};
  let letters = 0;
  for (let seed = 1; seed <= 100; seed += 1) {
    const pick = chance(seed * 7_919);
    const document = new Y.Doc();
    const followed = new Y.Doc();
    const follower = new LogFollower(followed);
    let seq = 0;
    const write = (doc: Node, personId: string) => {
      const before = Y.encodeStateVector(document);
      const known = { mapping: new Map(), isOMark: new Map() } as never;
      document.transact(() => updateYFragment(document, document.getXmlFragment(FRAGMENT), doc, known));
      const payload = Y.encodeStateAsUpdate(document, before);
      follower.take({ seq: (seq += 1), personId, organizationId: null, at: new Date(seq), payload });
      return readAuthorship(followed, follower.spans).flatMap(({ runs }) => runs);
    };
    let state = EditorState.create({ doc: textAt(pick) });
    letters += write(state.doc, 'ana').reduce((sum, [length]) => sum + length, 0);
    let others = 0;
    for (let step = 0; step < 8; step += 1) {
      const names = Object.keys(COMMANDS);
      const name = names[pick(names.length)]!;
      const start = caretAt(state, pick, name === 'join');
      COMMANDS[name]!(start, (transaction) => (state = start.apply(transaction)));
      const runs = write(state.doc, 'eva');
      const now = runs.reduce((sum, [length, session]) => sum + (session === 1 ? 0 : length), 0);
      if (now > others) lost[name] = (lost[name] ?? 0) + now - others;
      others = now;
    }
  }
  // The editor's comparison keeps a letter that both happen to share now and then, and the rest is no longer in a row.
  const { join = 0, ...rest } = lost;
  expect(rest).toEqual({});
  expect(join).toBeLessThan(letters / 200);
});
