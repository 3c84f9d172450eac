import { HTTP_PATH } from '#lib/domain/collaboration.ts';
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

/** Answers after which asking again is useless. */
const FINAL = new Set([403, 404, 409, 410, 413]);

/**
 * A WebSocket made of HTTP requests, for networks that block the real ones: one waits at the server for what is new,
 * another brings what was written, in numbered bundles, so that a request made twice counts once.
 */
export class HttpSocket extends EventTarget {
  binaryType = 'arraybuffer';
  identifier = 0;
  readyState: number = CONNECTING;
  readonly #base: string;
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
    // Outlives the page that is being left.
    if (this.#id) navigator.sendBeacon(`${this.#base}/${this.#id}/close`);
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
      await this.#insist(`up?n=${this.#sent}`, body);
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
      const response = await this.#insist(`down?n=${number}`);
      if (response?.status !== 200) continue;
      const body = new Uint8Array(await response.arrayBuffer().catch(() => new ArrayBuffer(1)));
      const messages = unbundle(body);
      // Cut off on the way: asked for again, because it was not confirmed.
      if (!messages) continue;
      number = Number(response.headers.get('x-bundle'));
      for (const message of messages) {
        const data = message.slice().buffer;
        if (this.readyState === OPEN) this.dispatchEvent(new MessageEvent('message', { data }));
      }
    }
  }

  /** Makes a request until it is answered; ends the connection when it is not, or when the server says so. */
  async #insist(path: string, body?: Uint8Array<ArrayBuffer>): Promise<Response | null> {
    for (let attempt = 1; this.#alive; attempt += 1) {
      try {
        const keepalive = attempt === 1 && body !== undefined && body.length < OUTLIVES_BYTES;
        const response = await this.#post(`${this.#base}/${this.#id}/${path}`, body, keepalive);
        if (response.ok) return response;
        if (FINAL.has(response.status)) return await this.#refused(response);
      } catch {
        // No network, or a proxy that gave up: once more.
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
    const headers = { 'content-type': 'application/octet-stream' };
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
