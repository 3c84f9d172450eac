import { expect, test } from 'vitest';
import { findWords } from './find-words.ts';

test('finds what indexOf finds, and as much of nothing', () => {
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const letters = (length: number) => Array.from({ length }, () => 'ab'[random(2)]).join('');
  for (let round = 0; round < 3_000; round += 1) {
    const text = letters(random(120));
    const words = letters(random(20));
    expect(findWords(text, words), `${words} in ${text}`).toBe(text.indexOf(words));
  }
});

test('words with an accent or a pair of letters for one sign are found where they stand', () => {
  const text = 'Nadie la 😀 mantiene al día, nadie la 😀 mantiene.';
  expect(findWords(text, 'la 😀 mantiene.')).toBe(text.indexOf('la 😀 mantiene.'));
  expect(findWords(text, 'la 😀 mantendrá')).toBe(-1);
});
