import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import { m } from '#lib/generated/paraglide/messages.js';
import { manuscriptExtensions } from '#lib/manuscript/extensions.ts';
import { cleanPastedHtml } from '#lib/manuscript/paste.ts';
import { FRAGMENT } from '#lib/manuscript/yjs.ts';
import { Annotations } from './annotations.ts';
import { renderCaret, renderSelection } from './caret.ts';
import type { ChapterSession } from './chapter-session.ts';
import { FootnoteCalls } from './footnote-calls.ts';
import { LeaveText } from './leave-text.ts';
import { OwnCaret } from './own-caret.ts';

interface Options {
  element: HTMLElement;
  session: ChapterSession;
  editable: boolean;
  /** The id of the words that say why the text is read-only. */
  describedBy: string;
  name: string;
  /** Ctrl or ⌘ with Alt and M: say something about the selection. */
  oncomment: () => void;
  onlink: () => void;
  /** A note's call was chosen: its position in the text. */
  onnote: (position: number) => void;
  onannotations: () => void;
  onpress: (position: number) => void;
}

/** The editor of a chapter's text, in step with its session. */
export function makeEditor(options: Options): Editor {
  const { session, oncomment, onlink, onnote, onannotations } = options;
  return new Editor({
    element: options.element,
    editable: options.editable,
    injectCSS: false,
    extensions: [
      ...manuscriptExtensions(),
      Collaboration.configure({ document: session.ydoc, field: FRAGMENT, provider: session.provider }),
      CollaborationCaret.configure({
        provider: session.provider,
        user: { name: options.name },
        render: renderCaret,
        selectionRender: renderSelection,
      }),
      Annotations.configure({ onchange: onannotations }),
      FootnoteCalls.configure({ onnote }),
      LeaveText,
      OwnCaret,
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': m.editor_text_region(),
        'aria-describedby': options.describedBy,
        class: 'prose',
        spellcheck: 'true',
        // The text is the document's: a browser's translation would be sent to everybody.
        translate: 'no',
      },
      transformPastedHTML: (html) => cleanPastedHtml(html),
      handleKeyDown(_view, event) {
        if (!event.ctrlKey && !event.metaKey) return false;
        const key = event.key.toLowerCase();
        if (event.altKey && (key === 'm' || event.code === 'KeyM')) oncomment();
        else if (!event.altKey && !event.shiftKey && key === 'k') onlink();
        else return false;
        event.preventDefault();
        return true;
      },
      handleClick(_view, position) {
        options.onpress(position);
        return false;
      },
    },
  });
}
