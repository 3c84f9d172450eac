import { afterEach, expect, test, vi } from 'vitest';
import { bundle, unbundle } from '#lib/domain/collab-bundle.ts';
import { HttpSocket } from './http-socket.ts';

const MiB = 1024 * 1024;

/** A server that takes what is brought when the test says so. */
function serveHttp() {
  const brought: Uint8Array[] = [];
  const beacons: [url: string, body: string][] = [];
  const keys = new Set<string | undefined>();
  let take = () => {};
  vi.stubGlobal('navigator', { sendBeacon: (url: string, body: string) => beacons.push([url, body]) });
  vi.stubGlobal(
    'fetch',
    async (
      url: string,
      { body, headers, signal }: { body?: Uint8Array; headers: Record<string, string>; signal: AbortSignal },
    ) => {
      keys.add(headers['x-connection-key']);
      expect(url).not.toContain(headers['x-connection-key']);
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
      return new Response(null, { status: 204 });
    },
  );
  return { brought, beacons, keys, take: () => take() };
}

async function open(): Promise<HttpSocket> {
  const socket = new HttpSocket('ws://concierta.test/collab');
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  return socket;
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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
  const { brought, beacons, keys, take } = serveHttp();
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
  // The key is the same in every request, and never in an address.
  expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect(beacons).toEqual([['http://concierta.test/collab/http/id/close', [...keys][0]]]);
});

test('each connection has a key of its own', async () => {
  const { keys } = serveHttp();
  for (let count = 0; count < 3; count += 1) (await open()).close();
  expect(keys.size).toBe(3);
});

const page = () => new Response('<h1>Acepte las condiciones</h1>', { status: 200 });
const nothing = () => new Response(null, { status: 204 });
const never = (signal: AbortSignal) =>
  new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

/** A network in which somebody else may answer: for each request of that kind the next answer, and then none. */
async function openAmongOthers(verb: 'up' | 'down', answers: Response[]) {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { sendBeacon: () => true });
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string, { signal }: { signal: AbortSignal }) => {
    if (url.endsWith('/http')) return new Response('id', { status: 201 });
    if (!url.includes(`/${verb}`)) return never(signal);
    asked.push(url.slice(url.indexOf(verb)));
    return answers.shift() ?? never(signal);
  });
  const socket = new HttpSocket('ws://concierta.test/collab');
  const messages: number[][] = [];
  socket.addEventListener('message', (event) => {
    messages.push([...new Uint8Array((event as MessageEvent<ArrayBuffer>).data)]);
  });
  const closed: number[] = [];
  socket.addEventListener('close', (event) => closed.push((event as CloseEvent).code));
  await vi.advanceTimersByTimeAsync(0);
  return { socket, asked, messages, closed };
}

test.each(['up', 'down'] as const)(
  'pages of a portal are no answers to %s: tried again, then given up',
  async (verb) => {
    const { socket, asked, messages, closed } = await openAmongOthers(
      verb,
      Array.from({ length: 999 }, page),
    );
    socket.send(new Uint8Array([1]));
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toHaveLength(1);
    expect(closed).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    const first = verb === 'up' ? 'up?n=1' : 'down?n=0';
    expect(asked).toEqual([first, first, first]);
    expect(closed).toEqual([1006]);
    expect(messages).toEqual([]);
  },
);

test('what a portal took in is brought again under the same number, and then what follows', async () => {
  const { socket, asked, closed } = await openAmongOthers('up', [page(), nothing(), nothing()]);
  socket.send(new Uint8Array([1]));
  await vi.advanceTimersByTimeAsync(1_000);
  socket.send(new Uint8Array([2]));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual(['up?n=1', 'up?n=1', 'up?n=2']);
  expect(closed).toEqual([]);
  socket.close();
});

test('what is fetched is the bundle that says which it is, and all of it', async () => {
  const whole = bundle([new Uint8Array([7, 8]), new Uint8Array([9])]);
  const given = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    new Response(body, { status: 200, headers });
  const { socket, asked, messages, closed } = await openAmongOthers('down', [
    nothing(),
    given(whole, {}),
    given(whole.subarray(0, 8), { 'x-bundle': '1' }),
    given(whole, { 'x-bundle': '1' }),
  ]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(messages).toEqual([[7, 8], [9]]);
  expect(asked).toEqual(['down?n=0', 'down?n=0', 'down?n=0', 'down?n=0', 'down?n=1']);
  expect(closed).toEqual([]);
  socket.close();
});
