import { readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopOrphan } from './orphan.ts';
import { lockHolder } from './start-lock.ts';

/** What the data folders of test runs begin with. */
export const LEFTOVER_PREFIX = 'concierta-test-';

/** Stops the clusters of test runs that were killed before they could, and removes their folders. */
export async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const dataDir = join(tmpdir(), name);
    if (!name.startsWith(LEFTOVER_PREFIX) || lockHolder(dataDir) !== undefined) continue;
    // A folder that was made this very moment has no lock yet.
    if (Date.now() - (statSync(dataDir, { throwIfNoEntry: false })?.mtimeMs ?? 0) < 60_000) continue;
    await stopOrphan(join(dataDir, 'postgres'));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
