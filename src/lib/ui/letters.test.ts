import { readdirSync, readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

// The letters of docs/adr/0003-type.md: what Mexican languages need and common web fonts lack.
const MUST_DRAW =
  'AZaz09ñÑáÁüÜ«»“”–—…' +
  '\u{A78B}\u{A78C}' + // saltillo
  'ʼʔʰʷ’' +
  'ɨƗʉɄəŋɛɔ' +
  'āēīōūĀĒĪŌŪ' +
  'äëïöüÄËÏÖÜ' +
  'ẍẌḻṉčšžǎêîôûẽỹ' +
  '\u0300\u0301\u0302\u0303\u0304\u0308\u030C\u030B\u030F' + // tone, nasal and length above
  '\u0323\u0325\u0328\u032D\u0330\u0331\u0332'; // below: underlined vowels with U+0331 or U+0332

const KNOWN_TABLES_CMAP = 0; // index of 'cmap' in WOFF2's list of known tags; glyf and loca are 10 and 11

/** Reads a WOFF2 file's character map (W3C WOFF 2.0, sections 4.1 and 5): the set of code points it draws. */
function characters(file: URL): Set<number> {
  const bytes = readFileSync(file);
  const tables = bytes.readUInt16BE(12);
  let at = 48;
  const base128 = () => {
    let value = 0;
    for (;;) {
      const byte = bytes[at++] as number;
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let cmapAt = -1;
  for (let i = 0; i < tables; i++) {
    const flags = bytes[at++] as number;
    const tag = flags & 63;
    if (tag === 63) at += 4;
    const original = base128();
    const version = flags >> 6;
    const transformed = tag === 10 || tag === 11 ? version === 0 : version !== 0;
    const length = transformed ? base128() : original;
    if (tag === KNOWN_TABLES_CMAP) cmapAt = offset;
    offset += length;
  }
  const compressed = bytes.readUInt32BE(20);
  const cmap = brotliDecompressSync(bytes.subarray(at, at + compressed)).subarray(cmapAt);
  const found = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4));
    if (table.readUInt16BE(0) !== 4) continue;
    const segments = table.readUInt16BE(6) / 2;
    for (let s = 0; s < segments; s++) {
      const end = table.readUInt16BE(14 + s * 2);
      const start = table.readUInt16BE(16 + segments * 2 + s * 2);
      for (let code = start; code <= end && code !== 0xffff; code++) found.add(code);
    }
  }
  return found;
}

const folder = new URL('./fonts/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.woff2'));

describe('each typeface file draws every letter by itself', () => {
  it('four of the text face, three of the interface face', () => {
    expect(files.length).toBe(7);
  });
  it.each(files)('%s', (name) => {
    const drawn = characters(new URL(name, folder));
    const missing = [...MUST_DRAW].filter((letter) => !drawn.has(letter.codePointAt(0) as number));
    expect(missing).toEqual([]);
  });
});
