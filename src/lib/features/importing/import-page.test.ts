import { render } from 'svelte/server';
import { expect, it } from 'vitest';
import ImportPage from './ImportPage.svelte';

it.each([
  ['not_allowed', 'pida a la secretaría técnica'],
  ['text_is_read_only', 'en «Proceso» se indica'],
  ['arrangement_ended', 'la administración cambia antes su estado'],
] as const)('tells whoever may not import (%s) whom to turn to', (refusal, words) => {
  const document = { id: '00000000-0000-4000-8000-000000000001', title: 'Diagnóstico' };
  const { body } = render(ImportPage, { props: { document, manage: false, refusal, form: null } });
  expect(body).toContain(words);
  expect(body.includes('pida a la secretaría técnica')).toBe(refusal === 'not_allowed');
});
