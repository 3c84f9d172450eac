import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { type LiveText, resolveAnchor } from '#lib/manuscript/anchors.ts';
import type { Annotation } from './contract.ts';
import { follow, placeOf, type Followed } from './followed-passage.ts';

/** Resolving by words costs; it waits until the text has been quiet for this long. */
const QUIET_MS = 400;

interface Drawn {
  annotations: readonly Annotation[];
  active: string | null;
  followed: ReadonlyMap<string, Followed | null>;
  decorations: DecorationSet;
}

type Change = Partial<Pick<Drawn, 'annotations' | 'active' | 'followed'>>;
const key = new PluginKey<Drawn>('annotations');

/** The live text of an editor's state, once its sync plugin has one. */
export function liveTextOf(state: EditorState): LiveText | undefined {
  const binding = (
    ySyncPluginKey.getState(state) as { binding?: { type: unknown; mapping: unknown } } | undefined
  )?.binding;
  return binding ? ({ fragment: binding.type, mapping: binding.mapping } as LiveText) : undefined;
}

function resolveAll(state: EditorState, annotations: readonly Annotation[]): Map<string, Followed | null> {
  const live = liveTextOf(state);
  return new Map(
    annotations.map(({ id, anchor }) => {
      const found = resolveAnchor(state.doc, anchor, live);
      return [id, found && follow(found.from, found.to, live)];
    }),
  );
}

function draw(doc: Node, { annotations, active, followed }: Omit<Drawn, 'decorations'>): DecorationSet {
  const drawn = annotations.flatMap(({ id, tone }) => {
    const place = followed.get(id);
    // What is settled is only shown while it is looked at.
    if (!place || (tone === 'resolved' && id !== active)) return [];
    const chosen = id === active ? ' active' : '';
    return Decoration.inline(place.from, place.to, { class: `passage ${tone}${chosen}` }, { id });
  });
  return DecorationSet.create(doc, drawn);
}

/** Where a passage stands now; null when it is gone from the text. */
export function passageOf(state: EditorState, id: string): { from: number; to: number } | null {
  return key.getState(state)?.followed.get(id) ?? null;
}

/** The passages at a position, the shortest first. */
export function passagesAt(state: EditorState, pos: number): string[] {
  const found = key.getState(state)?.decorations.find(pos, pos) ?? [];
  return found
    .sort((a, b) => a.to - a.from - (b.to - b.from))
    .map((each) => (each.spec as { id: string }).id);
}

/** Draws other annotations, or another one as chosen. */
export function showAnnotations(
  view: EditorView,
  annotations: readonly Annotation[],
  active: string | null,
): void {
  const known = key.getState(view.state);
  const change: Change = { annotations, active };
  if (known?.annotations !== annotations) change.followed = resolveAll(view.state, annotations);
  view.dispatch(view.state.tr.setMeta(key, change).setMeta('addToHistory', false));
}

function annotationsPlugin(onchange: () => void): Plugin<Drawn> {
  return new Plugin<Drawn>({
    key,
    state: {
      init: () => ({ annotations: [], active: null, followed: new Map(), decorations: DecorationSet.empty }),
      apply(tr, before, _old, state) {
        const change = tr.getMeta(key) as Change | undefined;
        if (!change && !tr.docChanged) return before;
        let drawn: Drawn = { ...before, ...change };
        if (tr.docChanged && !change?.followed) {
          const live = liveTextOf(state);
          const followed = [...drawn.followed].map(
            ([id, place]) => [id, place && placeOf(place, tr, live)] as const,
          );
          drawn = { ...drawn, followed: new Map(followed) };
        }
        return { ...drawn, decorations: draw(state.doc, drawn) };
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
    view: () => {
      let quiet: ReturnType<typeof setTimeout> | undefined;
      return {
        update(view, old) {
          if (key.getState(old) !== key.getState(view.state)) onchange();
          if (old.doc === view.state.doc) return;
          clearTimeout(quiet);
          quiet = setTimeout(() => {
            if (view.isDestroyed) return;
            const { annotations } = key.getState(view.state)!;
            if (!annotations.length) return;
            const followed = resolveAll(view.state, annotations);
            view.dispatch(view.state.tr.setMeta(key, { followed }).setMeta('addToHistory', false));
          }, QUIET_MS);
        },
        destroy: () => clearTimeout(quiet),
      };
    },
  });
}

/** Passages with a conversation, drawn over the text and never written into it. */
export const Annotations = Extension.create<{ onchange: () => void }>({
  name: 'annotations',
  addOptions: () => ({ onchange: () => undefined }),
  addProseMirrorPlugins() {
    return [annotationsPlugin(this.options.onchange)];
  },
});
