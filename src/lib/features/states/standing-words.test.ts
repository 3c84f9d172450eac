import { expect, it } from 'vitest';
import { standingWords } from './standing-words.ts';

const oaxaca = { code: '20', name: 'Oaxaca', shortName: 'Oaxaca', slug: 'oaxaca', publications: 0 };

it.each([
  [null, null, ''],
  ['negotiating', null, 'En negociación'],
  ['negotiating', 'drafting', 'En negociación'],
  ['in_force', null, 'Vigente'],
  ['in_force', 'drafting', 'Redacción'],
  ['ended', 'drafting', 'Concluido'],
] as const)('a state whose arrangement is %s and its document in %s: «%s»', (arrangement, stage, words) => {
  expect(standingWords({ ...oaxaca, arrangement, stage })).toBe(words);
});
