import { describe, expect, it } from 'vitest';
import { conditionHref, conditionWords } from './step-words.ts';

describe('a condition of a step in words', () => {
  it.each([
    [{ code: 'voting_body_ready', met: false, body: false }, 'Falta: elegir el órgano que vota.'],
    [
      { code: 'voting_body_ready', met: false, body: true },
      'Falta: un órgano que vote con asientos ocupados de al menos dos organizaciones, cada uno por personas distintas.',
    ],
    [
      { code: 'voting_body_ready', met: false, body: true, count: 2, seats: 9, needed: 5 },
      'Falta: asignar los asientos vacantes; de 9 con voto están ocupados 2, y el quórum requiere 5.',
    ],
    [
      { code: 'voting_body_ready', met: false, body: true, count: 1, seats: 1, needed: 2 },
      'Falta: un órgano que vote con asientos ocupados de al menos dos organizaciones, cada uno por personas distintas.',
    ],
    [
      { code: 'voting_body_ready', met: true, body: true, count: 7, seats: 9, needed: 5 },
      'Están ocupados 7 de los 9 asientos con voto.',
    ],
    [
      { code: 'voting_body_ready', met: true, body: true, count: 9, seats: 9, needed: 5 },
      'El órgano votante tiene asientos ocupados.',
    ],
    [{ code: 'chapters_have_text', met: false, count: 1 }, 'Falta: texto en 1 capítulo.'],
    [{ code: 'edition_in_force', met: true, count: 0 }, 'No sustituye a ningún documento.'],
    [{ code: 'edition_in_force', met: true, count: 1 }, 'El documento que sustituye sigue vigente.'],
    [
      { code: 'edition_in_force', met: false, count: 1 },
      'Falta: elegir otro documento en «Sustituye a», o ninguno: el elegido ya fue sustituido.',
    ],
    [{ code: 'quorum_reached', met: false, count: 3, needed: 5 }, 'Falta: votos para el quórum: van 3 de 5.'],
    [{ code: 'quorum_reached', met: true, count: 5, needed: 5 }, 'Hay quórum.'],
    [{ code: 'majority_reached', met: false }, 'Falta: la mayoría que exige la regla.'],
  ] as const)('%o', (condition, words) => {
    expect(conditionWords(condition)).toBe(words);
  });

  it('says of what is not told that it is not told, never that it is missing', () => {
    expect(conditionWords({ code: 'majority_reached', met: false, hidden: true })).toBe(
      'Si se alcanzó la mayoría se sabrá al cerrar la votación.',
    );
  });
});

it('leads to the threads that have to be resolved, and nowhere once they are', () => {
  const condition = { code: 'discussion_answered', met: false, count: 2 } as const;
  expect(conditionHref('d', condition)).toBe('/documentos/d/hilos');
  expect(conditionHref('d', { ...condition, met: true })).toBeNull();
  expect(conditionHref('d', { code: 'quorum_reached', met: false })).toBeNull();
});
