import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';

/**
 * The keyboard is never trapped: Tab indents lists and walks through tables, but after Escape it leaves the text.
 */
export const LeaveText = Extension.create({
  name: 'leaveText',
  priority: 2_000,

  addProseMirrorPlugins() {
    let leaving = false;
    return [
      new Plugin({
        key: new PluginKey('leaveText'),
        props: {
          handleDOMEvents: {
            // Handled, yet not prevented: the browser moves the focus.
            keydown: (_view, event) => {
              const leaves = leaving && event.key === 'Tab';
              leaving = event.key === 'Escape' || (leaving && event.key === 'Shift');
              return leaves;
            },
            blur: () => {
              leaving = false;
              return false;
            },
          },
        },
      }),
    ];
  },
});
