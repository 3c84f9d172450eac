import { untilLater } from './until-answered.ts';

/** What the address of a page's data ends with: kit's own. */
const DATA = '/__data.json';

type Node = { type?: string; status?: number } | null;

/** Whether an answer of this status says nothing of the page: too much was asked, or something on the way is broken. */
const isPassing = (status: number) => status === 429 || status >= 500;

/** The answer with all of its words, or undefined where there is none: it broke off, or says that something is broken. */
async function wholeOf(asked: Promise<Response>): Promise<Response | undefined> {
  try {
    const answer = await asked;
    const words = await answer.text();
    if (isPassing(answer.status) || saysBroken(words)) return undefined;
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

/**
 * The answer, if it is the server's own: it tells what it refuses in JSON. What stands before one that is gone has a page
 * of its own for that, of which kit would make an error without words; no answer is what it is.
 */
function ownOf(answer: Response): Response {
  const own = answer.headers.get('content-type')?.includes('application/json');
  if (!own && [502, 503, 504].includes(answer.status)) throw new TypeError('Failed to fetch');
  return answer;
}

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
    for (let tried = 0; !leaves(); tried++) {
      const answer = await wholeOf(fetch(input, init));
      if (answer) return answer;
      await untilLater(tried, leaves);
    }
    return ownOf(await fetch(input, init));
  };
}
