import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LookAgain } from './look-again.ts';

const MINUTE = 60_000;
let page: EventTarget & { visibilityState: string };
let tab: EventTarget;

beforeEach(() => {
  vi.useFakeTimers();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  tab = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', tab.addEventListener.bind(tab));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function looking(answer: () => boolean = () => false) {
  const over = new AbortController();
  const look = vi.fn(async () => answer());
  return { over, look, again: new LookAgain(look, over.signal) };
}

function show(visibilityState: string): Promise<unknown> {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
  return vi.advanceTimersByTimeAsync(0);
}

it('looks every four seconds for somebody who waits, and not before it was asked to', async () => {
  const { look, again } = looking();
  await vi.advanceTimersByTimeAsync(MINUTE);
  await show('visible');
  expect(look).not.toHaveBeenCalled();
  again.begin();
  for (let count = 1; count <= 20; count += 1) {
    await vi.advanceTimersByTimeAsync(4_000);
    expect(look.mock.calls.length).toBeGreaterThanOrEqual(count);
  }
  expect(look.mock.calls.length).toBeLessThan(30);
});

it('seldom looks for a tab that nobody touches, and at once when somebody is back', async () => {
  const { look, again } = looking();
  again.begin();
  await vi.advanceTimersByTimeAsync(10 * MINUTE + 20_000);
  look.mockClear();
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(look.mock.calls.length).toBeGreaterThanOrEqual(29);
  expect(look.mock.calls.length).toBeLessThanOrEqual(41);
  look.mockClear();
  tab.dispatchEvent(new Event('pointermove'));
  await vi.advanceTimersByTimeAsync(0);
  expect(look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(look.mock.calls.length).toBeGreaterThanOrEqual(6);
});

it('does not ask more often because somebody moves', async () => {
  const { look, again } = looking();
  again.begin();
  for (let moved = 0; moved < 400; moved += 1) {
    tab.dispatchEvent(new Event('pointermove'));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(look.mock.calls.length).toBeLessThanOrEqual(13);
});

it('asks nothing while the tab is hidden, and at once when it is shown', async () => {
  const { look, again } = looking();
  again.begin();
  await show('hidden');
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(look).not.toHaveBeenCalled();
  await show('visible');
  expect(look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(look.mock.calls.length).toBeGreaterThan(1);
});

it('ends once there is nothing to look for, and can begin again', async () => {
  const { look, again } = looking(() => true);
  again.begin();
  await vi.advanceTimersByTimeAsync(MINUTE);
  await show('visible');
  expect(look).toHaveBeenCalledTimes(1);
  again.begin();
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(look).toHaveBeenCalledTimes(2);
});

it('ends with its session', async () => {
  const { look, again, over } = looking();
  again.begin();
  over.abort();
  await vi.advanceTimersByTimeAsync(MINUTE);
  await show('visible');
  tab.dispatchEvent(new Event('focus'));
  expect(look).not.toHaveBeenCalled();
});
