import type { Arrangement } from './arrangement.ts';
import { ciudadDeMexico } from './states/ciudad-de-mexico.ts';
import { guerrero } from './states/guerrero.ts';
import { oaxaca } from './states/oaxaca.ts';
import { queretaro } from './states/queretaro.ts';

/** The demo world: four states, each at another point of the way. */
export const world: Arrangement[] = [oaxaca, queretaro, ciudadDeMexico, guerrero];
