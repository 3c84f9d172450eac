import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { type Refused, UnsentEdits } from './unsent-edits.ts';

const CHAPTER = '00000000-0000-4000-8000-000000000001';

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
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  end(code: number) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }));
  }
}

/** What the server answers who asks for a pass. */
let status = 200;
const asked = vi.fn(async () => new Response(JSON.stringify({ ticket: 'un pase' }), { status }));

beforeEach(() => {
  FakeSocket.all = [];
  status = 200;
  asked.mockClear();
  const tab = new EventTarget();
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { href: 'http://concierta.test/' });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
  vi.stubGlobal('fetch', asked);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function openSession(chapterId = CHAPTER) {
  const { ChapterSession } = await import('./chapter-session.ts');
  const live = { facts: { stopped: null, unsent: 0 }, people: [], access: null } as unknown as LiveChapter;
  const ready = vi.fn<(refused: Refused[]) => void>();
  const session = new ChapterSession({
    documentPath: '/documentos/x',
    chapterId,
    personId: 'persona',
    place: { title: 'Contexto', href: '/documentos/x' },
    live,
    onready: ready,
    ontold() {},
    onrefused() {},
  });
  await vi.advanceTimersByTimeAsync(10);
  return { session, live, ready };
}

it.each([
  [404, 'access_lost'],
  [401, 'not_signed_in'],
])('comes back within five seconds of being let in again (%i)', async (refusal, stopped) => {
  const { session, live } = await openSession();
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  status = refusal;
  FakeSocket.all.at(-1)!.end(CloseCode.accessLost);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.facts.stopped).toBe(stopped);
  const before = FakeSocket.all.length;

  status = 200;
  asked.mockClear();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(live.facts.stopped).toBeNull();
  expect(FakeSocket.all.length).toBe(before + 1);
  // The pass it was given is the one it comes in with.
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  expect(asked).toHaveBeenCalledTimes(1);
  session.close();
});

it('sends no edit whose predecessor is lost, keeps it, and shows it to its author', async () => {
  const chapterId = '00000000-0000-4000-8000-000000000002';
  const server = new Y.Doc();
  server.getText('t').insert(0, 'Uno.');
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const updates: Uint8Array[] = [];
  local.on('update', (update: Uint8Array) => void updates.push(update));
  local.getText('t').insert(4, ' Dos.');
  local.getText('t').insert(9, ' Tres.');
  new UnsentEdits('persona', chapterId).add(updates[1]!);

  const { session, ready } = await openSession(chapterId);
  Y.applyUpdate(session.ydoc, Y.encodeStateAsUpdate(server), session.provider);
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ready.mock.calls).toEqual([
    [[{ key: expect.anything(), reason: 'incomplete', update: updates[1] }]],
  ]);
  expect(session.ydoc.store.pendingStructs).toBeNull();
  expect(Y.encodeStateAsUpdate(session.ydoc)).toEqual(Y.encodeStateAsUpdate(server));
  await session.settled();
  const { edits, refused } = await new UnsentEdits('persona', chapterId).read();
  expect(edits).toEqual([]);
  expect(refused.map(({ update }) => update)).toEqual([updates[1]]);
  session.close();
});
