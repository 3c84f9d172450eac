import * as Y from 'yjs';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { isKnownAttribute, isKnownMark, isKnownNode, MAX_DEPTH } from '#lib/manuscript/content.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { markName } from '#lib/manuscript/yjs.ts';
import { Refusal } from './refusal.ts';

type Struct = Y.Item | Y.GC;
type Fresh = ReadonlyMap<number, readonly Struct[]>;

/** Where an item stands: in which part of the text, of what kind, under which key (attributes). `gone`: collected. */
type Place = { parent: string; kind: string; key: string | null } | 'gone';

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

/** The place of an item the document already holds. */
function placeInDocument(item: Y.Item, document: Y.Doc): Place {
  const parent = item.parent;
  if (!parent || parent instanceof Y.ID || typeof parent === 'string') return 'gone';
  if (parent._item) return { parent: nameOf(parent._item.id), kind: kindOfType(parent), key: item.parentSub };
  const root = Y.findRootTypeKey(parent);
  if (root !== FRAGMENT || parent.doc !== document) throw refused('unknown_content');
  return { parent: root, kind: 'doc', key: item.parentSub };
}

/**
 * Finds where the new items of an update stand. Yjs sends the parent only with the first item of a run; the others
 * name a neighbour, so the place is looked up along neighbours, in the update and in the document.
 */
function placesOf(fresh: Fresh, document: Y.Doc) {
  const { store } = document;
  const places = new Map<Y.Item, Place>();

  const ownPlace = (item: Y.Item): Place => {
    if (typeof item.parent === 'string') {
      if (item.parent !== FRAGMENT) throw refused('unknown_content');
      return { parent: FRAGMENT, kind: 'doc', key: item.parentSub };
    }
    const id = item.parent as unknown as Y.ID;
    const holder = structAt(id, fresh, store);
    if (!(holder instanceof Y.Item)) return 'gone';
    if (holder.content instanceof Y.ContentDeleted) return 'gone';
    if (!(holder.content instanceof Y.ContentType)) throw refused('unknown_content');
    return { parent: nameOf(holder.id), kind: kindOfType(holder.content.type), key: item.parentSub };
  };

  const placeOf = (start: Y.Item): Place => {
    const way = new Set<Y.Item>();
    let place: Place | undefined;
    for (let item: Struct = start; place === undefined;) {
      if (!(item instanceof Y.Item)) place = 'gone';
      else if (places.has(item)) place = places.get(item)!;
      else if (item.id.clock < Y.getState(store, item.id.client)) place = placeInDocument(item, document);
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

function checkMarkValue(key: string, value: unknown): void {
  if (!isKnownMark(markName(key), value)) throw refused('unknown_content');
}

function checkItem(item: Y.Item, place: Exclude<Place, 'gone'>): void {
  const { content } = item;
  const { kind, key } = place;
  if (content instanceof Y.ContentDeleted) return;
  if (content instanceof Y.ContentString && kind === TEXT && key === null) return;
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
    if (content.arr.every((value) => isKnownAttribute(kind, key, value))) return;
  }
  throw refused('unknown_content');
}

/**
 * Refuses an update whose new items a chapter's text cannot hold: unknown nodes, marks and attributes, links that are
 * not links, embedded documents, text outside of text, other roots. It looks at the new items alone, so its price is
 * that of the edit and not of the chapter. How nodes may be nested is not judged here: two honest edits together can
 * break that (materialise.ts mends it).
 */
export function checkParts(fresh: Fresh, document: Y.Doc): void {
  const placeOf = placesOf(fresh, document);
  const { store } = document;

  const depthOf = (place: Place): number => {
    let depth = 1;
    for (let at = place; at !== 'gone' && at.parent !== FRAGMENT; depth += 1) {
      if (depth > MAX_DEPTH) throw refused('too_deep');
      const [client, clock] = at.parent.split(':').map(Number) as [number, number];
      const holder = structAt(Y.createID(client, clock), fresh, store);
      at = holder instanceof Y.Item ? placeOf(holder) : 'gone';
    }
    return depth;
  };

  for (const structs of fresh.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue;
      const place = placeOf(struct);
      if (place === 'gone') continue;
      if (struct.origin && struct.rightOrigin) {
        const right = structAt(struct.rightOrigin, fresh, store);
        const other = right instanceof Y.Item ? placeOf(right) : 'gone';
        if (other !== 'gone' && (other.parent !== place.parent || other.key !== place.key)) {
          throw refused('unknown_content');
        }
      }
      checkItem(struct, place);
      if (struct.content instanceof Y.ContentType) depthOf(place);
    }
  }
}
