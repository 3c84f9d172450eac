import { afterEach, expect, test, vi } from 'vitest';
import { CloseCode } from '#lib/domain/collaboration.ts';

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = '';
  identifier = 0;
  constructor() {
    super();
    FakeSocket.all.push(this);
  }
  send() {}
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
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a connection that the server ends is followed by one other, soon; by none so soon when it is full', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  const { ChapterSocket } = await import('./chapter-socket.ts');
  const socket = new ChapterSocket({ sent() {}, received() {}, opened() {} });
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
