import { HttpSocket } from './http-socket.ts';

/** What carries a text to the server: a WebSocket, or plain HTTP where the network lets none through. */
export type Way = 'websocket' | 'http';

/**
 * A connection on which nothing arrives for so long carries nothing: some proxies swallow the request, others open the
 * WebSocket and then let nothing through.
 */
const CARRIES_WITHIN_MS = 5_000;
/** So often in a row a WebSocket must have failed before HTTP is tried. */
const FAILURES = 2;
const REMEMBERED = 'colaboracion-por-http';
/** Then a WebSocket is tried again: people carry their computers from one network to another. */
const REMEMBERED_MS = 15 * 60_000;

/**
 * Chooses the way for the next connection. WebSocket, unless nothing came through it twice in a row; then they take
 * turns, because it may be the server that is away. What worked is remembered for a while, in this tab.
 */
export class WayChoice {
  #failures = remembered() ? FAILURES : 0;
  #turn: Way = 'http';

  next(): Way {
    if (this.#failures < FAILURES) return 'websocket';
    const way = this.#turn;
    this.#turn = way === 'http' ? 'websocket' : 'http';
    return way;
  }

  carried(way: Way): void {
    this.#turn = way;
    if (way === 'websocket') this.#failures = 0;
    remember(way === 'http');
  }

  failed(way: Way): void {
    if (way === 'websocket') this.#failures += 1;
  }
}

function remembered(): boolean {
  try {
    return Date.now() - Number(sessionStorage.getItem(REMEMBERED) ?? 0) < REMEMBERED_MS;
  } catch {
    return false;
  }
}

function remember(http: boolean): void {
  try {
    if (http) sessionStorage.setItem(REMEMBERED, String(Date.now()));
    else sessionStorage.removeItem(REMEMBERED);
  } catch {
    // A browser that stores nothing finds out anew each time.
  }
}

/** For HocuspocusProviderWebsocket's `WebSocketPolyfill`: opens whatever the choice says, and tells it what came of it. */
export function socketsBy(choice: WayChoice, oncarried: (way: Way) => void) {
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
      oncarried(way);
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
