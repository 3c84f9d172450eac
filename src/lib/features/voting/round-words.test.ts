import { describe, expect, it } from 'vitest';
import type { VotingRound } from '#lib/domain/voting.ts';
import { lateWords, roundWords } from './round-words.ts';

const open: VotingRound = {
  id: '00000000-0000-4000-8000-000000000001',
  openedAt: '2026-11-01T10:00:00Z',
  closedAt: null,
  outcome: null,
  body: 'Comité',
  quorum: 0.5,
  majorityRule: 'simple',
  tallyShown: false,
  version: {
    id: '00000000-0000-4000-8000-000000000002',
    number: 2,
    sha256: '0'.repeat(64),
    frozenAt: '2026-11-01T10:00:00Z',
  },
  tally: { seats: 4, cast: 1, needed: 2, quorumReached: false },
  seats: [],
};
const closed: VotingRound = { ...open, closedAt: '2026-11-02T10:00:00Z', outcome: 'returned' };

describe('what is said of a round', () => {
  it('speaks of the present while it is open', () => {
    expect(roundWords(open, false)).toMatchObject({
      about: 'Se vota la versión 2',
      read: 'Leer la versión que se vota',
      tally: '1 de 4 asientos ha votado; el quórum requiere 2.',
      untold:
        'El sentido de los votos se muestra al cerrar la votación. Una vez que hay quórum, la secretaría técnica ve si se alcanza la mayoría, y nada más.',
    });
  });

  it.each([false, true])('speaks of the past once it is closed (arrangement ended: %s)', (ended) => {
    expect(roundWords(closed, ended)).toMatchObject({
      about: 'Se votó la versión 2',
      read: 'Leer la versión que se votó',
      tally: 'Votó 1 de 4 asientos; el quórum requería 2.',
      untold: 'La votación se devolvió antes de reunir quórum: el sentido de los votos no se da a conocer.',
    });
  });

  it('promises nothing that the end of the arrangement has overtaken', () => {
    expect(roundWords(open, true)).toMatchObject({
      about: 'La versión 2 estaba en votación cuando terminó el arreglo',
      read: 'Leer esa versión',
      untold:
        'El arreglo terminó antes de que se cerrara la votación: el sentido de los votos no se da a conocer.',
    });
  });
});

describe('what is said of a vote that came too late', () => {
  const refused = { code: 'round_closed', message: 'Ya terminó.', action: 'Aquí se ve.', fields: {} };
  const earlier = '00000000-0000-4000-8000-000000000009';

  it('names the one that is open by now', () =>
    expect(lateWords(refused, earlier, open, false)).toEqual({
      ...refused,
      message: 'La votación sobre una versión anterior ya terminó, y el voto que envió no se registró.',
      action: 'En esta página ahora está abierta la votación sobre la versión 2: léala antes de votar.',
    }));

  it.each([
    ['none is open', refused, closed, false],
    ['none was read', refused, null, false],
    ['the arrangement ended', refused, open, true],
    ['it was refused for something else', { ...refused, code: 'vote_not_yours' }, open, false],
  ])('is what it was where %s', (_, refusal, round, ended) =>
    expect(lateWords(refusal, earlier, round, ended)).toBe(refusal),
  );

  it('is what it was until the page shows another than the one it was sent to', () =>
    expect(lateWords(refused, open.id, open, false)).toBe(refused));
});
