import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { limits } from '#collab/limits.ts';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { advanceDocument } from '#lib/features/workflow/advance-document.server.ts';
import { report } from './kill-proof.ts';
import { newWorld } from './setup.ts';
import { pause, until, visit, type Visitor, wordsInLog } from './visitor.ts';
import type { World } from './world.ts';

const here = newWorld();

const SENTENCE =
  'Toda persona tiene derecho a ser oída con las debidas garantías y dentro de un plazo razonable. ';
const paragraphs = (count: number) => ({
  type: 'doc',
  content: Array.from({ length: count }, (_, at) => ({
    type: 'paragraph',
    content: [{ type: 'text', text: `${at}. ${SENTENCE.repeat(3)}` }],
  })),
});

/** The secretaría técnica's requests, as the web application makes them: each call a transaction of its own. */
const requestsOf = (world: World) => ({
  supabase: {
    async rpc(name: string, given: Record<string, unknown>) {
      const parts = Object.keys(given).map((key, at) => `${key} => $${at + 1}`);
      try {
        const [row] = await world.as(world.people.coordination, (sql) =>
          sql.unsafe(`select public.${name}(${parts.join()}) as answer`, Object.values(given) as never[]),
        );
        return { data: row!.answer, error: null };
      } catch (error) {
        const { code, message, detail } = error as Error & { code: string; detail?: string };
        return { data: null, error: { code, message, details: detail } };
      }
    },
  },
});

/** Takes a step and gives how long that took, in milliseconds. */
async function take(world: World, action: string, stage: string): Promise<number> {
  const form = new FormData();
  form.set('action', action);
  form.set('stage', stage);
  const since = performance.now();
  await advanceDocument(requestsOf(world) as never, world.documentId, form);
  return Math.round(performance.now() - since);
}

