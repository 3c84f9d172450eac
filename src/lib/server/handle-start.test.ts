import { runInThisContext } from 'node:vm';
import type { RequestEvent } from '@sveltejs/kit';
import { afterEach, expect, it, vi } from 'vitest';
import { handleStart, withStartAgain } from './handle-start.ts';

const page = (rest: string) => `<html><head><meta charset="utf-8" />${rest}</head></html>`;

it('comes before everything else of a page with scripts, allowed by the same nonce', () => {
  const html = withStartAgain(
    page('<link rel="stylesheet" href="a.css"><script nonce="x1+/">start</script>'),
  );
  expect(html).toMatch(
    /^<html><head><meta charset="utf-8" \/>\s*<script nonce="x1\+\/">\(function startAgain/,
  );
  expect(html).toContain('<script nonce="x1+/">start</script>');
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('is not loaded again while what stands before the server says that it is gone', async () => {
  vi.useFakeTimers();
  const heard: Record<string, (event: object) => void> = {};
  const location = { pathname: '/trabajo', reload: vi.fn() };
  let [status, type] = [200, 'text/html'];
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', { querySelector: () => ({ href: '/favicon.svg' }) });
  vi.stubGlobal('sessionStorage', { getItem: () => null, setItem: vi.fn() });
  vi.stubGlobal('addEventListener', (type: string, hear: () => void) => (heard[type] = hear));
  vi.stubGlobal('fetch', async () => new Response(null, { status, headers: { 'content-type': type } }));
  const script = /<script nonce="x">(\(function startAgain[^]*?)<\/script>/;
  runInThisContext(script.exec(withStartAgain(page('<script nonce="x">start</script>')))![1]!);

  heard.unhandledrejection!({ reason: 'Importing a module script failed.', preventDefault: vi.fn() });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(location.reload).not.toHaveBeenCalled();
  [status, type] = [502, 'image/svg+xml'];
  await vi.advanceTimersByTimeAsync(15_000);
  expect(location.reload).not.toHaveBeenCalled();
  status = 200;
  await vi.advanceTimersByTimeAsync(15_000);
  expect(location.reload).toHaveBeenCalledTimes(1);
});

it.each([
  ['es', 'Esta página no se cargó completa'],
  ['en', 'This page did not load completely'],
])(
  'says (%s) that a part of the page does not come, once it has been loaded again in vain',
  (lang, words) => {
    const heard: Record<string, (event: object) => void> = {};
    const put: unknown[] = [];
    const element = () => ({
      style: {},
      setAttribute: vi.fn(),
      addEventListener: (_type: string, press: () => void) => press(),
      append: (...all: unknown[]) => put.push(...all),
    });
    const reload = vi.fn();
    vi.stubGlobal('location', { pathname: '/trabajo', reload });
    vi.stubGlobal('document', {
      documentElement: { lang },
      createElement: element,
      body: { prepend: vi.fn() },
    });
    vi.stubGlobal('sessionStorage', { getItem: () => '5' });
    vi.stubGlobal('addEventListener', (type: string, hear: () => void) => (heard[type] = hear));
    const script = /<script nonce="x">(\(function startAgain[^]*?)<\/script>/;
    runInThisContext(script.exec(withStartAgain(page('<script nonce="x">start</script>')))![1]!);
    heard.unhandledrejection!({ reason: 'Importing a module script failed.', preventDefault: vi.fn() });
    expect(put[0]).toContain(words);
    expect(put).toHaveLength(2);
    expect(reload).toHaveBeenCalledTimes(1);
  },
);

it('does not come into a page without scripts', () => {
  expect(withStartAgain(page('<p>Publicación</p>'))).toBe(page('<p>Publicación</p>'));
});

it.each([
  ['GET', true],
  // Loaded again, it would be sent again.
  ['POST', false],
])('comes into an answer to %s: %s', async (method, comes) => {
  const html = page('<script nonce="x">start</script>');
  const resolve = async (_event: unknown, options?: { transformPageChunk?: (chunk: object) => string }) =>
    new Response(options?.transformPageChunk?.({ html, done: true }) ?? html);
  const event = { request: { method } } as RequestEvent;
  const answer = await handleStart({ event, resolve: resolve as never });
  expect((await answer.text()).includes('startAgain')).toBe(comes);
});
