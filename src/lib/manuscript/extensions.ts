import { type Extensions, getSchema } from '@tiptap/core';
import { Link } from '@tiptap/extension-link';
import { TableKit } from '@tiptap/extension-table';
import type { Schema } from '@tiptap/pm/model';
import { StarterKit } from '@tiptap/starter-kit';
import { BlockIds } from './block-ids.ts';
import { Footnote } from './footnote.ts';
import { isAllowedHref } from './links.ts';
import { Subscript, Superscript } from './script-marks.ts';

/**
 * Rises by one whenever the schema gains a node, a mark or an attribute. An editor that meets a text of a higher
 * version must lock itself instead of dropping what it does not know.
 */
export const manuscriptVersion = 1;

/** A chapter's own title is the page's h1 and lies outside its text. */
export const headingLevels = [2, 3, 4] as const;

/** A link is its address and nothing else; how it opens is the page's business, not the text's. */
const SafeLink = Link.extend({
  inclusive: false,
  addAttributes() {
    return {
      href: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute('href')?.trim() ?? null,
      },
    };
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  isAllowedUri: (url) => isAllowedHref(url),
  HTMLAttributes: { rel: 'noopener noreferrer', target: null },
});

/**
 * What a chapter may hold, for the browser, the sync server and the exports alike. Nothing here touches a DOM until
 * an editor is made. Undo belongs to the collaboration extension, and no trailing paragraph is added: two clients
 * would each add their own.
 */
export function manuscriptExtensions(): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [...headingLevels] },
      code: false,
      codeBlock: false,
      strike: false,
      underline: false,
      link: false,
      undoRedo: false,
      trailingNode: false,
    }),
    SafeLink,
    Superscript,
    Subscript,
    Footnote,
    TableKit.configure({ table: { resizable: true, allowTableNodeSelection: true } }),
    BlockIds,
  ];
}

/** The ProseMirror schema of a chapter. */
export const manuscriptSchema: Schema = getSchema(manuscriptExtensions());
