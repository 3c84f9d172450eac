import type * as Y from 'yjs';

/** What a tab knows of itself when it finds somebody else's copy of what it has put in. */
export interface Standing {
  /** Whether all that the server had has arrived. */
  inStep: () => boolean;
  /** Up to which clock the server has what was written here. */
  stored: () => number;
  mayWrite: () => boolean;
}

/**
 * Whether of two copies one's own is the one to go: each takes out only their own, and both know which. While both are
 * there that of the higher client id; what the server has not heard of yet goes before anybody sees it.
 */
export function mineGoes(mine: Y.ID, otherClient: number, { inStep, stored }: Standing): boolean {
  return mine.client > otherClient || (!inStep() && mine.clock >= stored());
}
