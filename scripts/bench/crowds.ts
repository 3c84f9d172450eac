import { type ArmName, startArm } from './arm.ts';
import { crowd, type CrowdResult } from './crowd.ts';
import { type Figure, medians, shown } from './figures.ts';
import type { World } from './world.ts';

const ARMS: ArmName[] = ['hocuspocus', 'concierta', 'y-websocket'];
const ms = ({ p50, p95, p99 }: CrowdResult) => [p50, p95, p99].map((value) => value.toFixed(0)).join(' / ');

const cpu = ({ cpuPerEdit, kernelPerEdit }: CrowdResult) =>
  `${shown(cpuPerEdit, 'ms')}, ${shown(kernelPerEdit, '')} in the kernel`;

/** A crowd at each server in turn, as often as asked, and what their medians say. */
export async function crowds(
  world: World,
  people: number,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Figure[]> {
  const results: Record<ArmName, CrowdResult[]> = { concierta: [], hocuspocus: [], 'y-websocket': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ARMS) {
      const arm = await startArm(name, { COLLAB_DATABASE_URL: world.collabUrl });
      results[name].push(await crowd(arm, world, people, seconds));
      await arm.stop();
    }
  }
  const [ours, stock, plain] = (['concierta', 'hocuspocus', 'y-websocket'] as const).map((name) =>
    medians(results[name]),
  ) as [CrowdResult, CrowdResult, CrowdResult];
  const reference = `Hocuspocus ${ms(stock)}, y-websocket ${ms(plain)}`;
  const late: Figure[] = [
    {
      goal: `${people} people: propagation, p50 / p95 / p99 in ms; p95`,
      measured: ms(ours),
      reference,
      value: ours.p95,
      limit: people > 100 ? 100 : 60,
    },
  ];
  if (people > 100) return late;
  return [
    {
      goal: `${people} people: server CPU for an edit, ratio`,
      measured: `${cpu(ours)} (with Postgres ${shown(ours.cpuPerEditWithDatabase, 'ms')})`,
      reference: `Hocuspocus ${cpu(stock)}, y-websocket ${cpu(plain)}`,
      value: ours.cpuPerEdit / stock.cpuPerEdit,
      limit: 0.9,
    },
    ...late,
    {
      goal: `${people} people: the same, p99`,
      measured: shown(ours.p99, 'ms'),
      reference: shown(stock.p99, 'ms'),
      value: ours.p99,
      limit: 150,
    },
  ];
}
