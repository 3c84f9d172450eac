import { untilLater } from './until-answered.ts';

/** What the address of a page's data ends with: kit's own. */
const DATA = '/__data.json';

type Node = { type?: string; status?: number } | null;

/** Whether an answer of this status says nothing of the page: too much was asked, or something on the way is broken. */
const isPassing = (status: number) => status === 429 || status >= 500;

/**
 * Whether the server itself speaks: it tells what a page holds, and what it refuses, in JSON, or that there is no such
 * page. What stands before it or on the way to it has pages of its own.
 */
const isOwn = ({ status, headers }: Response) =>
  status === 404 || /json|sveltekit-data/.test(headers.get('content-type') ?? '');

/** The answer with all of its words, or undefined where there is none: it broke off, or says that something is broken. */
async function wholeOf(asked: Promise<Response>): Promise<Response | undefined> {
  try {
    const answer = await asked;
    const words = await answer.text();
    if (!isOwn(answer) || isPassing(answer.status) || saysBroken(words)) return undefined;
    return new Response(words, { status: answer.status, headers: answer.headers });
  } catch {
    return undefined;
  }
}

/** Whether a part of the page could not be read: kit tells that in an answer that is a success by its status. */
function saysBroken(words: string): boolean {
  try {
    const { nodes = [] } = JSON.parse(words.split('\n', 1)[0]!) as { nodes?: Node[] };
    return nodes.some((node) => node?.type === 'error' && isPassing(node.status ?? 500));
  } catch {
    return false;
  }
}

/** The answer, if it is the server's own: of another's, kit would make an error without words. */
function ownOf(answer: Response): Response {
  if (!isOwn(answer)) throw new TypeError('Failed to fetch');
  return answer;
}

/** Whether an address is that of data of the page that is shown, and not of one that is fetched beforehand. */
const isShown = (address: string) =>
  new URL(address, location.href).pathname === location.pathname.replace(/\/?$/, DATA);

/**
 * The given fetch, for the window: what is read again for the page that is shown is asked for until it is answered.
 * Kit puts an error in the page's place where that fails, a text that is being written included, and it fails where
 * somebody else's news come while the network goes. A reader who leaves for another page is told at once.
 * @param leaves whether the reader is on the way to another page
 */
export function readWhenAnswered(fetch: typeof window.fetch, leaves: () => boolean): typeof window.fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!address.includes(DATA)) return fetch(input, init);
    const isOver = () => leaves() || !isShown(address);
    for (let tried = 0; !isOver(); tried++) {
      const answer = await wholeOf(fetch(input, init));
      if (answer) return answer;
      await untilLater(tried, isOver);
    }
    return ownOf(await fetch(input, init));
  };
}
