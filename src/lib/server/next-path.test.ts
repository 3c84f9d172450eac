import { describe, expect, it } from 'vitest';
import { nextOfMail, nextPath, signInPath } from './next-path.ts';

describe('nextPath', () => {
  it.each([
    ['/documentos/1?capitulo=2#p3', '/documentos/1?capitulo=2#p3'],
    ['/estados/../trabajo', '/trabajo'],
    ['/publicaciones/diagnóstico', '/publicaciones/diagn%C3%B3stico'],
  ])('goes on to a path of this site: %s', (candidate, expected) => {
    expect(nextPath(candidate, '/x')).toBe(expected);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/%5c..//evil.example/..//\n',
    '/..//evil.example',
    'javascript:alert(1)',
    'documentos/1',
    '',
    '/salir',
    '/entrar?next=/entrar',
    '/auth/confirm?token_hash=x',
    `/${'a'.repeat(2000)}`,
    null,
    7,
  ])('refuses what leads elsewhere or round in circles: %j', (candidate) => {
    expect(nextPath(candidate, '/x')).toBe('/x');
  });
});

it.each([
  ['/documentos/1', '/documentos/1'],
  ['https://concierta.example/auth/confirm?next=%2Fdocumentos%2F1', '/documentos/1'],
  ['https://concierta.example/auth/confirm', '/trabajo'],
  ['https://concierta.example/documentos/1?capitulo=2', '/documentos/1?capitulo=2'],
  ['https://concierta.example/salir', '/trabajo'],
  ['https://concierta.example/auth/confirm?next=https://evil.example', '/trabajo'],
  ['https://evil.example/documentos/1', '/trabajo'],
  ['javascript:alert(1)', '/trabajo'],
  [null, '/trabajo'],
])('goes on from a mailed link, whose way on is %j, to %s', (candidate, expected) => {
  expect(nextOfMail(candidate, 'https://concierta.example')).toBe(expected);
});

it('names the way back on the sign-in page, unless it is where one lands anyway', () => {
  expect(signInPath(new URL('http://x/documentos/1?capitulo=2'))).toBe(
    '/entrar?next=%2Fdocumentos%2F1%3Fcapitulo%3D2',
  );
  expect(signInPath(new URL('http://x/trabajo'))).toBe('/entrar');
  expect(signInPath(new URL('http://x/trabajo'), true)).toBe('/entrar?aviso=sesion');
});
