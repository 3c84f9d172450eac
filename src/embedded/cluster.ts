import { spawn } from 'node:child_process';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresBinaries } from './binaries.ts';
import { makeFolder } from './make-folder.ts';
import { PlainError, systemCode } from './plain-error.ts';
import { postgresOwner, reachableByNobody, sharedPlaceFor } from './unprivileged.ts';

const MAJOR = '17';

/** Where a data folder's cluster lies, and the marker that says it is whole. */
export type ClusterPlace = { cluster: string; marker: string };

/**
 * The place of the cluster: `<dataDir>/postgres`, or, when this process is root and `nobody` may not enter the data
 * folder, a folder below /var/lib/concierta that `<dataDir>/postgres.location` names.
 */
export function placeCluster(dataDir: string): ClusterPlace {
  const pointer = join(dataDir, 'postgres.location');
  const marker = join(dataDir, 'postgres.ready');
  if (existsSync(pointer)) return { cluster: readFileSync(pointer, 'utf8').trim(), marker };
  if (!postgresOwner() || reachableByNobody(dataDir)) return { cluster: join(dataDir, 'postgres'), marker };
  const place = sharedPlaceFor(dataDir);
  try {
    makeFolder(place, 0o711);
  } catch (error) {
    throw new PlainError(
      `Postgres may not run as root and cannot enter ${dataDir}; ${place} cannot be made either (${systemCode(error)}), so choose another folder with DATA_DIR.`,
    );
  }
  writeFileSync(pointer, join(place, 'postgres') + '\n');
  return { cluster: join(place, 'postgres'), marker };
}

/**
 * Makes the cluster unless it is there. The marker is written last; a cluster without one was interrupted while it was
 * made, so nothing of anyone's is in it: it is set aside, not deleted, and made again.
 * @returns true when it was made now
 * @throws {PlainError} when a whole cluster is missing, or belongs to another major version
 */
export async function ensureCluster(
  place: ClusterPlace,
  binaries: PostgresBinaries,
  options: { password: string; sync: boolean; note: (sentence: string) => void },
): Promise<boolean> {
  const versionFile = join(place.cluster, 'PG_VERSION');
  if (existsSync(place.marker)) {
    if (!existsSync(versionFile)) {
      throw new PlainError(
        `The database folder ${place.cluster} is gone or incomplete although it was once whole; restore it from a copy, or remove ${place.marker} to begin with an empty one.`,
      );
    }
    const found = readFileSync(versionFile, 'utf8').trim();
    if (found !== MAJOR)
      throw new PlainError(
        `The database in ${place.cluster} was made by Postgres ${found} and this is ${MAJOR}; export it with the version that made it.`,
      );
    return false;
  }
  if (existsSync(place.cluster)) {
    const aside = `${place.cluster}.incomplete-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    renameSync(place.cluster, aside);
    options.note(
      `A database folder without the mark of a whole one was there (its making was interrupted, or the data folder was deleted); it is kept at ${aside} and a new one is made.`,
    );
  }
  await initdb(place.cluster, binaries, options);
  writeFileSync(place.marker, JSON.stringify({ major: MAJOR, made: new Date().toISOString() }) + '\n');
  return true;
}

async function initdb(
  cluster: string,
  binaries: PostgresBinaries,
  options: { password: string; sync: boolean },
): Promise<void> {
  const owner = postgresOwner();
  const passwordFile = `${cluster}.password`;
  let output = '';
  try {
    makeFolder(cluster, 0o700);
    writeFileSync(passwordFile, options.password, { mode: 0o600 });
    if (owner) for (const path of [cluster, passwordFile]) chownSync(path, owner.uid, owner.gid);
    // Sorting is ICU's Spanish; the C library's locale only tells letters from signs, and not every system has the same.
    for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
      const result = await run(binaries.initdb, [
        ...['-D', cluster, '-U', 'postgres', '-E', 'UTF8', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--locale-provider=icu', '--icu-locale=es', '--locale=C', `--lc-ctype=${ctype}`],
        ...(options.sync ? [] : ['--no-sync']),
      ]);
      if (result.code === 0) return;
      output = result.output;
      if (!output.includes('locale')) break;
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
  const last = output.trim().split('\n').at(-1) ?? '';
  throw new PlainError(`The database could not be made in ${cluster}: ${last}`);
}

function run(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...postgresOwner(),
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk));
    child.on('error', (error) => reject(new PlainError(`${command} cannot be run (${systemCode(error)}).`)));
    child.on('close', (code) => resolve({ code, output }));
  });
}
