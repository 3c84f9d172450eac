import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import postgres, { type Sql } from 'postgres';

/** One assertion of a pgTAP file: what it says, whether it held, and the lines that explain why not. */
export type Assertion = { name: string; held: boolean; explanation: string };

/** Loads pgTAP into a schema of its own, from the tarball that @electric-sql/pglite ships (PostgreSQL licence). */
export async function installPgtap(sql: Sql): Promise<void> {
  await sql
    .unsafe(
      `
    create schema tap;
    set search_path = tap, public, extensions;
    ${pgtapSource()}
    grant usage on schema tap to public;
    grant execute on all functions in schema tap to public;
  `,
    )
    .simple();
}

/** Runs a test file in a transaction that is undone, and reads what it said. */
export async function runPgtap(sql: Sql, text: string): Promise<Assertion[]> {
  await sql.unsafe('begin; set local search_path = public, extensions, tap;').simple();
  let results: unknown;
  try {
    results = await sql.unsafe(`select * from no_plan();\n${text}`).simple();
    results = [results, await sql.unsafe('reset role; select * from finish();').simple()];
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    const line = error.position
      ? ` (line ${text.slice(0, Number(error.position)).split('\n').length - 1})`
      : '';
    return [
      { name: `runs to its end${line}`, held: false, explanation: `${error.message}\n${error.where ?? ''}` },
    ];
  } finally {
    await sql.unsafe('rollback; reset role').simple();
  }
  return assertions(linesOf(results));
}

function assertions(lines: string[]): Assertion[] {
  const found: Assertion[] = [];
  for (const line of lines) {
    const [, failed, name] = /^(not )?ok \d+(?: - (.*))?$/.exec(line) ?? [];
    if (name !== undefined || /^(not )?ok \d+$/.test(line)) {
      found.push({ name: name ?? '(unnamed)', held: !failed, explanation: '' });
    } else if (line.startsWith('#') && found.length > 0) {
      found.at(-1)!.explanation += `${line}\n`;
    }
  }
  return found;
}

/** pgTAP answers in rows of one text, some of them several lines long; a result is an array of rows. */
function linesOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split('\n');
  if (Array.isArray(value)) return value.flatMap(linesOf);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(linesOf) : [];
}

function pgtapSource(): string {
  const tarball = fileURLToPath(
    new URL('../../node_modules/@electric-sql/pglite/dist/pgtap.tar.gz', import.meta.url),
  );
  const tar = gunzipSync(readFileSync(tarball));
  for (let offset = 0; offset + 512 <= tar.length;) {
    const name = tar.toString('utf8', offset, offset + 100).replace(/\0.*$/s, '');
    const size = parseInt(tar.toString('utf8', offset + 124, offset + 136), 8) || 0;
    if (/pgtap--\d+\.\d+\.\d+\.sql$/.test(name))
      return tar.toString('utf8', offset + 512, offset + 512 + size);
    offset += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error(`no pgTAP in ${tarball}`);
}
