import { afterEach, expect, test, vi } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Frame } from './frame.ts';

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = '';
  identifier = 0;
  sent: Uint8Array[] = [];
  constructor() {
    super();
    FakeSocket.all.push(this);
  }
  send(message: Uint8Array) {
    this.sent.push(message);
  }
  close() {}
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  end(code: number) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }));
  }
}

afterEach(() => {
  FakeSocket.all = [];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a connection that the server ends is followed by one other, soon; by none so soon when it is full', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  const { ChapterSocket } = await import('./chapter-socket.ts');
  const socket = new ChapterSocket({ sent() {}, received() {}, filtered() {} });
  void socket.connect();
  await vi.advanceTimersByTimeAsync(10);
  for (let count = 1; count <= 3; count += 1) {
    expect(FakeSocket.all).toHaveLength(count);
    FakeSocket.all.at(-1)!.open();
    FakeSocket.all.at(-1)!.end(CloseCode.notStored);
    await vi.advanceTimersByTimeAsync(3_000);
  }
  expect(FakeSocket.all).toHaveLength(4);
  FakeSocket.all.at(-1)!.open();
  FakeSocket.all.at(-1)!.end(CloseCode.full);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(FakeSocket.all).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(25_000);
  expect(FakeSocket.all).toHaveLength(5);
  socket.destroy();
});

test('of many whom the server puts out at once some come back before the others', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  const { ChapterSocket } = await import('./chapter-socket.ts');
  const sockets = Array.from(
    { length: 40 },
    () => new ChapterSocket({ sent() {}, received() {}, filtered() {} }),
  );
  for (const socket of sockets) void socket.connect();
  await vi.advanceTimersByTimeAsync(10);
  for (const connection of [...FakeSocket.all]) {
    connection.open();
    connection.end(CloseCode.restarting);
  }
  const came: number[] = [];
  for (let after = 0; after < 300; after += 1) {
    const before = FakeSocket.all.length;
    await vi.advanceTimersByTimeAsync(10);
    if (FakeSocket.all.length > before) came.push(FakeSocket.all.length - before);
  }
  expect(FakeSocket.all).toHaveLength(80);
  expect(came.length).toBeGreaterThan(5);
  expect(Math.max(...came)).toBeLessThan(20);
  for (const socket of sockets) socket.destroy();
});

test('an edit before the difference is left to the difference, on every connection, and does not count as sent', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  const { ChapterSocket } = await import('./chapter-socket.ts');
  const frames: Frame[] = [];
  const socket = new ChapterSocket({ sent: (frame) => frames.push(frame), received() {}, filtered() {} });
  const [pass, difference, edit] = [
    [2, 0],
    [0, 1, 0],
    [0, 2, 3, 1, 2, 3],
  ].map((rest) => new Uint8Array([1, 97, ...rest])) as [Uint8Array, Uint8Array, Uint8Array];
  void socket.connect();
  for (let count = 1; count <= 2; count += 1) {
    await vi.advanceTimersByTimeAsync(3_000);
    const connection = FakeSocket.all.at(-1)!;
    connection.open();
    for (const message of [edit, pass, edit, difference, edit, edit]) socket.send(message);
    expect(connection.sent).toEqual([pass, difference, edit, edit]);
    expect(frames.splice(0)).toEqual([null, 'difference', 'edit', 'edit']);
    connection.end(CloseCode.restarting);
  }
  expect(FakeSocket.all).toHaveLength(2);
  socket.destroy();
});

test('what the server lacks is said only once it has said what is missing here, on every connection', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  const { ChapterSocket } = await import('./chapter-socket.ts');
  const heard: Frame[] = [];
  const socket = new ChapterSocket({ sent() {}, received: (frame) => heard.push(frame), filtered() {} });
  const [pass, request, difference] = [
    [2, 0],
    [0, 0, 1, 0],
    [0, 1, 2, 0, 0],
  ].map((rest) => new Uint8Array([1, 97, ...rest]).buffer);
  void socket.connect();
  for (let count = 1; count <= 2; count += 1) {
    await vi.advanceTimersByTimeAsync(3_000);
    const connection = FakeSocket.all.at(-1)!;
    connection.open();
    const say = (data: ArrayBuffer | undefined) =>
      connection.dispatchEvent(Object.assign(new Event('message'), { data }));
    for (const message of [pass, request]) say(message);
    expect(heard.splice(0)).toEqual([null]);
    say(difference);
    expect(heard.splice(0)).toEqual(['difference', 'request']);
    // Asked again later, as when a text is loaded anew, it answers at once.
    say(request);
    expect(heard.splice(0)).toEqual(['request']);
    connection.end(CloseCode.restarting);
  }
  socket.destroy();
});
