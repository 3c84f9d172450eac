import { expect, test } from 'vitest';
import { personName } from './person-name.ts';

test.each([
  ['Itzel Ñuño-López', true],
  ["María José O'Hara", true],
  ['Xóchitl ꞌÑomndaa', true],
  ['   ', false],
  ['\u200b\u200b', false],
  ['\u3164', false],
  ['Ana\u202eaña', false],
  ['Ana\nLópez', false],
])('%j as a name', (name, taken) => {
  expect(personName.safeParse(name).success).toBe(taken);
});
