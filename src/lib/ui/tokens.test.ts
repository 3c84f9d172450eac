import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './contrast.ts';
import { sectorTones } from './sector-marks.ts';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([a-z-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)/g)].map((hit) => [
    hit[1] as string,
    { light: hit[2] as string, dark: hit[3] as string },
  ]),
);

const GROUNDS = ['paper', 'page', 'sunken', 'raised'];
const TONES = ['danger', 'success', 'warning', 'info', 'accent'];
const MARKS = ['highlight', 'highlight-active', 'inserted', 'deleted', 'selection'];
const sectors = sectorTones.map((tone) => `sector-${tone.replace('_', '-')}`);

/** [foreground, background, least ratio]: 4.5 for words, 3 for the borders and marks one must be able to see. */
const pairs: [string, string, number][] = [
  ...GROUNDS.flatMap((ground): [string, string, number][] => [
    ['ink', ground, 7],
    ...['ink-soft', 'accent', 'accent-strong', 'danger', 'success', 'warning', 'info', ...sectors].map(
      (text): [string, string, number] => [text, ground, 4.5],
    ),
    ['line-strong', ground, 3],
    ['focus', ground, 3],
  ]),
  ...TONES.flatMap((tone): [string, string, number][] => [
    [tone, `${tone}-soft`, 4.5],
    ['ink', `${tone}-soft`, 4.5],
    ['ink-soft', `${tone}-soft`, 4.5],
  ]),
  ['accent-strong', 'accent-soft', 4.5],
  ['focus', 'accent-soft', 3],
  ...MARKS.map((mark): [string, string, number] => ['ink', mark, 4.5]),
  ['accent', 'highlight', 4.5],
  ['accent', 'selection', 4.5],
  ['ink-soft', 'highlight', 4.5],
  ['paper', 'ink', 7],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-danger', 'danger', 4.5],
  ...sectors.flatMap((sector): [string, string, number][] => [
    ['on-sector', sector, 4.5],
    ['ink', `${sector}-soft`, 4.5],
    [sector, `${sector}-soft`, 4.5],
  ]),
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each(pairs)('%s on %s reaches %d', (foreground, background, least) => {
    const front = colours.get(foreground)?.[theme];
    const back = colours.get(background)?.[theme];
    if (!front || !back) throw new Error(`no such colour: ${foreground} or ${background}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });
});

it('every colour of the file is in a pair, or is only decoration', () => {
  const paired = new Set(pairs.flatMap(([front, back]) => [front, back]));
  expect([...colours.keys()].filter((name) => !paired.has(name))).toEqual(['land', 'line']);
});
