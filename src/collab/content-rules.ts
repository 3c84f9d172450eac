import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import {
  isKnownAttribute,
  isKnownMark,
  isKnownNode,
  isStorable,
  MAX_DEPTH,
} from '#lib/manuscript/allowed-parts.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { markName } from '#lib/manuscript/yjs.ts';
import { Refusal } from './refusal.ts';
import type { Patience } from './patience.ts';
import type { Newcomer } from './sibling-nodes.ts';
import { checkSiblings } from './siblings.ts';

type Struct = Y.Item | Y.GC;
type Fresh = ReadonlyMap<number, readonly Struct[]>;

/** Where an item stands: in which part of the text, of what kind, under which key (attributes). `gone`: collected. */
type Place = { parent: string; holder: Y.ID | null; kind: string; key: string | null } | 'gone';

const TEXT = '#text';
const refused = (reason: string) => new Refusal(CloseCode.changeRefused, reason);
const nameOf = (id: Y.ID) => `${id.client}:${id.clock}`;

function kindOfType(type: unknown): string {
  if (type instanceof Y.XmlText) return TEXT;
  if (type instanceof Y.XmlElement) return type.nodeName;
  throw refused('unknown_content');
}

function structAt(id: Y.ID, fresh: Fresh, store: Y.Doc['store']): Struct {
  if (id.clock < Y.getState(store, id.client)) {
    const structs = store.clients.get(id.client)!;
    return structs[Y.findIndexSS(structs, id.clock)]!;
  }
  const structs = fresh.get(id.client) as Struct[];
  return structs[Y.findIndexSS(structs, id.clock)]!;
}

/** Whether the document has all of a struct; one of which it has the beginning is new. */
const isKnown = ({ id, length }: Struct, store: Y.Doc['store']) =>
  id.clock + length <= Y.getState(store, id.client);

const isSame = (one: Place, other: Place) =>
  one === 'gone' || other === 'gone' ? one === other : one.parent === other.parent && one.key === other.key;

/** The place of an item the document already holds. */
function placeInDocument({ parent, parentSub: key }: Y.Item, root: Y.XmlFragment): Place {
  if (!parent || parent instanceof Y.ID || typeof parent === 'string') return 'gone';
  const holder = parent._item && parent._item.id;
  if (holder) return { parent: nameOf(holder), holder, kind: kindOfType(parent), key };
  if (parent !== root) throw refused('unknown_content');
  return { parent: FRAGMENT, holder: null, kind: 'doc', key };
}

/**
 * Finds where the new items of an update stand. Yjs sends the parent only with the first item of a run; the others
 * name a neighbour, so the place is looked up along neighbours, in the update and in the document.
 */
function placesOf(fresh: Fresh, document: Y.Doc) {
  const { store } = document;
  const root = document.getXmlFragment(FRAGMENT);
  const places = new Map<Y.Item, Place>();

  const ownPlace = (item: Y.Item): Place => {
    if (typeof item.parent === 'string') {
      if (item.parent !== FRAGMENT) throw refused('unknown_content');
      return { parent: FRAGMENT, holder: null, kind: 'doc', key: item.parentSub };
    }
    const id = item.parent as unknown as Y.ID;
    const holder = structAt(id, fresh, store);
    if (!(holder instanceof Y.Item)) return 'gone';
    if (holder.content instanceof Y.ContentDeleted) return 'gone';
    if (!(holder.content instanceof Y.ContentType)) throw refused('unknown_content');
    const kind = kindOfType(holder.content.type);
    return { parent: nameOf(holder.id), holder: holder.id, kind, key: item.parentSub };
  };

  const placeOf = (start: Y.Item): Place => {
    const own = places.get(start);
    if (own) return own;
    // Nearly all of a text that is pasted says so itself.
    if (start.parent !== null && !isKnown(start, store)) {
      const place = ownPlace(start);
      places.set(start, place);
      return place;
    }
    const way = new Set<Y.Item>();
    let place: Place | undefined;
    for (let item: Struct = start; place === undefined;) {
      if (!(item instanceof Y.Item)) place = 'gone';
      else if (places.has(item)) place = places.get(item)!;
      else if (isKnown(item, store)) place = placeInDocument(item, root);
      else if (item.parent !== null) {
        place = ownPlace(item);
        way.add(item);
      } else {
        way.add(item);
        const neighbour: Y.ID | null = item.origin ?? item.rightOrigin;
        if (!neighbour) throw refused('unknown_content');
        item = structAt(neighbour, fresh, store);
        // A ring of neighbours without a parent.
        if (item instanceof Y.Item && way.has(item)) throw refused('unknown_content');
      }
    }
    for (const item of way) places.set(item, place);
    return place;
  };
  return placeOf;
}

