import { createHash } from 'node:crypto';

/** The same UUID for the same words, so that the demo world has the same addresses wherever it is made. */
export function stableId(...words: string[]): string {
  const hex = createHash('sha256')
    .update(`concierta-demo:${words.join('/')}`)
    .digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The Yjs client id under which a person wrote in a chapter: 32 bits, never 0. */
export function stableClient(chapter: string, person: string): number {
  return createHash('sha256').update(`${chapter}:${person}`).digest().readUInt32BE(0) || 1;
}
