import postgres, { type Sql } from 'postgres';
import { type Gateway, openGateway } from './gateway.ts';
import { Mailbox } from './mailbox.ts';
import { createLite } from './supabase-lite.ts';
import { proveRights } from './self-test.ts';

/** Auth and REST on one database. */
export type StackOptions = {
  database: { authenticator: string; owner: string };
  jwtSecret: string;
  publishableKey: string;
  origin: string;
  port?: number;
  onFailure?: Parameters<typeof openGateway>[0]['onFailure'];
};

/** A Supabase for one database: its address and key, and the mails it would have sent. */
export type Stack = {
  url: string;
  publishableKey: string;
  mailbox: Mailbox;
  reload: () => Promise<void>;
  close: () => Promise<void>;
};

/**
 * Starts auth and REST behind the gateway, after proving that the first request opened nothing.
 * @throws {PlainError} when the proof fails
 */
export async function openStack(options: StackOptions): Promise<Stack> {
  const mailbox = new Mailbox();
  const lite = await createLite({ ...options, deliver: (mail) => mailbox.deliver(mail) });
  const sql: Sql = postgres(options.database.owner, { max: 1, onnotice: () => {} });
  let gateway: Gateway;
  try {
    await proveRights(sql, () => askAsStranger(sql, lite.fetch, options.publishableKey));
    gateway = await openGateway({ ...options, fetch: lite.fetch });
  } catch (error) {
    await lite.close();
    throw error;
  } finally {
    await sql.end();
  }
  return {
    url: gateway.url,
    publishableKey: options.publishableKey,
    mailbox,
    reload: lite.reload,
    close: async () => {
      await gateway.close();
      await lite.close();
    },
  };
}

/** Reads a table under row-level security as a stranger, which is what makes an unguarded server grant rights. */
async function askAsStranger(
  sql: Sql,
  fetch: (request: Request) => Promise<Response>,
  apikey: string,
): Promise<void> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relrowsecurity desc limit 1`;
  for (const name of [...tables.map((table) => table.name), 'rpc/ping']) {
    const response = await fetch(
      new Request(`http://127.0.0.1/rest/v1/${name}?limit=1`, { headers: { apikey } }),
    );
    await response.arrayBuffer();
  }
}
