import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';

/**
 * Whoever may not write changes nothing, not even by the editor's own tidying (tables that fell out of shape): it would
 * be sent, refused by the server, and tidied again.
 */
export const KeepReadOnly = Extension.create({
  name: 'keepReadOnly',

  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin({
        key: new PluginKey('keepReadOnly'),
        filterTransaction: (tr) =>
          !tr.docChanged || tr.getMeta('y-sync$') !== undefined || editor.options.editable,
      }),
    ];
  },
});
