/** Sectors as the database names them. */
type Sector =
  | 'federal'
  | 'state'
  | 'municipal'
  | 'legislative'
  | 'judicial'
  | 'autonomous'
  | 'civil_society'
  | 'academia'
  | 'indigenous'
  | 'office';

type Organization = { name: string; short: string; sector: Sector; jurisdiction: string | null };

const organization = (
  jurisdiction: string | null,
  sector: Sector,
  short: string,
  name: string,
): Organization => ({ name, short, sector, jurisdiction });

/** Institutions by generic names; civil organizations say that they are made up. */
export const organizations = {
  oficina: organization(
    null,
    'office',
    'ONU-DH México',
    'Oficina en México del Alto Comisionado de las Naciones Unidas para los Derechos Humanos (demostración)',
  ),
  federal: organization(
    null,
    'federal',
    'Gobierno federal',
    'Gobierno federal, unidad de política de derechos humanos (demostración)',
  ),

  'oax-secretaria': organization(
    '20',
    'state',
    'Coordinación estatal de derechos humanos',
    'Coordinación para la Atención de los Derechos Humanos del Estado (demostración)',
  ),
  'oax-gobierno': organization(
    '20',
    'state',
    'Secretaría General de Gobierno',
    'Secretaría General de Gobierno del Estado',
  ),
  'oax-comision': organization(
    '20',
    'autonomous',
    'Comisión estatal',
    'Comisión estatal de derechos humanos',
  ),
  'oax-judicial': organization('20', 'judicial', 'Poder Judicial', 'Poder Judicial del Estado'),
  'oax-congreso': organization(
    '20',
    'legislative',
    'Congreso del Estado',
    'Congreso del Estado, comisión de derechos humanos',
  ),
  'oax-comunidades': organization(
    '20',
    'indigenous',
    'Asamblea de autoridades',
    'Asamblea de autoridades comunitarias de las ocho regiones (demostración)',
  ),
  'oax-red': organization(
    '20',
    'civil_society',
    'Red de organizaciones',
    'Red de organizaciones civiles por los derechos humanos (demostración)',
  ),
  'oax-centro': organization(
    '20',
    'civil_society',
    'Centro de acompañamiento',
    'Centro de acompañamiento a mujeres y comunidades (demostración)',
  ),
  'oax-universidad': organization(
    '20',
    'academia',
    'Universidad pública',
    'Universidad pública del estado (demostración)',
  ),

  'qro-secretaria': organization(
    '22',
    'state',
    'Unidad estatal de derechos humanos',
    'Unidad de Derechos Humanos del Poder Ejecutivo del Estado (demostración)',
  ),
  'qro-gobierno': organization('22', 'state', 'Secretaría de Gobierno', 'Secretaría de Gobierno del Estado'),
  'qro-comision': organization(
    '22',
    'autonomous',
    'Comisión estatal',
    'Comisión estatal de derechos humanos',
  ),
  'qro-red': organization(
    '22',
    'civil_society',
    'Alianza de organizaciones',
    'Alianza de organizaciones por el agua y la salud (demostración)',
  ),
  'qro-universidad': organization(
    '22',
    'academia',
    'Universidad pública',
    'Universidad pública del estado (demostración)',
  ),

  'cdmx-secretaria': organization(
    '09',
    'state',
    'Instancia ejecutora',
    'Instancia ejecutora del sistema local de derechos humanos (demostración)',
  ),
  'cdmx-gobierno': organization(
    '09',
    'state',
    'Gobierno de la Ciudad',
    'Gobierno de la Ciudad, organismo de vivienda (demostración)',
  ),
  'cdmx-comision': organization('09', 'autonomous', 'Comisión local', 'Comisión local de derechos humanos'),
  'cdmx-red': organization(
    '09',
    'civil_society',
    'Movimiento por la vivienda',
    'Movimiento ciudadano por la vivienda (demostración)',
  ),
  'cdmx-universidad': organization(
    '09',
    'academia',
    'Universidad pública',
    'Universidad pública, programa de estudios de la ciudad (demostración)',
  ),

  'gro-gobierno': organization(
    '12',
    'state',
    'Secretaría General de Gobierno',
    'Secretaría General de Gobierno del Estado',
  ),
  'gro-centro': organization(
    '12',
    'civil_society',
    'Centro de derechos humanos',
    'Centro regional de derechos humanos (demostración)',
  ),
} satisfies Record<string, Organization>;

export type OrganizationKey = keyof typeof organizations;
