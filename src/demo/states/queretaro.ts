import { type Arrangement, seat, voice } from '../arrangement.ts';
import { presentacion } from '../texts/queretaro/01-presentacion.ts';
import { agua } from '../texts/queretaro/02-agua.ts';
import { salud } from '../texts/queretaro/03-salud.ts';
import { educacion } from '../texts/queretaro/04-educacion.ts';
import { informacionPublica, periodismoLocal } from '../texts/queretaro/05-informe-tematico.ts';

const mesaSeats = [
  voice('qro-gobierno', 'qro-estado'),
  voice('federal', 'federal'),
  voice('qro-red', 'qro-osc'),
  voice('qro-universidad', 'qro-academia'),
];

/** A process that arrived: a published diagnosis, and a thematic report that waits for the Office. */
export const queretaro: Arrangement = {
  key: 'queretaro',
  jurisdiction: '22',
  kind: 'agreement',
  title: 'Convenio de colaboración en materia de derechos humanos de Querétaro',
  object:
    'Elaborar el diagnóstico estatal de derechos humanos y los informes temáticos que acuerde el Comité Coordinador, y publicarlos con el voto de cada una de las partes. Proceso de demostración: las partes y sus actos son ficticios.',
  status: 'in_force',
  signedDaysAgo: 327,
  parties: {
    'qro-secretaria': 'coordinator',
    'qro-gobierno': 'drafter',
    federal: 'drafter',
    'qro-red': 'drafter',
    'qro-universidad': 'drafter',
    'qro-comision': 'commenter',
    oficina: 'office',
  },
  bodies: [
    {
      key: 'comite',
      kind: 'coordinating_committee',
      name: 'Comité Coordinador',
      quorum: 0.6,
      majority: 'two_thirds',
      seats: [
        seat('qro-secretaria', 'qro-coordinacion'),
        seat('qro-gobierno', 'qro-estado'),
        seat('federal', 'federal'),
        seat('qro-comision', 'qro-comision'),
        seat('qro-red', 'qro-osc'),
        seat('qro-universidad', 'qro-academia'),
        voice('oficina', 'oficina'),
      ],
    },
    {
      key: 'secretaria',
      kind: 'technical_secretariat',
      name: 'Secretaría técnica',
      seats: [voice('qro-secretaria', 'qro-coordinacion'), ...mesaSeats],
    },
    { key: 'mesa-agua', kind: 'working_table', name: 'Mesa de agua y saneamiento', seats: mesaSeats },
    { key: 'mesa-salud', kind: 'working_table', name: 'Mesa de salud', seats: mesaSeats },
    { key: 'mesa-educacion', kind: 'working_table', name: 'Mesa de niñez y educación', seats: mesaSeats },
  ],
  documents: [
    {
      key: 'queretaro-diagnostico',
      kind: 'diagnosis',
      title: 'Diagnóstico de derechos humanos del estado de Querétaro: agua, salud y educación',
      stage: 'published',
      createdDaysAgo: 245,
      votes: 'comite',
      chapters: [presentacion, agua, salud, educacion],
      steps: [
        { action: 'submit', from: 'drafting', to: 'technical_review', by: 'qro-coordinacion', daysAgo: 202 },
        {
          action: 'open_consultation',
          from: 'technical_review',
          to: 'consultation',
          by: 'qro-coordinacion',
          daysAgo: 196,
          note: 'Treinta días, en línea y en las sedes municipales.',
          freezes: true,
        },
        {
          action: 'close_consultation',
          from: 'consultation',
          to: 'consolidation',
          by: 'qro-coordinacion',
          daysAgo: 165,
        },
        {
          action: 'open_voting',
          from: 'consolidation',
          to: 'voting',
          by: 'qro-coordinacion',
          daysAgo: 150,
          note: 'Se incorporó al capítulo sobre educación el apartado «Ser escuchados», pedido en la consulta.',
          freezes: true,
        },
        { action: 'close_voting', from: 'voting', to: 'office_review', by: 'qro-coordinacion', daysAgo: 143 },
        {
          action: 'approve',
          from: 'office_review',
          to: 'approved',
          by: 'oficina',
          daysAgo: 132,
          note: 'La Oficina aprueba la publicación de esta versión. Toma nota del voto en contra y recomienda que el programa estatal atienda su contenido.',
        },
        { action: 'publish', from: 'approved', to: 'published', by: 'qro-coordinacion', daysAgo: 121 },
      ],
      ballots: [
        { by: 'qro-coordinacion', choice: 'in_favour', daysAgo: 149 },
        { by: 'qro-estado', choice: 'in_favour', daysAgo: 148 },
        { by: 'federal', choice: 'in_favour', daysAgo: 147 },
        { by: 'qro-comision', choice: 'in_favour', daysAgo: 146 },
        {
          by: 'qro-osc',
          choice: 'against',
          daysAgo: 145,
          dissent:
            'Votamos en contra de la versión final, no del proceso. El capítulo sobre el agua reconoce que catorce localidades no fueron informadas de resultados de fluoruro y arsénico, pero no dice cuáles. Las personas que beben de esos pozos son las primeras que tienen derecho a saberlo. Pedimos que la lista se publique como anexo en un plazo de treinta días, con o sin este diagnóstico.',
        },
        { by: 'qro-academia', choice: 'in_favour', daysAgo: 145 },
      ],
      publication: {
        slug: 'diagnostico-queretaro-agua-salud-educacion',
        summary:
          'Tres derechos en los que el estado y los municipios tienen competencias directas, examinados por autoridades, organizaciones civiles y universidad: qué se garantiza, a quién no le llega y qué puede cambiar. Texto de demostración con cifras ilustrativas.',
        gazetteName: 'Periódico oficial del estado (demostración)',
        gazetteNumber: '00',
        gazetteDaysAfter: 4,
      },
    },
    {
      key: 'queretaro-informe',
      kind: 'thematic_report',
      title: 'Informe temático: acceso a la información y periodismo local en Querétaro',
      stage: 'office_review',
      createdDaysAgo: 52,
      votes: 'comite',
      chapters: [informacionPublica, periodismoLocal],
      steps: [
        { action: 'submit', from: 'drafting', to: 'technical_review', by: 'qro-coordinacion', daysAgo: 38 },
        {
          action: 'open_consultation',
          from: 'technical_review',
          to: 'consultation',
          by: 'qro-coordinacion',
          daysAgo: 36,
          freezes: true,
        },
        {
          action: 'close_consultation',
          from: 'consultation',
          to: 'consolidation',
          by: 'qro-coordinacion',
          daysAgo: 21,
        },
        {
          action: 'open_voting',
          from: 'consolidation',
          to: 'voting',
          by: 'qro-coordinacion',
          daysAgo: 17,
          freezes: true,
        },
        { action: 'close_voting', from: 'voting', to: 'office_review', by: 'qro-coordinacion', daysAgo: 6 },
      ],
      ballots: [
        { by: 'qro-coordinacion', choice: 'in_favour', daysAgo: 16 },
        { by: 'federal', choice: 'in_favour', daysAgo: 14 },
        { by: 'qro-comision', choice: 'in_favour', daysAgo: 13 },
        { by: 'qro-osc', choice: 'in_favour', daysAgo: 12 },
        { by: 'qro-estado', choice: 'abstains', daysAgo: 9 },
      ],
    },
  ],
};
