import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';

type Struct = Y.Item | Y.GC;

/**
 * Yjs keeps the items of a client in one array. Where something is written or deleted inside an item, the item is cut and
 * all that follow in the array are moved on; so many may be in one message, which takes a tenth of a second. Three
 * thousand edits all over a text of 300 pages stay below.
 */
const MOST_MOVED = 40_000_000;

/**
 * How many items taking an update in would cut.
 * @throws {Refusal} when taking an update in would cut long runs of text too often
 */
export function checkCuts(
  added: readonly Struct[],
  deletions: ReadonlyMap<number, readonly { clock: number; len: number }[]>,
  fresh: ReadonlyMap<number, readonly Struct[]>,
  store: Y.Doc['store'],
): number {
  const cuts = new Map<number, Set<number>>();
  let moved = 0;

  /** Something is to begin at this clock, in the document or in the update. */
  function cutBefore(client: number, clock: number): void {
    const isStored = clock < Y.getState(store, client);
    const structs = (isStored ? store.clients.get(client) : fresh.get(client)) as Struct[] | undefined;
    const last = structs?.at(-1);
    if (!structs || !last || clock >= last.id.clock + last.length) return;
    const at = Y.findIndexSS(structs, clock);
    if (structs[at]!.id.clock === clock) return;
    let own = cuts.get(client);
    if (!own) cuts.set(client, (own = new Set()));
    if (own.has(clock)) return;
    own.add(clock);
    moved += structs.length - at + own.size;
    if (moved > MOST_MOVED) throw new Refusal(CloseCode.tooLarge, 'message_too_large');
  }

  for (const struct of added) {
    if (!(struct instanceof Y.Item)) continue;
    const { origin, rightOrigin } = struct;
    if (origin) cutBefore(origin.client, origin.clock + 1);
    if (rightOrigin) cutBefore(rightOrigin.client, rightOrigin.clock);
  }
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      cutBefore(client, clock);
      cutBefore(client, clock + len);
    }
  }
  return [...cuts.values()].reduce((sum, own) => sum + own.size, 0);
}
