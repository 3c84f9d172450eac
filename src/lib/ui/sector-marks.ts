/**
 * How each sector is told apart: a letter and a shape besides its hue, so that colour is never the only sign.
 * Public authorities are squares, autonomous bodies hexagons, society circles, peoples a stepped diamond, the office a shield.
 */
export type SectorTone =
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

export type SectorShape = 'square' | 'arch' | 'hexagon' | 'circle' | 'stepped' | 'shield';

export const sectorMarks: Record<SectorTone, { letter: string; shape: SectorShape }> = {
  federal: { letter: 'F', shape: 'square' },
  state: { letter: 'E', shape: 'square' },
  municipal: { letter: 'M', shape: 'square' },
  legislative: { letter: 'L', shape: 'arch' },
  judicial: { letter: 'J', shape: 'arch' },
  autonomous: { letter: 'A', shape: 'hexagon' },
  civil_society: { letter: 'S', shape: 'circle' },
  academia: { letter: 'U', shape: 'circle' },
  indigenous: { letter: 'P', shape: 'stepped' },
  office: { letter: 'O', shape: 'shield' },
};

export const sectorTones = Object.keys(sectorMarks) as SectorTone[];

/** The CSS colour of a sector, for carets and charts: `sectorColour('state')` is `var(--sector-state)`. */
export function sectorColour(sector: SectorTone, soft = false): string {
  return `var(--sector-${sector.replace('_', '-')}${soft ? '-soft' : ''})`;
}
