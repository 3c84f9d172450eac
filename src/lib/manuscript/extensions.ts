import { type Extensions, getSchema, InputRule } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { ListKeymap } from '@tiptap/extension-list/keymap';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { TableCell } from '@tiptap/extension-table/cell';
import { TableHeader } from '@tiptap/extension-table/header';
import { TableRow } from '@tiptap/extension-table/row';
import { Table } from '@tiptap/extension-table/table';
import { Text } from '@tiptap/extension-text';
import { Dropcursor } from '@tiptap/extensions/drop-cursor';
import { Gapcursor } from '@tiptap/extensions/gap-cursor';
import type { Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { withAllowedAttributes } from './allowed-attributes.ts';
import { headingLevels, isKnownAttribute } from './allowed-parts.ts';
import { BlockIds } from './block-ids.ts';
import { Footnote } from './footnote.ts';
import { KeepAllowed } from './keep-allowed.ts';
import { isAllowedHref } from './links.ts';
import { Subscript, Superscript } from './script-marks.ts';
import { patientRepair, repairTables } from './table-repair.ts';

/**
 * Rises by one whenever the schema gains a node, a mark or an attribute. An editor that meets a text of a higher
 * version must lock itself instead of dropping what it does not know.
 */
export const manuscriptVersion = 1;

/** A link is its address and nothing else; how it opens is the page's business, not the text's. */
const SafeLink = Link.extend({
  inclusive: false,
  addOptions() {
    const options = this.parent!();
    return {
      ...options,
      // An address that is pasted over chosen words, too, which is not held against `isAllowedUri`.
      shouldAutoLink: (url) =>
        options.shouldAutoLink(url) &&
        isAllowedHref(/^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`),
    };
  },
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

/** Its level is that of its tag, and one that a chapter may have where nothing says which. */
const ChapterHeading = Heading.extend({
  addAttributes: () => ({ level: { default: headingLevels[0], rendered: false, parseHTML: () => null } }),
}).configure({ levels: [...headingLevels] });

/** A list that counts only from a number that a text may hold: a year or a file number is no list. */
const CountedList = withAllowedAttributes(OrderedList).extend({
  addInputRules() {
    return (this.parent?.() ?? []).map(
      (rule) =>
        new InputRule({
          find: rule.find,
          handler: (typed) =>
            isKnownAttribute(this.name, 'start', Number(typed.match[1])) ? rule.handler(typed) : null,
        }),
    );
  },
  addProseMirrorPlugins() {
    return (this.parent?.() ?? []).map(
      (plugin) =>
        new Plugin({
          ...plugin.spec,
          props: {
            ...plugin.props,
            // It makes a list of lines with numbers by itself; of one that is not let in, the lines remain.
            handlePaste(view, event, slice) {
              if (event.clipboardData?.getData('text/plain').includes('\0')) return false;
              const before = view.state.doc;
              return (
                !!plugin.props.handlePaste?.call(plugin, view, event, slice) && view.state.doc !== before
              );
            },
          },
        }),
    );
  },
});

/** A table among people who write it at once. */
const SharedTable = Table.extend({
  addKeyboardShortcuts() {
    const keys = this.parent?.();
    return {
      ...keys,
      // In the last cell it adds a row.
      Tab: (pressed) => {
        repairTables(this.editor.view);
        return keys?.Tab?.(pressed) ?? false;
      },
    };
  },
  addProseMirrorPlugins() {
    return (this.parent?.() ?? []).map((plugin) =>
      plugin.spec.appendTransaction ? patientRepair(plugin) : plugin,
    );
  },
}).configure({ resizable: true, allowTableNodeSelection: true });

/**
 * What a chapter may hold, for the browser, the sync server and the exports alike. Nothing here touches a DOM until
 * an editor is made. Undo belongs to the collaboration extension, and no trailing paragraph is added: two clients
 * would each add their own.
 */
export function manuscriptExtensions(): Extensions {
  return [
    Bold,
    Blockquote,
    BulletList,
    Document,
    Dropcursor,
    Gapcursor,
    HardBreak,
    ChapterHeading,
    HorizontalRule,
    Italic,
    ListItem,
    ListKeymap,
    CountedList,
    Paragraph,
    Text,
    SafeLink,
    Superscript,
    Subscript,
    Footnote,
    SharedTable,
    withAllowedAttributes(TableCell),
    withAllowedAttributes(TableHeader),
    TableRow,
    BlockIds,
    KeepAllowed,
  ];
}

/** The ProseMirror schema of a chapter. */
export const manuscriptSchema: Schema = getSchema(manuscriptExtensions());
