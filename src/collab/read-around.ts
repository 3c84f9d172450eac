import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { Entry, LogRow } from './database.ts';
import { canBeTakenIn } from './inspect-update.ts';

/** A text without the entries that cannot be taken in, and which these are. */
export interface ReadAround {
  document: Y.Doc;
  left: number[];
}

/**
 * Reads a whole log in which an entry cannot be taken in, as one could once be let in: that entry is left out, and what
 * its client wrote on top of it. The seed and the words of everybody else have to be there, all of them.
 * @returns null when they would not be.
 */
export function readAround(rows: readonly (LogRow & Pick<Entry, 'clientId'>)[]): ReadAround | null {
  const document = asWritten(new Y.Doc());
  document.getXmlFragment(FRAGMENT);
  const lost = new Set<number>();
  const left: number[] = [];

  function take({ seq, clientId, payload }: (typeof rows)[number]): boolean {
    const verdict = canBeTakenIn(payload, document);
    // Client 0 signs the seed, and deletions.
    if (verdict === 'never' && clientId === 0) return false;
    if (verdict === 'gap' && !lost.has(clientId)) return false;
    if (verdict === 'never' || verdict === 'gap') {
      lost.add(clientId);
      left.push(seq);
      return true;
    }
    // Words that were left out are deleted already.
    if (verdict === 'deletes_unknown' && !lost.size) return false;
    Y.applyUpdate(document, payload);
    document.store.pendingDs = null;
    return !document.store.pendingStructs;
  }

  try {
    if (rows.every(take)) return { document, left };
  } catch {
    // It is not to be had this way either.
  }
  document.destroy();
  return null;
}
