import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { checkParts } from './content-rules.ts';
import { checkCuts } from './cuts.ts';
import { encodePart } from './encode-part.ts';
import { integrationOrder } from './integration-order.ts';
import { Patience } from './patience.ts';
import { Refusal } from './refusal.ts';
import { checkRepeats } from './repeats.ts';

type Struct = Y.Item | Y.GC;
type Range = { clock: number; len: number };

/** What an update adds to a document, one part for each Yjs client that wrote something new. */
export interface Novelty {
  parts: { clientId: number; payload: Uint8Array }[];
  /** How many items it adds. */
  items: number;
  /** How many it cuts in two. */
  cuts: number;
  /** How many letters and nodes that the document has it deletes. */
  removed: number;
}

/** No honest client counts further; beyond, sums of clocks would lose their last digits. */
const MAX_CLOCK = 2 ** 40;

/**
 * Structs, and ranges deleted anew, of one message: a pasted text of 300 pages has 20,000, a table of 1,000 rows and six
 * columns 43,000, which takes some 300 ms of a busy machine to be judged and taken in. More would hold up everybody.
 */
const MOST_STRUCTS = 45_000;
const MOST_DELETIONS = 20_000;

/**
 * Yjs client ids of one message that the text does not know yet. Every page that was opened and written in has one: this
 * is somebody who loaded it a hundred times while they had no connection. Each is an entry of the log, and stays in what
 * every page says that it has.
 */
const MOST_NEW_CLIENTS = 100;

const malformed = () => new Refusal(CloseCode.malformed, 'malformed_update');
const tooLarge = () => new Refusal(CloseCode.tooLarge, 'message_too_large');
const outOfStep = () => new Refusal(CloseCode.outOfStep, 'causal_gap');

function decode(update: Uint8Array) {
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    return { structs, deleted: ds.clients, blocks: decoding.readVarUint(decoding.createDecoder(update)) };
  } catch {
    throw malformed();
  }
}

/**
 * The structs of each client in order, without holes, and how far each client is known once they are applied. Each
 * client has one block: of several Yjs takes the last alone.
 */
function group({ structs, blocks }: ReturnType<typeof decode>, store: Y.Doc['store']) {
  const byClient = new Map<number, Struct[]>();
  const known = new Map<number, number>();
  const knownOf = (client: number) => known.get(client) ?? Y.getState(store, client);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct.length < 1 || clock + struct.length > MAX_CLOCK) throw malformed();
    let own = byClient.get(client);
    if (!own) byClient.set(client, (own = []));
    if (struct instanceof Y.Skip) continue;
    if (clock > knownOf(client)) throw outOfStep();
    known.set(client, Math.max(knownOf(client), clock + struct.length));
    own.push(struct);
  }
  if (byClient.size !== blocks) throw malformed();
  return { byClient, knownOf };
}

/** Ranges in order, those that overlap as one: what is said a thousand times is looked at once. */
function merge(ranges: readonly Range[]): Range[] {
  if (ranges.some(({ len }) => len < 1)) throw malformed();
  const merged: Range[] = [];
  for (const { clock, len } of ranges.toSorted((a, b) => a.clock - b.clock)) {
    const last = merged.at(-1);
    if (last && clock < last.clock + last.len) last.len = Math.max(last.len, clock + len - last.clock);
    else merged.push({ clock, len });
  }
  return merged;
}

/** How much of a range the store has that is not deleted yet. */
function aliveIn(store: Y.Doc['store'], client: number, { clock, len }: Range, patience: Patience): number {
  const structs = store.clients.get(client);
  if (!structs || clock >= Y.getState(store, client)) return 0;
  let alive = 0;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
    const { id, length, deleted } = structs[at]!;
    if (id.clock >= clock + len) break;
    patience.look(1);
    if (!deleted) alive += Math.min(id.clock + length, clock + len) - Math.max(id.clock, clock);
  }
  return alive;
}

