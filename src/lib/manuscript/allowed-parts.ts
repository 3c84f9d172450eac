// The small form of zod: the editor checks with it too, and a phone on a poor line loads what it does not need.
import * as z from 'zod/mini';
import { isAllowedHref } from './links.ts';

/** A chapter's own title is the page's h1 and lies outside its text. */
export const headingLevels = [2, 3, 4] as const;

/** Deeper nesting than any real text has; beyond it a recursive reader could exhaust the stack. */
export const MAX_DEPTH = 48;

/** Over so many columns and rows a cell may reach. */
export const MOST_COLUMNS = 100;
export const MOST_ROWS = 1_000;

const id = z.nullish(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/)));
const none = z.strictObject({});
const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));
const span = (most: number) => z.optional(whole(1, most));
const width = z.number().check(z.minimum(0), z.maximum(5_000));
const cell = z.strictObject({
  colspan: span(MOST_COLUMNS),
  rowspan: span(MOST_ROWS),
  colwidth: z.nullish(z.array(width).check(z.maxLength(MOST_COLUMNS))),
  align: z.nullish(z.enum(['left', 'right', 'center'])),
});
const block = z.strictObject({ id });

/** What each node may carry. Strict: an attribute that is not here (an event handler, a style) is refused. */
export const nodeAttributes: Record<string, z.ZodMiniType> = {
  doc: none,
  text: none,
  paragraph: block,
  blockquote: block,
  bulletList: block,
  table: block,
  horizontalRule: block,
  heading: z.extend(block, { level: z.literal(headingLevels) }),
  orderedList: z.extend(block, {
    start: z.nullish(whole(-100_000, 100_000)),
    type: z.nullish(z.enum(['1', 'a', 'A', 'i', 'I'])),
  }),
  listItem: none,
  hardBreak: none,
  footnote: none,
  tableRow: none,
  tableCell: cell,
  tableHeader: cell,
};

/** What each mark must carry. */
export const markAttributes: Record<string, z.ZodMiniType> = {
  bold: none,
  italic: none,
  superscript: none,
  subscript: none,
  link: z.strictObject({ href: z.string().check(z.refine(isAllowedHref)) }),
};

/** Whether a node of this name may stand in a text. */
export function isKnownNode(name: string): boolean {
  return name !== 'doc' && name !== 'text' && Object.hasOwn(nodeAttributes, name);
}

/** Whether a node may carry this attribute with this value; for one change seen alone, without the text around it. */
export function isKnownAttribute(node: string, key: string, value: unknown): boolean {
  const known = Object.hasOwn(nodeAttributes, node) ? nodeAttributes[node] : undefined;
  if (!(known instanceof z.ZodMiniObject) || !Object.hasOwn(known.shape, key)) return false;
  return (known.shape[key] as z.ZodMiniType).safeParse(value ?? undefined).success;
}

/** Whether text may carry this mark; null takes the mark away. */
export function isKnownMark(name: string, attrs: unknown): boolean {
  if (!Object.hasOwn(markAttributes, name)) return false;
  return attrs === null || markAttributes[name]!.safeParse(attrs).success;
}

/** Whether the database can keep a text: its JSON has no character zero and no halves of characters. */
export const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
