import { type Arm } from './arm.ts';
import { pages } from './text.ts';
import { wireOf } from './wire.ts';
import { Writer } from './writer.ts';
import type { World } from './world.ts';

export interface JoinResult {
  pages: number;
  /** Processor milliseconds of the server for each person who comes in. */
  cpuPerJoin: number;
  bytes: number;
}

/** Lets people come into a long chapter, one after the other, while the first of them stays. */
export async function joins(arm: Arm, world: World, count: number, people: number): Promise<JoinResult> {
  const ours = arm.name === 'concierta';
  const chapter = ours ? await world.addChapter(pages(count)) : 'long';
  const sent: number[] = [];
  async function come(person: number) {
    const ticket = ours ? await world.ticket(chapter, person) : '';
    const writer = new Writer(wireOf(arm, chapter), sent);
    return { writer, bytes: await writer.join(ticket) };
  }
  const first = await come(0);
  // The first who comes pays for the loading, which is another figure.
  const warm = await come(1);
  warm.writer.leave();
  // So does the thread that writes texts down, when it starts.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const before = await arm.cpu();
  let bytes = 0;
  for (let each = 0; each < people; each += 1) {
    const one = await come(1 + (each % 20));
    bytes = one.bytes;
    one.writer.leave();
  }
  const after = await arm.cpu();
  first.writer.leave();
  return { pages: count, cpuPerJoin: (after - before) / people, bytes };
}
