import { afterAll, beforeAll } from 'vitest';
import type { CollabOptions } from '#collab/main.ts';
import { serve, type Server } from './visitor.ts';
import { openWorld, type World } from './world.ts';

/** A world and a server for the tests of a file; filled before the first of them runs. */
export function newWorld(limits: CollabOptions['limits'] = {}): { world: World; server: Server } {
  const here = {} as { world: World; server: Server };
  beforeAll(async () => {
    here.world = await openWorld();
    here.server = await serve(here.world, limits);
  });
  afterAll(async () => {
    await here.server?.stop();
    await here.world?.close();
  });
  return here;
}
