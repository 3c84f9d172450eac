import { bundle } from '#lib/domain/collab-bundle.ts';
import type { Transport } from './socket.ts';

const OPEN = 1;
const CLOSED = 3;

/** What a poll is answered with: messages and the number of their bundle, nothing for now, or the end. */
export type Answer =
  | { kind: 'messages'; number: number; body: Uint8Array }
  | { kind: 'nothing' }
  | { kind: 'closed'; code: number; reason: string };

/**
 * A connection made of HTTP requests, for networks that let no WebSocket through: what is sent waits here until it is
 * fetched. A bundle is kept until the next poll says that it arrived, so that a lost answer loses nothing.
 */
export class HttpTransport implements Transport {
  readyState = OPEN;
  #queue: Uint8Array[] = [];
  #queued = 0;
  #number = 0;
  #unconfirmed: Uint8Array | null = null;
  #closed: { code: number; reason: string } | null = null;
  #poll: ((answer: Answer) => void) | null = null;
  #waking: NodeJS.Immediate | undefined;
  #held: { promise: Promise<void>; resolve: () => void } | null = null;
  readonly #ended: (event: { code: number; reason: string }) => void;

  /** @param ended called once, when the connection is over */
  constructor(ended: (event: { code: number; reason: string }) => void) {
    this.#ended = ended;
  }

  get bufferedAmount(): number {
    return this.#queued + (this.#unconfirmed?.length ?? 0);
  }

  get polled(): boolean {
    return this.#poll !== null;
  }

  send(data: Uint8Array): void {
    if (this.readyState !== OPEN) return;
    this.#queue.push(data);
    this.#queued += data.length;
    // What is sent in one turn of events goes out together.
    this.#waking ??= setImmediate(() => this.#wake());
  }

  /** The next answer, once there is one. A poll that comes while another waits takes its place. */
  poll(confirmed: number): Promise<Answer> {
    this.release();
    if (confirmed === this.#number) this.#unconfirmed = null;
    return new Promise((resolve) => {
      this.#poll = resolve;
      this.#wake();
    });
  }

  /** Answers the waiting poll with nothing. */
  release(): void {
    this.#answer({ kind: 'nothing' });
  }

  #wake(): void {
    clearImmediate(this.#waking);
    this.#waking = undefined;
    if (!this.#poll) return;
    if (!this.#unconfirmed && this.#queue.length > 0) {
      this.#number += 1;
      this.#unconfirmed = bundle(this.#queue);
      this.#queue = [];
      this.#queued = 0;
    }
    if (this.#unconfirmed) {
      this.#answer({ kind: 'messages', number: this.#number, body: this.#unconfirmed });
    } else if (this.#closed) {
      this.#answer({ kind: 'closed', ...this.#closed });
      this.terminate();
    }
  }

  #answer(answer: Answer): void {
    const poll = this.#poll;
    this.#poll = null;
    poll?.(answer);
  }

  /** Says so at the next poll; Socket cuts off whoever does not ask. */
  close(code: number, reason: string): void {
    this.#closed ??= { code, reason };
    this.readyState = 2;
    this.resume();
    this.#wake();
  }

  terminate(): void {
    if (this.readyState === CLOSED) return;
    this.readyState = CLOSED;
    this.#queue = [];
    this.#unconfirmed = null;
    this.resume();
    this.#closed ??= { code: 1006, reason: '' };
    this.#answer({ kind: 'closed', ...this.#closed });
    this.#ended(this.#closed);
  }

  pause(): void {
    this.#held ??= Promise.withResolvers<void>();
  }

  resume(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  /** Resolves when more may be taken from the other end, or when whoever brings it has gone. */
  async ready(gone: Promise<void>): Promise<void> {
    if (this.#held) await Promise.race([this.#held.promise, gone]);
  }
}
