import { expect, it } from 'vitest';
import { isAllowedHref } from '#lib/manuscript/links.ts';
import { completeHref } from './complete-href.ts';

it.each([
  ['ejemplo.mx/informe', 'https://ejemplo.mx/informe'],
  ['  https://ejemplo.mx ', 'https://ejemplo.mx'],
  ['//ejemplo.mx', 'https://ejemplo.mx'],
  ['secretaria@ejemplo.mx', 'mailto:secretaria@ejemplo.mx'],
  ['#anexo', '#anexo'],
  ['', ''],
])('completes %j', (typed, href) => {
  expect(completeHref(typed)).toBe(href);
});

it('does not make a dangerous address look harmless', () => {
  expect(isAllowedHref(completeHref('javascript:alert(1)'))).toBe(false);
  expect(isAllowedHref(completeHref('data:text/html,x'))).toBe(false);
});
