import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, one by one: where the system says that a folder to be made does
 * not exist (below /proc), Node's own `recursive` asks for ever and no signal ends it.
 */
export function makeFolder(path: string, mode: number): void {
  const missing: string[] = [];
  for (let folder = path; !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode });
    } catch (error) {
      // Another program may have made it meanwhile.
      if (!existsSync(folder)) throw error;
    }
  }
}
