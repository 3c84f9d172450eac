/**
 * `npm run bench`: the table of docs/performance.md, each figure beside its reference in the same run. `-- --short` is
 * what the tests run so that it cannot rot; `-- --json` is for machines; words choose parts (crowd join growth memory start
 * edit read).
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { crowds } from './bench/crowds.ts';
import { type Figure, table } from './bench/figures.ts';
import { editing } from './bench/editing.ts';
import { growing } from './bench/growing.ts';
import { joining } from './bench/joining.ts';
import { memory } from './bench/memory.ts';
import { reading } from './bench/reading.ts';
import { starting } from './bench/starting.ts';
import { withWhole } from './bench/whole.ts';
import { openWorld, type World } from './bench/world.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});
const { short } = values;

const parts: Record<string, (world: World) => Promise<Figure[]>> = {
  crowd: async (world) => [
    ...(await crowds(world, short ? 10 : 100, { rounds: short ? 1 : 3, seconds: short ? 2 : 20 })),
    ...(short ? [] : await crowds(world, 200, { rounds: 3, seconds: 20 })),
  ],
  join: (world) =>
    joining(world, short ? { rounds: 1, pages: 15, people: 5 } : { rounds: 3, pages: 300, people: 100 }),
  growth: (world) =>
    growing(world, short ? { rounds: 1, sizes: [2, 4] } : { rounds: 3, sizes: [19, 38, 75, 150, 300, 600] }),
  memory: (world) =>
    memory(world, short ? { count: 2, chapters: 2, cycles: 5 } : { count: 30, chapters: 20, cycles: 100 }),
  start: () => starting({ build: !short }),
  edit: () =>
    withWhole(short ? 5 : 30, 1, (whole) =>
      editing(whole, short ? { rounds: 1, presses: 10 } : { rounds: 9, presses: 200 }),
    ),
  read: () => withWhole(1, short ? 10 : 190, (whole) => reading(whole, { times: short ? 10 : 500 })),
};

const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(' ')}": choose among ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const world = await openWorld();
const figures: Figure[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  if (!values.json) console.error(`${name} …`);
  figures.push(...(await measure(world)));
}
await world.stop();

const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, ${process.platform}`;
const date = new Date().toISOString().slice(0, 10);
if (values.json) console.log(JSON.stringify({ date, machine, short, figures }));
else
  console.log(`${table(figures)}\n\n${date}, ${machine}${short ? ' (short form: no figures to quote)' : ''}`);
