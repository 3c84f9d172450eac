import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { Wire } from './wire.ts';

const MARK = 64;
const DIGITS = 7;

/** When each mark was sent, by its number; shared by all writers of a crowd. */
export type Sent = number[];

/**
 * Someone who writes without an editor: keeps only their own words, and finds in what others send the marks by which it
 * is known when it was written. So that a hundred of them leave the machine to the server.
 */
export class Writer {
  readonly document = new Y.Doc();
  readonly #wire: Wire;
  readonly #socket: WebSocket;
  readonly #sent: Sent;
  #paragraph: Y.XmlText | null = null;
  #clock = 0;
  #latencies: number[] | null = null;
  #joined: () => void = () => {};

  /** @param origin the page that the socket seems to come from */
  constructor(wire: Wire, sent: Sent, origin = 'http://localhost') {
    this.#wire = wire;
    this.#sent = sent;
    this.#socket = new WebSocket(wire.url, {
      headers: { origin },
      perMessageDeflate: false,
    });
    this.document.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#socket.send(this.#wire.edit(update));
    });
  }

  /** Comes in and has the text. @returns the bytes of text that came */
  async join(ticket: string): Promise<number> {
    let bytes = 0;
    const joined = new Promise<void>((resolve, reject) => {
      this.#joined = resolve;
      this.#socket.once('close', (code, reason) => reject(new Error(`closed: ${code} ${String(reason)}`)));
    });
    this.#socket.on('message', (data: Buffer) => {
      const text = this.#wire.read(data);
      if (!text) return;
      bytes += data.length;
      if (text.step === 1) {
        Y.applyUpdate(this.document, text.bytes, this);
        this.#joined();
      } else if (text.step === 2 && this.#latencies) this.#measure(text.bytes);
    });
    await new Promise((resolve, reject) => {
      this.#socket.once('open', resolve);
      this.#socket.once('error', reject);
    });
    const hello = this.#wire.hello(ticket);
    if (hello) {
      this.#socket.send(hello);
      await new Promise((resolve) => this.#socket.once('message', resolve));
    }
    this.#socket.send(this.#wire.ask(Y.encodeStateVector(this.document)));
    await joined;
    return bytes;
  }

  /** Some ten characters at the end of one's own paragraph, with a mark in them. */
  write(): void {
    if (!this.#paragraph) {
      this.#paragraph = new Y.XmlText();
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [this.#paragraph]);
      this.document.getXmlFragment(FRAGMENT).push([paragraph]);
    }
    const mark = this.#sent.push(performance.now()) - 1;
    this.#paragraph.insert(this.#paragraph.length, `@${mark.toString().padStart(DIGITS, '0')}@ y`);
  }

  /** Where the caret is, as an editor says it. */
  move(): void {
    const encoder = encoding.createEncoder();
    const position = {
      type: { client: this.document.clientID, clock: this.#clock },
      tname: null,
      item: null,
      assoc: 0,
    };
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, this.document.clientID);
    encoding.writeVarUint(encoder, (this.#clock += 1));
    encoding.writeVarString(encoder, JSON.stringify({ cursor: { anchor: position, head: position } }));
    this.#socket.send(this.#wire.presence(encoding.toUint8Array(encoder)));
  }

  /** Notes from now on how long others' words were on their way, in milliseconds. */
  watch(latencies: number[]): void {
    this.#latencies = latencies;
  }

  #measure(bytes: Uint8Array): void {
    const now = performance.now();
    for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + DIGITS + 2)) {
      if (bytes[at + DIGITS + 1] !== MARK) continue;
      const mark = Number(Buffer.from(bytes.buffer, bytes.byteOffset + at + 1, DIGITS).toString('latin1'));
      const sent = this.#sent[mark];
      if (sent !== undefined) this.#latencies!.push(now - sent);
    }
  }

  leave(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.terminate();
    this.document.destroy();
  }
}
