import { expect, it } from 'vitest';
import { isOwnOrigin } from './handle-origin.ts';

it.each([
  [{ origin: 'https://concierta.test' }, true],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{}, false],
])('%j', (headers, expected) => {
  const request = new Request('https://concierta.test/x', {
    method: 'POST',
    headers: headers as HeadersInit,
  });
  expect(isOwnOrigin(request, 'https://concierta.test')).toBe(expected);
});
