import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';

type Struct = Y.Item | Y.GC;

const causalGap = () => new Refusal(CloseCode.outOfStep, 'causal_gap');

/** The structs of each client of an update, in order and without holes. */
export type ByClient = ReadonlyMap<number, readonly Struct[]>;

/**
 * The structs of an update in the very order in which Yjs takes them into a document: the highest client id first, and
 * before each struct what it names. Nothing may be left over: Yjs would keep it waiting in memory, and every later word of
 * that client with it, or throw in the middle of its work.
 * @throws {Refusal} when a struct names one that comes after it, or that is nowhere.
 */
export function integrationOrder(byClient: ByClient, store: Y.Doc['store']): Struct[] {
  const next = new Map<number, number>();
  const known = new Map<number, number>();
  const order: Struct[] = [];

  /** A client whose structs have to come first. */
  function missing(struct: Struct): number | null {
    if (!(struct instanceof Y.Item)) return null;
    const { client, clock } = struct.id;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (!(id instanceof Y.ID)) continue;
      if (id.client === client) {
        if (id.clock >= clock) throw new Refusal(CloseCode.malformed, 'malformed_update');
      } else if (id.clock >= (known.get(id.client) ?? Y.getState(store, id.client))) return id.client;
    }
    return null;
  }

  if (byClient.size === 1) {
    const [own] = byClient.values();
    if (own!.some((struct) => missing(struct) !== null)) throw causalGap();
    return [...own!];
  }

  const clients = [...byClient.keys()].toSorted((a, b) => b - a);
  for (const bottom of clients) {
    const waiting = [bottom];
    while (waiting.length) {
      const client = waiting.at(-1)!;
      const at = next.get(client) ?? 0;
      const struct = byClient.get(client)?.[at];
      if (!struct) {
        // Something waits for this client, which has nothing more to say.
        if (waiting.length > 1) throw causalGap();
        break;
      }
      const before = missing(struct);
      if (before !== null) {
        if (waiting.includes(before)) throw causalGap();
        waiting.push(before);
        continue;
      }
      order.push(struct);
      next.set(client, at + 1);
      const end = struct.id.clock + struct.length;
      known.set(client, Math.max(end, known.get(client) ?? Y.getState(store, client)));
      if (waiting.length > 1) waiting.pop();
    }
  }
  return order;
}
