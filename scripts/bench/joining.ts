import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startArm } from './arm.ts';
import { type Figure, median, shown } from './figures.ts';
import { joins } from './join.ts';
import { pagesAsUpdate } from './text.ts';
import type { World } from './world.ts';

/** What it costs a server that somebody comes into a chapter of so many pages. */
export async function joining(
  world: World,
  { rounds, pages, people }: { rounds: number; pages: number; people: number },
): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'concierta-bench-'));
  const cost = { long: [] as number[], short: [] as number[], stock: [] as number[] };
  const bytes = { ours: 0, stock: 0 };
  writeFileSync(join(folder, 'long'), pagesAsUpdate(pages));
  for (let round = 0; round < rounds; round += 1) {
    const stock = await startArm('hocuspocus', { STATE: join(folder, 'long') });
    const theirs = await joins(stock, world, pages, people);
    await stock.stop();
    const arm = await startArm('concierta', { COLLAB_DATABASE_URL: world.collabUrl });
    const short = await joins(arm, world, 1, people);
    const long = await joins(arm, world, pages, people);
    await arm.stop();
    cost.stock.push(theirs.cpuPerJoin);
    cost.short.push(short.cpuPerJoin);
    cost.long.push(long.cpuPerJoin);
    bytes.ours = long.bytes;
    bytes.stock = theirs.bytes;
  }
  rmSync(folder, { recursive: true, force: true });
  const [long, short, stock] = [median(cost.long), median(cost.short), median(cost.stock)];
  return [
    {
      goal: `Coming into ${pages} pages: server CPU in ms, pass and rights included`,
      measured: `${shown(long, 'ms')}, of it ${shown(long - short, 'ms')} for the text; ${Math.round(bytes.ours / 1024)} KB`,
      reference: `Hocuspocus, nobody checked: ${shown(stock, 'ms')}; ${Math.round(bytes.stock / 1024)} KB`,
      value: long,
      limit: 2,
    },
  ];
}
