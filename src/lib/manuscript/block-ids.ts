import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { isKnownAttribute } from './allowed-parts.ts';
import { newBlockId } from './new-block-id.ts';

/**
 * The nodes that carry an `id`. List items, rows and cells have none: the paragraph inside them has one, so that
 * every piece of text is reached by exactly one id and a table still moves as one block.
 */
export const identifiedTypes = [
  'paragraph',
  'heading',
  'blockquote',
  'bulletList',
  'orderedList',
  'table',
  'horizontalRule',
] as const;

const identified = new Set<string>(identifiedTypes);

/** Says of a transaction that its blocks keep the ids they bring: a past text that is the text again. */
export const KEEP_IDS = 'keepBlockIds';

type Place = { id: string | null; pos: number; empty: boolean };

const scans = new WeakMap<Node, Place[]>();

/** Every identified block of a document in reading order; kept per document, as documents never change. */
function placesOf(doc: Node): Place[] {
  const known = scans.get(doc);
  if (known) return known;
  const places: Place[] = [];
  doc.descendants((node, pos) => {
    if (identified.has(node.type.name)) {
      places.push({ id: node.attrs.id as string | null, pos, empty: node.content.size === 0 });
    }
    return !node.isTextblock;
  });
  scans.set(doc, places);
  return places;
}

/**
 * Which of several blocks with one id keeps it: the one that lies where the block lay before, unless a split at its
 * start left it empty and the text moved on; then the text keeps its id, and with it its comments and its number.
 */
function keeperOf(
  twins: Place[],
  before: Place | undefined,
  transactions: readonly Transaction[],
): Place | undefined {
  const pos = before && transactions.reduce((at, tr) => tr.mapping.map(at, 1), before.pos);
  const original = twins.find((twin) => twin.pos === pos);
  if (original && !original.empty) return original;
  return twins.find((twin) => !twin.empty) ?? original ?? twins[0];
}

/** So long whoever made one of two copies of a block has to take it out before somebody else tells the two apart. */
const UNSETTLED_MS = 5_000;

/** Which of several blocks with one id lie where one of that id lay before. */
function alreadyThere(
  twins: readonly Place[],
  old: readonly Place[],
  transactions: readonly Transaction[],
): Set<Place> {
  const there = new Set(old.map(({ pos }) => transactions.reduce((at, tr) => tr.mapping.map(at, 1), pos)));
  return new Set(twins.filter(({ pos }) => there.has(pos)));
}

/**
 * The transaction that gives every new, copied or foreign block an id of its own; null when there is none. It is part of
 * the step that made them, and undone with it: the undo plugin would leave out a step with a part that is not to be undone.
 * @param unsettled ids that two blocks have for a moment yet, which are left to them
 */
export function repairIds(
  transactions: readonly Transaction[],
  before: EditorState,
  after: EditorState,
  known: ReadonlySet<string>,
  unsettled: ReadonlySet<string> = new Set(),
): Transaction | null {
  const groups = Map.groupBy(placesOf(after.doc), (place) => place.id);
  const tr = after.tr;
  for (const [id, places] of groups) {
    const keepers = new Set<Place | undefined>();
    if (id !== null && known.has(id)) {
      const old = placesOf(before.doc).filter((place) => place.id === id);
      keepers.add(places.length === 1 ? places[0] : keeperOf(places, old[0], transactions));
      if (unsettled.has(id) && old.length > 1)
        alreadyThere(places, old, transactions).forEach((place) => keepers.add(place));
    }
    for (const place of places) if (!keepers.has(place)) tr.setNodeAttribute(place.pos, 'id', newBlockId());
  }
  return tr.docChanged ? tr.setStoredMarks(after.storedMarks) : null;
}

/**
 * The plugin that keeps block ids stable. Only the client that makes a block names it: what arrives over the wire is
 * taken as it is, so two clients never answer each other. A block that is cut and pasted within the chapter keeps its
 * id; one that comes from elsewhere gets a new one.
 */
export function blockIdsPlugin(): Plugin {
  const known = new Set<string>();
  const remember = (doc: Node) => placesOf(doc).forEach(({ id }) => id !== null && known.add(id));
  /** The ids that two blocks have, and since when. */
  let twins = new Map<string, number>();
  const lookForTwins = (doc: Node) => {
    const [seen, now] = [new Set<string>(), performance.now()];
    const found = new Map<string, number>();
    for (const { id } of placesOf(doc)) {
      if (id === null) continue;
      if (seen.has(id)) found.set(id, twins.get(id) ?? now);
      seen.add(id);
    }
    twins = found;
  };
  const unsettled = () => {
    const since = performance.now() - UNSETTLED_MS;
    return new Set([...twins].filter(([, from]) => from > since).map(([id]) => id));
  };
  return new Plugin({
    key: new PluginKey('blockIds'),
    state: { init: (_config, state) => remember(state.doc), apply: () => undefined },
    appendTransaction(transactions, before, after) {
      if (!transactions.some((tr) => tr.docChanged)) return null;
      const fromElsewhere = transactions.some((tr) => tr.getMeta('y-sync$') || tr.getMeta(KEEP_IDS));
      if (fromElsewhere) lookForTwins(after.doc);
      const repair = fromElsewhere ? null : repairIds(transactions, before, after, known, unsettled());
      remember(repair?.doc ?? after.doc);
      return repair;
    },
  });
}

/** Gives every identified block its `id` attribute and keeps it stable while people edit. */
export const BlockIds = Extension.create({
  name: 'blockIds',

  addGlobalAttributes() {
    return [
      {
        types: [...identifiedTypes],
        attributes: {
          id: {
            default: null,
            parseHTML: (element) => {
              const id = element.getAttribute('data-id');
              return isKnownAttribute('paragraph', 'id', id) ? id : null;
            },
            renderHTML: ({ id }) => (id ? { 'data-id': id as string } : {}),
          },
        },
      },
    ];
  },

  addProseMirrorPlugins() {
    return [blockIdsPlugin()];
  },
});
