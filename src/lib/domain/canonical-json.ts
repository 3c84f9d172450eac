/** Anything JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/**
 * The one way to write a value as JSON (RFC 8785, JSON Canonicalization Scheme): no space, keys in order of their
 * UTF-16 code units, numbers and strings as ECMAScript writes them. What is approved is hashed in this form, so that
 * anyone can compute the same bytes again.
 * @throws {TypeError} for what JSON cannot say: undefined, NaN, infinity, half a letter, functions, dates.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    // Without a comparison function, sort() compares UTF-16 code units, as the RFC asks.
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${canonicalJson(key)}:${canonicalJson(value[key])}`).join(',')}}`;
  }
  throw new TypeError(`not JSON: ${typeof value}`);
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits; in browsers and in Node. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
