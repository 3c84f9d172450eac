import { type Arrangement, type Body, seat, voice } from '../arrangement.ts';
import { marcoYMetodo } from '../texts/oaxaca/01-marco-y-metodo.ts';
import { accesoALaJusticia } from '../texts/oaxaca/02-acceso-a-la-justicia.ts';
import { mujeres } from '../texts/oaxaca/03-mujeres.ts';
import { pueblos } from '../texts/oaxaca/04-pueblos.ts';
import { defensaYPeriodismo } from '../texts/oaxaca/05-defensa-y-periodismo.ts';
import { derechosSociales } from '../texts/oaxaca/06-derechos-economicos-sociales-y-ambientales.ts';

const mesa = (key: string, name: string, seats: Body['seats']): Body => ({
  key,
  kind: 'working_table',
  name,
  seats,
});

/** The process in which everything can be tried: a diagnosis that is being written and discussed. */
export const oaxaca: Arrangement = {
  key: 'oaxaca',
  jurisdiction: '20',
  kind: 'commitment_letter',
  title: 'Carta compromiso para el diagnóstico y el programa de derechos humanos de Oaxaca',
  object:
    'Elaborar de manera conjunta un diagnóstico de la situación de los derechos humanos en el estado y, a partir de él, un programa estatal con líneas de acción, responsables, plazos e indicadores, así como dar seguimiento público a su cumplimiento. Proceso de demostración: las partes y sus actos son ficticios.',
  status: 'in_force',
  signedDaysAgo: 148,
  parties: {
    'oax-secretaria': 'coordinator',
    'oax-gobierno': 'drafter',
    federal: 'drafter',
    'oax-comision': 'drafter',
    'oax-comunidades': 'drafter',
    'oax-red': 'commenter',
    'oax-centro': 'commenter',
    'oax-universidad': 'commenter',
    'oax-judicial': 'commenter',
    'oax-congreso': 'observer',
    oficina: 'office',
  },
  bodies: [
    {
      key: 'comite',
      kind: 'coordinating_committee',
      name: 'Comité Coordinador',
      quorum: 0.5,
      majority: 'two_thirds',
      seats: [
        seat('oax-secretaria', 'coordinacion'),
        seat('oax-gobierno', 'estado', 'estado-suplente'),
        seat('federal', 'federal'),
        seat('oax-comision', 'comision'),
        seat('oax-judicial', 'judicial'),
        seat('oax-comunidades', 'comunidades'),
        seat('oax-red', 'osc', 'osc-suplente'),
        seat('oax-centro', 'osc2'),
        seat('oax-universidad', 'academia', 'academia-suplente'),
        voice('oax-congreso', 'observador'),
        voice('oficina', 'oficina'),
      ],
    },
    {
      key: 'secretaria',
      kind: 'technical_secretariat',
      name: 'Secretaría técnica',
      seats: [
        voice('oax-secretaria', 'coordinacion'),
        voice('oax-gobierno', 'estado'),
        voice('federal', 'federal'),
      ],
    },
    mesa('mesa-justicia', 'Mesa 1. Acceso a la justicia', [
      voice('oax-gobierno', 'estado'),
      voice('federal', 'federal'),
      voice('oax-comision', 'comision'),
      voice('oax-judicial', 'judicial'),
      voice('oax-red', 'osc'),
    ]),
    mesa('mesa-mujeres', 'Mesa 2. Mujeres', [
      voice('oax-gobierno', 'estado'),
      voice('federal', 'federal'),
      voice('oax-comision', 'comision'),
      voice('oax-centro', 'osc2'),
      voice('oax-universidad', 'academia'),
    ]),
    mesa('mesa-pueblos', 'Mesa 3. Pueblos y comunidades', [
      voice('oax-comunidades', 'comunidades'),
      voice('federal', 'federal'),
      voice('oax-red', 'osc'),
      voice('oax-universidad', null),
    ]),
    mesa('mesa-defensa', 'Mesa 4. Personas defensoras y periodistas', [
      voice('oax-gobierno', 'estado'),
      voice('federal', 'federal'),
      voice('oax-comision', 'comision'),
      voice('oax-red', 'osc'),
      voice('oax-centro', 'osc2'),
    ]),
    mesa('mesa-desca', 'Mesa 5. Derechos económicos, sociales y ambientales', [
      voice('oax-gobierno', 'estado'),
      voice('federal', 'federal'),
      voice('oax-comunidades', 'comunidades'),
      voice('oax-universidad', 'academia'),
    ]),
  ],
  documents: [
    {
      key: 'oaxaca-diagnostico',
      kind: 'diagnosis',
      title: 'Diagnóstico de derechos humanos del estado de Oaxaca',
      stage: 'drafting',
      createdDaysAgo: 66,
      votes: 'comite',
      chapters: [marcoYMetodo, accesoALaJusticia, mujeres, pueblos, defensaYPeriodismo, derechosSociales],
      steps: [
        {
          action: 'submit',
          from: 'drafting',
          to: 'technical_review',
          by: 'coordinacion',
          daysAgo: 27,
          note: 'Primera entrega de los capítulos 1 a 5 para revisión técnica.',
        },
        {
          action: 'return_to_drafting',
          from: 'technical_review',
          to: 'drafting',
          by: 'coordinacion',
          daysAgo: 26,
          note: 'Falta el capítulo 6, y hay apartados pendientes en los capítulos 2 a 4. Se reabre la redacción; las mesas han pedido incorporar además los hallazgos sobre niñas y adolescentes.',
        },
      ],
    },
  ],
};
