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
  kind: 'auth' | 'join' | 'sync-request' | 'update' | 'awareness' | 'large-awareness' | 'gone' | 'other';
};

/** Carets that fade away at once, when a computer wakes up: more are in no chapter. */
const MOST_GONE = 5_000;
const utf8 = new TextDecoder();

/** A state vector of somebody who has nothing yet: it counts no clients. */
const isEmpty = (vector: Uint8Array) => vector.length === 1 && vector[0] === 0;

/**
 * A client tells of itself, one state a message; of several it only says that it sees them no more, which is no news
 * here. More than that would be work that somebody wants the server to have.
 */
function presenceIn(bytes: Uint8Array, presenceBytes: number): Frame['kind'] | null {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  if (count > MOST_GONE) return null;
  for (let at = 0; at < count; at += 1) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state = decoding.readVarUint8Array(decoder);
    if (count === 1 && state.length > presenceBytes) return 'large-awareness';
    const words = state.length > presenceBytes ? '' : utf8.decode(state);
    if (count === 1) JSON.parse(words);
    else if (words !== 'null') return null;
  }
  return count === 1 ? 'awareness' : 'gone';
}

function kindOf(decoder: decoding.Decoder, presenceBytes: number): Frame['kind'] | null {
  const type = decoding.readVarUint(decoder);
  if (type === SYNC) {
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step > 2) return null;
    if (step > 0) return 'update';
    return isEmpty(bytes) ? 'join' : 'sync-request';
  }
  if (type === AWARENESS) {
    return presenceIn(decoding.readVarUint8Array(decoder), presenceBytes);
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
 * @param presenceBytes what a state of presence may take
 */
export function readFrame(data: Uint8Array, presenceBytes: number): Frame | null {
  try {
    const decoder = decoding.createDecoder(data);
    const documentName = decoding.readVarString(decoder);
    const kind = kindOf(decoder, presenceBytes);
    return kind && { documentName, kind };
  } catch {
    return null;
  }
}
