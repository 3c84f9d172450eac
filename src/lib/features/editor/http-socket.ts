import { HTTP_KEY, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { bundle, unbundle } from '#lib/domain/collab-bundle.ts';

const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;

/** How often a request that found no answer is made again before the connection is given up. */
const TRIES = 3;
const AGAIN_MS = 500;
/** No bundle of several messages is larger: the server takes 2 MiB at once. A larger message goes alone. */
const BUNDLE_BYTES = 1024 * 1024;
/** Browsers finish requests of a page that is being left, up to 64 KiB of them. */
const OUTLIVES_BYTES = 60 * 1024;
/** What was written is still brought when the connection is closed, for so long. */
const DRAIN_MS = 2_000;

/** The answer of the server that has nothing to say: brought, or no news for now. */
const NOTHING = 204;
/** Answers after which asking again is useless. */
const FINAL = new Set([403, 404, 409, 410, 413]);

/** What `down` brought: a bundle, or nothing for now. Null: it is not the server's answer, or not all of it. */
async function readGiven(response: Response): Promise<{ number?: number; messages: Uint8Array[] } | null> {
  if (response.status === NOTHING) return { messages: [] };
  const number = Number(response.headers.get('x-bundle'));
  if (response.status !== 200 || !(number > 0)) return null;
  const messages = unbundle(new Uint8Array(await response.arrayBuffer()));
  return messages && { number, messages };
}

/** Says whose the connection is, where its address is read by others. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether `up` was taken. A page that somebody else answers with says nothing about that. */
async function readTaken({ status }: Response): Promise<true | null> {
  return status === NOTHING || null;
}

/**
 * A WebSocket made of HTTP requests, for networks that block the real ones: one waits at the server for what is new,
 * another brings what was written, in numbered bundles, so that a request made twice counts once.
 */
export class HttpSocket extends EventTarget {
  binaryType = 'arraybuffer';
  identifier = 0;
  readyState: number = CONNECTING;
  readonly #base: string;
  readonly #key = newKey();
  readonly #over = new AbortController();
  #id = '';
  #queue: Uint8Array[] = [];
  #sent = 0;
  #sending = false;

  /** @param url the address that a WebSocket would be opened at */
  constructor(url: string) {
    super();
    const address = new URL(url);
    address.protocol = address.protocol === 'wss:' ? 'https:' : 'http:';
    this.#base = new URL(HTTP_PATH, address).href;
    void this.#open(address.search);
  }

  send(message: Uint8Array): void {
    if (this.readyState !== OPEN) return;
    this.#queue.push(message.slice());
    void this.#up();
  }

  close(): void {
    if (this.readyState >= CLOSING) return;
    if (!this.#sending) return this.#leave();
    this.readyState = CLOSING;
    setTimeout(() => this.#leave(), DRAIN_MS);
  }

  #leave(): void {
    if (this.readyState === CLOSED) return;
    // Outlives the page that is being left, and takes no headers.
    if (this.#id) navigator.sendBeacon(`${this.#base}/${this.#id}/close`, this.#key);
    this.#end(1000, '');
  }

  get #alive(): boolean {
    return this.readyState === OPEN || this.readyState === CLOSING;
  }

  async #open(search: string): Promise<void> {
    try {
      const response = await this.#post(`${this.#base}${search}`);
      if (response.status !== 201) return this.#end(1006, '');
      this.#id = await response.text();
    } catch {
      return this.#end(1006, '');
    }
    if (this.readyState !== CONNECTING) return;
    this.readyState = OPEN;
    this.dispatchEvent(new Event('open'));
    void this.#down();
  }

  /** Brings what was written, one bundle after the other; what is written meanwhile goes in the next. */
  async #up(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    // What is written in one turn of events goes together.
    await Promise.resolve();
    while (this.#queue.length > 0 && this.#alive) {
      const body = bundle(this.#queue.splice(0, this.#fitting()));
      this.#sent += 1;
      await this.#insist(`up?n=${this.#sent}`, readTaken, body);
    }
    this.#sending = false;
    if (this.readyState === CLOSING) this.#leave();
  }

  /** How many of those that wait go together. */
  #fitting(): number {
    let bytes = 0;
    const over = this.#queue.findIndex(({ length }) => (bytes += length) > BUNDLE_BYTES);
    return over < 0 ? this.#queue.length : Math.max(1, over);
  }

  async #down(): Promise<void> {
    let number = 0;
    while (this.readyState === OPEN) {
      const given = await this.#insist(`down?n=${number}`, readGiven);
      if (!given) continue;
      number = given.number ?? number;
      for (const message of given.messages) {
        const data = message.slice().buffer;
        if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
      }
    }
  }

  /**
   * Makes a request until the server answers it, as `read` can tell from the pages of portals and proxies; ends the
   * connection when it does not, or when the server says so.
   */
  async #insist<Answer>(
    path: string,
    read: (response: Response) => Promise<Answer | null>,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Answer | null> {
    for (let attempt = 1; this.#alive; attempt += 1) {
      try {
        const keepalive = attempt === 1 && body !== undefined && body.length < OUTLIVES_BYTES;
        const response = await this.#post(`${this.#base}/${this.#id}/${path}`, body, keepalive);
        if (FINAL.has(response.status)) return await this.#refused(response);
        const answer = await read(response);
        if (answer) return answer;
      } catch {
        // No network, a proxy that gave up, or an answer cut off on the way: once more.
      }
      if (attempt === TRIES) this.#end(1006, '');
      else await new Promise((resolve) => setTimeout(resolve, AGAIN_MS * attempt));
    }
    return null;
  }

  async #refused(response: Response): Promise<null> {
    const said = response.status === 410 ? await response.json().catch(() => ({})) : {};
    const { code = response.status === 413 ? 1009 : 1006, reason = '' } = said as {
      code?: number;
      reason?: string;
    };
    this.#end(code, reason);
    return null;
  }

  #post(url: string, body?: Uint8Array<ArrayBuffer>, keepalive = false): Promise<Response> {
    const { signal } = this.#over;
    const headers = { 'content-type': 'application/octet-stream', [HTTP_KEY]: this.#key };
    const how = { cache: 'no-store', redirect: 'error', keepalive } as const;
    return fetch(url, { method: 'POST', body, headers, signal, ...how });
  }

  #end(code: number, reason: string): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#over.abort();
    this.dispatchEvent(new CloseEvent('close', { code, reason, wasClean: code === 1000 }));
  }
}
