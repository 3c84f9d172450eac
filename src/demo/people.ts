import type { OrganizationKey } from './organizations.ts';

export { DEMO_PASSWORD } from '#lib/domain/demo-people.ts';

type Entry = {
  id: string;
  email: string;
  name: string;
  organization: OrganizationKey | null;
  position: string;
};

const person = (
  number: string,
  local: string,
  name: string,
  organization: OrganizationKey | null,
  position: string,
): Entry => ({
  id: `d0000000-0000-4000-8000-000000000${number}`,
  email: `${local}@demo.test`,
  name,
  organization,
  position,
});

/** The ten people a visitor can be. The same ones act in the tests. */
const visitors = {
  coordinacion: person('101', 'coordinacion', 'Coordinación técnica', 'oax-secretaria', 'Secretaría técnica'),
  estado: person('102', 'estado', 'Funcionariado estatal', 'oax-gobierno', 'Dirección de derechos humanos'),
  federal: person('103', 'federal', 'Enlace federal', 'federal', 'Dirección de coordinación con los estados'),
  osc: person('104', 'osc', 'Organización civil', 'oax-red', 'Coordinación de incidencia'),
  osc2: person('105', 'osc2', 'Organización civil (segunda)', 'oax-centro', 'Área jurídica'),
  academia: person('106', 'academia', 'Academia', 'oax-universidad', 'Investigación'),
  observador: person('107', 'observador', 'Observación', 'oax-congreso', 'Secretaría de la comisión'),
  oficina: person('108', 'oficina', 'Oficina ONU-DH', 'oficina', 'Oficialía de derechos humanos'),
  admin: person('109', 'admin', 'Administración', null, 'Administración de la plataforma'),
  otroestado: person(
    '110',
    'otroestado',
    'Coordinación de otro estado',
    'cdmx-secretaria',
    'Secretaría técnica',
  ),
} as const;

/** People who wrote, spoke or voted before the visitor came. They have no password. */
const others = {
  comision: person('201', 'comision', 'Comisión estatal, enlace', 'oax-comision', 'Visitaduría'),
  judicial: person('202', 'judicial', 'Poder Judicial, enlace', 'oax-judicial', 'Unidad de derechos humanos'),
  comunidades: person(
    '203',
    'comunidades',
    'Autoridades comunitarias, enlace',
    'oax-comunidades',
    'Enlace de la asamblea',
  ),
  'estado-suplente': person(
    '204',
    'estado.suplente',
    'Funcionariado estatal (suplencia)',
    'oax-gobierno',
    'Subdirección',
  ),
  'osc-suplente': person(
    '205',
    'osc.suplente',
    'Organización civil (suplencia)',
    'oax-red',
    'Área de documentación',
  ),
  'academia-suplente': person(
    '206',
    'academia.suplente',
    'Academia (suplencia)',
    'oax-universidad',
    'Investigación',
  ),
  'qro-coordinacion': person(
    '221',
    'qro.coordinacion',
    'Coordinación técnica, Querétaro',
    'qro-secretaria',
    'Secretaría técnica',
  ),
  'qro-estado': person(
    '222',
    'qro.estado',
    'Funcionariado estatal, Querétaro',
    'qro-gobierno',
    'Dirección jurídica',
  ),
  'qro-comision': person('223', 'qro.comision', 'Comisión estatal, Querétaro', 'qro-comision', 'Visitaduría'),
  'qro-osc': person('224', 'qro.osc', 'Organización civil, Querétaro', 'qro-red', 'Coordinación'),
  'qro-academia': person('225', 'qro.academia', 'Academia, Querétaro', 'qro-universidad', 'Investigación'),
  'cdmx-gobierno': person(
    '231',
    'cdmx.gobierno',
    'Gobierno de la Ciudad, enlace',
    'cdmx-gobierno',
    'Dirección de vivienda',
  ),
  'cdmx-comision': person('232', 'cdmx.comision', 'Comisión local, enlace', 'cdmx-comision', 'Relatoría'),
  'cdmx-osc': person('233', 'cdmx.osc', 'Organización civil, Ciudad de México', 'cdmx-red', 'Coordinación'),
  'cdmx-academia': person(
    '234',
    'cdmx.academia',
    'Academia, Ciudad de México',
    'cdmx-universidad',
    'Investigación',
  ),
  'gro-coordinacion': person(
    '241',
    'gro.coordinacion',
    'Coordinación técnica, Guerrero',
    'gro-gobierno',
    'Secretaría técnica',
  ),
  'gro-osc': person('242', 'gro.osc', 'Organización civil, Guerrero', 'gro-centro', 'Coordinación'),
} as const;

export type VisitorKey = keyof typeof visitors;
export type PersonKey = VisitorKey | keyof typeof others;
export type Person = Entry & { key: PersonKey; signsIn: boolean };

/** In the order in which they are offered to a visitor. */
export const visitorKeys = Object.keys(visitors) as VisitorKey[];

export const people: Record<PersonKey, Person> = Object.fromEntries(
  Object.entries({ ...visitors, ...others }).map(([key, entry]) => [
    key,
    { ...entry, key, signsIn: key in visitors },
  ]),
) as Record<PersonKey, Person>;
