import { afterEach, expect, it, vi } from 'vitest';
import { askServer, type Remedy, untilLoaded, untilServed } from './until-answered.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('what stands before a server that is gone is no answer of the server', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', vi.fn());
  let [status, type] = [502, 'text/html'];
  const fetch = vi.fn(async () => new Response(null, { status, headers: { 'content-type': type } }));
  vi.stubGlobal('fetch', fetch);
  await expect(askServer()).rejects.toThrow('502');

  let served = false;
  const waiting = untilServed().then(() => (served = true));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fetch.mock.calls.length).toBeGreaterThan(2);
  expect(served).toBe(false);
  status = 200;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(served).toBe(false);
  type = 'image/svg+xml';
  await vi.advanceTimersByTimeAsync(20_000);
  await waiting;
  expect(served).toBe(true);
});

it.each([
  ['a module that a browser fetches again', 2, ['wait']],
  ['one that it never fetches again', 9, ['wait', 'reload', 'reload']],
])('%s', async (_what, failures, told) => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', vi.fn());
  let [isServed, asked] = [false, 0];
  vi.stubGlobal('fetch', async () => {
    if (!isServed) throw new TypeError('Failed to fetch');
    return new Response(null, { headers: { 'content-type': 'image/svg+xml' } });
  });
  const load = async () => {
    if (asked++ < failures || !isServed) throw new TypeError('Failed to fetch dynamically imported module');
    return 'here';
  };
  const remedies: Remedy[] = [];
  const loaded = untilLoaded(load, (remedy) => remedies.push(remedy));
  await vi.advanceTimersByTimeAsync(0);
  // Without an answer of the server nothing else is known to help.
  expect(remedies).toEqual(['wait']);
  isServed = true;
  await vi.advanceTimersByTimeAsync(8_000);
  expect([...new Set(remedies)]).toEqual([...new Set(told)]);
  isServed = false;
  await vi.advanceTimersByTimeAsync(300_000);
  if (failures > 2) expect(remedies.at(-1)).toBe('wait');
  isServed = true;
  await vi.advanceTimersByTimeAsync(300_000);
  expect(await loaded).toBe('here');
});
