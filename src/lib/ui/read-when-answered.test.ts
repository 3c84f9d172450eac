import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readWhenAnswered as readIfOwn } from './read-when-answered.ts';

const PAGE = 'https://concierta.test/documentos/1/__data.json?x-sveltekit-invalidated=01';
const data = (...nodes: object[]) => `${JSON.stringify({ type: 'data', nodes })}\n`;
const READ = data({ type: 'data', data: [{}] });

/** A server that gives these answers one after the other, the last one for ever. */
function answering(...answers: (() => Response)[]) {
  let asked = 0;
  return vi.fn<typeof window.fetch>(async () => answers[Math.min(asked++, answers.length - 1)]!());
}
const says =
  (words: string, status = 200, own = true) =>
  () =>
    new Response(words, { status, headers: own ? { own: 'yes' } : {} });
/** What stands between the reader and the server, or before it. */
const filterSays = (words: string, status = 200) => says(words, status, false);
const isOwn = ({ headers }: Response) => headers.has('own');
const readWhenAnswered = (fetch: typeof window.fetch, leaves: () => boolean) =>
  readIfOwn(fetch, leaves, isOwn);
const SIGN_IN = '<h1>Inicie sesión en la red de huéspedes</h1>';
const offline = () => {
  throw new TypeError('Failed to fetch');
};
const brokenOff = () =>
  new Response(new ReadableStream({ pull: (to) => to.error(new TypeError('network error')) }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('location', new URL('/documentos/1?capitulo=2', PAGE));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ['no network', offline],
  ['an answer that breaks off', brokenOff],
  ['a proxy without its server', filterSays('<html>', 502)],
  ['a network that answers in its place', filterSays(SIGN_IN)],
  ['a filter that lets nothing through', filterSays('', 407)],
  ['too much asked', filterSays('', 429)],
  ['a filter that knows of no such page', filterSays('{}', 404)],
  ['a filter that speaks as the server does', filterSays(data({ type: 'data' }))],
  ['a part that is broken', says(data({ type: 'data' }, { type: 'error', error: {} }))],
  ['a part that says so', says(data({ type: 'error', error: {}, status: 503 }))],
])('%s: it is asked again, until there is an answer', async (_what, fails) => {
  const fetch = answering(fails, fails, fails, says(READ));
  const answer = readWhenAnswered(fetch, () => false)(PAGE);
  await vi.advanceTimersByTimeAsync(500);
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await (await answer).text()).toBe(READ);
  expect(fetch).toHaveBeenCalledTimes(4);
});

it.each([
  ['what was read', says(READ)],
  ['a page that is no longer for this reader', says(data({ type: 'error', error: {}, status: 404 }))],
  ['words that look like it', says(data({ type: 'data', data: ['"error"', 'error'] }))],
  ['a way on', filterSays('{"type":"redirect","location":"/entrar"}')],
  ['no such page', says('', 404)],
  ['what comes in pieces', says(READ)],
])('%s is passed on', async (_what, says) => {
  const fetch = answering(says);
  const answer = await readWhenAnswered(fetch, () => false)(PAGE);
  expect([answer.status, await answer.text()]).toEqual([says().status, await says().text()]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it('whoever leaves for another page is told at once, also where something was being asked for', async () => {
  let leaves = false;
  const read = readWhenAnswered(answering(offline), () => leaves);
  const waiting = read(PAGE).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(100);
  leaves = true;
  await expect(read(PAGE)).rejects.toThrow('Failed to fetch');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await waiting).toBeInstanceOf(TypeError);
});

it.each([
  ['what stands before a server that is gone is not heard', filterSays('<html>', 502), 'Failed to fetch'],
  ['nor where it takes too long', filterSays('', 504), 'Failed to fetch'],
  ['nor a network that answers in its place', filterSays(SIGN_IN), 'Failed to fetch'],
  ['what the server itself says is', says('{"code":"busy"}', 503), '{"code":"busy"}'],
  ['also of a fault', says('{"code":"unexpected"}', 500), '{"code":"unexpected"}'],
])('on the way to another page %s', async (_what, says, heard) => {
  const read = readWhenAnswered(answering(says), () => true)(PAGE);
  expect(await read.then((answer) => answer.text()).catch((error: Error) => error.message)).toBe(heard);
});

it('with the network back it does not wait', async () => {
  const fetch = answering(offline, says(READ));
  const answer = readWhenAnswered(fetch, () => false)(PAGE);
  await vi.advanceTimersByTimeAsync(50);
  const [event, wake] = vi.mocked(addEventListener).mock.lastCall!;
  expect(event).toBe('online');
  (wake as () => void)();
  expect((await answer).status).toBe(200);
});

it('what is no page’s data is not asked twice', async () => {
  const fetch = answering(offline);
  const read = readWhenAnswered(fetch, () => false);
  await expect(read('https://concierta.test/collab/post', { method: 'POST' })).rejects.toThrow();
  expect(fetch).toHaveBeenCalledTimes(1);
});

it('what is fetched beforehand is asked for once, and nothing any more for a page that was left', async () => {
  const fetch = answering(says('{}', 500));
  const read = readWhenAnswered(fetch, () => false);
  const other = 'https://concierta.test/documentos/2/__data.json';
  expect((await read(other)).status).toBe(500);
  expect(fetch).toHaveBeenCalledTimes(1);
  const left = read(PAGE);
  await vi.advanceTimersByTimeAsync(500);
  vi.stubGlobal('location', new URL(other));
  await vi.advanceTimersByTimeAsync(200);
  expect((await left).status).toBe(500);
});

it('for later news of a page that is being asked for nobody asks besides, but each has an answer of its own', async () => {
  let isThere = false;
  const fetch = vi.fn<typeof window.fetch>(async () => (isThere ? says(READ)() : offline()));
  const read = readWhenAnswered(fetch, () => false);
  const all = [1, 2, 3, 4].map(() => read(PAGE));
  await vi.advanceTimersByTimeAsync(60_000);
  const before = fetch.mock.calls.length;
  expect(before).toBeLessThan(4 + 10);
  isThere = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(fetch.mock.calls.length - before).toBe(4);
});
