import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ERRORS, isErrorCode } from '#lib/domain/errors.ts';

const read = (folder: string) => {
  const path = fileURLToPath(new URL(`../../supabase/${folder}/`, import.meta.url));
  return readdirSync(path)
    .map((file) => readFileSync(path + file, 'utf8'))
    .join('\n');
};
const schemas = read('schemas');
const stories = read('tests');

const policies = [...schemas.matchAll(/create policy (\w+)/g)].map(([, name]) => name!);
const refusals = new Map(
  [...schemas.matchAll(/access\.refuse\((\d+), '(\w+)'/g)].map(([, status, code]) => [code!, Number(status)]),
);

describe('every policy has a story that names it', () => {
  test('there are policies', () => expect(policies.length).toBeGreaterThan(20));
  test.each(policies)('%s', (name) => expect(stories).toMatch(new RegExp(`\\b${name}\\b`)));
});

// Nobody meets this one: no role that signs in may write those tables at all.
const INTERNAL = ['record_is_append_only'];

describe('every refusal has its row in the one table of errors', () => {
  test('there are refusals', () => expect(refusals.size).toBeGreaterThan(15));
  test.each([...refusals.keys()].filter((code) => !INTERNAL.includes(code)))('%s', (code) => {
    expect(isErrorCode(code) && ERRORS[code].status).toBe(refusals.get(code));
    expect(stories, 'a story shows it').toContain(`${code}`);
  });
});
