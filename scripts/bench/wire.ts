import { inflateRawSync } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { chapterDocumentName, COLLAB_PATH, PACKED } from '#lib/domain/collaboration.ts';
import type { Arm } from './arm.ts';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;

type Part = number | string | Uint8Array;

/** How one server is spoken to: Hocuspocus writes the document's name before y-websocket's messages. */
export interface Wire {
  url: string;
  /** What opens the document; null where nobody has to be let in. */
  hello(ticket: string): Uint8Array | null;
  ask(vector: Uint8Array): Uint8Array;
  edit(update: Uint8Array): Uint8Array;
  presence(bytes: Uint8Array): Uint8Array;
  /** The text in a message; null when it carries none. */
  read(data: Uint8Array): { step: number; bytes: Uint8Array } | null;
}

function bytesOf(parts: Part[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part);
    else if (typeof part === 'string') encoding.writeVarString(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder);
}

/** The wire of a server, for one document. */
export function wireOf(arm: Arm, chapterId: string): Wire {
  const named = arm.name !== 'y-websocket';
  const name = chapterDocumentName(chapterId);
  const message = (...parts: Part[]) => bytesOf(named ? [name, ...parts] : parts);
  return {
    url: `ws://127.0.0.1:${arm.port}${named ? `${COLLAB_PATH}?packed` : `/${chapterId}`}`,
    hello: (ticket) => (named ? message(AUTH, 0, ticket, '4.7.0') : null),
    ask: (vector) => message(SYNC, 0, vector),
    edit: (update) => message(SYNC, 2, update),
    presence: (bytes) => message(AWARENESS, bytes),
    read(data) {
      const decoder = decoding.createDecoder(data);
      if (named) decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if (type === PACKED) return this.read(inflateRawSync(decoding.readVarUint8Array(decoder)));
      if (type !== SYNC) return null;
      return { step: decoding.readVarUint(decoder), bytes: decoding.readVarUint8Array(decoder) };
    },
  };
}
