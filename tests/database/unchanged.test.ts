import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestStack } from '#embedded/testing.ts';
import { assignLead } from '#lib/features/documents/assign-lead.server.ts';
import { moveChapter } from '#lib/features/documents/move-chapter.server.ts';
import { removeChapter } from '#lib/features/documents/remove-chapter.server.ts';
import { renameChapter } from '#lib/features/documents/rename-chapter.server.ts';
import { readUpload } from '#lib/features/importing/read-upload.server.ts';
import { renameDocument, setVotingBody } from '#lib/features/workflow/change-document.server.ts';
import { unwrap } from '#lib/server/unwrap.ts';
import { claimsOf, makeClient, signToken } from '../supabase/library.ts';
import { type World, openWorld } from './world.ts';

// A policy hides the row from whoever may not change it, so that no refusal of the table's comes: what is told instead.

let world: World;
let stack: Awaited<ReturnType<typeof openTestStack>>;
let document = '';
/** Chapters by their titles; the ids of the personas' own are not of a kind that a form may bring. */
let chapters: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  // What tests of SQL need is open to strangers; nothing would be served beside it.
  await world.owner`revoke all on all tables in schema tap from public`;
  stack = await openTestStack(world.database);
  const { supabase } = await localsOf('coordinacion');
  const arrangement = await world.id('oaxaca');
  const make = async (title: string) =>
    unwrap(
      await supabase.rpc('create_document', {
        p_arrangement: arrangement,
        p_kind: 'diagnosis',
        p_title: title,
      }),
    );
  const add = async (to: string, title: string) =>
    unwrap(await supabase.rpc('add_chapter', { p_document: to, p_title: title }));
  document = await make('Diagnóstico que se escribe');
  chapters = {
    marco: await add(document, 'Marco'),
    justicia: await add(document, 'Justicia'),
    elsewhere: await add(await make('Programa'), 'Marco'),
    nowhere: '00000000-0000-4000-8000-000000000000',
  };
}, 120_000);
afterAll(async () => {
  await stack?.close();
  await world?.close();
});

async function localsOf(who: string): Promise<App.Locals> {
  const person = { id: await world.id(who), email: `${who}@demo.test` };
  const token = signToken(world.database.cluster.secrets.jwtSecret, claimsOf(person));
  return { supabase: makeClient(stack.url, stack.publishableKey, { token }) } as unknown as App.Locals;
}

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

type Write = (locals: App.Locals, chapter: string) => Promise<unknown>;

const OF_CHAPTERS: Record<string, Write> = {
  rename: (locals, chapter) => renameChapter(locals, formOf({ chapter, title: 'Otro' }), document),
  lead: (locals, chapter) => assignLead(locals, formOf({ chapter, body: '' }), document),
  move: (locals, chapter) => moveChapter(locals, formOf({ chapter, position: '1' }), document),
  remove: (locals, chapter) => removeChapter(locals, formOf({ chapter }), document),
};
const OF_DOCUMENTS: Record<string, Write> = {
  title: (locals) => renameDocument(locals, document, formOf({ title: 'Otro' })),
  body: (locals) => setVotingBody(locals, document, formOf({ body: '' })),
  upload: (locals) => readUpload(locals, document, formOf({})),
};

/** What each write is refused with, by name. */
async function refusals(writes: Record<string, Write>, who: string, chapter = 'marco') {
  const locals = await localsOf(who);
  const codes = Object.entries(writes).map(async ([name, write]) => {
    const refused: unknown = await write(locals, chapters[chapter]!).then(
      () => 'done',
      (error: { code: string }) => error.code,
    );
    return [name, refused] as const;
  });
  return Object.fromEntries(await Promise.all(codes));
}

const each = (writes: Record<string, Write>, code: string) =>
  Object.fromEntries(Object.keys(writes).map((name) => [name, code]));
const ALL = { ...OF_CHAPTERS, ...OF_DOCUMENTS };

