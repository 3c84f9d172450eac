import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { bundle } from '#lib/domain/collab-bundle.ts';
import { socketsBy, WayChoice } from './connection-way.ts';
import type { HttpSocket } from './http-socket.ts';

const MINUTE = 60_000;

/** A WebSocket of which the test says what becomes of it. */
class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  sent: unknown[] = [];
  constructor() {
    super();
    FakeSocket.all.push(this);
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  close() {}
  end(code: number) {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

const stored = new Map<string, string>();
const stampedAt = () => Number([...stored.values()][0] ?? 0);

/** The server answers over HTTP: it lets in and has one message for whoever comes. */
async function answerHttp(url: string, { signal }: { signal: AbortSignal }): Promise<Response> {
  if (url.endsWith('/http')) return new Response('id', { status: 201 });
  if (url.endsWith('down?n=0'))
    return new Response(bundle([new Uint8Array(1)]), { headers: { 'x-bundle': '1' } });
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', answerHttp);
  vi.stubGlobal('navigator', { onLine: true, sendBeacon: () => true });
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => {
  FakeSocket.all = [];
  stored.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function failTwice(choice = new WayChoice()): WayChoice {
  choice.failed('websocket');
  choice.failed('websocket');
  return choice;
}

/** A connection over HTTP that carries, and what is known by then. */
async function carriedOverHttp(choice: WayChoice) {
  const known: boolean[] = [];
  const http = new (socketsBy(choice, (filtered) => known.push(filtered)))(
    'ws://x/collab',
  ) as unknown as HttpSocket;
  const closed = vi.fn();
  http.addEventListener('close', closed);
  await vi.advanceTimersByTimeAsync(10);
  expect(known).toHaveLength(1);
  return { http, known, closed };
}

/** The WebSocket that was opened beside HTTP; none other was. */
function beside(): FakeSocket {
  expect(FakeSocket.all).toHaveLength(1);
  return FakeSocket.all.pop()!;
}

function pass(socket: FakeSocket): void {
  socket.dispatchEvent(new Event('open'));
  expect(socket.sent).toEqual(['']);
  socket.end(CloseCode.malformed);
}

test('after a restart of the server HTTP that came first makes room for a WebSocket, and blames no network', async () => {
  const choice = failTwice();
  const { known, closed } = await carriedOverHttp(choice);
  await vi.advanceTimersByTimeAsync(1_000);
  pass(beside());
  await vi.advanceTimersByTimeAsync(0);
  expect(closed).toHaveBeenCalledOnce();
  expect(known).toEqual([false, false]);
  expect(stored.size).toBe(0);
  expect(choice.next()).toBe('websocket');
});

test('a server that has no room for another WebSocket says nothing about the network, and is left alone for a while', async () => {
  const { known, closed } = await carriedOverHttp(failTwice());
  await vi.advanceTimersByTimeAsync(1_000);
  beside().end(CloseCode.full);
  await vi.advanceTimersByTimeAsync(29_000);
  expect([known, FakeSocket.all.length]).toEqual([[false, false], 0]);
  await vi.advanceTimersByTimeAsync(2_000);
  pass(beside());
  await vi.advanceTimersByTimeAsync(0);
  expect(closed).toHaveBeenCalledOnce();
});

test.each([
  ['refused', (socket: FakeSocket) => socket.end(1006)],
  ['swallowed', () => {}],
  ['opened, and lets nothing through', (socket: FakeSocket) => socket.dispatchEvent(new Event('open'))],
  ['closed by a proxy', (socket: FakeSocket) => socket.end(1000)],
])(
  'a WebSocket that is %s while HTTP carries: it is the network; later another is tried',
  async (_, become) => {
    const { known, closed } = await carriedOverHttp(failTwice());
    expect(known).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1_000);
    become(beside());
    await vi.advanceTimersByTimeAsync(5_000);
    expect(known).toEqual([false, true]);
    const stamp = stampedAt();
    expect(Date.now() - stamp).toBeLessThanOrEqual(5_000);
    await vi.advanceTimersByTimeAsync(4 * MINUTE);
    expect(FakeSocket.all).toEqual([]);
    await vi.advanceTimersByTimeAsync(stamp + 5 * MINUTE - Date.now());
    expect(closed).not.toHaveBeenCalled();
    expect(stampedAt()).toBe(stamp);
    pass(beside());
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toHaveBeenCalledOnce();
    expect(known).toEqual([false, true, false]);
    expect(stored.size).toBe(0);
  },
);

test('a page that remembers begins with HTTP, says so, does not renew the memory, and looks again in its time', async () => {
  failTwice().looked(false);
  const stamp = stampedAt();
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  const { known, closed } = await carriedOverHttp(new WayChoice());
  expect(known).toEqual([true]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(FakeSocket.all).toEqual([]);
  expect(stampedAt()).toBe(stamp);
  await vi.advanceTimersByTimeAsync(MINUTE);
  pass(beside());
  await vi.advanceTimersByTimeAsync(0);
  expect(closed).toHaveBeenCalledOnce();
});

test('a quarter of an hour later it is forgotten, however many pages were loaded', async () => {
  failTwice().looked(false);
  for (let minute = 0; minute < 15; minute += 1) {
    const choice = new WayChoice();
    expect(choice.next()).toBe('http');
    choice.carried('http');
    await vi.advanceTimersByTimeAsync(MINUTE);
  }
  expect(new WayChoice().next()).toBe('websocket');
});

test('a WebSocket that passes and then carries nothing all the same is not made room for again at once', async () => {
  const choice = failTwice();
  choice.looked(true);
  const { known, closed } = await carriedOverHttp(failTwice(choice));
  await vi.advanceTimersByTimeAsync(4 * MINUTE);
  expect(FakeSocket.all).toEqual([]);
  expect(closed).not.toHaveBeenCalled();
  expect(known).toEqual([false]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  beside();
});

test('what fails without a network, or after the connection has ended, says nothing', async () => {
  const choice = failTwice();
  const { http, known } = await carriedOverHttp(choice);
  vi.stubGlobal('navigator', { onLine: false, sendBeacon: () => true });
  await vi.advanceTimersByTimeAsync(1_000);
  beside().end(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  vi.stubGlobal('navigator', { onLine: true, sendBeacon: () => true });
  http.close();
  beside().end(1006);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(FakeSocket.all).toEqual([]);
  expect(known).not.toContain(true);
  expect(choice.filtered).toBe(false);
});
