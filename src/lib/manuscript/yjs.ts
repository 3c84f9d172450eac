import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { MAX_DEPTH } from './allowed-parts.ts';
import { checkContent, type Content, ManuscriptError, withBlockIds } from './content.ts';
import { FRAGMENT } from './fragment.ts';
import { readyTexts } from './ready-text.ts';

/**
 * The first update of a chapter's Yjs log, made from its text. Blocks without an id get one.
 * @param clientID under which the items are written; the author of the text in the log.
 * @throws {ManuscriptError} when the text is not a chapter's.
 */
export function contentToUpdate(content: unknown, clientID: number): Uint8Array {
  const node = checkContent(withBlockIds(checkContent(content).toJSON() as Content));
  const ydoc = new Y.Doc();
  ydoc.clientID = clientID;
  readyTexts(prosemirrorToYXmlFragment(node, ydoc.getXmlFragment(FRAGMENT)));
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}

/** Marks that may overlap are stored by Yjs under `name--hash`. */
export const markName = (key: string): string => key.replace(/--[a-zA-Z0-9+/=]{8}$/, '');

function textOf(text: Y.XmlText): Content[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, Record<string, unknown>> }[];
  return delta.map(({ insert, attributes }) => {
    if (typeof insert !== 'string') return { type: 'embed' };
    const marks = Object.entries(attributes ?? {}).map(([key, attrs]) => ({ type: markName(key), attrs }));
    return marks.length ? { type: 'text', text: insert, marks } : { type: 'text', text: insert };
  });
}

/** A piece of the text directly below its root. */
export type Block = ReturnType<Y.XmlFragment['toArray']>[number];

function partsOf(blocks: readonly Block[], depth: number): Content[] {
  if (depth > MAX_DEPTH) throw new ManuscriptError('too_deep', 'doc');
  return blocks.flatMap((item): Content[] => {
    if (item instanceof Y.XmlText) return textOf(item);
    if (!(item instanceof Y.XmlElement)) return [{ type: item.constructor.name }];
    const content = partsOf(item.toArray(), depth + 1);
    return [{ type: item.nodeName, attrs: item.getAttributes(), ...(content.length && { content }) }];
  });
}

/**
 * The Yjs document read as JSON exactly as it stands, without the schema: parts this version does not know are still
 * in it. Reading never changes the document (the editor's own reader deletes what it cannot understand).
 * @throws {ManuscriptError} `too_deep`
 */
export function readRaw(ydoc: Y.Doc): Content {
  const content = readBlocks(ydoc.getXmlFragment(FRAGMENT).toArray()).content!;
  return { type: 'doc', content: content.length ? content : [{ type: 'paragraph' }] };
}

/** Some blocks of a text, read in the same way. */
export function readBlocks(blocks: readonly Block[]): Content {
  return { type: 'doc', content: partsOf(blocks, 0) };
}

/**
 * The chapter's text as normalised ProseMirror JSON.
 * @throws {ManuscriptError} when the document holds anything the schema does not allow.
 */
export function docToContent(ydoc: Y.Doc): Content {
  return checkContent(readRaw(ydoc)).toJSON() as Content;
}
