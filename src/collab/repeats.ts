import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import type { Patience } from './patience.ts';
import { Refusal } from './refusal.ts';

type Struct = Y.Item | Y.GC;

/** What Yjs leaves of a pair of code units that it had to cut between; the words on either side are compared. */
const CUT = '\uFFFD';

const isGone = ({ content }: Y.Item) => content instanceof Y.ContentDeleted;

function sameText(said: string, stored: string): boolean {
  if (said === stored) return true;
  return [...said.split('').keys()].every(
    (at) => said[at] === stored[at] || said[at] === CUT || stored[at] === CUT,
  );
}

/** Whether two contents say the same, from `from` of the first and `at` of the second on, for `length`. */
function sameContent(said: Y.Item, from: number, stored: Y.Item, at: number, length: number): boolean {
  const [a, b] = [said.content, stored.content];
  if (a.constructor !== b.constructor) return false;
  if (a instanceof Y.ContentString && b instanceof Y.ContentString) {
    return sameText(a.str.slice(from, from + length), b.str.slice(at, at + length));
  }
  if (a instanceof Y.ContentFormat && b instanceof Y.ContentFormat) {
    return a.key === b.key && JSON.stringify(a.value) === JSON.stringify(b.value);
  }
  if (a instanceof Y.ContentType && b instanceof Y.ContentType) {
    const name = ({ type }: Y.ContentType) => (type instanceof Y.XmlElement ? type.nodeName : null);
    return a.type.constructor === b.type.constructor && name(a) === name(b);
  }
  const part = (content: Y.Item['content'], start: number) =>
    JSON.stringify(content.getContent().slice(start, start + length));
  return part(a, from) === part(b, at);
}

/** The neighbours between which Yjs was told to put the letter at `clock`; within an item each follows the one before. */
function isBetweenSame(said: Y.Item, stored: Y.Item, clock: number): boolean {
  const originAt = ({ id, origin }: Y.Item) =>
    id.clock === clock ? origin : Y.createID(id.client, clock - 1);
  return Y.compareIDs(originAt(said), originAt(stored)) && Y.compareIDs(said.rightOrigin, stored.rightOrigin);
}

/** Of an item without neighbours an update names what it is in, and under which key. */
function isInSame(said: Y.Item, stored: Y.Item): boolean {
  const { parent, parentSub } = said as { parent: unknown; parentSub: string | null };
  if (parent === null || said.id.clock !== stored.id.clock) return true;
  if (!(stored.parent instanceof Y.AbstractType)) return true;
  const holder = stored.parent._item;
  const isSame =
    parent instanceof Y.ID ? holder !== null && Y.compareIDs(holder.id, parent) : holder === null;
  return isSame && parentSub === stored.parentSub;
}

/**
 * Whoever was away may repeat what the document has; Yjs passes over it by its number alone. Where the same numbers of
 * the same client hold other words, or stand elsewhere, two people have written under one id, and those of the second
 * would be acknowledged and nowhere. What has been deleted since has no words any more to be compared, but still its
 * place, until Yjs collects it with what it was in. An item never changes the neighbours that it was written between:
 * what is cut off from it follows what it is cut from, and only what does so is joined.
 * @param patience counts what is looked at
 * @throws {Refusal} when something that is known is said otherwise
 */
export function checkRepeats(own: readonly Struct[], store: Y.Doc['store'], patience: Patience): void {
  const foreign = () => new Refusal(CloseCode.changeRefused, 'foreign_client');
  for (const said of own) {
    const { client, clock } = said.id;
    const end = Math.min(clock + said.length, Y.getState(store, client));
    if (clock >= end || !(said instanceof Y.Item)) continue;
    const structs = store.clients.get(client)!;
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at += 1) {
      const stored = structs[at]!;
      if (stored.id.clock >= end) break;
      patience.look(1);
      if (!(stored instanceof Y.Item)) continue;
      const from = Math.max(clock, stored.id.clock);
      if (!isBetweenSame(said, stored, from) || !isInSame(said, stored)) throw foreign();
      if (isGone(said) || isGone(stored)) continue;
      const length = Math.min(end, stored.id.clock + stored.length) - from;
      if (!sameContent(said, from - clock, stored, from - stored.id.clock, length)) throw foreign();
    }
  }
}
