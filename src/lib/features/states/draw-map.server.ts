import { z } from 'zod';
import map from '@svg-maps/mexico';

// The package's types name another that it does not bring along.
const mexico = z
  .object({ viewBox: z.string(), locations: z.array(z.object({ id: z.string(), path: z.string() })) })
  .parse(map);

/** INEGI codes of the map's own ids. */
const CODES: Record<string, string> = {
  agu: '01',
  bcn: '02',
  bcs: '03',
  cam: '04',
  coa: '05',
  col: '06',
  chp: '07',
  chh: '08',
  cmx: '09',
  dur: '10',
  gua: '11',
  gro: '12',
  hid: '13',
  jal: '14',
  mex: '15',
  mic: '16',
  mor: '17',
  nay: '18',
  nle: '19',
  oax: '20',
  pue: '21',
  que: '22',
  roo: '23',
  slp: '24',
  sin: '25',
  son: '26',
  tab: '27',
  tam: '28',
  tla: '29',
  ver: '30',
  yuc: '31',
  zac: '32',
};

/** The outlines of the states as one SVG file, a path for each INEGI code: pages refer to `mapa.svg#e20`. */
export function drawMap(): string {
  const paths = mexico.locations.map(({ id, path }) => `<path id="e${CODES[id]}" d="${path}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${mexico.viewBox}"><defs>${paths.join('')}</defs></svg>`;
}
