import type { IncomingMessage } from 'node:http';

/** A request's body; null when it is larger than that many bytes, and then it is not read to its end. */
export async function readBody(request: IncomingMessage, bytes: number): Promise<Uint8Array | null> {
  if (Number(request.headers['content-length'] ?? 0) > bytes) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
