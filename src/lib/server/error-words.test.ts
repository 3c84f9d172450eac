import { expect, it } from 'vitest';
import { currentErrorWords } from './error-words.ts';

it.each([
  [{ minutes: 1 }, 'Por seguridad, espere 1 minuto y vuelva a intentarlo.'],
  [{ minutes: 15 }, 'Por seguridad, espere 15 minutos y vuelva a intentarlo.'],
  [{}, 'Por seguridad, espere 15 minutos y vuelva a intentarlo.'],
])('counts the minutes to wait: %o', (details, action) => {
  expect(currentErrorWords('too_many_attempts', details).action).toBe(action);
});
