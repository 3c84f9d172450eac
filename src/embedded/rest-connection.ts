import type { AnyAST, IntrospectResult } from '@supabase/lite';
import { PostgresConnection } from '@supabase/lite/postgres';
import type { PostgresType } from 'postgres';
import { DescribedError, describeDatabaseError } from './database-errors.ts';
import { encodeBareJson } from './json-arguments.ts';

/** PostgREST prints JSON's own notation, the database's text form has a blank and a short offset. */
function isoTime(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}

const asText = (oid: number, parse: (text: string) => unknown): PostgresType => ({
  to: oid,
  from: [oid],
  serialize: String,
  parse,
});

/** Texts are JSON already, see {@link encodeBareJson}. */
const json = (oid: number): PostgresType => ({
  to: oid,
  from: [oid],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string) => JSON.parse(text) as unknown,
});

const TYPES: Record<string, PostgresType> = {
  json: json(114),
  jsonb: json(3802),
  // A JSON number has no trailing zeros to keep; NaN and infinity stay texts.
  numeric: asText(1700, (text) => (Number.isFinite(Number(text)) ? Number(text) : text)),
  timestamp: asText(1114, isoTime),
  timestamptz: asText(1184, isoTime),
  bytea: {
    to: 17,
    from: [17],
    // JSON carries bytes as Postgres' own hexadecimal text.
    serialize: (value: unknown) =>
      typeof value === 'string' ? value : '\\x' + Buffer.from(value as Uint8Array).toString('hex'),
    parse: (text: string) => text,
  },
};

/**
 * `@supabase/lite`'s connection, made safe and made to answer as PostgREST does. Requests run on a connection that
 * signs in as `authenticator`, which has no right of its own; only the catalogue is read as the owner, because
 * `information_schema` shows a role what it may use and nothing else.
 */
export class RestConnection extends PostgresConnection {
  #catalogue: PostgresConnection;

  constructor(addresses: { authenticator: string; owner: string }) {
    super({
      url: addresses.authenticator,
      postgresOptions: { types: TYPES, max: 20, onnotice: () => {}, fetch_types: true },
    });
    this.#catalogue = new PostgresConnection({
      url: addresses.owner,
      postgresOptions: { max: 1, idle_timeout: 20, onnotice: () => {} },
    });
    // Left to itself it answers the first request with GRANT ALL on every table to anon.
    Object.assign(this, { rlsState: 'active' });
  }

  override introspect(options?: { useCache?: boolean }): Promise<IntrospectResult> {
    return this.#catalogue.introspect(options);
  }

  override async clearSchemaCache(): Promise<void> {
    await this.#catalogue.clearSchemaCache();
  }

  override async onPostgrestAST(ast: AnyAST): Promise<AnyAST> {
    const checked = await super.onPostgrestAST(ast);
    return encodeBareJson(checked, await this.introspect({ useCache: true }));
  }

  override normalizeDbError(error: unknown): unknown {
    const described = describeDatabaseError(error);
    return described ? new DescribedError(described) : error;
  }

  override async close(): Promise<void> {
    await Promise.all([super.close(), this.#catalogue.close()]);
  }
}
