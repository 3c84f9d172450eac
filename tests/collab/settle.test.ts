import { expect, test } from 'vitest';
import { newWorld } from './setup.ts';
import { until, visit, type Visitor } from './visitor.ts';
import { logOf } from './world.ts';

// No pause in typing is long enough here: what is written down, is because somebody asked or left.
const here = newWorld({ writeDownIdleMs: 600_000, writeDownAtMostMs: 600_000 });

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

test('it is written down at once when the last one leaves', async () => {
  const { world, server } = here;
  const chapter = await world.addChapter();
  const writer = await visit(server, world, chapter, world.people.drafter);
  write(writer);
  await writer.saved();
  const head = (await logOf(world, chapter)).at(-1)!.seq;
  writer.leave();
  await until(async () => (await storedText(chapter))?.seq === head, 'written down');
});

test('and at once when a step asks for it, the last keystroke included, for chapters nobody opened too', async () => {
  const { world, server } = here;
  const [chapter, unopened] = [await world.addChapter(), await world.addChapter()];
  const writer = await visit(server, world, chapter, world.people.drafter);
  write(writer);
  writer.write('La última. ');
  await writer.saved();
  await world.as(
    world.people.coordination,
    (sql) => sql`select public.request_materialisation(${world.documentId})`,
  );
  await until(
    async () =>
      (await world.owner`select * from collab.unsettled_chapters(${world.documentId})`).length === 0,
    'settled',
  );
  expect(JSON.stringify((await storedText(chapter))!.content)).toContain('La última. ');
  expect((await storedText(unopened))!.content.content).toHaveLength(1);
  writer.leave();
});
