import { afterEach, expect, test, vi } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { RawClient, Type } from './raw.ts';
import { newWorld } from './setup.ts';
import { until, visit, wordsInLog } from './visitor.ts';

/** Which hook fails now, and how: by throwing at once, or with a promise that is rejected. */
const broken = vi.hoisted(() => ({ hook: '', how: 'throws' as 'throws' | 'rejects', failed: 0 }));

/** A hook as it is, until it is to fail. */
const breakable = vi.hoisted(
  () =>
    <F extends (...args: never[]) => unknown>(name: string, hook: F): F =>
      ((...args: Parameters<F>) => {
        if (broken.hook !== name) return hook(...args);
        broken.failed += 1;
        if (broken.how === 'rejects') return Promise.reject(new Error(`${name} was broken for a test`));
        throw new Error(`${name} was broken for a test`);
      }) as F,
);

vi.mock('#collab/authenticate.ts', async (original) => {
  const real = await original<typeof import('#collab/authenticate.ts')>();
  return {
    authentication: (...parts: Parameters<typeof real.authentication>) => {
      const doors = real.authentication(...parts);
      return {
        ...doors,
        onAuthenticate: breakable('authenticate', doors.onAuthenticate),
        connected: breakable('connected', doors.connected),
        onTokenSync: breakable('renew', doors.onTokenSync),
      };
    },
  };
});
vi.mock('#collab/carets.ts', async (original) => {
  const real = await original<typeof import('#collab/carets.ts')>();
  return {
    ...real,
    carets: (...parts: Parameters<typeof real.carets>) => {
      const carets = real.carets(...parts);
      return { ...carets, watch: breakable('loaded', carets.watch) };
    },
  };
});
vi.mock('#collab/load.ts', async (original) => {
  const real = await original<typeof import('#collab/load.ts')>();
  return {
    chapterLoader: (...parts: Parameters<typeof real.chapterLoader>) => {
      const loader = real.chapterLoader(...parts);
      return {
        ...loader,
        load: breakable('load', loader.load),
        unloaded: breakable('unload', loader.unloaded),
      };
    },
  };
});
vi.mock('#collab/durable.ts', async (original) => {
  const real = await original<typeof import('#collab/durable.ts')>();
  return {
    durable: (...parts: Parameters<typeof real.durable>) => breakable('sync', real.durable(...parts)),
  };
});
vi.mock('#collab/awareness.ts', async (original) => {
  const real = await original<typeof import('#collab/awareness.ts')>();
  return {
    ...real,
    awarenessKeeper: (...parts: Parameters<typeof real.awarenessKeeper>) =>
      breakable('presence', real.awarenessKeeper(...parts)),
  };
});
vi.mock('#collab/stateless.ts', async (original) => {
  const real = await original<typeof import('#collab/stateless.ts')>();
  return { ...real, onStateless: breakable('stateless', real.onStateless) };
});
vi.mock('#collab/presence.ts', async (original) => {
  const real = await original<typeof import('#collab/presence.ts')>();
  return {
    ...real,
    presence: (...parts: Parameters<typeof real.presence>) => {
      const presence = real.presence(...parts);
      return { ...presence, changed: breakable('disconnect', presence.changed) };
    },
  };
});

const here = newWorld();
afterEach(() => void (broken.hook = ''));

const acts: Record<string, (client: RawClient, ticket: string) => void | Promise<void>> = {
  authenticate: (client, ticket) => client.send(Type.auth, 0, ticket),
  load: (client, ticket) => client.send(Type.auth, 0, ticket),
  loaded: async (client, ticket) => (await client.enter(ticket)).leave(),
  connected: (client, ticket) => client.send(Type.auth, 0, ticket),
  renew: async (client) =>
    client.send(Type.auth, 0, await here.world.ticket(client.chapterId, here.world.people.drafter)),
  sync: (client) => client.update(new Uint8Array([0, 0])),
  presence: (client) => client.send(Type.awareness, new Uint8Array([1, 7, 1, 2, 123, 125])),
  stateless: (client) => client.send(Type.stateless, '{"type":"x"}'),
  disconnect: (client) => client.leave(),
  unload: (client) => client.leave(),
};
/** These four end in a function that promises nothing. */
const promises = (hook: string) => !['loaded', 'connected', 'disconnect', 'unload'].includes(hook);
const comesFirst = new Set(['authenticate', 'load', 'loaded', 'connected']);
/** Here the client goes by itself: two fail when it has gone, and what is done for a loaded chapter closes nobody's socket. */
const leaves = new Set(['loaded', 'disconnect', 'unload']);

const ways = Object.keys(acts).flatMap((hook) => [
  [hook, 'throws'] as const,
  ...(promises(hook) ? [[hook, 'rejects'] as const] : []),
]);

test.each(ways)(
  'case 2: the hook %s %s; its socket is closed with an error, the process lives, the others write on',
  async (hook, how) => {
    const { world, server } = here;
    const [chapter, elsewhere] = [await world.addChapter(), await world.addChapter()];
    const witness = await visit(server, world, elsewhere, world.people.coordination);
    const client = await new RawClient(server, chapter).open();
    const ticket = await world.ticket(chapter, world.people.drafter);
    if (!comesFirst.has(hook)) await client.enter(ticket);
    broken.failed = 0;
    broken.how = how;
    broken.hook = hook;
    await acts[hook]!(client, ticket);
    const { code } = await client.ended();
    await until(() => broken.failed > 0, 'the hook failed');
    broken.hook = '';
    if (!leaves.has(hook)) expect(code).toBe(CloseCode.internal);
    expect(client.statuses).toEqual([]);
    expect(
      server.lines.some(({ err }) => (err as { message?: string } | undefined)?.message?.startsWith(hook)),
    ).toBe(true);
    witness.write('Sigo aquí. ');
    await witness.saved();
    expect(await wordsInLog(world, elsewhere)).toBe('Sigo aquí. ');
    // And the same chapter is open to the next who comes.
    const next = await visit(server, world, chapter, world.people.drafter);
    next.write('También. ');
    await next.saved();
    expect(await wordsInLog(world, chapter)).toBe('También. ');
    next.leave();
    witness.leave();
    await until(() => server.health().sockets === 0, 'all have gone');
  },
);
