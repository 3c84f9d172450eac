import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WORKFLOW_STEPS } from '#lib/generated/workflow.ts';
import type { AuditEntry, AuditNames } from './audit-entry.ts';
import { AUDIT_WORDS, whoDidIt, wordsOfEntry } from './audit-words.ts';

const folder = new URL('../../../../supabase/schemas/', import.meta.url);
const schemas = readdirSync(folder)
  .sort()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n');

/** The pairs of noun and action that the schemas record: `access.record('remove', 'chapter', …`. */
function recordedPairs(): string[] {
  const calls = schemas.matchAll(/access\.record(?:_of_organization)?\(\s*([^(]*?),\s*'([a-z_]+)',/g);
  return [...calls].flatMap(([, action = '', noun = '']) => {
    const actions = /^'[a-z_]+'$/.test(action)
      ? [action]
      : [...action.matchAll(/(?:then|else) ('[a-z_]+')/g)].map(([, each = '']) => each);
    return actions.map((each) => `${noun} ${each.slice(1, -1)}`);
  });
}

const called: AuditNames = {
  arrangement: 'a',
  names: new Map([
    ['o', 'Red de organizaciones'],
    ['b', 'Comité'],
    ['p', 'Persona Uno'],
    ['c', 'Contexto'],
  ]),
  seats: new Map([['s', { organization: 'o', body: 'b' }]]),
  editions: new Map([['d', { title: 'Diagnóstico', publishedAt: '2020-03-01T18:00:00Z' }]]),
};
const entry = (noun: string, action: string, rest: Partial<AuditEntry> = {}): AuditEntry => ({
  at: '2026-11-24T12:00:00Z',
  by_person: true,
  person_id: 'p',
  person_name: null,
  organization_name: null,
  noun,
  action,
  noun_id: null,
  document_id: null,
  detail: {},
  ...rest,
});
const say = (...about: Parameters<typeof entry>) => wordsOfEntry(entry(...about), called);

describe('the words of the audit log', () => {
  test('there are some for every pair that the database records, and for no other', () => {
    expect(Object.keys(AUDIT_WORDS).sort()).toEqual([...new Set(recordedPairs())].sort());
  });
  test.each(Object.keys(AUDIT_WORDS))('%s is a sentence, also with no name at all', (pair) => {
    const [noun = '', action = ''] = pair.split(' ');
    expect(say(noun, action)).toMatch(/^\p{Lu}.+\.$/u);
  });
  test.each(WORKFLOW_STEPS.map((step) => step.action))('the step %s is told with its stages', (action) => {
    const told = say('document', action, { detail: { from: 'drafting', to: 'consultation' } });
    expect(told).toMatch(/^Dio el paso «.+»: de la etapa «Redacción» a «Consulta»\.$/);
  });
  test('whoever may not be known is somebody, neither the system nor a vacancy', () => {
    const by = (rest: Partial<AuditEntry>) => whoDidIt(entry('party', 'add', rest), called);
    expect(whoDidIt(entry('seat', 'assign'), called)).toBe('Persona Uno');
    expect(whoDidIt(entry('seat', 'assign', { person_id: null }), called)).toBe(
      'Una persona cuyo nombre no se le muestra',
    );
    expect(by({ person_id: null, by_person: false })).toBe('El sistema o quien lo opera');
    expect(
      say('seat', 'assign', { noun_id: 's', detail: { after: { titular: true, suplente: null } } }),
    ).toMatch(/Titular: una persona; suplente: vacante\.$/);
  });
  test.each(['organization change', 'person change', 'arrangement change', 'party add', 'party remove'])(
    'of a %s it is said that the administration did it, without the name of whoever did',
    (pair) => {
      const [noun = '', action = ''] = pair.split(' ');
      const by = (rest: Partial<AuditEntry>) => whoDidIt(entry(noun, action, rest), called);
      expect(by({ person_id: null })).toBe('La administración de la plataforma');
      expect(by({})).toBe('Persona Uno · La administración de la plataforma');
      expect(by({ person_id: null, by_person: false })).toBe('El sistema o quien lo opera');
    },
  );
  test('whoever did it is called as they were then, with their organization', () => {
    const then = { person_name: 'Coordinación técnica', organization_name: 'Red' };
    expect(whoDidIt(entry('seat', 'assign', then), called)).toBe('Coordinación técnica · Red');
  });
  test('whoever calls themselves otherwise is told with both names, unless they may not be known', () => {
    expect(say('person', 'rename', { detail: { before: 'Persona Uno', after: 'Nadie' } })).toBe(
      'Cambió su nombre: antes «Persona Uno», ahora «Nadie».',
    );
    expect(say('person', 'rename')).toBe('Una persona cambió su nombre.');
  });
  test('names are said', () => {
    expect([
      say('chapter', 'remove', { noun_id: 'c' }),
      say('chapter', 'add', { detail: { titles: ['Agua', 'Salud'] } }),
      say('membership', 'revoke', { noun_id: 'p', detail: { organization: 'o' } }),
      say('vote', 'cast', { noun_id: 's', detail: { capacity: 'titular' } }),
      say('seat', 'assign', { noun_id: 's', detail: { after: { titular: 'p', suplente: null } } }),
      say('party', 'add', { noun_id: 'o', detail: { arrangement: 'a', role: 'drafter' } }),
      say('party', 'add', { noun_id: 'o', detail: { arrangement: 'other', role: 'drafter' } }),
      say('party', 'remove', { noun_id: 'o', detail: { arrangement: 'a', name: 'Red' } }),
      say('party', 'remove', { noun_id: 'gone', detail: { arrangement: 'a', name: 'Red · Puebla' } }),
      say('party', 'remove', { noun_id: 'o', detail: { arrangement: 'other', name: 'Red' } }),
      say('seat', 'remove', { noun_id: 'gone', detail: { organization: 'o', body: 'b', vote: true } }),
      say('organization', 'change', { noun_id: 'o', detail: { before: 'active', after: 'suspended' } }),
      say('chapter', 'change', {
        detail: { before: { title: 'A', lead_body: null }, after: { title: 'B', lead_body: 'b' } },
      }),
      say('document', 'change', { detail: { before: { supersedes: null }, after: { supersedes: 'd' } } }),
      say('document', 'change', { detail: { before: { supersedes: 'd' }, after: { supersedes: 'x' } } }),
    ]).toEqual([
      'Quitó el capítulo «Contexto».',
      'Agregó 2 capítulos: «Agua», «Salud».',
      'Terminó la pertenencia de Persona Uno a Red de organizaciones.',
      'Votó por el asiento de Red de organizaciones en Comité (Titular).',
      'Asignó el asiento de Red de organizaciones en Comité. Titular: Persona Uno; suplente: vacante.',
      'Agregó como parte a Red de organizaciones, con la función «Redacción».',
      'Agregó a Red de organizaciones como parte de otro arreglo.',
      'Retiró de las partes a Red de organizaciones.',
      'Retiró de las partes a Red · Puebla.',
      'Retiró a Red de organizaciones de las partes de otro arreglo.',
      'Quitó el asiento de Red de organizaciones en Comité.',
      'Suspendió a Red de organizaciones.',
      'Cambió el título de un capítulo: de «A» a «B». Asignó el capítulo «B» a la mesa «Comité».',
      'Cambió a qué documento sustituye este. Antes: ninguno; ahora: «Diagnóstico», publicado el 1 de marzo de 2020.',
      'Cambió a qué documento sustituye este. Antes: «Diagnóstico», publicado el 1 de marzo de 2020; ahora: otro documento.',
    ]);
  });
  test('a pair without words is told as it is', () => {
    expect(say('archive', 'burn')).toBe('Hizo un cambio que la bitácora registra como «burn, archive».');
  });
});
