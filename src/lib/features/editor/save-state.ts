/** What is known about the way from this text to the server's disk. */
export interface SaveFacts {
  connection: 'connecting' | 'open' | 'lost';
  /** The chapter is in step with the server: everything it had has arrived. */
  synced: boolean;
  /** Edits of this tab that the server has not acknowledged. */
  unsent: number;
  /** The device could not write them all down: some live as long as the tab. */
  inTabAlone: boolean;
  /** When the server last acknowledged an edit of this tab; null while it has none. */
  savedAt: Date | null;
  /** The device has no network, as the browser says. */
  offline: boolean;
  /** The network lets no WebSocket through: the text goes over HTTP. */
  filtered: boolean;
  /** Coming back is useless: why, as the server said. */
  stopped: string | null;
  /** Why the server turned the connection away for now; it is tried again. */
  trouble: Trouble | null;
}

export type Trouble = 'full' | 'flood' | 'slow' | 'not_stored' | 'unloadable_now';

export type SaveState =
  | { kind: 'connecting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: Date | null }
  | { kind: 'saved_except' }
  | { kind: 'offline'; changes: number }
  | { kind: 'reconnecting'; changes: number }
  | { kind: 'failed'; reason: string; changes: number };

/**
 * What the save state says. "Saved" only when the server has acknowledged everything; acknowledged means on disk
 * (docs/adr/0006-durable-log.md). What it refused is on this device alone until its author has dismissed it.
 * @param refused how many times words were refused that their author has not dismissed
 */
export function saveState(facts: SaveFacts, refused = 0): SaveState {
  const { connection, synced, unsent, savedAt, offline, stopped, trouble } = facts;
  if (stopped) return { kind: 'failed', reason: stopped, changes: unsent };
  if (offline) return { kind: 'offline', changes: unsent };
  if (trouble && !synced) return { kind: 'failed', reason: trouble, changes: unsent };
  if (connection === 'lost') return { kind: 'reconnecting', changes: unsent };
  if (connection === 'connecting' || !synced) {
    return unsent > 0 ? { kind: 'saving' } : { kind: 'connecting' };
  }
  if (unsent > 0) return { kind: 'saving' };
  return refused > 0 ? { kind: 'saved_except' } : { kind: 'saved', at: savedAt };
}

/** Whether closing the tab now would leave edits behind that only this device has. */
export function hasUnsent(state: SaveState): boolean {
  return state.kind === 'saving' || ('changes' in state && state.changes > 0);
}

/** Whether edits wait for the connection that closing the tab would lose: the device does not keep them. */
export function isTabAllThereIs(state: SaveState, { inTabAlone }: SaveFacts): boolean {
  return inTabAlone && 'changes' in state && state.changes > 0;
}
