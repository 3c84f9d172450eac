import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { socketsBy, WayChoice } from './connection-way.ts';

/** A WebSocket behind a proxy of which only the test knows what it lets through. */
class FakeSocket extends EventTarget {
  static last: FakeSocket;
  closed = false;
  sent: unknown[] = [];
  constructor() {
    super();
    FakeSocket.last = this;
  }
  send(data: unknown) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
    this.dispatchEvent(new Event('close'));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connect(choice: WayChoice) {
  const known = vi.fn();
  new (socketsBy(choice, known))('ws://x/collab');
  return { socket: FakeSocket.last, known };
}

test('a WebSocket that opens and carries nothing leads to HTTP', () => {
  const choice = new WayChoice();
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { socket, known } = connect(choice);
    socket.dispatchEvent(new Event('open'));
    vi.advanceTimersByTime(60_000);
    expect(socket.closed, 'nothing is owed before something was asked').toBe(false);
    socket.send('pass');
    vi.advanceTimersByTime(5_000);
    expect(socket.closed).toBe(true);
    expect(known).not.toHaveBeenCalled();
  }
  expect(choice.next()).toBe('http');
});

test('one on which something arrives is kept, however slow the pass was', () => {
  const choice = new WayChoice();
  const { socket, known } = connect(choice);
  socket.dispatchEvent(new Event('open'));
  vi.advanceTimersByTime(8_000);
  socket.send('pass');
  socket.dispatchEvent(new Event('message'));
  vi.advanceTimersByTime(60_000);
  expect(socket.closed).toBe(false);
  expect(socket.sent).toEqual(['pass']);
  expect(known).toHaveBeenCalledExactlyOnceWith(false);
});

test('a server that closes what had opened is no proxy in the way', () => {
  const choice = new WayChoice();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const { socket } = connect(choice);
    socket.dispatchEvent(new Event('open'));
    socket.close();
  }
  expect(choice.next()).toBe('websocket');
});
