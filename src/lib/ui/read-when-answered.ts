import { untilLater } from './until-answered.ts';

/** What the address of a page's data ends with: kit's own. */
const DATA = '/__data.json';

type Node = { type?: string; status?: number } | null;

/** Whether an answer of this status says nothing of the page: too much was asked, or something on the way is broken. */
const isPassing = (status: number) => status === 429 || status >= 500;

/** Whether the server itself speaks, and not what stands before it or on the way to it. */
type IsOwn = (answer: Response) => boolean;

/** The answer with all of its words, or undefined where there is none: it broke off, or says that something is broken. */
async function wholeOf(asked: Promise<Response>, isOwn: IsOwn): Promise<Response | undefined> {
  try {
    const answer = await asked;
    const words = await answer.text();
    if (!isOwn(answer) && !isWayOn(words)) return undefined;
    if (isPassing(answer.status) || saysBroken(words)) return undefined;
    return new Response(words, { status: answer.status, headers: answer.headers });
  } catch {
    return undefined;
  }
}

/** Whether it leads to another page, to sign in, say: kit makes that answer by itself. */
const isWayOn = (words: string) => /^\{"type":"redirect","location":"\/(?!\/)/.test(words);

/** Whether a part of the page could not be read: kit tells that in an answer that is a success by its status. */
function saysBroken(words: string): boolean {
  try {
    const { nodes = [] } = JSON.parse(words.split('\n', 1)[0]!) as { nodes?: Node[] };
    return nodes.some((node) => node?.type === 'error' && isPassing(node.status ?? 500));
  } catch {
    return false;
  }
}

/** Whether an address is that of data of the page that is shown, and not of one that is fetched beforehand. */
const isShown = (address: string) =>
  new URL(address, location.href).pathname === location.pathname.replace(/\/?$/, DATA);

/** Asks until there is an answer; undefined once it is over. */
async function askAgain(ask: () => Promise<Response | undefined>, isOver: () => boolean) {
  for (let tried = 0; ; tried++) {
    await untilLater(tried, isOver);
    if (isOver()) return undefined;
    const answer = await ask();
    if (answer) return answer;
  }
}

/**
 * The given fetch, for the window: what is read again for the page that is shown is asked for until it is answered.
 * Kit puts an error in the page's place where that fails, a text that is being written included, and it fails where
 * somebody else's news come while the network goes. A reader who leaves for another page is told at once.
 * Of another's answer kit would make an error that is not so.
 * @param leaves whether the reader is on the way to another page
 */
export function readWhenAnswered(
  fetch: typeof window.fetch,
  leaves: () => boolean,
  isOwn: IsOwn,
): typeof window.fetch {
  /** By the paths of pages: who asks again, while others who want that page, for later news, wait. */
  const asking = new Map<string, Promise<Response | undefined>>();
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.includes(DATA)) return fetch(input, init);
    const { pathname } = new URL(address, location.href);
    const isOver = () => leaves() || !isShown(address);
    const ask = () => wholeOf(fetch(input, init), isOwn);
    while (!isOver()) {
      const first = await ask();
      if (first) return first;
      const others = asking.get(pathname);
      const again = others ?? askAgain(ask, isOver).finally(() => asking.delete(pathname));
      asking.set(pathname, again);
      const later = await again;
      if (later && !others) return later;
    }
    const answer = await fetch(input, init);
    if (isOwn(answer) || isWayOn(await answer.clone().text())) return answer;
    throw new TypeError('Failed to fetch');
  };
}
