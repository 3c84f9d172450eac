import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS, errorRule, isErrorCode, type ErrorCode } from './errors.ts';

/** A message with a form for one and another for many. */
type Forms = { match: Record<string, string> }[];

const codes = Object.keys(ERRORS) as ErrorCode[];

describe.each(['es', 'en'])('words of the error table in %s', (language) => {
  const words: Record<string, string | Forms> = JSON.parse(
    readFileSync(new URL(`../../../messages/${language}/errors.json`, import.meta.url), 'utf8'),
  );
  const sentences = (key: string) => {
    const said = words[key] ?? '';
    return typeof said === 'string' ? [said] : said.flatMap(({ match }) => Object.values(match));
  };

  it.each(codes)('%s says what happened and what to do', (code) => {
    for (const key of [`errors_${code}`, `errors_${code}_action`]) {
      for (const sentence of sentences(key)) {
        expect(sentence, key).toMatch(/\p{L}.*\.$/u);
        const placeholders = [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
        expect(Object.keys(errorRule(code).details ?? {}), `${key}: details in ERRORS`).toEqual(
          expect.arrayContaining(placeholders),
        );
      }
    }
  });
});

it('knows its codes and nothing else', () => {
  expect(codes.every(isErrorCode)).toBe(true);
  expect(['toString', '__proto__', 'PT409', '', null].some(isErrorCode)).toBe(false);
});
