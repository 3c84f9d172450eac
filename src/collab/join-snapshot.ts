import { promisify } from 'node:util';
import { deflateRaw } from 'node:zlib';
import type { Document } from '@hocuspocus/server';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { PACKED } from '#lib/domain/collaboration.ts';

const SYNC = 0;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** A snapshot is made anew when so much came after it. */
const TAIL_ENTRIES = 128;
const TAIL_BYTES = 64 * 1024;
/** Below this the packing costs more than it saves. */
const WORTH_PACKING = 4 * 1024;

const deflate = promisify(deflateRaw);

/** A message of Hocuspocus's protocol: for which document, and a sync step with its bytes. */
function syncFrame(name: string, step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

function packedFrame(name: string, packed: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, PACKED);
  encoding.writeVarUint8Array(encoder, packed);
  return encoding.toUint8Array(encoder);
}

/**
 * What someone who has nothing yet is sent: the text as it once was, encoded and packed once for all who come, and what
 * has been written since. Encoding a long chapter anew for each would hold up everybody's typing
 * (docs/performance.md).
 */
export class JoinSnapshot {
  readonly #name: string;
  readonly #document: Document;
  #whole: Uint8Array | null;
  #packed: Promise<Uint8Array> | null = null;
  #tail: Uint8Array[] = [];
  #tailBytes = 0;

  /** @param state the document as it is now, encoded */
  constructor(name: string, document: Document, state: Uint8Array) {
    this.#name = name;
    this.#document = document;
    this.#whole = syncFrame(name, STEP_2, state);
    document.on('update', (update: Uint8Array) => this.#grow(update));
  }

  /**
   * The messages that bring an empty client into step, in order. It takes itself for in step with the first difference,
   * so what was written since comes before it: until then it lies there, as Yjs does with what builds on something unknown.
   */
  async messages(packs: boolean): Promise<Uint8Array[]> {
    const packed = packs && (await this.#packedNow());
    // From here on nothing is waited for: the tail fits the very beginning that it is sent with.
    const first = packed && packed.whole === this.#whole ? packed.frame : this.#fresh();
    const tail = this.#tail.length ? [syncFrame(this.#name, UPDATE, Y.mergeUpdates(this.#tail))] : [];
    return [...tail, first, syncFrame(this.#name, STEP_1, Y.encodeStateVector(this.#document))];
  }

  /** The snapshot as it is now, packed, and of which it is: meanwhile so much may be written that a new one is made. */
  async #packedNow(): Promise<{ whole: Uint8Array; frame: Uint8Array } | null> {
    const whole = this.#fresh();
    return whole.length > WORTH_PACKING ? { whole, frame: await this.#pack(whole) } : null;
  }

  /** How long the text is, encoded. */
  bytes(): number {
    // What has been deleted since is no shorter by what follows it.
    if (this.#tail.length) this.#whole = null;
    return this.#fresh().length;
  }

  #fresh(): Uint8Array {
    if (!this.#whole) {
      this.#whole = syncFrame(this.#name, STEP_2, Y.encodeStateAsUpdate(this.#document));
      this.#packed = null;
      this.#tail = [];
      this.#tailBytes = 0;
    }
    return this.#whole;
  }

  #pack(whole: Uint8Array): Promise<Uint8Array> {
    if (!this.#packed) {
      const packing = deflate(whole).then((packed) => packedFrame(this.#name, packed));
      this.#packed = packing;
      // What went wrong once may go well for the next who comes.
      packing.catch(() => {
        if (this.#packed === packing) this.#packed = null;
      });
    }
    return this.#packed;
  }

  #grow(update: Uint8Array): void {
    if (!this.#whole) return;
    this.#tail.push(update);
    this.#tailBytes += update.length;
    if (this.#tail.length <= TAIL_ENTRIES && this.#tailBytes <= TAIL_BYTES) return;
    this.#whole = null;
    this.#tail = [];
  }
}
