const LENGTH_BYTES = 4;

/** Several messages in one HTTP body, each with its length before it (32 bits, big end first). */
export function bundle(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = messages.reduce((sum, { length }) => sum + LENGTH_BYTES + length, 0);
  const body = new Uint8Array(size);
  const view = new DataView(body.buffer);
  let at = 0;
  for (const message of messages) {
    view.setUint32(at, message.length);
    body.set(message, at + LENGTH_BYTES);
    at += LENGTH_BYTES + message.length;
  }
  return body;
}

/** The messages of a body; null when it is not what `bundle` makes. */
export function unbundle(body: Uint8Array): Uint8Array[] | null {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const messages: Uint8Array[] = [];
  for (let at = 0; at < body.length;) {
    if (at + LENGTH_BYTES > body.length) return null;
    const end = at + LENGTH_BYTES + view.getUint32(at);
    if (end > body.length) return null;
    messages.push(body.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return messages;
}
