import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newArrangement, newBody, newOrganization } from './administration.ts';
import { newDocument } from './arrangement.ts';
import { chapterName, newChapter } from './chapter-input.ts';
import { newReply, newThread } from './comment-thread.ts';
import { longText, onlySeen, seenText } from './seen-text.ts';
import { stepRequest } from './step-input.ts';
import { ballot } from './voting.ts';

const id = '3f0f2a52-6a52-4f0c-9d8a-0c6f0a6a9f11';

const forms: [string, (text: string) => { success: boolean; data?: object }][] = [
  ['a document', (title) => newDocument.safeParse({ kind: 'diagnosis', title })],
  ['a chapter', (title) => newChapter.safeParse({ title })],
  ['a chapter, renamed', (title) => chapterName.safeParse({ chapter: id, title })],
  [
    'an arrangement',
    (title) =>
      newArrangement.safeParse({
        jurisdiction: '20',
        kind: 'agreement',
        title,
        status: 'signed',
        coordinator: id,
      }),
  ],
  [
    'a body',
    (name) => newBody.safeParse({ name, kind: 'working_table', quorum: '50', majorityRule: 'simple' }),
  ],
  ['an organization', (name) => newOrganization.safeParse({ name, shortName: 'Red', sector: 'academia' })],
  [
    'an organization, in short',
    (shortName) => newOrganization.safeParse({ name: 'Red', shortName, sector: 'academia' }),
  ],
];

describe.each(forms)('the name of %s', (_, parse) => {
  test.each([
    ['Salud y alimentación — §4', 'Salud y alimentación — §4'],
    ['Ñuu Savi: «Kuꞌu»', 'Ñuu Savi: «Kuꞌu»'],
    ['\u200b', null],
    ['\u202e', null],
    ['\n', null],
    ['\t', null],
    ['\u00a0', null],
    ['Salud\nVivienda', 'Salud Vivienda'],
    ['Sa\u00adlud', 'Salud'],
    ['\u202edulaS', 'dulaS'],
    ['\u{e0041}', null],
    ['Ofi\u{e0041}cina', 'Oficina'],
  ])('%j', (text, taken) => {
    const { success, data } = parse(text);
    expect(success && Object.values(data!).includes(taken)).toBe(taken !== null);
  });
});

test('of what cannot be seen it is said that it is missing, and what cannot be seen counts for nothing', () => {
  const why = (text: string) =>
    seenText(5)
      .safeParse(text)
      .error?.issues.map(({ code }) => code);
  expect(why('\u200b')).toEqual(['too_small']);
  expect(why('Título')).toEqual(['too_big']);
  expect(why('\u200bSa\u00adlud\n')).toBeUndefined();
});

test('a title from a file is taken without what cannot be seen', () => {
  expect(onlySeen(' Derecho\u00a0a\n la \u200b sa\u00adlud\u202e ')).toBe('Derecho a la salud');
  expect(onlySeen('\u200b\u3164')).toBe('');
});

const anchor = JSON.stringify({
  block: 'p1',
  quote: { exact: 'Texto', prefix: '', suffix: '' },
  position: { start: 0, end: 5 },
});
const step = { action: 'return_to_drafting', stage: 'technical_review' };
const vote = { round: id, seat: id, choice: 'against', sha256: '0'.repeat(64) };
const said: [string, (text: string) => unknown, unknown][] = [
  [
    'a comment',
    (body) => newThread.safeParse({ chapter: id, anchor, body, visibility: 'sector' }).data?.body,
    undefined,
  ],
  ['a reply', (body) => newReply.safeParse({ thread: id, chapter: id, body }).data?.body, undefined],
  ['a note', (note) => stepRequest.safeParse({ ...step, note }).data?.note, ''],
  ['a dissent', (dissent) => ballot.safeParse({ ...vote, dissent }).data?.dissent, ''],
];

describe.each(said)('%s', (_, parse, empty) => {
  test.each(['', ' ', '\n', '\t', '\u00a0', '\u200b', ' \r\n\u2028\u3164\u3000\ufeff'])(
    'of %j says nothing',
    (text) => expect(parse(text)).toBe(empty),
  );
  test.each(['Sí:\n\n\tfalta\u00a0la fuente\u200b', '¿?', '👍🏽'])('of %j is taken as it is', (text) =>
    expect(parse(`\n${text} `)).toBe(text),
  );
});

test('a long text is as long as what is left of it', () => {
  expect(longText(3).safeParse(' Sí \n\n').data).toBe('Sí');
  expect(
    longText(3)
      .safeParse('Sí, sí')
      .error?.issues.map(({ code }) => code),
  ).toEqual(['too_big']);
});

test('the database refuses the same letters', () => {
  const letters = /\[\\u0001[^\]]+\]/;
  const [ours] = letters.exec(readFileSync(new URL('seen-text.ts', import.meta.url), 'utf8'))!;
  const [theirs] = letters.exec(readFileSync('supabase/schemas/00_foundation.sql', 'utf8'))!;
  // Postgres writes letters beyond the first plane in eight digits.
  const asPostgres = ours.replaceAll(/\\u\{(\w+)\}/g, (_, code: string) => `\\U${code.padStart(8, '0')}`);
  expect(theirs).toBe(asPostgres);
});
