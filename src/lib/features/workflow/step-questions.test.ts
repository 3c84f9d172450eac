import { expect, it } from 'vitest';
import { WORKFLOW_STEPS } from '#lib/generated/workflow.ts';
import { stepEffect } from './step-effects.ts';
import { publishText, stepQuestion } from './step-questions.ts';

it.each([
  ['es', /no se puede (deshacer|reabrir|retirar)/i],
  ['en', /cannot be (undone|reopened|withdrawn)/i],
] as const)('in %s, what cannot be taken back is asked about, and nothing else', (locale, final) => {
  const said = WORKFLOW_STEPS.map(({ action }) => action).filter((action) =>
    final.test((stepEffect[action] as (inputs: object, options: object) => string)({}, { locale })),
  );
  expect(said).toEqual(['open_consultation', 'close_consultation', 'close_voting', 'approve', 'publish']);
  expect(Object.keys(stepQuestion)).toEqual(said);
});

it('says of publishing also whose place is taken', () => {
  const alone = publishText('agua', undefined);
  expect(alone).toContain('/publicaciones/agua');
  expect(alone).not.toContain('Sustituido');
  const replaced = {
    document: '0190f000-0000-7000-8000-000000000001',
    title: 'Diagnóstico',
    stage: 'published',
    publishedAt: '2026-03-01T18:00:00Z',
  } as const;
  expect(publishText('agua', replaced)).toBe(
    `${alone} El documento «Diagnóstico», publicado el 1 de marzo de 2026, pasará a la etapa «Sustituido» y su página llevará a este.`,
  );
});
