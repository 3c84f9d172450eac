import { startArm } from './arm.ts';
import { type Figure, shown } from './figures.ts';
import { pages } from './text.ts';
import { wireOf } from './wire.ts';
import { Writer } from './writer.ts';
import type { World } from './world.ts';

const MB = 1024 * 1024;
const STEADY_ROUNDS = 8;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What an open chapter holds of the server's heap, and whether opening and closing leaves anything behind. */
export async function memory(
  world: World,
  { count, chapters, cycles }: { count: number; chapters: number; cycles: number },
): Promise<Figure[]> {
  const arm = await startArm('concierta', { COLLAB_DATABASE_URL: world.collabUrl });
  async function open(chapter: string) {
    const ticket = await world.ticket(chapter, 0);
    const writer = new Writer(wireOf(arm, chapter), []);
    await writer.join(ticket);
    return writer;
  }
  /** The heap once what is closed had time to go. */
  async function heap(): Promise<number> {
    await pause(500);
    return arm.heap();
  }
  async function cycle(times: number, chapter: string) {
    for (let each = 0; each < times; each += 1) {
      const writer = await open(chapter);
      writer.write();
      writer.leave();
      await pause(30);
    }
  }

  const all: string[] = [];
  for (let each = 0; each < chapters; each += 1) all.push(await world.addChapter(pages(count)));
  // What a process makes once and finds ready afterwards, and what it throws away once it has started, is nobody's.
  let closed = Infinity;
  for (let round = 0; round < STEADY_ROUNDS; round += 1) {
    await cycle(Math.ceil(cycles / 5), all[0]!);
    await pause(2_500);
    const now = await heap();
    const change = Math.abs(now / closed - 1);
    closed = now;
    if (change < 0.01) break;
  }
  const writers: Writer[] = [];
  for (const chapter of all) writers.push(await open(chapter));
  const opened = await heap();
  for (const writer of writers) writer.leave();
  await pause(2_500);
  const before = await heap();
  await cycle(cycles, all[0]!);
  await pause(2_500);
  const after = await heap();
  await arm.stop();
  return [
    {
      goal: `Heap of an open chapter of ${count} pages, in MB`,
      measured: `${shown((opened - closed) / MB / chapters, 'MB')}, of ${chapters} chapters`,
      reference: `nobody there: ${shown(closed / MB, 'MB')}`,
      value: (opened - closed) / MB / chapters,
      limit: 15,
    },
    {
      goal: `Heap after ${cycles} times opened and closed, larger to smaller`,
      measured: shown(after / MB, 'MB'),
      reference: `before: ${shown(before / MB, 'MB')}`,
      // A heap that shrinks meanwhile could hide one that grows.
      value: Math.max(after / before, before / after),
      limit: 1.05,
    },
  ];
}
