import type { Sql, TransactionSql } from 'postgres';
import { makeAuditTrail } from './audit-trail.ts';
import { makeClock } from './clock.ts';
import { seedArrangement } from './seed-arrangements.ts';
import { seedDiscussion } from './seed-discussion.ts';
import { seedDocument } from './seed-documents.ts';
import { seedPeople } from './seed-people.ts';
import { seedProcess } from './seed-process.ts';
import { world } from './world.ts';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** The demo's passwords are public: it must never meet real people. */
async function refuseRealProject(sql: Sql): Promise<void> {
  const url = process.env['SUPABASE_URL'];
  if (url && !LOOPBACK.includes(new URL(url).hostname)) {
    throw new Error(`The demo world is only for the embedded database; SUPABASE_URL is set to ${url}.`);
  }
  const [people] = await sql<{ inhabited: boolean }[]>`
    select exists (select from auth.users) or exists (select from public.people) as inhabited`;
  if (people!.inhabited)
    throw new Error('The demo world needs an empty database: there are already people in this one.');
}

/**
 * Writes the demo world as the owner of the database, all of it or nothing. `sql` may be a connection or a
 * transaction under way; the days are counted back from `now`.
 * @throws {Error} in one sentence, when a real Supabase project is configured or people exist already
 */
export async function seedDemo({ sql, now = new Date() }: { sql: Sql; now?: Date }): Promise<void> {
  const work = async (tx: Sql) => {
    await refuseRealProject(tx);
    const clock = makeClock(now);
    const trail = makeAuditTrail();
    await seedPeople(tx, clock);
    for (const arrangement of world) {
      await seedArrangement(tx, clock, arrangement);
      for (const document of arrangement.documents) {
        await seedDocument(tx, clock, trail, arrangement, document);
        await seedProcess(tx, clock, trail, arrangement, document);
        await seedDiscussion(tx, clock, document);
      }
    }
    await trail.write(tx);
  };
  if ('savepoint' in sql) await work(sql);
  else await sql.begin((tx: TransactionSql) => work(tx as unknown as Sql));
}
