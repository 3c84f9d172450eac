import * as decoding from 'lib0/decoding';

/** Hocuspocus's message types that a client may send. */
const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const QUERY_AWARENESS = 3;
const STATELESS = 5;
const CLOSE = 7;

export type Frame = {
  documentName: string;
  kind: 'auth' | 'join' | 'sync-request' | 'update' | 'awareness' | 'other';
};

/** A state vector of somebody who has nothing yet: it counts no clients. */
const isEmpty = (vector: Uint8Array) => vector.length === 1 && vector[0] === 0;

function kindOf(decoder: decoding.Decoder): Frame['kind'] | null {
  const type = decoding.readVarUint(decoder);
  if (type === SYNC) {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step > 2) return null;
    if (step > 0) return 'update';
    return isEmpty(bytes) ? 'join' : 'sync-request';
  }
  if (type === AWARENESS) {
    decoding.readVarUint8Array(decoder);
    return 'awareness';
  }
  if (type === AUTH) {
    if (decoding.readVarUint(decoder) !== 0) return null;
    decoding.readVarString(decoder);
    return 'auth';
  }
  if (type === STATELESS) {
    decoding.readVarString(decoder);
    return 'other';
  }
  return type === QUERY_AWARENESS || type === CLOSE ? 'other' : null;
}

/**
 * Reads a message's outside (for whom, what kind, complete) before Hocuspocus sees it, because a message it cannot
 * read costs it a stack trace and leaves the socket open. Null: no client of ours sends this.
 */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(data);
    const documentName = decoding.readVarString(decoder);
    const kind = kindOf(decoder);
    return kind && { documentName, kind };
  } catch {
    return null;
  }
}
