import { cpuOfFamily, type Arm } from './arm.ts';
import { quantile } from './figures.ts';
import { wireOf } from './wire.ts';
import { Writer } from './writer.ts';
import type { World } from './world.ts';

export interface CrowdResult {
  people: number;
  edits: number;
  /** Milliseconds from one person's key to the bytes in another's browser. */
  p50: number;
  p95: number;
  p99: number;
  /** Processor milliseconds of the server for each edit; for ours, also with Postgres. */
  cpuPerEdit: number;
  /** Of it in the kernel: sending, mostly. */
  kernelPerEdit: number;
  cpuPerEditWithDatabase: number;
}

const WATCHERS = 10;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A crowd in one chapter: each writes once a second and moves the caret once a second, spread evenly. */
export async function crowd(arm: Arm, world: World, people: number, seconds: number): Promise<CrowdResult> {
  const chapter = await world.addChapter();
  const sent: number[] = [];
  const latencies: number[] = [];
  const writers: Writer[] = [];
  for (let each = 0; each < people; each += 1) {
    const ticket = arm.name === 'concierta' ? await world.ticket(chapter, each) : '';
    const writer = new Writer(wireOf(arm, chapter), sent);
    await writer.join(ticket);
    writers.push(writer);
  }
  let running = true;
  const beats = writers.map(async (writer, index) => {
    await pause((index / people) * 1000);
    for (let next = performance.now(); running; next += 1000) {
      writer.write();
      await pause(500);
      if (running) writer.move();
      await pause(Math.max(0, next + 1000 - performance.now()));
    }
  });
  await pause(2_000);
  writers.filter((_, index) => index % Math.ceil(people / WATCHERS) === 0).forEach((w) => w.watch(latencies));
  const before = {
    cpu: await arm.cpu(),
    kernel: await arm.kernel(),
    database: cpuOfFamily(world.postgres),
    edits: sent.length,
  };
  await pause(seconds * 1000);
  const after = {
    cpu: await arm.cpu(),
    kernel: await arm.kernel(),
    database: cpuOfFamily(world.postgres),
    edits: sent.length,
  };
  running = false;
  await Promise.all(beats);
  for (const writer of writers) writer.leave();
  const edits = after.edits - before.edits;
  const server = after.cpu - before.cpu;
  const database = arm.name === 'concierta' ? after.database - before.database : 0;
  latencies.sort((a, b) => a - b);
  return {
    people,
    edits,
    p50: quantile(latencies, 0.5),
    p95: quantile(latencies, 0.95),
    p99: quantile(latencies, 0.99),
    cpuPerEdit: server / edits,
    kernelPerEdit: (after.kernel - before.kernel) / edits,
    cpuPerEditWithDatabase: (server + database) / edits,
  };
}