/**
 * Reads what an update would add to a document, without touching it. The result is canonical: what the document
 * already holds is left out (a reconnecting client repeats all its deletions), and every part belongs to one client.
 * @param patience is asked for what Yjs would have to search, and counts what is looked at here
 * @throws {Refusal} malformed, with a gap to what the document holds, with other words than it holds under the same
 *   number, or with content a chapter cannot have.
 */
export function inspectUpdate(update: Uint8Array, document: Y.Doc, patience = new Patience()): Novelty {
  const decoded = decode(update);
  const { structs, deleted } = decoded;
  if (structs.length > MOST_STRUCTS) throw tooLarge();
  const { store } = document;
  const { byClient, knownOf } = group(decoded, store);

  const isNew = ({ id, length }: Struct) => id.clock + length > Y.getState(store, id.client);
  const clientsAdded = [...byClient].filter(([client, own]) => own.length && !store.clients.has(client));
  if (clientsAdded.length > MOST_NEW_CLIENTS) throw tooLarge();
  const order = integrationOrder(byClient, store);
  const fresh = new Map<number, Struct[]>();
  for (const [client, own] of byClient) {
    checkRepeats(own, store, patience);
    const news = own.filter(isNew);
    if (!news.length) continue;
    // Nobody is client 0: it signs deletions.
    if (client === 0) throw new Refusal(CloseCode.changeRefused, 'foreign_client');
    fresh.set(client, news);
  }
  const added = order.filter(isNew);
  checkParts(added, fresh, document, patience);

  const deletions = new Map<number, Range[]>();
  let repeated = 0;
  let anew = 0;
  let removed = 0;
  for (const [client, said] of deleted) {
    const ranges = merge(said);
    const news = ranges.filter((range) => {
      if (range.clock + range.len > knownOf(client)) throw outOfStep();
      const alive = aliveIn(store, client, range, patience);
      removed += alive;
      return alive > 0 || range.clock + range.len > Y.getState(store, client);
    });
    repeated += said.length - news.length;
    if (news.length) deletions.set(client, news);
    anew += news.length;
    if (anew > MOST_DELETIONS) throw tooLarge();
  }

  const cuts = checkCuts(added, deletions, fresh, store);

  const clients = [...fresh.keys()];
  const items = [...fresh.values()].reduce((sum, added) => sum + added.length, 0);
  const novelty = (parts: Novelty['parts']) => ({ parts, items, cuts, removed });
  if (!clients.length && !deletions.size) return novelty([]);
  if (clients.length <= 1 && !repeated && items === structs.length) {
    return novelty([{ clientId: clients[0] ?? 0, payload: update }]);
  }
  if (!clients.length) return novelty([{ clientId: 0, payload: encodePart(0, [], deletions) }]);
  const last = clients.length - 1;
  return novelty(
    clients.map((clientId, at) => ({
      clientId,
      payload: encodePart(clientId, fresh.get(clientId)!, at === last ? deletions : new Map()),
    })),
  );
}

/**
 * Whether Yjs could take an update in whole: not when something it builds on is missing (`gap`; `deletes_unknown`: only
 * what it deletes), nor when it cannot be read or names what comes after it. For entries of a log from when that was not
 * looked at; their content is not judged.
 */
export function canBeTakenIn(
  update: Uint8Array,
  { store }: Y.Doc,
): 'yes' | 'deletes_unknown' | 'gap' | 'never' {
  try {
    const decoded = decode(update);
    const { byClient, knownOf } = group(decoded, store);
    integrationOrder(byClient, store);
    const deleted = [...decoded.deleted].flatMap(([client, ranges]) =>
      merge(ranges).map(({ clock, len }) => ({ end: clock + len, client })),
    );
    return deleted.some(({ client, end }) => end > knownOf(client)) ? 'deletes_unknown' : 'yes';
  } catch (error) {
    return error instanceof Refusal && error.code === CloseCode.outOfStep ? 'gap' : 'never';
  }
}
