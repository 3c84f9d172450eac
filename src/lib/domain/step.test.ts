import { describe, expect, it } from 'vitest';
import { WORKFLOW_STEPS } from '#lib/generated/workflow.ts';
import { freezesText, inOrderOfUse, looksAtText, proposeSlug } from './step.ts';
import { publicationSlug } from './step-input.ts';

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

it('knows which steps look at the text', () => {
  expect(looksAtText('open_voting')).toBe(true);
  expect(looksAtText('submit')).toBe(true);
  expect(looksAtText('close_voting')).toBe(false);
});

it('knows which steps freeze it', () => {
  const frozen = WORKFLOW_STEPS.map(({ action }) => action).filter(freezesText);
  expect(frozen).toEqual(['open_consultation', 'open_voting']);
});

it("puts one's own steps first, and forward before back", () => {
  const back = { toStage: 'drafting', mine: true } as const;
  const forward = { toStage: 'consultation', mine: true } as const;
  const theirs = { toStage: 'consultation', mine: false } as const;
  expect(inOrderOfUse([theirs, back, forward], 'technical_review')).toEqual([forward, back, theirs]);
});
