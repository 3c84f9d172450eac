import { expect, it } from 'vitest';
import { peopleHere } from './presence.ts';

const person = (personId: string, name: string, chapterId: string) => ({
  personId,
  name,
  organization: 'Organización',
  sector: 'state',
  chapterId,
});

it('shows everybody once, those in this chapter first, and says who is idle', () => {
  const here = peopleHere(
    [
      person('3', 'Zona norte', 'x'),
      person('1', 'Academia', 'y'),
      person('2', 'Enlace', 'x'),
      person('3', 'Zona norte', 'y'),
    ],
    'x',
    ['2'],
  );
  expect(here.map(({ name, chapterIds, idle }) => [name, chapterIds, idle])).toEqual([
    ['Enlace', ['x'], true],
    ['Zona norte', ['x', 'y'], false],
    ['Academia', ['y'], false],
  ]);
});
