import { expect, it } from 'vitest';
import { sentWords } from './sent-words.ts';

it('gives what somebody wrote with its labels, and never a password, a token or an id', () => {
  const form = new FormData();
  const fields = {
    title: 'Diagnóstico',
    note: ' ',
    body: '00000000-0000-4000-8000-000000000001',
    password: 'la clave',
    current: 'la otra',
    token_hash: 'pase',
    toString: 'nada',
  };
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('title', 'Diagnóstico corregido');
  form.append('file', new File(['texto'], 'texto.docx'));
  expect(sentWords(form)).toEqual([['Título', 'Diagnóstico corregido']]);
});
