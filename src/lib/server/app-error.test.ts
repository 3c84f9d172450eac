import { AuthApiError, AuthRetryableFetchError, PostgrestError } from '@supabase/supabase-js';
import { describe, expect, it } from 'vitest';
import { AppError, toAppError } from './app-error.ts';
import { unwrap, unwrapRow } from './unwrap.ts';

function databaseError(code: string, message: string, details = '') {
  return new PostgrestError({ code, message, details, hint: '' });
}

describe('toAppError', () => {
  it('reads the app code and the facts that the database raised', () => {
    const error = toAppError(
      databaseError('PT409', 'condition_not_met', '{"condition":"quorum","missing":2}'),
    );
    expect(error).toMatchObject({
      code: 'condition_not_met',
      status: 409,
      details: { condition: 'quorum', missing: 2 },
    });
  });

  it.each([
    ['PT409', 'a_code_nobody_wrote_down', 'unexpected'],
    ['PGRST116', 'JSON object requested, multiple (or no) rows returned', 'not_found'],
    ['PGRST301', 'JWT expired', 'not_signed_in'],
    ['PGRST000', 'could not connect', 'service_unavailable'],
    ['42501', 'permission denied for table documents', 'not_allowed'],
    ['23505', 'duplicate key value', 'conflict'],
    ['40001', 'could not serialize access', 'conflict'],
    ['22P02', 'invalid input syntax for type uuid', 'bad_input'],
    ['23514', 'violates check constraint', 'bad_input'],
    ['57014', 'canceling statement due to statement timeout', 'service_unavailable'],
    ['', 'TypeError: fetch failed', 'service_unavailable'],
    ['XX000', 'internal error', 'unexpected'],
  ])('reads %s "%s" as %s', (code, message, expected) => {
    expect(toAppError(databaseError(code, message)).code).toBe(expected);
  });

  it.each([
    [new AuthApiError('Invalid login credentials', 400, 'invalid_credentials'), 'wrong_credentials'],
    [new AuthApiError('Email link is invalid or has expired', 403, 'otp_expired'), 'link_expired'],
    [new AuthApiError('slow down', 429, undefined), 'too_many_attempts'],
    [new AuthRetryableFetchError('fetch failed', 0), 'service_unavailable'],
    [new TypeError('fetch failed'), 'service_unavailable'],
    [new TypeError('x is not a function'), 'unexpected'],
    ['a text', 'unexpected'],
  ])('reads %s as %s', (error, expected) => {
    expect(toAppError(error).code).toBe(expected);
  });

  it('keeps an AppError as it is', () => {
    const error = new AppError('slug_taken');
    expect(toAppError(error)).toBe(error);
  });
});

describe('unwrap', () => {
  it('gives the data or throws the error', () => {
    expect(unwrap({ data: [1], error: null })).toEqual([1]);
    expect(() => unwrap({ data: null, error: databaseError('PT403', 'vote_not_yours') })).toThrow(
      'vote_not_yours',
    );
  });

  it("keeps the status of an answer that is not the database's, which has no code", () => {
    const thrown = () => unwrap({ data: null, error: { message: '' }, status: 431 });
    expect(thrown).toThrow(
      expect.objectContaining({ code: 'unexpected', cause: { code: 'HTTP 431', message: '' } }),
    );
  });

  it('knows a stranger by an answer without a body, as a count has none, and no gateway by its own', () => {
    const answered = (message: string) => () => unwrap({ data: null, error: { message }, status: 401 });
    expect(answered('')).toThrow(
      expect.objectContaining({ code: 'not_signed_in', cause: { code: 'HTTP 401', message: '' } }),
    );
    expect(answered('No API key found in request')).toThrow(expect.objectContaining({ code: 'unexpected' }));
  });

  it('takes no row for a refusal', () => {
    expect(unwrapRow({ data: { id: 1 }, error: null })).toEqual({ id: 1 });
    expect(unwrapRow({ data: [{ id: 1 }], error: null })).toEqual({ id: 1 });
    expect(() => unwrapRow({ data: null, error: null })).toThrow('not_found');
    expect(() => unwrapRow({ data: [], error: null }, 'not_allowed')).toThrow('not_allowed');
  });
});
