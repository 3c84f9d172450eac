/** How long until one asks again, each time longer: a server that comes back is not run over by its pages. */
const WAITS_MS = [1000, 2000, 4000, 8000, 15_000];
/** How soon it is seen that nobody waits any more. */
const LOOK_MS = 100;

/** Until the time for the next try has come, the browser has a network again, or it is over. */
export async function untilLater(tried: number, isOver: () => boolean): Promise<void> {
  const until = Date.now() + (WAITS_MS[tried] ?? WAITS_MS.at(-1)!) * (0.75 + Math.random() / 2);
  const done = new AbortController();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => (isOver() || Date.now() >= until) && resolve(), LOOK_MS);
    done.signal.addEventListener('abort', () => clearInterval(timer));
    addEventListener('online', () => resolve(), { signal: done.signal });
  });
  done.abort();
}

/**
 * Asks until it is answered: for a part of the page that is fetched when it is needed, say. Once it is over, it fails as
 * the last try did.
 */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  isOver = () => false,
): Promise<Answer> {
  for (let tried = 0; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!isOver()) await untilLater(tried, isOver);
      if (isOver()) throw error;
    }
  }
}

/** What takes longer is no answer: whoever waits for it is told so. */
const ANSWERS_WITHIN_MS = 5_000;

/**
 * Fails where the server does not answer: whether there is a network the browser cannot tell, and what stands before a
 * server that is gone, or between it and the reader, answers in its place with a page of its own.
 */
export async function askServer(): Promise<void> {
  const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
  const { ok, status, headers } = await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store', signal });
  if (!ok || !headers.get('content-type')?.includes('svg')) throw new Error(String(status));
}

/** Until the server answers. */
export const untilServed = (isOver = () => false): Promise<void> => untilAnswered(askServer, isOver);

/** What brings a piece of code that could not be fetched: time, or nothing but a new load of the whole page. */
export type Remedy = 'wait' | 'reload';

/**
 * Asks for a piece of the page's code until it comes. Not every browser fetches a module again that it could not fetch
 * once; in those that do not, only a new load of the page brings it.
 * @param missing told what would bring it, whenever it did not come
 */
export async function untilLoaded<Code>(
  load: () => Promise<Code>,
  missing: (remedy: Remedy) => void,
  isOver = () => false,
): Promise<Code> {
  let served = false;
  const ask = async () => {
    try {
      return await load();
    } catch (error) {
      if (!served) missing('wait');
      const before = served;
      served = await askServer().then(
        () => true,
        () => false,
      );
      // The server answered before it was asked for, and still does.
      if (before) missing(served ? 'reload' : 'wait');
      throw error;
    }
  };
  return untilAnswered(ask, isOver);
}
