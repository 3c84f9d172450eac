import { expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const good = {
  SUPABASE_URL: 'http://127.0.0.1:54321',
  SUPABASE_PUBLISHABLE_KEY: 'k',
  ORIGIN: 'http://localhost:3000/',
};

it('reads the settings', () => {
  expect(parseEnv({ ...good, DEMO: '1', TRUSTED_PROXY: '10.0.0.1, ::1' })).toMatchObject({
    ORIGIN: 'http://localhost:3000',
    DEMO: true,
    TRUSTED_PROXY: ['10.0.0.1', '::1'],
  });
  expect(parseEnv(good)).toMatchObject({ DEMO: false, TIME_ZONE: 'America/Mexico_City' });
  expect(() => parseEnv({ ...good, TIME_ZONE: 'Querétaro' })).toThrow('correct the value of TIME_ZONE');
});

it('says in one sentence what to set and what to correct', () => {
  expect(() => parseEnv({ ...good, SUPABASE_PUBLISHABLE_KEY: undefined, ORIGIN: 'localhost' })).toThrow(
    'The web part cannot start: set SUPABASE_PUBLISHABLE_KEY; correct the value of ORIGIN (see README.md, "Settings").',
  );
});
