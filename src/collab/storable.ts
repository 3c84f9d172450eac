/** In JSON: the character zero, or half a character. Finds a backslash that a text spells out, too, which does no harm. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\uFFFD').toWellFormed();
  if (Array.isArray(value)) return value.map(mend);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [mend(key), mend(part)]));
}

/**
 * The same value as the database can keep it: its JSON has no character zero and no halves of characters. Nothing of the
 * kind is let in any more (content-rules.ts); a log from before may hold it, and its text must be written down all the
 * same. Every character stays in its place.
 */
export function storable<T>(value: T): T {
  return UNSTORABLE.test(JSON.stringify(value)) ? (mend(value) as T) : value;
}
