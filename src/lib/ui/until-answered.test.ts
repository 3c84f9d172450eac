import { afterEach, expect, it, vi } from 'vitest';
import { askServer, untilServed } from './until-answered.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('what stands before a server that is gone is no answer of the server', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', vi.fn());
  let status = 502;
  const fetch = vi.fn(async () => new Response(null, { status }));
  vi.stubGlobal('fetch', fetch);
  await expect(askServer()).rejects.toThrow('502');

  let served = false;
  const waiting = untilServed().then(() => (served = true));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(fetch.mock.calls.length).toBeGreaterThan(2);
  expect(served).toBe(false);
  status = 200;
  await vi.advanceTimersByTimeAsync(20_000);
  await waiting;
  expect(served).toBe(true);
});
