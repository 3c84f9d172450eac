import type { JSONContent } from '@tiptap/core';
import { Fragment, type Node } from '@tiptap/pm/model';
import type * as z from 'zod/mini';
import { markAttributes, MAX_DEPTH, nodeAttributes } from './allowed-parts.ts';
import { identifiedTypes } from './block-ids.ts';
import { newBlockId } from './new-block-id.ts';
import { manuscriptSchema } from './extensions.ts';

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

function checkAttributes(known: z.ZodMiniType | undefined, attrs: unknown, place: string): void {
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
