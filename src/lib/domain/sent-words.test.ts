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

it('names the titles of an import by the number of their chapter, and the label of a seat', () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    'title-0': 'Contexto',
    'title-1': ' ',
    'title-11': 'Justicia',
    'title-x': 'nada',
    draft: '{"chapters":[]}',
    label: 'Segundo asiento',
  }))
    form.append(name, value);
  expect(sentWords(form)).toEqual([
    ['Título del capítulo 1', 'Contexto'],
    ['Título del capítulo 12', 'Justicia'],
    ['Etiqueta del asiento', 'Segundo asiento'],
  ]);
});

it('says what was chosen as the form said it', () => {
  const vote = { choice: 'against', dissent: 'Falta salud.', seenChoice: 'in_favour' };
  expect(sentWords(Object.entries(vote))).toEqual([
    ['Sentido del voto', 'En contra'],
    ['Voto particular', 'Falta salud.'],
  ]);
});

it('calls a field as the forms of its page do, and leaves out what says only which form it was', () => {
  const values = { form: 'body', name: 'Mesa 1', email: undefined, title: 'Plan', label: '' };
  const sent = () => Object.entries(values);
  expect(sentWords(sent())).toEqual([
    ['Nombre', 'Mesa 1'],
    ['Título', 'Plan'],
  ]);
  expect(sentWords(sent(), 'arrangement')).toEqual([
    ['Nombre del órgano', 'Mesa 1'],
    ['Título', 'Plan'],
  ]);
  expect(sentWords(sent(), 'process')).toEqual([
    ['Nombre', 'Mesa 1'],
    ['Título del documento', 'Plan'],
  ]);
});

it('calls observations what sends the text back, and writes the day of a gazette as days are written', () => {
  const sent = { action: 'return_with_observations', note: 'Falta salud.', gazetteDate: '2026-11-29' };
  expect(sentWords(Object.entries(sent), 'process')).toEqual([
    ['Observaciones', 'Falta salud.'],
    ['Fecha', '29 de noviembre de 2026'],
  ]);
  expect(sentWords(Object.entries({ action: 'publish', note: 'Listo.', gazetteDate: '2026-02-45' }))).toEqual(
    [
      ['Nota', 'Listo.'],
      ['Fecha', '2026-02-45'],
    ],
  );
});
