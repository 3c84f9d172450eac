import { expect, it } from 'vitest';
import { isUnanswered, sayUnanswered, wordsOfResult } from './unanswered.ts';

const unanswered = { message: 'No llegó respuesta.', action: 'Vuelva a enviar.' };
const refused = { message: 'El archivo es demasiado grande.', action: 'Divida el documento.' };
const numbered = { ...refused, reference: 'Número de la solicitud: r-1' };
sayUnanswered(() => unanswered);

it.each([
  ['no network', { type: 'error', error: new TypeError('Failed to fetch') }, unanswered],
  ['an answer of a proxy', { type: 'error', error: new SyntaxError('Unexpected token <') }, unanswered],
  ['a fault that the server has words for', { type: 'error', error: refused }, refused],
  ['a fault with its number', { type: 'error', error: numbered }, numbered],
  ['a refusal before the form was reached', { ...refused, code: 'file_too_large' }, refused],
  ['a refusal of the form itself', { type: 'failure' }, undefined],
  ['a success', { type: 'success' }, undefined],
  ['a way on', { type: 'redirect' }, undefined],
])('%s', (_what, result, words) => {
  expect(wordsOfResult(result)).toEqual(words);
});

it.each([
  [true, new TypeError('Failed to fetch')],
  [true, new TypeError('network error')],
  [true, new TypeError('The network connection was lost.')],
  [true, new TypeError('Failed to fetch dynamically imported module: https://x/nodes/1.js')],
  [true, new TypeError('NetworkError when attempting to fetch resource.')],
  [true, new TypeError('error loading dynamically imported module: https://x/nodes/1.js')],
  [true, new TypeError('Load failed')],
  [true, new TypeError('Importing a module script failed.')],
  [true, new Error('Unable to preload CSS for /_app/immutable/assets/1.css')],
  [false, new TypeError("Cannot read properties of undefined (reading 'fetch')")],
  [false, 'Failed to fetch'],
])('%s: %s', (unanswered, error) => {
  expect(isUnanswered(error)).toBe(unanswered);
});
