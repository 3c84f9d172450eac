import { describe, expect, it } from 'vitest';
import { conditionWords } from './step-words.ts';

describe('a condition of a step in words', () => {
  it.each([
    [{ code: 'voting_body_ready', met: false, body: false }, 'Falta: elegir el órgano que vota.'],
    [
      { code: 'voting_body_ready', met: false, body: true },
      'Falta: un órgano que vote con asientos ocupados de al menos dos organizaciones, cada uno por personas distintas.',
    ],
    [{ code: 'chapters_have_text', met: false, count: 1 }, 'Falta: texto en 1 capítulo.'],
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
