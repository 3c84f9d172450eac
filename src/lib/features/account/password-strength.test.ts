import { expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';

it.each([
  ['corta', 'short'],
  ['123456789', 'short'],
  ['1234567890', 'weak'],
  ['aaaaaaaaaaaa', 'weak'],
  ['abcabcabcabc', 'weak'],
  ['contraseña2026', 'weak'],
  ['qwertyuiop1', 'weak'],
  ['maria.lopez7', 'weak'],
  ['nube-tren-7', 'fair'],
  ['caballo batería', 'good'],
  ['concierta-demo', 'weak'],
  ['el río baja despacio', 'good'],
])('%j is %s', (password, expected) => {
  expect(passwordStrength(password, 'maria.lopez@ong.mx')).toBe(expected);
});
