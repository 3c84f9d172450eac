import { splitBlock } from '@tiptap/pm/commands';
import { splitListItem, wrapInList } from '@tiptap/pm/schema-list';
import type { Command } from '@tiptap/pm/state';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { manuscriptSchema as schema } from '#lib/manuscript/extensions.ts';
import {
  BEFORE,
  BEHIND,
  heading,
  Line,
  lineBreak,
  note,
  PARAGRAPH,
  PARAGRAPHS,
  type Tab,
  takeSpace,
  typing,
} from './tabs-for-tests.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const AT_NOTE = ' Sin demora.';
const FIRM = ' Y es firme.';
const content = {
  type: 'doc',
  content: PARAGRAPHS,
};

const empty: Command = ({ tr, selection: { $head } }, dispatch) => {
  dispatch?.(tr.delete($head.start(), $head.end()));
  return true;
};
const remove: Command = ({ tr, selection: { $head } }, dispatch) => {
  dispatch?.(tr.delete($head.before(), $head.after()));
  return true;
};
const splitAt =
  (places: readonly string[], split: Command = splitBlock, isSpaceLeft = false) =>
  (beto: Tab) => {
    for (const place of places) {
      beto.press(place, split);
      if (!isSpaceLeft) beto.tries(takeSpace);
    }
  };
const makeFirst = (command: Command, next: (beto: Tab) => void) => (beto: Tab) => {
  beto.press('medida', command);
  next(beto);
};
const makeHeading = (beto: Tab) => beto.press('medida', heading);
const splitAndMake = (beto: Tab) => {
  splitAt(['años.'])(beto);
  makeHeading(beto);
};
const splitTwiceAndType = (beto: Tab) => {
  splitAt(['años.', 'gaceta.'])(beto);
  beto.press('enero', typing(' próximo'));
};
const splitAndUndo = (beto: Tab) => {
  beto.press('años.', splitBlock);
  beto.undo();
};
const noted = (what: Command, next?: (beto: Tab) => void) => (beto: Tab) => {
  beto.press('años.', what);
  next?.(beto);
};
const moveBehind = (place: string) => (beto: Tab) => {
  beto.press('medida', empty);
  beto.tries(remove);
  beto.press(place, splitBlock);
  beto.tries(typing(PARAGRAPH));
};
const splitItem = splitListItem(schema.nodes.listItem!);
const list = wrapInList(schema.nodes.bulletList!);

/** What Beto does with the paragraph, and where that is then. */
const ACTS: [string, (beto: Tab) => void, (words: string) => readonly string[]][] = [
  ['splits it', splitAt(['años.']), inPlace],
  ['splits it twice', splitAt(['años.', 'gaceta.']), inPlace],
  ['splits it twice, from the end', splitAt(['gaceta.', 'años.']), inPlace],
  ['splits it where no sentence ends', splitAt(['medida', 'gaceta.', 'plazo'], splitBlock, true), inPlace],
  ['splits it twice and types in a part', splitTwiceAndType, withWords],
  ['splits it and undoes that', splitAndUndo, inPlaceOrBehind],
  ['makes a list of it, item by item', makeFirst(list, splitAt(['años.', 'gaceta.'], splitItem)), inPlace],
  ['makes a heading of its first sentence', makeFirst(heading, splitAt(['años.'])), inPlace],
  ['makes a heading of its first sentence, split off', splitAndMake, inPlace],
  ['puts a note into it', noted(note), withNote],
  ['puts a line break into it', noted(lineBreak), inPlace],
  ['puts a note into it and types', noted(note, (beto) => beto.type(FIRM)), withNoteAndWords],
  ['puts a note into it and splits it behind that', noted(note, splitAt(['publicarla'])), withNote],
  ['puts a note into it and splits it before that', noted(note, splitAt(['plazo'])), withNote],
  ['puts a note into it and makes a heading of it', noted(note, makeHeading), withNote],
  ['puts two notes into it', noted(note, (beto) => beto.press('de dos', note)), withNotes],
  ['cuts it out and puts it at the end', moveBehind(BEHIND), (words) => [BEFORE + BEHIND + words]],
  ['cuts it out and puts it further up', moveBehind(BEFORE), inPlace],
];
function inPlace(words: string): string[] {
  return [BEFORE + words + BEHIND];
}
/** What Ana wrote at the very place stands behind all that came back. */
function inPlaceOrBehind(words: string): string[] {
  return [...inPlace(words), ...inPlace(words.replace(AT_NOTE, '') + AT_NOTE)];
}
function withWords(words: string): string[] {
  return inPlace(words).map((text) => text.replace('enero', 'enero próximo'));
}
/** Behind the first sentence, or behind what Ana wrote at that very place. */
function withNote(words: string): string[] {
  const [text] = inPlace(words) as [string];
  const end = text.indexOf(' Corresp');
  const places = text.startsWith(AT_NOTE, end - AT_NOTE.length) ? [end, end - AT_NOTE.length] : [end];
  return places.map((at) => `${text.slice(0, at)}N${text.slice(at)}`);
}
function withNotes(words: string): string[] {
  return withNote(words).map((text) => text.replace('de dos', 'de dosN'));
}
function withNoteAndWords(words: string): string[] {
  return withNote(words).flatMap((text) =>
    ['N', `N${AT_NOTE}`].map((each) => text.replace(each, each + FIRM)),
  );
}

/** What Ana writes: behind which words. */
const WRITTEN = [
  { gaceta: ' oficial' },
  { 'dos años': ' improrrogables', gaceta: ' oficial', 'enero.': ' Hasta entonces rige esto.' },
  { Corresp: 'DD' },
  { 'gaceta.': ' También en línea.' },
  { 'El pres': 'GG', 'años.': AT_NOTE },
] as const;

/** How long ago Ana wrote when they hear of each other, in steps. */
const SHORT = 100;
const LONG = 2_000;

const everyWord = (written: Readonly<Record<string, string>>) =>
  Object.entries(written).reduce((text, [behind, words]) => text.replace(behind, behind + words), PARAGRAPH);
const withoutSpaces = (words: string) => words.replaceAll(' ', '');

test.each(ACTS)(
  'what Ana writes into a paragraph stands where it belongs, once, when Beto %s',
  async (_what, act, where) => {
    for (const written of WRITTEN) {
      for (const [isAnaAway, passes] of [
        [true, SHORT],
        [false, SHORT],
        [false, LONG],
      ] as const) {
        const line = new Line(content, () => 3);
        const [ana, beto, carla] = ['Ana', 'Beto', 'Carla'].map((name, at) =>
          line.open(name, [22, 11, 33][at]!),
        );
        const write = async () => {
          for (const [behind, words] of Object.entries(written)) {
            ana!.press(behind, typing(words));
            await line.settle(60);
          }
        };
        const away = isAnaAway ? ana! : beto!;
        away.goesAway();
        await write();
        if (!isAnaAway) await line.settle(passes);
        act(beto!);
        await line.settle(SHORT);
        away.comesBack();
        await line.settle(600);
        const told = `${JSON.stringify(written)}, ${isAnaAway ? 'Ana' : 'Beto'} away: ${JSON.stringify(carla!.text)}`;
        const text = carla!.text.map((block) => block.replace(/^\w+:/, '')).join('');
        expect(where(everyWord(written)).map(withoutSpaces), told).toContain(withoutSpaces(text));
        for (const tab of [ana!, beto!]) {
          expect(tab.text, told).toEqual(carla!.text);
          expect(tab.lost, told).toEqual([]);
        }
      }
    }
  },
);
