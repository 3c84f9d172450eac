import { expect, test } from 'vitest';
import { ownName, personName } from './person-name.ts';

test.each([
  ['Itzel Ñuño-López', 'Itzel Ñuño-López'],
  ["María José O'Hara", "María José O'Hara"],
  ['Xóchitl ꞌÑomndaa', 'Xóchitl ꞌÑomndaa'],
  ['   ', undefined],
  ['\u200b\u200b', undefined],
  ['\u3164', undefined],
  ['Ana\u202eaña', 'Anaaña'],
  ['Ana\nLópez', 'Ana López'],
])('%j as a name', (name, taken) => {
  expect(personName.safeParse(name).data).toBe(taken);
});

test.each([
  ['Persona invitada', undefined],
  [' persona  Invitada ', undefined],
  ['Persona Invitada Ruiz', 'Persona Invitada Ruiz'],
])('%j as one’s own name', (name, taken) => {
  expect(ownName.safeParse(name).data).toBe(taken);
});
