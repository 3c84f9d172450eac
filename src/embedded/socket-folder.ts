import { chmodSync, chownSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainError, systemCode } from './plain-error.ts';
import { postgresOwner, shortHash } from './unprivileged.ts';

/** The shortest limit there is: macOS keeps 104 bytes for a socket's path, its closing zero included. */
const LONGEST_SOCKET_PATH = 103;

/** The name of the link in the socket folder that leads back to it; {@link socketUrl} says what for. */
const ALIAS = ',';

/**
 * Makes the folder of the cluster's socket, enterable by its owner alone: beside the cluster when the path is short
 * enough, otherwise in the temporary folder under a name that stands for the cluster.
 * @throws {PlainError} when somebody else's folder stands there
 */
export function openSocketFolder(cluster: string): string {
  const beside = `${cluster}.socket`;
  const fits = Buffer.byteLength(join(beside, ALIAS, '.s.PGSQL.5432')) <= LONGEST_SOCKET_PATH;
  const folder = fits ? beside : join(shortTemporaryFolder(), `concierta-${shortHash(cluster)}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST')
      throw new PlainError(
        `The folder ${folder} for the database's socket cannot be made (${systemCode(error)}).`,
      );
  }
  const owner = postgresOwner();
  const expected = owner?.uid ?? process.getuid?.();
  const { uid } = lstatSync(folder);
  if (!lstatSync(folder).isDirectory() || (uid !== expected && uid !== process.getuid?.())) {
    throw new PlainError(
      `${folder} belongs to somebody else; remove it, because the database's socket goes there.`,
    );
  }
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
  // No Postgres of this cluster lives at this point, so what a killed one left is in the way.
  for (const leftover of [ALIAS, '.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(folder, leftover), { force: true });
  symlinkSync('.', join(folder, ALIAS));
  return folder;
}

/**
 * An address for a role on a socket folder. The SQL client (postgres 3.4) percent-decodes the host of an address only
 * when it holds a comma, taking it for a list; so the address goes through a link named "," that leads to the folder
 * itself. Programs on libpq take the plain folder as their host.
 */
export function socketUrl(folder: string, role: string, password: string, database: string): string {
  const host = encodeURIComponent(join(folder, ALIAS)).replaceAll('%2C', ',');
  return `postgres://${encodeURIComponent(role)}:${encodeURIComponent(password)}@${host}/${encodeURIComponent(database)}`;
}

function shortTemporaryFolder(): string {
  // A person's temporary folder on macOS has 49 bytes, which is short enough; a project's own may be anything.
  const own = tmpdir();
  return Buffer.byteLength(own) <= 60 ? own : '/tmp';
}
