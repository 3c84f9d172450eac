import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { Plugin, type StateField } from '@tiptap/pm/state';
import { DecorationSet } from '@tiptap/pm/view';

/**
 * Others' carets, which must never stop one's own writing: a caret that cannot be drawn throws while the editor takes a
 * change, so that the editor falls behind the text and the next key writes the stale text back over it. Then no caret is
 * drawn. (The server lets no such caret through either: collab/cursor.ts.)
 */
export const OthersCarets = CollaborationCaret.extend({
  addProseMirrorPlugins() {
    return (this.parent?.() ?? []).map((plugin) => {
      const drawn = plugin.spec.state as StateField<DecorationSet> | undefined;
      if (!drawn) return plugin;
      const state: StateField<DecorationSet> = {
        init: (config, instance) => attempt(() => drawn.init.call(plugin, config, instance)),
        apply: (...change) => attempt(() => drawn.apply.apply(plugin, change)),
      };
      return new Plugin({ ...plugin.spec, state });
    });
  },
});

function attempt(draw: () => DecorationSet): DecorationSet {
  try {
    return draw();
  } catch (error) {
    console.warn('a caret could not be drawn', error);
    return DecorationSet.empty;
  }
}
