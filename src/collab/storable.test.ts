import { expect, test } from 'vitest';
import { storable } from './storable.ts';

test('what the database cannot keep is replaced in its place', () => {
  const text = { type: 'text', text: 'se\0creto \ud800 y \u{1f600}', marks: [{ attrs: { href: 'a\0' } }] };
  expect(storable([text, 1, null])).toEqual([
    { type: 'text', text: 'se\uFFFDcreto \uFFFD y \u{1f600}', marks: [{ attrs: { href: 'a\uFFFD' } }] },
    1,
    null,
  ]);
});

test('all else stays as it is', () => {
  const text = { type: 'text', text: 'a\tb\n\u000b \\u0000 \u{1f600}' };
  expect(storable(text)).toEqual(text);
  const plain = { text: 'a' };
  expect(storable(plain)).toBe(plain);
});
