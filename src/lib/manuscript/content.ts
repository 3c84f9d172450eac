import type { JSONContent } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import { z } from 'zod';
import { identifiedTypes, newBlockId } from './block-ids.ts';
import { headingLevels, manuscriptSchema } from './extensions.ts';
import { isAllowedHref } from './links.ts';

/** A chapter's text as ProseMirror JSON, its root being `doc`. */
export type Content = JSONContent;

/** Why a text was refused. */
export type ManuscriptErrorCode = 'unknown_content' | 'unsafe_link' | 'invalid_content' | 'too_deep';

/** A text that the schema does not allow; `place` is the path of types to the offending part. */
export class ManuscriptError extends Error {
  readonly code: ManuscriptErrorCode;
  readonly place: string;
  constructor(code: ManuscriptErrorCode, place: string, detail = '') {
    super(`${code} at ${place}${detail && `: ${detail}`}`);
    this.name = 'ManuscriptError';
    this.code = code;
    this.place = place;
  }
}

/** Deeper nesting than any real text has; beyond it a recursive reader could exhaust the stack. */
export const MAX_DEPTH = 48;

const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,40}$/)
  .nullish();
const none = z.strictObject({});
const span = (most: number) => z.int().min(1).max(most).optional();
const cell = z.strictObject({
  colspan: span(100),
  rowspan: span(1_000),
  colwidth: z.array(z.number().min(0).max(5_000)).max(100).nullish(),
  align: z.enum(['left', 'right', 'center']).nullish(),
});
const block = z.strictObject({ id });

/** What each node may carry. Strict: an attribute that is not here (an event handler, a style) is refused. */
const nodeAttributes: Record<string, z.ZodType> = {
  doc: none,
  text: none,
  paragraph: block,
  blockquote: block,
  bulletList: block,
  table: block,
  horizontalRule: block,
  heading: block.extend({ level: z.literal(headingLevels) }),
  orderedList: block.extend({
    start: z.int().min(-100_000).max(100_000).nullish(),
    type: z.enum(['1', 'a', 'A', 'i', 'I']).nullish(),
  }),
  listItem: none,
  hardBreak: none,
  footnote: none,
  tableRow: none,
  tableCell: cell,
  tableHeader: cell,
};

const markAttributes: Record<string, z.ZodType> = {
  bold: none,
  italic: none,
  superscript: none,
  subscript: none,
  link: z.strictObject({ href: z.string().refine(isAllowedHref) }),
};

/** Whether a node of this name may stand in a text. */
export function isKnownNode(name: string): boolean {
  return name !== 'doc' && name !== 'text' && Object.hasOwn(nodeAttributes, name);
}

/** Whether a node may carry this attribute with this value; for one change seen alone, without the text around it. */
export function isKnownAttribute(node: string, key: string, value: unknown): boolean {
  const known = Object.hasOwn(nodeAttributes, node) ? nodeAttributes[node] : undefined;
  if (!(known instanceof z.ZodObject) || !Object.hasOwn(known.shape, key)) return false;
  return (known.shape[key] as z.ZodType).safeParse(value ?? undefined).success;
}

/** Whether text may carry this mark; null takes the mark away. */
export function isKnownMark(name: string, attrs: unknown): boolean {
  if (!Object.hasOwn(markAttributes, name)) return false;
  return attrs === null || markAttributes[name]!.safeParse(attrs).success;
}

function checkAttributes(known: z.ZodType | undefined, attrs: unknown, place: string): void {
  if (!known) throw new ManuscriptError('unknown_content', place);
  const result = known.safeParse(attrs ?? {});
  if (result.success) return;
  const unknown = result.error.issues.some((issue) => issue.code === 'unrecognized_keys');
  const link = place.endsWith('link') && !unknown;
  throw new ManuscriptError(link ? 'unsafe_link' : unknown ? 'unknown_content' : 'invalid_content', place);
}

function checkPart(part: unknown, path: string, depth: number): void {
  const { type, attrs, marks, content } = (part ?? {}) as Record<string, unknown>;
  const place = `${path}${typeof type === 'string' ? type.slice(0, 40) : '?'}`;
  if (depth > MAX_DEPTH) throw new ManuscriptError('too_deep', 'doc');
  checkAttributes(
    Object.hasOwn(nodeAttributes, String(type)) ? nodeAttributes[String(type)] : undefined,
    attrs,
    place,
  );
  for (const mark of Array.isArray(marks) ? (marks as Content[]) : []) {
    const name = String(mark?.type);
    checkAttributes(
      Object.hasOwn(markAttributes, name) ? markAttributes[name] : undefined,
      mark?.attrs,
      `${place}/${name.slice(0, 40)}`,
    );
  }
  if (Array.isArray(content)) for (const child of content) checkPart(child, `${place}/`, depth + 1);
}

/** Joins neighbouring texts of equal marks, so that one text has one JSON whatever its editing history. */
function joinTexts(node: Node): Node {
  if (node.isLeaf) return node;
  return node.copy(Fragment.fromArray(node.children.map(joinTexts)));
}

/**
 * Checks a text from anywhere (socket, import, database) against the schema, its attributes and its links.
 * @returns the same text as a ProseMirror node, normalised.
 * @throws {ManuscriptError}
 */
export function checkContent(content: unknown): Node {
  checkPart(content, '', 0);
  try {
    const node = joinTexts(manuscriptSchema.nodeFromJSON(content));
    if (node.type.name !== 'doc') throw new RangeError(`the root is ${node.type.name}`);
    node.check();
    return node;
  } catch (error) {
    throw new ManuscriptError('invalid_content', 'doc', error instanceof Error ? error.message : '');
  }
}

/** The text of a chapter nobody has written yet: one paragraph, already named. */
export function emptyContent(): Content {
  return { type: 'doc', content: [{ type: 'paragraph', attrs: { id: newBlockId() } }] };
}

/** The text with an id on every block that had none or shared one with an earlier block. */
export function withBlockIds(content: Content): Content {
  const types = new Set<string>(identifiedTypes);
  const seen = new Set<string>();
  const name = (part: Content): Content => {
    const children = part.content && { content: part.content.map(name) };
    if (!types.has(part.type ?? '')) return { ...part, ...children };
    const own = part.attrs?.id as string | null | undefined;
    const blockId = own && !seen.has(own) ? own : newBlockId();
    seen.add(blockId);
    return { ...part, attrs: { ...part.attrs, id: blockId }, ...children };
  };
  return name(content);
}
