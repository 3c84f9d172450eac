import { type Arrangement, seat, voice } from '../arrangement.ts';

/** A process that has hardly begun: the arrangement is being negotiated and its document has one empty chapter. */
export const guerrero: Arrangement = {
  key: 'guerrero',
  jurisdiction: '12',
  kind: 'commitment_letter',
  title: 'Carta compromiso para el diagnóstico de derechos humanos de Guerrero',
  object:
    'Convenir las partes, el método y el calendario de un diagnóstico estatal de derechos humanos. Proceso de demostración: las partes y sus actos son ficticios.',
  status: 'negotiating',
  signedDaysAgo: null,
  parties: {
    'gro-gobierno': 'coordinator',
    federal: 'drafter',
    'gro-centro': 'commenter',
    oficina: 'office',
  },
  bodies: [
    {
      key: 'comite',
      kind: 'coordinating_committee',
      name: 'Comité Coordinador (en integración)',
      quorum: 0.5,
      majority: 'consensus',
      seats: [
        seat('gro-gobierno', 'gro-coordinacion'),
        seat('federal', 'federal'),
        seat('gro-centro', 'gro-osc'),
        voice('oficina', 'oficina'),
      ],
    },
  ],
  documents: [
    {
      key: 'guerrero-diagnostico',
      kind: 'diagnosis',
      title: 'Diagnóstico de derechos humanos del estado de Guerrero',
      stage: 'drafting',
      createdDaysAgo: 13,
      votes: 'comite',
      chapters: [{ key: 'guerrero-marco', title: 'Marco y método', lead: null, parts: [] }],
      steps: [],
    },
  ],
};
