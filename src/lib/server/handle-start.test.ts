import { expect, it } from 'vitest';
import { withStartAgain } from './handle-start.ts';

const page = (rest: string) => `<html><head><meta charset="utf-8" />${rest}</head></html>`;

it('comes before everything else of a page with scripts, allowed by the same nonce', () => {
  const html = withStartAgain(
    page('<link rel="stylesheet" href="a.css"><script nonce="x1+/">start</script>'),
  );
  expect(html).toMatch(
    /^<html><head><meta charset="utf-8" \/>\s*<script nonce="x1\+\/">\(function startAgain/,
  );
  expect(html).toContain('<script nonce="x1+/">start</script>');
});

it('does not come into a page without scripts', () => {
  expect(withStartAgain(page('<p>Publicación</p>'))).toBe(page('<p>Publicación</p>'));
});
