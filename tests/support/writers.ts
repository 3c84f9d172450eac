import type { Node } from '@tiptap/pm/model';
import { EditorState, type Plugin, type PluginView, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPlugin } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { blockIdsPlugin } from '#lib/manuscript/block-ids.ts';
import type { Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { contentToUpdate } from '#lib/manuscript/yjs.ts';

/** An editor of a text without a page: its state and its plugins, bound to its own copy of the Yjs document. */
export class Writer {
  readonly ydoc = new Y.Doc();
  readonly name: string;
  state: EditorState;
  readonly #views: PluginView[] = [];
  #changes: Uint8Array[] = [];

  constructor(name: string, text: Uint8Array, plugins: Plugin[]) {
    this.name = name;
    Y.applyUpdate(this.ydoc, text);
    this.state = EditorState.create({
      schema: manuscriptSchema,
      plugins: [ySyncPlugin(this.ydoc.getXmlFragment(FRAGMENT)), ...plugins, blockIdsPlugin()],
    });
    for (const { spec } of this.state.plugins) if (spec.view) this.#views.push(spec.view(this.#view));
    this.ydoc.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'others') this.#changes.push(update);
    });
  }

  get #view(): EditorView {
    return this as unknown as EditorView;
  }

  hasFocus(): boolean {
    return false;
  }

  dispatch = (tr: Transaction): void => {
    const before = this.state;
    this.state = before.apply(tr);
    for (const view of this.#views) view.update?.(this.#view, before);
  };

  edit(change: (tr: Transaction) => Transaction): void {
    this.dispatch(change(this.state.tr));
  }

  /** Types at the end of the text block that holds these words, or of the first empty one. */
  type(where: string, words: string): void {
    this.edit((tr) => tr.insertText(words, this.find(where)));
  }

  /** The position behind some words, or in the first empty text block. */
  find(words: string): number {
    let found = -1;
    this.state.doc.descendants((node: Node, pos) => {
      const at = node.isTextblock ? node.textContent.indexOf(words) : -1;
      if (found < 0 && at >= 0 && (words || !node.content.size))
        found = pos + 1 + positionBehind(node, at + words.length);
    });
    if (found < 0) throw new Error(`The text has no «${words}».`);
    return found;
  }

  /** What this one changed since it was last asked. */
  said(): Uint8Array[] {
    return this.#changes.splice(0);
  }

  hears(changes: readonly Uint8Array[]): void {
    for (const change of changes) Y.applyUpdate(this.ydoc, change, 'others');
  }
}

/** The position in a text block behind so many letters, those of its notes counted. */
function positionBehind(block: Node, letters: number): number {
  let [left, position] = [letters, 0];
  block.descendants((node, at) => {
    if (!node.isText || left <= 0) return;
    position = at + Math.min(left, node.nodeSize);
    left -= node.nodeSize;
  });
  return position;
}

/** Some people with one text open. */
export function writers(content: Content, names: readonly string[], plugins: () => Plugin[]): Writer[] {
  const text = contentToUpdate(content, 1);
  return names.map((name) => new Writer(name, text, plugins()));
}

/** Tells everybody what everybody wrote meanwhile, and what they answer, until nobody says anything more. */
export function exchange(people: readonly Writer[]): void {
  for (let round = 0; round < 20; round += 1) {
    const said = people.map((each) => each.said());
    if (said.every((changes) => !changes.length)) return;
    people.forEach((each, at) => each.hears(said.filter((_, from) => from !== at).flat()));
  }
  throw new Error('They answer each other without end.');
}
