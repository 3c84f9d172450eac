import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { OWN_ANSWER } from '#lib/domain/own-answer.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { saveState } from './save-state.ts';
import { type Refused, UnsentEdits } from './unsent-edits.ts';

const CHAPTER = '00000000-0000-4000-8000-000000000001';

/** What was sent, over whatever socket. */
const sent: Uint8Array[] = [];

class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  readyState = 0;
  binaryType = '';
  identifier = 0;
  constructor() {
    super();
    FakeSocket.all.push(this);
  }
  send(message: Uint8Array) {
    sent.push(message);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  end(code: number, reason = '') {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }
}

/** What the server answers who asks for a pass. */
let status = 200;
let person = 'persona';
const asked = vi.fn(
  async (_path: string, _request: { body: string }) =>
    new Response(JSON.stringify({ ticket: 'un pase', person }), {
      status,
      headers: [[...OWN_ANSWER]],
    }),
);

beforeEach(() => {
  FakeSocket.all = [];
  status = 200;
  person = 'persona';
  sent.length = 0;
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
  const told = vi.fn();
  const session = new ChapterSession({
    documentPath: '/documentos/x',
    chapterId,
    personId: 'persona',
    place: { title: 'Contexto', href: '/documentos/x' },
    live,
    onready: ready,
    ontold: told,
    onlost() {},
    onrefused() {},
  });
  await vi.advanceTimersByTimeAsync(10);
  return { session, live, ready, told };
}

it('does not take a flood for too many connections', async () => {
  const { session, live } = await openSession();
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  FakeSocket.all.at(-1)!.end(CloseCode.full, 'flood');
  await vi.advanceTimersByTimeAsync(10);
  expect(live.facts.trouble).toBe('flood');
  session.close();
});

it('case 27: says that the chapter cannot be opened, and asks no more', async () => {
  const { session, live, ready } = await openSession();
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  FakeSocket.all.at(-1)!.end(CloseCode.unloadable);
  await vi.advanceTimersByTimeAsync(10);
  expect(live.facts.stopped).toBe('unloadable');
  expect(saveState(live.facts as never)).toMatchObject({ kind: 'failed', reason: 'unloadable' });
  const before = FakeSocket.all.length;
  await vi.advanceTimersByTimeAsync(120_000);
  expect(FakeSocket.all.length).toBe(before);
  expect(ready).not.toHaveBeenCalled();
  session.close();
});

it.each([
  [404, 'access_lost'],
  [423, 'organization_suspended'],
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

it('shows its author what an earlier visit wrote into a paragraph that others have removed since', async () => {
  const chapterId = '00000000-0000-4000-8000-000000000005';
  const server = new Y.Doc();
  const text = server.getXmlFragment('default');
  text.insert(0, [new Y.XmlElement('paragraph')]);
  (text.get(0) as Y.XmlElement).insert(0, [new Y.XmlText('Uno.')]);
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const store = new UnsentEdits('persona', chapterId);
  local.on('update', (update: Uint8Array) => store.add(update));
  const words = (local.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  for (const letter of ' Dos.') words.insert(words.length, letter);
  await store.settled();
  text.delete(0, 1);

  const { session, ready } = await openSession(chapterId);
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  Y.applyUpdate(session.ydoc, Y.encodeStateAsUpdate(server), session.provider);
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(3_000);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(10);
  const [[refused]] = ready.mock.calls as [[Refused[]]];
  expect(refused.map(({ reason }) => reason)).toEqual(['detached']);
  const { wordsRefused } = await import('./unsent-text.ts');
  expect(wordsRefused([refused[0]!.update], session.ydoc).paragraphs).toEqual(['Dos.']);
  session.close();
});

it('reads again what it may have missed, once it can hear again', async () => {
  const { session, told } = await openSession();
  FakeSocket.all.at(-1)!.open();
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(10);
  expect(told).not.toHaveBeenCalled();
  FakeSocket.all.at(-1)!.end(1006);
  await vi.advanceTimersByTimeAsync(4_000);
  FakeSocket.all.at(-1)!.open();
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(10);
  expect(told.mock.calls).toEqual([['document'], ['discussion']]);
  session.close();
});

it.each([
  ['nothing was left', () => ({ edits: [], refused: [] })],
  ['it cannot be read', () => Promise.reject(new Error('closed'))],
])(
  'says that all is saved only when it has looked again for what other tabs have left here, though %s',
  async (_, found) => {
    const { session, live } = await openSession();
    const comesIn = async () => {
      FakeSocket.all.at(-1)!.open();
      session.provider.synced = true;
      await vi.advanceTimersByTimeAsync(10);
    };
    await comesIn();
    expect(saveState(live.facts).kind).toBe('saved');
    FakeSocket.all.at(-1)!.end(1006);
    await vi.advanceTimersByTimeAsync(4_000);
    const looking = Promise.withResolvers<void>();
    // Another look that begins meanwhile finds nothing more.
    const adopt = vi
      .spyOn(UnsentEdits.prototype, 'adopt')
      .mockImplementation(async () => ({ edits: [], refused: [] }))
      .mockImplementationOnce(() => looking.promise.then(found) as ReturnType<UnsentEdits['adopt']>);
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await comesIn();
    expect(saveState(live.facts).kind).toBe('connecting');
    await vi.advanceTimersByTimeAsync(4_500);
    expect(adopt.mock.calls.length).toBeGreaterThan(1);
    expect(saveState(live.facts).kind).toBe('connecting');
    looking.resolve();
    await vi.advanceTimersByTimeAsync(10);
    expect(saveState(live.facts).kind).toBe('saved');
    adopt.mockRestore();
    vi.mocked(console.warn).mockRestore();
    session.close();
  },
);

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

it('asks for a pass as whose text it is, and uses nobody else’s', async () => {
  const { session, live } = await openSession();
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  expect(JSON.parse(asked.mock.calls[0]![1].body)).toEqual({ chapter: CHAPTER, person: 'persona' });
  const before = sent.length;
  expect(before).toBeGreaterThan(0);

  person = 'otra';
  FakeSocket.all.at(-1)!.end(CloseCode.passRefused);
  await vi.advanceTimersByTimeAsync(5_000);
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(live.facts.stopped).toBe('another_person');
  expect(sent.length).toBe(before);
  session.close();
});

it.each([
  [409, 'another_person'],
  [410, 'chapter_removed'],
])('says why nobody writes here any more, and comes back when that is over (%i)', async (refusal, reason) => {
  const { session, live, told } = await openSession();
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  status = refusal;
  FakeSocket.all.at(-1)!.end(CloseCode.accessLost);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(live.facts.stopped).toBe(reason);
  expect(live.access).toEqual({ canEdit: false, reason });
  expect(told.mock.calls, 'the list of chapters is looked at once').toEqual(
    reason === 'chapter_removed' ? [['document']] : [],
  );
  status = 200;
  await vi.advanceTimersByTimeAsync(4_900);
  expect(live.facts.stopped).toBeNull();
  session.close();
});

it('stops and writes nothing down once another tab has signed out', async () => {
  const chapterId = '00000000-0000-4000-8000-000000000003';
  const channels: { onmessage: (() => void) | null }[] = [];
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      onmessage: (() => void) | null = null;
      constructor() {
        channels.push(this);
      }
      postMessage() {
        for (const each of channels) if (each !== this) each.onmessage?.();
      }
      close() {}
    },
  );
  const { session, live } = await openSession(chapterId);
  session.ydoc.getText('t').insert(0, 'a');
  await session.settled();
  const stored = async () => (await new UnsentEdits('persona', chapterId).read()).edits.length;
  expect(await stored()).toBe(1);
  const { tellSigningOut } = await import('./signing-out.ts');
  tellSigningOut();
  expect(live.facts.stopped).toBe('not_signed_in');
  expect(live.access).toEqual({ canEdit: false, reason: 'signed_out_here' });
  session.ydoc.getText('t').insert(1, 'b');
  await session.settled();
  expect(await stored()).toBe(1);
  session.close();
});

it('sends thousands of stored edits as one message, and counts them as one', async () => {
  const chapterId = '00000000-0000-4000-8000-000000000004';
  const server = new Y.Doc();
  const words = (ydoc: Y.Doc) => (ydoc.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlText;
  server.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph')]);
  (server.getXmlFragment('default').get(0) as Y.XmlElement).insert(0, [new Y.XmlText('Uno.')]);
  const local = new Y.Doc();
  Y.applyUpdate(local, Y.encodeStateAsUpdate(server));
  const store = new UnsentEdits('persona', chapterId);
  local.on('update', (update: Uint8Array) => store.add(update));
  for (let n = 0; n < 3_000; n += 1) words(local).insert(4, String(n % 10));
  await store.settled();

  const { session, live, ready } = await openSession(chapterId);
  FakeSocket.all.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(10);
  Y.applyUpdate(session.ydoc, Y.encodeStateAsUpdate(server), session.provider);
  const made: Uint8Array[] = [];
  session.ydoc.on('update', (update: Uint8Array) => void made.push(update));
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(5_000);
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(10);
  expect(ready).toHaveBeenCalledWith([]);
  expect(words(session.ydoc).length).toBe(3_004);
  expect(made.length).toBe(1);
  expect(live.facts.unsent).toBe(1);
  session.close();
});

it.each([
  ['while it is in step', false],
  ['when it is back in step', true],
])('sends what another tab left that is gone, %s, and says that it is open only then', async (_, isBack) => {
  const chapterId = `00000000-0000-4000-8000-00000000001${Number(isBack)}`;
  // Nobody else is there.
  const request = async (_name: string, ...rest: unknown[]) => (rest.at(-1) as () => unknown)();
  const locks = { request, query: async () => ({ held: [], pending: [] }) };
  vi.stubGlobal('navigator', { onLine: true, locks });
  const { session, live, told } = await openSession(chapterId);
  session.provider.synced = true;
  await vi.advanceTimersByTimeAsync(10);
  expect(live.facts.connection).toBe('open');
  if (isBack) {
    session.provider.synced = false;
    Object.assign(live.facts, { connection: 'lost', synced: false });
  }

  const other = new Y.Doc();
  other.getText('t').insert(0, 'De la otra.');
  await new UnsentEdits('persona', chapterId).add(Y.encodeStateAsUpdate(other));
  await new UnsentEdits('otra', chapterId).add(new Uint8Array([1]));
  const words = () => session.ydoc.getText('t').toString();
  const opened: string[] = [];
  let connection = live.facts.connection;
  Object.defineProperty(live.facts, 'connection', {
    get: () => connection,
    set: (now: typeof connection) => {
      connection = now;
      if (now === 'open') opened.push(words());
    },
  });
  await vi.advanceTimersByTimeAsync(4_000);
  if (isBack) {
    expect(words()).toBe('');
    session.provider.synced = true;
    await vi.advanceTimersByTimeAsync(10);
    expect(told).toHaveBeenCalled();
  }
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(10);
  expect(words()).toBe('De la otra.');
  expect(live.facts.unsent).toBe(1);
  expect(opened[0]).toBe('De la otra.');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(live.facts.unsent).toBe(1);
  session.close();
});