function isStorableValue(value: unknown): boolean {
  if (typeof value === 'string') return isStorable(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.entries(value).every(([key, part]) => isStorable(key) && isStorableValue(part));
}

function checkMarkValue(key: string, value: unknown): void {
  if (!isStorable(key) || !isStorableValue(value)) throw refused('unknown_content');
  if (!isKnownMark(markName(key), value)) throw refused('unknown_content');
}

function checkItem(item: Y.Item, place: Exclude<Place, 'gone'>): void {
  const { content } = item;
  const { kind, key } = place;
  if (content instanceof Y.ContentDeleted) return;
  if (content instanceof Y.ContentString && kind === TEXT && key === null && isStorable(content.str)) return;
  if (content instanceof Y.ContentFormat && kind === TEXT && key === null) {
    checkMarkValue(content.key, content.value);
    return;
  }
  if (content instanceof Y.ContentType && kind !== TEXT && key === null) {
    const name = kindOfType(content.type);
    if (name !== TEXT && !isKnownNode(name)) throw refused('unknown_content');
    return;
  }
  if (content instanceof Y.ContentAny && key !== null && kind !== TEXT && kind !== 'doc') {
    if (content.arr.every((value) => isStorableValue(value) && isKnownAttribute(kind, key, value))) return;
  }
  throw refused('unknown_content');
}

/** What is new of an item: of one that begins in the document, only what follows that beginning. */
function newcomerOf(item: Y.Item, store: Y.Doc['store']): Newcomer {
  const { client, clock } = item.id;
  const { origin, rightOrigin, length } = item;
  const state = Y.getState(store, client);
  if (clock >= state) return { client, clock, length, origin, rightOrigin };
  const before = Y.createID(client, state - 1);
  return { client, clock: state, length: clock + length - state, origin: before, rightOrigin };
}

/** The part of the text that a place is in, as the document has it. */
function holderOf({ holder: id }: Exclude<Place, 'gone'>, document: Y.Doc) {
  if (!id) return document.getXmlFragment(FRAGMENT);
  if (id.clock >= Y.getState(document.store, id.client)) return null;
  return ((structAt(id, new Map(), document.store) as Y.Item).content as Y.ContentType).type;
}

/**
 * Refuses an update whose new items a chapter's text cannot hold: unknown nodes, marks and attributes, links that are
 * not links, embedded documents, text outside of text, other roots, neighbours that are none (siblings.ts). It looks at
 * the new items alone, so its price is that of the edit and not of the chapter. How nodes may be nested is not judged
 * here: two honest edits together can break that (materialise.ts mends it).
 * @param order the new items in the order in which Yjs takes them in.
 */
export function checkParts(
  order: readonly Struct[],
  fresh: Fresh,
  document: Y.Doc,
  patience: Patience,
): void {
  const placeOf = placesOf(fresh, document);
  const { store } = document;
  const placeAt = (id: Y.ID): Place => {
    const struct = structAt(id, fresh, store);
    return struct instanceof Y.Item ? placeOf(struct) : 'gone';
  };

  const depthOf = (place: Place): number => {
    let depth = 1;
    for (let at = place; at !== 'gone' && at.holder; depth += 1) {
      if (depth >= MAX_DEPTH) throw refused('too_deep');
      at = placeAt(at.holder);
    }
    return depth;
  };

  const newcomers = new Map<string, { place: Exclude<Place, 'gone'>; items: Newcomer[] }>();
  for (const struct of order) {
    if (!(struct instanceof Y.Item)) continue;
    const place = placeOf(struct);
    const newcomer = newcomerOf(struct, store);
    const { origin, rightOrigin } = newcomer;
    // Where it says to stand was read from the first of these; only of one that begins in the document it was not.
    const isContinued = origin !== null && origin !== struct.origin;
    if (isContinued && !isSame(placeAt(origin), place)) throw refused('unknown_content');
    if (rightOrigin && origin && !isSame(placeAt(rightOrigin), place)) {
      throw refused('unknown_content');
    }
    if (place === 'gone') continue;
    if (place.key !== null && rightOrigin) throw refused('unknown_content');
    checkItem(struct, place);
    if (struct.content instanceof Y.ContentType) depthOf(place);
    const name = `${place.parent} ${place.key ?? ''}`;
    const others = newcomers.get(name);
    if (others) others.items.push(newcomer);
    else newcomers.set(name, { place, items: [newcomer] });
  }

  const lookup = {
    struct: (id: Y.ID) => structAt(id, fresh, store) as Y.Item,
    isFresh: (id: Y.ID) => id.clock >= Y.getState(store, id.client),
  };
  for (const { place, items } of newcomers.values()) {
    checkSiblings(items, { holder: holderOf(place, document), key: place.key }, lookup, patience);
  }
}
