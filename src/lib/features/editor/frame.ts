/** Which of the wire's messages carry text, by Hocuspocus's and y-protocols' numbers. */
const SYNC = 0;
const SYNC_STATUS = 8;
const REQUEST = 0;
const DIFFERENCE = 1;
const UPDATE = 2;

/** What a message on the socket means for the save state, or asks for the difference; null for all others. */
export type Frame = 'request' | 'edit' | 'difference' | 'applied' | 'not_applied' | null;

/** Reads the beginning of a message: document name, kind of message, and its first number. */
export function readFrame(bytes: Uint8Array): Frame {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let factor = 1; at < bytes.length; factor *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) break;
    }
    return value;
  };
  at = number() + at;
  if (at >= bytes.length) return null;
  const kind = number();
  if (kind !== SYNC && kind !== SYNC_STATUS) return null;
  // The status is a signed number: 1 reads the same either way.
  const first = number();
  if (kind === SYNC_STATUS) return first === 1 ? 'applied' : 'not_applied';
  if (first === REQUEST) return 'request';
  if (first === DIFFERENCE) return 'difference';
  return first === UPDATE ? 'edit' : null;
}
