import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError, systemCode } from './plain-error.ts';
import { processBirth } from './processes.ts';

/**
 * Takes the data folder for this process, so that two starts never share one cluster. A lock left behind by a killed
 * process is recognised (process id and its time of birth) and replaced.
 * @returns a function that gives the folder back
 * @throws {PlainError} when a living process holds it
 */
export function takeStartLock(dataDir: string): () => void {
  const file = join(dataDir, 'start.lock');
  const mine = JSON.stringify({ pid: process.pid, birth: processBirth(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, mine);
      closeSync(descriptor);
      return () => {
        if (readText(file) === mine) rmSync(file, { force: true });
      };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST')
        throw new PlainError(`The file ${file} cannot be written (${systemCode(error)}).`);
    }
    const holder = lockHolder(dataDir);
    if (holder !== undefined) {
      throw new PlainError(
        `Concierta is already running on the data folder ${dataDir} (process ${holder}); stop it first, or choose another folder with DATA_DIR.`,
      );
    }
    rmSync(file, { force: true });
  }
  throw new PlainError(
    `The data folder ${dataDir} is being started by another process; try again in a moment.`,
  );
}

/** The living process that holds a data folder, if there is one. */
export function lockHolder(dataDir: string): number | undefined {
  const holder = parseHolder(readText(join(dataDir, 'start.lock')));
  return holder && holder.birth !== '' && processBirth(holder.pid) === holder.birth ? holder.pid : undefined;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function parseHolder(text: string): { pid: number; birth: string } | undefined {
  try {
    const { pid, birth } = JSON.parse(text) as { pid?: unknown; birth?: unknown };
    return typeof pid === 'number' && typeof birth === 'string' ? { pid, birth } : undefined;
  } catch {
    return undefined;
  }
}
