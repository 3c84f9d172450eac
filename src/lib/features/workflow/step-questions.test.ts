import { describe, expect, it } from 'vitest';
import { WORKFLOW_STEPS } from '#lib/generated/workflow.ts';
import { stepEffect } from './step-effects.ts';
import type { RoundSeat } from '#lib/domain/voting.ts';
import { publishText, stepQuestion, waitingText } from './step-questions.ts';

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

describe('whose vote is waited for when the vote is closed', () => {
  const seat = (organization: string, more: Partial<RoundSeat> = {}): RoundSeat => ({
    id: '0190f000-0000-7000-8000-000000000001',
    organization,
    sector: 'civil_society',
    label: '',
    vacant: false,
    suspended: false,
    unmanned: false,
    voted: false,
    capacity: null,
    castAt: null,
    choice: null,
    dissent: null,
    myCapacity: null,
    titularVoted: false,
    ...more,
  });

  it('names them, and neither the vacant seats nor those that have voted', () => {
    const one = [seat('Red', { voted: true }), seat('Gobierno', { vacant: true }), seat('Centro')];
    expect(waitingText(one)).toBe('1 asiento aún no ha votado y perdería su voto: Centro.');
    const more = [...one, seat('Universidad', { label: 'Pueblos' }), seat('Colectivo', { suspended: true })];
    expect(waitingText([...more, seat('Observatorio', { unmanned: true })])).toBe(
      '4 asientos aún no han votado y perderían su voto: Centro; Universidad (Pueblos); Colectivo (organización suspendida); Observatorio (nadie puede votar por ese asiento).',
    );
  });

  it('says nothing where everybody has voted', () => {
    expect(waitingText([seat('Red', { voted: true })])).toBe('');
  });
});
