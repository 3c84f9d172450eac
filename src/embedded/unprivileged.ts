import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Postgres refuses to run as root, so root's cluster runs as `nobody`, which exists by number on every system. */
const NOBODY = 65534;

/** Where root's clusters and binaries go when the project's own folder cannot be entered by `nobody`. */
export const SHARED_PLACE = '/var/lib/concierta';

/** The uid and gid to spawn Postgres with: `nobody` when this process is root, otherwise none. */
export function postgresOwner(): { uid: number; gid: number } | undefined {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
}

/**
 * Whether `nobody` can reach a path: every folder above it, and itself when it is one, must let others pass.
 * Permission bits only; an access list that says otherwise shows up as Postgres' own error.
 */
export function reachableByNobody(path: string): boolean {
  let current = resolve(path);
  for (;;) {
    try {
      const { mode, uid } = statSync(current);
      const bit = uid === NOBODY ? 0o100 : 0o001;
      if (!(mode & bit)) return false;
    } catch {
      // What does not exist yet is made by us, with the bits it needs.
    }
    const parent = dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}

/** A path under {@link SHARED_PLACE} that stands for `path`: the same path gives the same place. */
export function sharedPlaceFor(path: string): string {
  return join(SHARED_PLACE, shortHash(resolve(path)));
}

/** Twelve hexadecimal characters that stand for a text. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
