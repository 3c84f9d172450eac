import type { Connection } from '@hocuspocus/server';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { CollabNotice } from '#lib/domain/collab-notice.ts';
import type { Participant } from './participant.ts';

/** What carries the messages: a WebSocket now; anything else that can send, close and wait may follow. */
export interface Transport {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array): void;
  close(code: number, reason: string): void;
  terminate(): void;
  pause(): void;
  resume(): void;
}

const OPEN = 1;
const LINGER_MS = 1_000;
let sockets = 0;

/** One open socket: its transport, who is at the other end, and the only place where it is closed. */
export class Socket {
  readonly id: string;
  /** Where it comes from (network.ts). */
  readonly network: string;
  documentName: string | null = null;
  /** Whether the other end unpacks what is sent packed. */
  packs = false;
  participant: Participant | null = null;
  connection: Connection | null = null;
  /** What `Reauthorize.news` said before its pass was read. */
  newsBefore = 0;
  /** The Yjs client id under which this socket shows its caret. */
  awarenessClient: number | null = null;
  closedWith: { code: CloseCode; reason: string } | null = null;
  readonly #transport: Transport;
  readonly #bufferedBytes: number;
  /** The largest message that was sent since little was waiting. */
  #largest = 0;
  #resume: NodeJS.Timeout | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(transport: Transport, bufferedBytes: number, network = '') {
    this.network = network;
    this.id = (sockets += 1).toString(36);
    this.#transport = transport;
    this.#bufferedBytes = bufferedBytes;
  }

  get readyState(): number {
    return this.#transport.readyState;
  }

  /**
   * Sends, unless the reader has stopped taking: then it is closed rather than kept in our memory. A message that is
   * large by itself, as a whole text may be, says nothing about who reads it: what waits beside it does.
   */
  send(data: string | ArrayBufferLike | Blob | ArrayBufferView): void {
    if (this.readyState !== OPEN) return;
    const waiting = this.#transport.bufferedAmount;
    if (waiting <= this.#bufferedBytes) this.#largest = 0;
    if (waiting > this.#bufferedBytes + this.#largest) {
      this.close(CloseCode.full, 'reader_too_slow');
      return;
    }
    const message = data as Uint8Array;
    this.#largest = Math.max(this.#largest, message.byteLength);
    this.#transport.send(message);
  }

  notify(notice: CollabNotice): void {
    this.connection?.sendStateless(JSON.stringify(notice));
  }

  /** Closes once; who does not answer the closing handshake is cut off. Hocuspocus calls it without arguments. */
  close(code: number = CloseCode.internal, reason = 'closed'): void {
    if (this.closedWith) return;
    this.closedWith = { code: code as CloseCode, reason };
    clearTimeout(this.#resume);
    this.#transport.resume();
    this.#transport.close(code, reason);
    this.#linger = setTimeout(() => this.#transport.terminate(), LINGER_MS);
    this.connection?.close({ code, reason });
  }

  /** Stops reading for a while; the other end's sending then waits in its own buffers. */
  hold(ms: number): void {
    if (this.closedWith) return;
    this.#transport.pause();
    clearTimeout(this.#resume);
    this.#resume = setTimeout(() => this.#transport.resume(), ms);
  }

  terminate(): void {
    this.#transport.terminate();
  }

  /** The transport has closed. */
  ended(): void {
    clearTimeout(this.#resume);
    clearTimeout(this.#linger);
  }
}
