import * as Y from 'yjs';
import { inspectUpdate } from '#collab/inspect-update.ts';

/**
 * Takes an update in as the server does: judged first.
 * @throws {Refusal} when the server would close the connection of whoever sends that.
 */
export function takeAsServer(update: Uint8Array, server: Y.Doc): void {
  inspectUpdate(update, server);
  Y.applyUpdate(server, update);
}
