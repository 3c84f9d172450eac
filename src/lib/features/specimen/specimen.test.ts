import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (folder: URL) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.svelte'))
    .map((name) => ({ name, source: readFileSync(new URL(name, folder), 'utf8') }));

const ui = read(new URL('../../ui/', import.meta.url));
/** What the specimen shows, and what stands around each of its pages. */
const shown = [
  ...read(new URL('./', import.meta.url)),
  ...read(new URL('../../../routes/', import.meta.url)),
].map(({ source }) => source);

/** Parts of other components have no place of their own. */
const partOf = (name: string) => ui.some(({ source }) => source.includes(`'./${name}'`));

it.each(ui.map(({ name }) => name))('%s is in the specimen', (name) => {
  expect(shown.some((source) => source.includes(`'#lib/ui/${name}'`)) || partOf(name)).toBe(true);
});
