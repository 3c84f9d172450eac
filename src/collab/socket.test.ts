import { expect, test } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { Socket, type Transport } from './socket.ts';

const MOST = 100;

/** A transport whose reader takes only what it is told to. */
function reader() {
  const state = { waiting: 0, closed: null as { code: number; reason: string } | null, cut: false };
  const transport: Transport = {
    get readyState() {
      return state.closed ? 2 : 1;
    },
    get bufferedAmount() {
      return state.waiting;
    },
    send: (data) => void (state.waiting += data.byteLength),
    close: (code, reason) => void (state.closed = { code, reason }),
    terminate: () => void (state.cut = true),
    pause() {},
    resume() {},
  };
  const socket = new Socket(transport, MOST);
  return { state, socket, send: (bytes: number) => socket.send(new Uint8Array(bytes)) };
}

test('a text that is larger by itself than what may wait is sent, and what follows it', () => {
  const { state, socket, send } = reader();
  for (const bytes of [5, 1_000, 10, 10]) send(bytes);
  expect([state.waiting, socket.closedWith]).toEqual([1_025, null]);
  state.waiting = 40;
  for (const bytes of [50, 10, 10]) send(bytes);
  expect([state.waiting, socket.closedWith]).toEqual([110, null]);
  socket.ended();
});

test('a reader that takes nothing is closed once as much waits beside it, and told why before it is cut off', () => {
  const { state, socket, send } = reader();
  send(1_000);
  for (let sent = 0; sent < 50; sent += 1) send(10);
  expect(state.waiting).toBe(1_110);
  expect(state.closed).toEqual({ code: CloseCode.full, reason: 'reader_too_slow' });
  expect(state.cut).toBe(false);
  socket.ended();
});
