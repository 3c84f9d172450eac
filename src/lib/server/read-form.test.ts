import { expect, it } from 'vitest';
import { z } from 'zod';
import { newBody } from '#lib/domain/administration.ts';
import { seenText } from '#lib/domain/seen-text.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError } from './app-error.ts';
import { readForm } from './read-form.ts';

const body = { name: 'Comité', kind: 'working_table', quorum: '50', majorityRule: 'simple' };
const whole = z.object({ count: z.coerce.number().int() });

function wordsOf(schema: z.ZodType, typed: Record<string, string>): Readonly<Record<string, string>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  try {
    readForm(schema, form);
  } catch (error) {
    if (error instanceof AppError) return error.fields;
    throw error;
  }
  return {};
}

it.each(['2.5', 'dos'])('what was given and is of the wrong kind is not called missing: %s', (count) =>
  expect(wordsOf(whole, { count })).toEqual({ count: m.errors_field_invalid() }),
);

it('what was left empty, or out, is', () => {
  const missing = { count: m.errors_field_required() };
  expect(wordsOf(z.object({ count: seenText(9) }), { count: ' ' })).toEqual(missing);
  expect(wordsOf(whole, {})).toEqual(missing);
});

it.each(['66.7', '66,7', '66 %', 'dos tercios', '40', '49', '101', '-60', '5e1'])(
  'a quorum of %s is told which numbers it may be',
  (quorum) =>
    expect(wordsOf(newBody, { ...body, quorum })).toEqual({ quorum: m.arrangements_body_quorum_wrong() }),
);

it('a quorum that is left empty is missing', () =>
  expect(wordsOf(newBody, { ...body, quorum: ' ' })).toEqual({ quorum: m.errors_field_required() }));

it.each([
  ['50', 0.5],
  [' 66 ', 0.66],
  ['67', 0.666],
  ['100', 1],
])('a quorum of %s is kept as %d', (quorum, share) =>
  expect(newBody.parse({ ...body, quorum }).quorum).toBe(share),
);
