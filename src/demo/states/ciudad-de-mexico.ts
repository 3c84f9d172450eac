import { type Arrangement, seat, voice } from '../arrangement.ts';
import { viviendaAdecuada } from '../texts/ciudad-de-mexico/01-vivienda.ts';
import { gastosSoportables } from '../texts/ciudad-de-mexico/02-costos.ts';
import { seguridadDeLaTenencia } from '../texts/ciudad-de-mexico/03-tenencia.ts';

/** A process whose vote is open: one seat has still to decide. */
export const ciudadDeMexico: Arrangement = {
  key: 'ciudad-de-mexico',
  jurisdiction: '09',
  kind: 'agreement',
  title: 'Convenio para los informes temáticos de derechos humanos de la Ciudad de México',
  object:
    'Elaborar informes temáticos sobre los derechos que acuerde el Comité Coordinador, con participación de las alcaldías y de la sociedad civil, y recomendar medidas a las autoridades locales. Proceso de demostración: las partes y sus actos son ficticios.',
  status: 'in_force',
  signedDaysAgo: 190,
  parties: {
    'cdmx-secretaria': 'coordinator',
    'cdmx-gobierno': 'drafter',
    federal: 'drafter',
    'cdmx-comision': 'drafter',
    'cdmx-red': 'drafter',
    'cdmx-universidad': 'commenter',
    oficina: 'office',
  },
  bodies: [
    {
      key: 'comite',
      kind: 'coordinating_committee',
      name: 'Comité Coordinador',
      quorum: 0.5,
      majority: 'simple',
      openTally: true,
      seats: [
        seat('cdmx-secretaria', 'otroestado'),
        seat('cdmx-gobierno', 'cdmx-gobierno'),
        seat('federal', 'federal'),
        seat('cdmx-comision', 'cdmx-comision'),
        seat('cdmx-red', 'cdmx-osc'),
        seat('cdmx-universidad', 'cdmx-academia'),
        voice('oficina', 'oficina'),
      ],
    },
    {
      key: 'secretaria',
      kind: 'technical_secretariat',
      name: 'Secretaría técnica',
      seats: [voice('cdmx-secretaria', 'otroestado'), voice('federal', 'federal')],
    },
    {
      key: 'mesa-vivienda',
      kind: 'working_table',
      name: 'Grupo de trabajo sobre vivienda',
      seats: [
        voice('cdmx-gobierno', 'cdmx-gobierno'),
        voice('federal', 'federal'),
        voice('cdmx-comision', 'cdmx-comision'),
        voice('cdmx-red', 'cdmx-osc'),
      ],
    },
  ],
  documents: [
    {
      key: 'cdmx-vivienda',
      kind: 'thematic_report',
      title: 'Informe temático: derecho a una vivienda adecuada en la Ciudad de México',
      stage: 'voting',
      createdDaysAgo: 124,
      votes: 'comite',
      chapters: [viviendaAdecuada, gastosSoportables, seguridadDeLaTenencia],
      steps: [
        { action: 'submit', from: 'drafting', to: 'technical_review', by: 'otroestado', daysAgo: 86 },
        {
          action: 'open_consultation',
          from: 'technical_review',
          to: 'consultation',
          by: 'otroestado',
          daysAgo: 80,
          note: 'Consulta pública de treinta días, con cuatro audiencias.',
          freezes: true,
        },
        {
          action: 'close_consultation',
          from: 'consultation',
          to: 'consolidation',
          by: 'otroestado',
          daysAgo: 50,
        },
        {
          action: 'open_voting',
          from: 'consolidation',
          to: 'voting',
          by: 'otroestado',
          daysAgo: 6,
          note: 'Se incorporó el apartado sobre falta de contrato. La votación estará abierta diez días.',
          freezes: true,
        },
      ],
      ballots: [
        { by: 'otroestado', choice: 'in_favour', daysAgo: 5 },
        { by: 'cdmx-comision', choice: 'in_favour', daysAgo: 5 },
        { by: 'cdmx-osc', choice: 'in_favour', daysAgo: 4 },
        { by: 'cdmx-academia', choice: 'in_favour', daysAgo: 3 },
        {
          by: 'cdmx-gobierno',
          choice: 'against',
          daysAgo: 2,
          dissent:
            'Se comparte el diagnóstico sobre los desalojos. El voto es contrario por la recomendación de suspender toda ejecución mientras no conste una alternativa de alojamiento: en los términos en que está redactada no distingue entre arrendadores y deja sin plazo el cumplimiento de una sentencia. Se propuso limitarla a los casos con personas en situación de vulnerabilidad y fijar un máximo de noventa días.',
        },
      ],
    },
  ],
};
