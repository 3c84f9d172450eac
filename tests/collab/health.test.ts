import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { startCollab } from '#collab/main.ts';

afterEach(() => vi.restoreAllMocks());

test('a collaboration server says that it is down when the database stays away, and unwell before', async () => {
  const collab = startCollab({
    databaseUrl: 'postgres://collab@127.0.0.1:1/nowhere',
    allowedOrigins: ['http://localhost:3000'],
    log: pino({ level: 'silent' }),
  });
  expect(collab.health()).toMatchObject({ state: 'degraded', listening: false });
  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 16_000);
  expect(collab.health()).toMatchObject({ state: 'down', listening: false });
  vi.restoreAllMocks();
  await collab.stop();
});
