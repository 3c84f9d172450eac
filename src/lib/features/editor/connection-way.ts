import { CloseCode } from '#lib/domain/collaboration.ts';
import { HttpSocket } from './http-socket.ts';

const OPEN = 1;

/** What carries a text to the server: a WebSocket, or plain HTTP where the network lets none through. */
export type Way = 'websocket' | 'http';

/**
 * A connection on which nothing arrives for so long carries nothing: some proxies swallow the request, others open the
 * WebSocket and then let nothing through.
 */
const CARRIES_WITHIN_MS = 5_000;
/** So often in a row a WebSocket must have failed before HTTP is tried. */
const FAILURES = 2;
/** Once HTTP carries, the text goes first; then it is looked whether a WebSocket would pass after all. */
const LOOK_MS = 1_000;
/** A server that has no room is not asked again so soon. */
const LOOK_WHEN_FULL_MS = 30_000;
/** So long what was found out is believed: people carry their computers from one network to another. */
const LOOK_AGAIN_MS = 5 * 60_000;
const REMEMBERED = 'colaboracion-por-http';
const REMEMBERED_MS = 15 * 60_000;

/**
 * Chooses the way for the next connection. WebSocket, unless nothing came through it twice in a row; then they take
 * turns, because it may be the server that is away. The network is to blame only when a WebSocket fails while the
 * server answers over HTTP; that is remembered for a while, in this tab.
 */
export class WayChoice {
  /** When it was last looked whether a WebSocket passes where HTTP does; 0: since one passed, never. */
  #lookedAt = remembered();
  #filtered = this.#lookedAt > 0;
  #failures = this.#filtered ? FAILURES : 0;
  #turn: Way = 'http';

  next(): Way {
    if (this.#failures < FAILURES) return 'websocket';
    const way = this.#turn;
    this.#turn = way === 'http' ? 'websocket' : 'http';
    return way;
  }

  carried(way: Way): void {
    this.#turn = way;
    if (way === 'http') return;
    this.#lookedAt = 0;
    this.#passes();
  }

  failed(way: Way): void {
    if (way === 'websocket') this.#failures += 1;
  }

  /** Whether the network is known to let no WebSocket through. */
  get filtered(): boolean {
    return this.#filtered;
  }

  /** Milliseconds until a WebSocket is to be tried beside HTTP that carries. */
  get lookIn(): number {
    return Math.max(LOOK_MS, this.#lookedAt + LOOK_AGAIN_MS - Date.now());
  }

  /**
   * A WebSocket was tried while the server answered over HTTP. Should one that passes carry nothing all the same, HTTP
   * has its while, too.
   */
  looked(passes: boolean): void {
    this.#lookedAt = Date.now();
    if (passes) return this.#passes();
    this.#filtered = true;
    remember(this.#lookedAt);
  }

  #passes(): void {
    this.#failures = 0;
    this.#filtered = false;
    remember(0);
  }
}

/** When a network that lets no WebSocket through was last found, if that is not long ago; otherwise 0. */
function remembered(): number {
  try {
    const at = Number(sessionStorage.getItem(REMEMBERED) ?? 0);
    return Date.now() - at < REMEMBERED_MS ? at : 0;
  } catch {
    return 0;
  }
}

function remember(at: number): void {
  try {
    if (at) sessionStorage.setItem(REMEMBERED, String(at));
    else sessionStorage.removeItem(REMEMBERED);
  } catch {
    // A browser that stores nothing finds out anew each time.
  }
}

/**
 * Whether messages pass both ways through a WebSocket. The server closes whoever sends it one that it cannot read;
 * nobody on the way closes with that code. Null: the server has no room for another now, so nothing came of it.
 */
function webSocketPasses(url: string): Promise<boolean | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const settle = (passes: boolean | null) => {
      clearTimeout(late);
      resolve(passes);
      socket.close();
    };
    const late = setTimeout(() => settle(false), CARRIES_WITHIN_MS);
    socket.addEventListener('open', () => socket.send(''));
    socket.addEventListener('close', ({ code }) =>
      settle(code === CloseCode.full ? null : code === CloseCode.malformed),
    );
  });
}

/** While HTTP carries, looks now and then whether a WebSocket would, and then makes room for one. */
function lookBeside(http: HttpSocket, url: string, choice: WayChoice, onlooked: () => void): void {
  const look = async () => {
    const passes = await webSocketPasses(url);
    // What fails while there is no network, or no server any more, says nothing about the network.
    if (http.readyState !== OPEN) return;
    if (passes || (passes !== null && navigator.onLine)) choice.looked(passes);
    onlooked();
    if (passes) http.close();
    else next = setTimeout(() => void look(), passes === null ? LOOK_WHEN_FULL_MS : choice.lookIn);
  };
  let next = setTimeout(() => void look(), choice.lookIn);
  http.addEventListener('close', () => clearTimeout(next));
}

/**
 * For HocuspocusProviderWebsocket's `WebSocketPolyfill`: opens whatever the choice says, and tells it what came of it.
 * `onknown` hears whether the network lets no WebSocket through, whenever something has come of it.
 */
export function socketsBy(choice: WayChoice, onknown: (filtered: boolean) => void) {
  function open(url: string): WebSocket | HttpSocket {
    const way = choice.next();
    const socket = way === 'http' ? new HttpSocket(url) : new WebSocket(url);
    let [opened, over] = [false, false];
    const settle = (failed: boolean) => {
      clearTimeout(late);
      if (!over && failed) choice.failed(way);
      over = true;
    };
    const giveUp = () => {
      settle(true);
      socket.close();
    };
    let late = setTimeout(giveUp, CARRIES_WITHIN_MS);
    socket.addEventListener('open', () => {
      opened = true;
      clearTimeout(late);
    });
    // An answer is owed from the first message on; before that the pass is still being fetched.
    const send = socket.send.bind(socket) as (data: Uint8Array<ArrayBuffer>) => void;
    socket.send = (data: unknown) => {
      socket.send = send as typeof socket.send;
      if (!over) late = setTimeout(giveUp, CARRIES_WITHIN_MS);
      send(data as Uint8Array<ArrayBuffer>);
    };
    const carries = () => {
      settle(false);
      choice.carried(way);
      onknown(choice.filtered);
      if (socket instanceof HttpSocket) lookBeside(socket, url, choice, () => onknown(choice.filtered));
    };
    socket.addEventListener('message', carries, { once: true });
    socket.addEventListener('close', () => settle(!opened && navigator.onLine));
    return socket;
  }
  // The provider says `new`: a constructor that returns an object gives that object.
  return function ChosenSocket(url: string) {
    return open(url);
  } as unknown as new (url: string) => WebSocket;
}
