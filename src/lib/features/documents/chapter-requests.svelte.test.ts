import { expect, it, vi } from 'vitest';
import { saySentNotRead } from '#lib/ui/sent-not-read.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { ChapterRequest } from './chapter-requests.svelte.ts';

const page = vi.hoisted(() => ({ read: Promise.withResolvers<void>(), led: [] as string[] }));
vi.mock('$app/navigation', () => ({
  beforeNavigate: () => {},
  goto: () => {},
  invalidate: () => page.read.promise,
}));
vi.mock('$app/state', () => ({ navigating: { complete: null } }));
vi.mock('$app/forms', () => ({
  deserialize: JSON.parse,
  applyAction: ({ location }: { location: string }) => {
    page.led.push(location);
    return page.read.promise;
  },
}));

const said = () => toasts.list.map(({ text }) => text);

/** Presses the button of a form and hands it the server's answer; null when it is not sent again. */
function press(request: ChapterRequest, result: object, then?: () => void): Promise<void> | null {
  let isSent = true;
  const answered = request.submit(then)({
    cancel: () => (isSent = false),
    formData: new FormData(),
  } as never);
  return isSent ? (answered as unknown as (given: object) => Promise<void>)({ result }) : null;
}

it.each([
  ['a new title', { type: 'success' }, []],
  ['a new chapter', { type: 'redirect', location: '/otro' }, ['/otro']],
])(
  '%s that was accepted is said to be, and not sent twice, while its page cannot be read',
  async (_, result, led) => {
    vi.useFakeTimers();
    vi.stubGlobal('window', {});
    vi.stubGlobal('navigator', { onLine: true });
    saySentNotRead(() => 'Ya se recibió.');
    page.read = Promise.withResolvers();
    page.led = [];
    const request = new ChapterRequest();
    const done = vi.fn();
    const sent = press(request, result, done);
    await vi.advanceTimersByTimeAsync(5000);
    expect(said()).toEqual(['Ya se recibió.']);
    expect(press(request, result), 'it is still under way').toBeNull();
    expect(done).not.toHaveBeenCalled();

    page.read.resolve();
    await sent;
    expect([said(), request.busy, page.led]).toEqual([[], false, led]);
    expect(done).toHaveBeenCalledOnce();
    vi.useRealTimers();
  },
);

it('a page that cannot be read at all leaves the form to be sent again', async () => {
  page.read = Promise.withResolvers();
  page.read.reject(new Error('no answer'));
  const request = new ChapterRequest();
  await expect(press(request, { type: 'success' })).rejects.toThrow('no answer');
  expect(request.busy).toBe(false);
});
