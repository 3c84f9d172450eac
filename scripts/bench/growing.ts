import { startArm } from './arm.ts';
import { type Figure, medians, shown } from './figures.ts';
import { growth, type GrowthResult } from './growth.ts';
import type { World } from './world.ts';

/** What doubling a chapter's pages does to opening it, to the log of an edit and to what is kept. */
export async function growing(
  world: World,
  { rounds, sizes }: { rounds: number; sizes: readonly number[] },
): Promise<Figure[]> {
  const results: GrowthResult[][] = sizes.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    const arm = await startArm('concierta', { COLLAB_DATABASE_URL: world.collabUrl });
    // The first chapter of a process pays for what all later ones find ready.
    await growth(arm, world, 1);
    for (const [at, size] of sizes.entries()) results[at]!.push(await growth(arm, world, size));
    await arm.stop();
  }
  const middle = results.map((each) => medians(each));
  const worst = (of: (result: GrowthResult) => number) =>
    Math.max(...middle.slice(1).map((result, at) => of(result) / of(middle[at]!)));
  const list = (of: (result: GrowthResult) => number, unit: string) =>
    `${middle.map((result) => shown(of(result))).join(', ')} ${unit}`;
  const perEdit = middle.map((result) => result.walPerEdit);
  const doubled = `${sizes.join(', ')} pages`;
  return [
    {
      goal: 'Pages doubled: opening, worst ratio',
      measured: list((result) => result.load, 'ms'),
      reference: doubled,
      value: worst((result) => result.load),
      limit: 2.1,
    },
    {
      goal: 'Pages doubled: write-ahead log of an edit, most to least',
      measured: list((result) => result.walPerEdit, 'bytes'),
      reference: doubled,
      value: Math.max(...perEdit) / Math.min(...perEdit),
      limit: 1.05,
    },
    {
      goal: 'Stored, bytes for a character',
      measured: list((result) => result.storedPerCharacter, 'bytes'),
      reference: doubled,
      value: Math.max(...middle.map((result) => result.storedPerCharacter)),
      limit: 1.6,
    },
  ];
}
