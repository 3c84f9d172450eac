import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { docToContent } from '#lib/manuscript/yjs.ts';
import { newWorld } from './setup.ts';
import { until, visit, Visitor } from './visitor.ts';
import { logOf } from './world.ts';

const here = newWorld({ writeDownIdleMs: 200 });

async function storedText(chapter: string) {
  const [row] = await here.world
    .owner`select seq, content from public.chapter_texts where chapter_id = ${chapter}`;
  return row ? { seq: Number(row.seq), content: row.content } : null;
}

const write = (visitor: Visitor) => {
  visitor.text.delete(0, visitor.text.length);
  visitor.write('Uno. ');
  visitor.write('Dos. ');
};

test('the text that is written down is the one that is open, a pause after the last word', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  write(writer);
  await writer.saved();
  const head = (await logOf(world, chapter)).at(-1)!.seq;
  await until(async () => (await storedText(chapter))?.seq === head, 'written down');
  expect((await storedText(chapter))!.content).toEqual(docToContent(writer.document));
  writer.leave();
});

test('case 30: a corrupt snapshot is rebuilt from the log, with an alarm', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  write(writer);
  await writer.saved();
  writer.leave();
  await until(() => server.health().documents === 0, 'unloaded');
  await until(
    async () => (await storedText(chapter))?.seq === (await logOf(world, chapter)).at(-1)!.seq,
    'written down',
  );
  await world.owner`update collab.chapter_snapshots set state = '\\x0102030405' where chapter_id = ${chapter}`;
  const reader = await visit(server, world, chapter, world.people.civil);
  expect(reader.words()).toBe('Uno. Dos. ');
  expect(server.lines.some((line) => line.alarm === 'corrupt_snapshot' && line.chapter === chapter)).toBe(
    true,
  );
  reader.leave();
});

test('case 27: a chapter whose log cannot be read is refused, never shown empty', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  write(writer);
  await writer.saved();
  writer.leave();
  await until(() => server.health().documents === 0, 'unloaded');
  await until(
    async () => (await storedText(chapter))?.seq === (await logOf(world, chapter)).at(-1)!.seq,
    'written down',
  );
  await world.owner`delete from collab.chapter_snapshots where chapter_id = ${chapter}`;
  await world.owner`update collab.chapter_updates set payload = '\\x01ff' where chapter_id = ${chapter} and seq = 1`;
  const reader = new Visitor(server, chapter, () => world.ticket(chapter, world.people.drafter));
  await until(() => reader.closes.length > 0, 'closed');
  expect(reader.closes[0]).toEqual({ code: 4500, reason: 'chapter_unloadable' });
  expect(reader.denied).toContain('chapter_unloadable');
  expect(reader.text.length).toBe(0);
  reader.leave();
  expect(server.health().documents).toBe(0);
});

test('an entry that cannot be taken in is left out, with an alarm, and the chapter opens with all else', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.coordination);
  writer.write('De otra persona. ');
  await writer.saved();
  const good = (await logOf(world, chapter)).at(-1)!.seq;
  const author = await visit(server, world, chapter, world.people.drafter);
  author.write('Lo que se dañó. ');
  await author.saved();
  const bad = (await logOf(world, chapter)).at(-1)!.seq;
  expect(bad).toBeGreaterThan(good);
  author.leave();
  writer.leave();
  await until(() => server.health().documents === 0, 'unloaded');
  await until(
    async () => (await storedText(chapter))?.seq === (await logOf(world, chapter)).at(-1)!.seq,
    'written down',
  );
  await world.owner`delete from collab.chapter_snapshots where chapter_id = ${chapter}`;
  await world.owner`
    update collab.chapter_updates set payload = '\\x01ff' where chapter_id = ${chapter} and seq = ${bad}`;
  const next = await visit(server, world, chapter, world.people.coordination);
  expect(next.words()).toBe('De otra persona. ');
  expect(
    server.lines.find((line) => line.alarm === 'entries_left_out' && line.chapter === chapter),
  ).toMatchObject({ left: [bad] });
  next.write('Sigue. ');
  await next.saved();
  await until(
    async () => JSON.stringify((await storedText(chapter))?.content ?? '').includes('Sigue. '),
    'written down',
  );
  expect((await storedText(chapter))!.content).toEqual(docToContent(next.document));
  next.leave();
});

test('a log that holds what the database cannot keep gets its text all the same', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.write('An~tes. ');
  await writer.saved();
  writer.leave();
  await until(() => server.health().documents === 0, 'unloaded');
  await until(
    async () => (await storedText(chapter))?.seq === (await logOf(world, chapter)).at(-1)!.seq,
    'written down',
  );
  // The character zero, as it was let in once.
  await world.owner`
    update collab.chapter_updates
    set payload = decode(replace(encode(payload, 'hex'), encode('An~tes', 'hex'), '416e00746573'), 'hex')
    where chapter_id = ${chapter}`;
  await world.owner`delete from collab.chapter_snapshots where chapter_id = ${chapter}`;
  const other = await visit(server, world, chapter, world.people.drafter);
  expect(other.words()).toBe('An\0tes. ');
  other.write('Después.');
  await other.saved();
  await until(
    async () => JSON.stringify((await storedText(chapter))?.content ?? '').includes('Después.'),
    'written down',
  );
  expect(JSON.stringify((await storedText(chapter))!.content)).toContain('An\uFFFDtes. ');
  other.leave();
});

test('a text that two honest edits broke is written down in its nearest shape', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  writer.document.transact(() => {
    writer.text.delete(0, writer.text.length);
    writer.text.push([new Y.XmlElement('bulletList')]);
    writer.write('Queda. ');
  });
  await writer.saved();
  const head = (await logOf(world, chapter)).at(-1)!.seq;
  await until(async () => (await storedText(chapter))?.seq === head, 'written down');
  const text = JSON.stringify((await storedText(chapter))!.content);
  expect(text).toContain('Queda. ');
  expect(server.lines.some((line) => line.alarm === 'invalid_text' && line.chapter === chapter)).toBe(true);
  writer.leave();
});
