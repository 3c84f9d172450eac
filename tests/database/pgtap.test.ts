import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, describe, expect, test } from 'vitest';
import { openTestDatabase } from '#embedded/testing.ts';
import { installPgtap, runPgtap } from './pgtap.ts';

// The files run while vitest collects, so that every assertion is a test with its own name and count.
const folder = fileURLToPath(new URL('../../supabase/tests/', import.meta.url));
const database = await openTestDatabase();
const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
afterAll(() => database.drop());

await installPgtap(sql);
await sql.unsafe(readFileSync(`${folder}00_personas.sql`, 'utf8')).simple();

for (const file of readdirSync(folder)
  .filter((name) => name.endsWith('.test.sql'))
  .sort()) {
  const assertions = await runPgtap(sql, readFileSync(folder + file, 'utf8'));
  describe(file, () => {
    test('asserts something', () => expect(assertions.length).toBeGreaterThan(0));
    for (const { name, held, explanation } of assertions) {
      test(name, () => expect(held, explanation).toBe(true));
    }
  });
}
await sql.end();