/** Somebody who writes a numbered mark into a paragraph of theirs every 130 to 170 ms, until told to stop. */
class Typist {
  readonly visitor: Visitor;
  readonly #name: number;
  #made = 0;
  #acknowledged = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(visitor: Visitor, name: number) {
    this.visitor = visitor;
    this.#name = name;
    // The server answers in the order in which the marks were made. Whoever was cut off counts anew.
    visitor.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (!visitor.closes.length) this.#acknowledged = Math.max(this.#acknowledged, this.#made - number);
    });
    this.#next();
  }

  #next(): void {
    this.#timer = setTimeout(() => this.#type(), 130 + 40 * Math.random());
  }

  #type(): void {
    // The editor takes nothing more once it is told that the text is read-only.
    if (this.visitor.notice('access').at(-1)?.canEdit === false) return;
    const words = (this.visitor.text.get(this.#name) as Y.XmlElement).get(0) as Y.XmlText;
    this.#made += 1;
    words.insert(words.length, this.#mark(this.#made));
    this.#next();
  }

  #mark(number: number): string {
    return `«${this.#name}.${number}»`;
  }

  /** Marks that were made, and those of them that the server has acknowledged. */
  get made(): number {
    return this.#made;
  }

  get acknowledged(): string[] {
    return Array.from({ length: this.#acknowledged }, (_, at) => this.#mark(at + 1));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  leave(): void {
    this.stop();
    this.visitor.leave();
  }
}

const marksIn = (text: string) => (text.match(/«\d+\.\d+»/g) ?? []).sort();

async function stage(world: World, to: string): Promise<void> {
  await world.owner`update public.documents set stage = ${to} where id = ${world.documentId}`;
}

async function crowd(count: number, chapter: string): Promise<Typist[]> {
  const { world, server } = here;
  const visitors = await Promise.all(
    Array.from({ length: count }, () => visit(server, world, chapter, world.people.coordination)),
  );
  const typists = visitors.map((visitor, at) => new Typist(visitor, at));
  await until(() => typists.every((typist) => typist.acknowledged.length > 5), 'everybody types');
  return typists;
}

async function lastVersion(world: World, chapter: string): Promise<string> {
  const [row] = await world.owner`
    select c.chapter ->> 'content' as text
    from public.versions v, jsonb_array_elements(v.canonical::jsonb -> 'chapters') as c (chapter)
    where c.chapter ->> 'id' = ${chapter} order by v.number desc limit 1`;
  return (row?.text as string | undefined) ?? '';
}

const cutOff = (typists: readonly Typist[]) =>
  typists.flatMap(({ visitor }) => visitor.closes.filter(({ code }) => code === CloseCode.notStored));

test.each([
  [1, 200],
  [3, 200],
  [12, 900],
])(
  'while %i people type in a text of %i paragraphs it is frozen: what was acknowledged is in the version, nothing else is',
  async (people, length) => {
    const { world } = here;
    await stage(world, 'technical_review');
    const chapter = await world.addChapter(paragraphs(length));
    const typists = await crowd(people, chapter);
    const took = await take(world, 'open_consultation', 'technical_review');
    report(`${people} typists in ${length} paragraphs: frozen after ${took} ms`);
    await until(
      () => typists.every(({ visitor }) => visitor.notice('access').at(-1)?.reason === 'consultation'),
      'told why',
    );
    await pause(300);

    const frozen = marksIn(await lastVersion(world, chapter));
    expect(marksIn(await wordsInLog(world, chapter))).toEqual(frozen);
    expect(typists.flatMap(({ acknowledged }) => acknowledged).sort()).toEqual(frozen);
    expect(typists.reduce((sum, { made }) => sum + made, 0)).toBeGreaterThan(frozen.length);
    // What they wrote on is theirs still, unsent; nobody was told that it could not be stored.
    for (const { visitor, made } of typists) expect(visitor.words()).toContain(`.${made}»`);
    expect(cutOff(typists)).toEqual([]);
    for (const typist of typists) typist.leave();
  },
);

test('a step that freezes nothing waits for nobody to stop, but for the text to be there', async () => {
  const { world } = here;
  await stage(world, 'drafting');
  const chapter = await world.addChapter(paragraphs(200));
  const begun = await world.addChapter();
  const typists = await crowd(3, chapter);
  const writer = await visit(here.server, world, begun, world.people.drafter);
  writer.write('Lo primero de este capítulo. ');
  await writer.saved();
  expect(await take(world, 'submit', 'drafting')).toBeLessThan(4_000);
  expect(await world.owner`select from collab.holds where until > clock_timestamp()`).toHaveLength(0);
  await until(() => writer.notice('access').at(-1)?.reason === 'technical_review', 'told why');
  expect(typists.flatMap(({ visitor }) => visitor.closes)).toEqual([]);
  for (const typist of typists) typist.leave();
  writer.leave();
});

test('a step that is not taken lets people write on, with all they wrote meanwhile; it may be repeated', async () => {
  const { world } = here;
  await stage(world, 'technical_review');
  const chapter = await world.addChapter(paragraphs(200));
  const empty = await world.addChapter();
  const typists = await crowd(3, chapter);
  await expect(take(world, 'open_consultation', 'technical_review')).rejects.toMatchObject({
    code: 'condition_not_met',
  });
  const [held] = await world.owner`
    select until < clock_timestamp() as over from collab.holds where document_id = ${world.documentId}`;
  expect(held).toEqual({ over: true });
  const then = typists.map(({ made }) => made);
  await until(
    () => typists.every(({ acknowledged }, at) => acknowledged.length > then[at]! + 3),
    'what was written meanwhile is stored, and what came after',
    3_000,
  );
  expect(typists.flatMap(({ visitor }) => visitor.closes)).toEqual([]);

  await world.as(world.people.coordination, (sql) => sql`select public.remove_chapter(${empty})`);
  await take(world, 'open_consultation', 'technical_review');
  await until(
    () => typists.every(({ visitor }) => visitor.notice('access').at(-1)?.reason === 'consultation'),
    'told why',
  );
  expect(marksIn(await lastVersion(world, chapter))).toEqual(marksIn(await wordsInLog(world, chapter)));
  for (const typist of typists) typist.leave();
});

test('a hold that nobody ends, ends: what was written meanwhile waits without an alarm, longer than a commit may', async () => {
  const { world } = here;
  await stage(world, 'technical_review');
  const chapter = await world.addChapter(paragraphs(3));
  const typists = await crowd(2, chapter);
  await world.owner`delete from collab.holds`;
  const [row] = await world.as(
    world.people.coordination,
    (sql) =>
      sql`select public.hold_writing(${world.documentId}, 'open_consultation', 'technical_review') as held`,
  );
  expect(row).toEqual({ held: true });
  const before = marksIn(await wordsInLog(world, chapter));
  await pause(limits.appendMs + 1_000);
  expect(marksIn(await wordsInLog(world, chapter))).toEqual(before);
  for (const typist of typists) typist.stop();
  expect(typists.every(({ visitor }) => visitor.provider.hasUnsyncedChanges)).toBe(true);
  await Promise.all(typists.map(({ visitor }) => visitor.saved()));
  expect(typists.flatMap(({ visitor }) => visitor.closes)).toEqual([]);
  expect(marksIn(await wordsInLog(world, chapter))).toEqual(
    typists.flatMap(({ acknowledged }) => acknowledged).sort(),
  );
  for (const typist of typists) {
    expect(typist.acknowledged).toHaveLength(typist.made);
    typist.leave();
  }
});
