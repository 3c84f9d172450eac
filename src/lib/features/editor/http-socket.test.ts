import { afterEach, expect, test, vi } from 'vitest';
import { unbundle } from '#lib/domain/collab-bundle.ts';
import { HttpSocket } from './http-socket.ts';

const MiB = 1024 * 1024;

/** A server that takes what is brought when the test says so. */
function serveHttp() {
  const brought: Uint8Array[] = [];
  const beacons: string[] = [];
  let take = () => {};
  vi.stubGlobal('navigator', { sendBeacon: (url: string) => beacons.push(url) });
  vi.stubGlobal(
    'fetch',
    async (url: string, { body, signal }: { body?: Uint8Array; signal: AbortSignal }) => {
      if (url.includes('/down')) {
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      }
      if (!url.includes('/up')) return new Response('id', { status: 201 });
      await new Promise<void>((resolve, reject) => {
        take = resolve;
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      brought.push(body!);
      return new Response();
    },
  );
  return { brought, beacons, take: () => take() };
}

async function open(): Promise<HttpSocket> {
  const socket = new HttpSocket('ws://concierta.test/collab');
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return socket;
}

afterEach(() => vi.unstubAllGlobals());

test('what waits goes in bundles that the server takes; a large message goes alone', async () => {
  const { brought, take } = serveHttp();
  const socket = await open();
  for (const size of [10, MiB - 100, 200, 1.5 * MiB, 20]) socket.send(new Uint8Array(size));
  for (let count = 1; count <= 4; count += 1) {
    await vi.waitFor(() => {
      take();
      expect(brought.length).toBeGreaterThanOrEqual(count);
    });
  }
  expect(brought.map((body) => unbundle(body)!.map(({ length }) => length))).toEqual([
    [10, MiB - 100],
    [200],
    [1.5 * MiB],
    [20],
  ]);
  socket.close();
});

test('what is on its way when the connection is closed still arrives, and then it is closed', async () => {
  const { brought, beacons, take } = serveHttp();
  const socket = await open();
  const closed = vi.fn();
  socket.addEventListener('close', closed);
  socket.send(new Uint8Array([1]));
  await Promise.resolve();
  socket.close();
  expect(beacons).toEqual([]);
  await vi.waitFor(() => {
    take();
    expect(brought).toHaveLength(1);
  });
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce());
  expect(beacons).toEqual(['http://concierta.test/collab/http/id/close']);
});
