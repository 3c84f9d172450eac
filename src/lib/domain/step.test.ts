import { describe, expect, it } from 'vitest';
import { freezes, proposeSlug, publicationSlug } from './step.ts';

describe('proposeSlug', () => {
  it.each([
    ['Diagnóstico de la situación en Oaxaca', 'diagnostico-de-la-situacion-en-oaxaca'],
    ['  ¿Niñez? 2026 — (II)  ', 'ninez-2026-ii'],
    [`${'palabra '.repeat(20)}`, `${'palabra-'.repeat(9)}palabra`],
  ])('makes an address of "%s"', (title, slug) => {
    expect(proposeSlug(title)).toBe(slug);
    expect(publicationSlug.safeParse(slug).success).toBe(true);
  });
});

it.each(['con espacio', 'Mayúscula', '-guion', 'guion-', 'dos--guiones', ''])(
  'refuses "%s" as an address',
  (slug) => {
    expect(publicationSlug.safeParse(slug).success).toBe(false);
  },
);

it('knows which steps freeze the text', () => {
  expect(freezes('open_voting')).toBe(true);
  expect(freezes('submit')).toBe(false);
});
