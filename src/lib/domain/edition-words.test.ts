import { expect, test } from 'vitest';
import { editionWords } from './edition-words.ts';

const edition = {
  document: '0190f000-0000-7000-8000-000000000001',
  title: 'Diagnóstico',
  publishedAt: '2026-03-01T18:00:00Z',
};

test.each([
  ['published', '1 mar 2026 · Diagnóstico'],
  ['superseded', 'Ya sustituido · Diagnóstico'],
] as const)('an edition that is %s in words', (stage, words) => {
  expect(editionWords({ ...edition, stage })).toBe(words);
});
