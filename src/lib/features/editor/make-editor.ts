import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { m } from '#lib/generated/paraglide/messages.js';
import { manuscriptExtensions } from '#lib/manuscript/extensions.ts';
import { cleanPastedHtml } from '#lib/manuscript/paste.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { showToast } from '#lib/ui/toasts.svelte.ts';
import { Annotations } from './annotations.ts';
import { renderCaret, renderSelection } from './caret.ts';
import type { ChapterSession } from './chapter-session.ts';
import { ChooseParagraph } from './choose-paragraph.ts';
import { FootnoteCalls } from './footnote-calls.ts';
import { KeepReadOnly } from './keep-read-only.ts';
import { LeaveText } from './leave-text.ts';
import { ReachEnd } from './reach-end.ts';
import { ReachTables } from './reach-tables.ts';
import { OthersCarets } from './others-carets.ts';
import { OwnBlock } from './own-block.ts';
import { OwnCaret } from './own-caret.ts';
import { OwnCells } from './own-cells.ts';
import { ReadCaret } from './read-caret.ts';
import { StayInText } from './stay-in-text.ts';
import { OwnUndo } from './own-undo.ts';
import { WriteInPlace } from './write-in-place.ts';

interface Options {
  element: HTMLElement;
  session: ChapterSession;
  editable: boolean;
  /** The id of the words that say why the text is read-only. */
  describedBy: string;
  name: string;
  onlink: () => void;
  /** A note's call was chosen: its position in the text. */
  onnote: (position: number) => void;
  onannotations: () => void;
  onpress: (position: number) => void;
}

/** The editor of a chapter's text, in step with its session. */
export function makeEditor(options: Options): Editor {
  const { session, onlink, onnote, onannotations } = options;
  return new Editor({
    element: options.element,
    editable: options.editable,
    injectCSS: false,
    extensions: [
      ...manuscriptExtensions(),
      Collaboration.configure({ document: session.ydoc, field: FRAGMENT, provider: session.provider }),
      OthersCarets.configure({
        provider: session.provider,
        user: { name: options.name },
        render: renderCaret,
        selectionRender: renderSelection,
      }),
      Annotations.configure({ onchange: onannotations }),
      FootnoteCalls.configure({ onnote }),
      KeepReadOnly,
      LeaveText,
      ChooseParagraph,
      ReachEnd,
      ReachTables,
      ReadCaret,
      OwnBlock,
      OwnCaret,
      OwnCells,
      StayInText.configure({ words: session.words }),
      OwnUndo.configure({ onpassed: () => showToast({ text: m.editor_undo_passed() }) }),
      WriteInPlace,
    ],
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': m.editor_text_region(),
        'aria-describedby': options.describedBy,
        class: 'prose chapter',
        spellcheck: 'true',
        // The text is the document's: a browser's translation would be sent to everybody.
        translate: 'no',
      },
      transformPastedHTML: (html) => cleanPastedHtml(html),
      handleKeyDown(_view, event) {
        const link =
          (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === 'k';
        if (!link) return false;
        onlink();
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
