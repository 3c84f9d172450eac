import { accessSync, chmodSync, constants, existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { PlainError, systemCode } from './plain-error.ts';
import { postgresOwner, reachableByNobody } from './unprivileged.ts';

/**
 * Makes the data folder when needed and proves that it can be written to.
 * @returns its absolute path
 * @throws {PlainError} when it is a file, cannot be made or cannot be written to
 */
export function openDataFolder(path: string): string {
  const folder = resolve(path);
  const isNew = !existsSync(folder);
  try {
    makeFolder(folder, 0o711);
    if (!statSync(folder).isDirectory()) throw new PlainError(noFolder(folder));
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    // The permission bits say yes to root everywhere, below /proc too.
    rmdirSync(mkdtempSync(join(folder, 'probe-')));
  } catch (error) {
    if (error instanceof PlainError) throw error;
    const code = systemCode(error);
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new PlainError(noFolder(folder));
    throw new PlainError(
      `The data folder ${folder} cannot be written to (${code}); give its owner the right, or choose another with DATA_DIR.`,
    );
  }
  // A umask of 077 would shut out the uid that Postgres runs with.
  if (isNew && postgresOwner() && !reachableByNobody(folder)) chmodSync(folder, 0o711);
  return folder;
}

const noFolder = (path: string) =>
  `The data folder ${path} is a file, or lies below one; choose another with DATA_DIR.`;