test('whoever has not the right is told so', async () => {
  for (const who of ['osc', 'estado', 'oficina'])
    expect(await refusals(ALL, who), who).toEqual(each(ALL, 'not_allowed'));
});

test('of a document that one does not read nothing is said', async () => {
  expect(await refusals(ALL, 'otroestado')).toEqual(each(ALL, 'not_found'));
});

test('a chapter that was never there is not found, nor one of another document', async () => {
  expect(await refusals(OF_CHAPTERS, 'coordinacion', 'nowhere')).toEqual(each(OF_CHAPTERS, 'not_found'));
  const { rename, lead } = OF_CHAPTERS;
  const own = { rename: rename!, lead: lead! };
  expect(await refusals(own, 'coordinacion', 'elsewhere')).toEqual(each(own, 'not_found'));
});

test('one that was taken out was taken out, for whoever could bring it back', async () => {
  await world.owner`update public.chapters set removed_at = now() where id = ${chapters.justicia!}`;
  expect(await refusals(OF_CHAPTERS, 'coordinacion', 'justicia')).toEqual(
    each(OF_CHAPTERS, 'chapter_removed'),
  );
  expect(await refusals(OF_CHAPTERS, 'osc', 'justicia')).toEqual(each(OF_CHAPTERS, 'not_allowed'));
});

describe('a title that was changed since the form was made', () => {
  const ODD = 'Agua, «suelo» y (aire): 100 % "limpio" & más.*\\';
  const seen = (locals: App.Locals, title: string, seenTitle?: string) => ({
    chapter: () =>
      renameChapter(
        locals,
        formOf({ chapter: chapters.marco!, title, ...(seenTitle && { seenTitle }) }),
        document,
      ),
    document: () => renameDocument(locals, document, formOf({ title, ...(seenTitle && { seenTitle }) })),
  });
  const titleOf = async (what: string) =>
    (what === 'chapter'
      ? await world.owner`select title from public.chapters where id = ${chapters.marco!}`
      : await world.owner`select title from public.documents where id = ${document}`)[0]!.title;

  test.each(['chapter', 'document'] as const)('of a %s is said, and stays', async (what) => {
    const first = await titleOf(what);
    const one = await localsOf('coordinacion');
    await seen(one, ODD, first)[what]();
    expect(await titleOf(what)).toBe(ODD);
    // Sent twice it is no conflict with oneself.
    await seen(one, ODD, first)[what]();
    await expect(seen(one, 'Otro', first)[what]()).rejects.toMatchObject({
      code: 'title_changed',
      details: { title: ODD },
    });
    expect(await titleOf(what)).toBe(ODD);
    await expect(seen(await localsOf('osc'), 'Otro', first)[what]()).rejects.toThrow('not_allowed');
    // Having seen it one may, and a page of before is not asked.
    await seen(one, 'Otro', ODD)[what]();
    expect(await titleOf(what)).toBe('Otro');
    await seen(one, first)[what]();
    expect(await titleOf(what)).toBe(first);
  });
});

describe('while the text is closed', () => {
  beforeAll(async () => {
    await world.owner`update public.documents set stage = 'voting' where id = ${document}`;
  });

  test('the secretaría técnica is told that, and everybody else that they may not', async () => {
    expect(await refusals(ALL, 'coordinacion')).toEqual(each(ALL, 'text_is_read_only'));
    expect(await refusals(ALL, 'osc')).toEqual(each(ALL, 'not_allowed'));
  });
});

describe('once the arrangement has ended', () => {
  beforeAll(async () => {
    await world.owner`update public.arrangements set status = 'ended' where id = tests.id('oaxaca')`;
  });

  test('everybody is told that, the secretaría técnica too', async () => {
    for (const who of ['coordinacion', 'osc'])
      expect(await refusals(ALL, who), who).toEqual(each(ALL, 'arrangement_ended'));
  });
});
