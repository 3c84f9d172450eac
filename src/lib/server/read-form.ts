import { z } from 'zod';
import { m } from '#lib/generated/paraglide/messages.js';
import { AppError } from './app-error.ts';

function fieldWords(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin === 'string') {
    const minimum = Number(issue.minimum);
    return minimum <= 1 ? m.errors_field_required() : m.errors_field_too_short({ minimum });
  }
  if (issue.code === 'too_big' && issue.origin === 'string') {
    return m.errors_field_too_long({ maximum: Number(issue.maximum) });
  }
  if (issue.code === 'invalid_format' && issue.format === 'email') return m.errors_field_email();
  // A rule of the schema's own brings words of its own.
  if (issue.code === 'custom' && typeof issue.params?.words === 'function')
    return String(issue.params.words());
  return m.errors_field_invalid();
}

/** The text fields of a form, as typed, to give back when it is refused. Name the ones to leave out (passwords). */
export function typedValues(form: FormData, ...except: string[]): Record<string, string> {
  const entries = [...form].filter(([name, value]) => typeof value === 'string' && !except.includes(name));
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Checks a form (or anything else from outside) against its schema. Throws `bad_input` with words for each field. */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  input: FormData | object,
): z.output<Schema> {
  const given: Record<string, unknown> = input instanceof FormData ? Object.fromEntries(input) : { ...input };
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '');
    const left = String(given[field] ?? '').trim() === '';
    if (field) fields[field] ??= left ? m.errors_field_required() : fieldWords(issue);
  }
  throw new AppError('bad_input', {}, { fields });
}
