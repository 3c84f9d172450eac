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

/**
 * Fails where the server does not answer: whether there is a network the browser cannot tell, and what stands before a
 * server that is gone answers in its place.
 */
export async function askServer(): Promise<void> {
  const { ok, status } = await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' });
  if (!ok) throw new Error(String(status));
}

/** Until the server answers. */
export const untilServed = (isOver = () => false): Promise<void> => untilAnswered(askServer, isOver);
