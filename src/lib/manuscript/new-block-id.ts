const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const SIGNS = '23456789' + LETTERS;

/** A fresh block id: ten characters without look-alikes, starting with a letter, safe in an address (about 49 bits). */
export function newBlockId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte, at) =>
    at ? SIGNS[byte % SIGNS.length] : LETTERS[byte % LETTERS.length],
  ).join('');
}
