import { expect, it } from 'vitest';
import { retelling } from './lately.ts';
import type { SeatedSocket } from './sockets.ts';
import { Sockets } from './sockets.ts';

it('tells each thing once to whoever comes in soon after, and nothing to whoever comes in later', () => {
  let at = 0;
  const { tell, welcome } = retelling(new Sockets(), () => at);
  const comesIn = () => {
    const told: string[] = [];
    welcome({
      participant: {},
      notify: ({ type }: { type: string }) => told.push(type),
    } as unknown as SeatedSocket);
    return told;
  };
  expect(comesIn()).toEqual([]);
  for (const type of ['document', 'discussion', 'document'] as const) tell({ type, concerns: () => true });
  tell({ type: 'discussion', concerns: () => false });
  expect(comesIn()).toEqual(['document', 'discussion']);
  at = 29_999;
  tell({ type: 'discussion', concerns: () => true });
  expect(comesIn()).toEqual(['document', 'discussion']);
  at = 30_000;
  expect(comesIn()).toEqual(['discussion']);
  at = 60_000;
  expect(comesIn()).toEqual([]);
});
