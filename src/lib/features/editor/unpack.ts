import * as decoding from 'lib0/decoding';
import { PACKED } from '#lib/domain/collaboration.ts';

/** Whether this browser can unpack what the server would send packed. */
export const canUnpack = () => typeof DecompressionStream === 'function';

function packedPart(data: Uint8Array): Uint8Array | null {
  const decoder = decoding.createDecoder(data);
  decoding.readVarString(decoder);
  return decoding.readVarUint(decoder) === PACKED ? decoding.readVarUint8Array(decoder) : null;
}

async function inflate(packed: Uint8Array): Promise<ArrayBuffer> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream();
  return new Response(stream.pipeThrough(new DecompressionStream('deflate-raw'))).arrayBuffer();
}

/** Hands messages on as they came, unpacked: what comes while one is being unpacked waits behind it. */
export class Unpacker {
  #last: Promise<void> | null = null;
  readonly #deliver: (data: ArrayBuffer) => void;
  readonly #broken: () => void;

  constructor(deliver: (data: ArrayBuffer) => void, broken: () => void) {
    this.#deliver = deliver;
    this.#broken = broken;
  }

  take(data: ArrayBuffer): void {
    const packed = packedPart(new Uint8Array(data));
    if (!packed && !this.#last) return this.#deliver(data);
    const before = this.#last ?? Promise.resolve();
    const plain = packed ? inflate(packed) : Promise.resolve(data);
    const turn = before.then(async () => this.#deliver(await plain)).catch(this.#broken);
    this.#last = turn;
    void turn.then(() => {
      if (this.#last === turn) this.#last = null;
    });
  }
}
