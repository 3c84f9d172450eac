import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { chapterDocumentName, PACKED } from '#lib/domain/collaboration.ts';
import { ORIGIN, until, webSocketFrom } from './visitor.ts';

/** Hocuspocus's message types, as the wire has them. */
export const Type = {
  sync: 0,
  awareness: 1,
  auth: 2,
  stateless: 5,
  broadcast: 6,
  close: 7,
  status: 8,
} as const;

export function frame(chapterId: string, ...parts: (number | string | Uint8Array)[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, chapterDocumentName(chapterId));
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else if (typeof part === 'string') encoding.writeVarString(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
}

/** The sync messages in a frame: which step, and its bytes. */
export function readSync(data: Uint8Array): { step: number; bytes: Uint8Array }[] {
  const decoder = decoding.createDecoder(data);
  decoding.readVarString(decoder);
  if (decoding.readVarUint(decoder) !== Type.sync) return [];
  return [{ step: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) }];
}

/** A client of no provider: sends what it likes and keeps what comes back. */
export class RawClient {
  readonly socket: WebSocket;
  readonly statuses: boolean[] = [];
  readonly types: number[] = [];
  /** Sync messages, in the order in which they came. */
  readonly received: { step: number; bytes: Uint8Array }[] = [];
  /** What came packed, as it came. */
  readonly packed: Uint8Array[] = [];
  closed: { code: number; reason: string } | null = null;
  readonly chapterId: string;

  constructor(server: { url: string }, chapterId: string, origin: string | null = ORIGIN) {
    this.chapterId = chapterId;
    this.socket = new (webSocketFrom(origin))(server.url);
    this.socket.binaryType = 'arraybuffer';
    this.socket.addEventListener('close', ({ code, reason }) => (this.closed = { code, reason }));
    this.socket.addEventListener('error', () => {});
    this.socket.addEventListener('message', ({ data }) => this.#read(new Uint8Array(data as ArrayBuffer)));
  }

  #read(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    this.types.push(type);
    if (type === PACKED) this.packed.push(decoding.readVarUint8Array(decoder));
    this.received.push(...readSync(data));
    if (type === Type.status) this.statuses.push(decoding.readVarUint(decoder) === 1);
  }

  async open(): Promise<this> {
    await until(() => this.socket.readyState === WebSocket.OPEN, 'open');
    return this;
  }

  send(...parts: (number | string | Uint8Array)[]): void {
    this.socket.send(frame(this.chapterId, ...parts) as never);
  }

  /** Shows a pass and waits until the chapter is open. */
  async enter(ticket: string): Promise<this> {
    await this.open();
    this.send(Type.auth, 0, ticket);
    await until(() => this.types.includes(Type.stateless) || this.closed !== null, 'entered');
    return this;
  }

  update(update: Uint8Array): void {
    this.send(Type.sync, 2, update);
  }

  async ended(): Promise<{ code: number; reason: string }> {
    await until(() => this.closed !== null, 'closed');
    return this.closed!;
  }

  leave(): void {
    this.socket.close();
  }
}
