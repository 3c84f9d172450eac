import { expect, it } from 'vitest';
import type { ErrorCode } from '#lib/domain/errors.ts';
import { currentErrorWords } from './error-words.ts';

it.each([
  [{ minutes: 1 }, 'Por seguridad, espere 1 minuto y vuelva a intentarlo.'],
  [{ minutes: 15 }, 'Por seguridad, espere 15 minutos y vuelva a intentarlo.'],
  [{}, 'Por seguridad, espere 15 minutos y vuelva a intentarlo.'],
])('counts the minutes to wait: %o', (details, action) => {
  expect(currentErrorWords('too_many_attempts', details).action).toBe(action);
});

it.each(['text_is_read_only', 'chapter_removed'] satisfies ErrorCode[])(
  'does not send the secretaría técnica, which is told %s, to ask itself',
  (code) => {
    expect(currentErrorWords(code).action).not.toMatch(/pida a la secretaría técnica/);
  },
);
