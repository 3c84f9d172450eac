import type { JSONContent } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import * as Y from 'yjs';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { docToContent } from '#lib/manuscript/yjs.ts';
import type { Clock } from './clock.ts';
import { type ChapterText, partBlocks } from './notation.ts';
import type { PersonKey } from './people.ts';
import { stableClient } from './stable-id.ts';

/** One entry of a chapter's log. */
export type Entry = { author: PersonKey; client: number; payload: Uint8Array; at: Date };

/** A chapter as it came to be: its entries, and the text and Yjs state after the last of them. */
export type ChapterLog = { entries: Entry[]; content: JSONContent; state: Uint8Array };

/** Minutes between two blocks of one sitting. */
const PACE = 11;

/** Every block with its place in the chapter and the moment it was written, first written first. */
function writingOrder(chapter: ChapterText, clock: Clock) {
  return chapter.parts
    .flatMap((part, at) =>
      partBlocks(chapter, at).map((block, index) => ({
        block,
        place: at * 1_000 + index,
        author: part.author,
        at: clock.daysAgo(part.daysAgo, index * PACE),
      })),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.place - b.place);
}

const written = new WeakMap<ChapterText, Map<string, ChapterLog | null>>();

/**
 * Writes a chapter block by block, each in the name of whoever wrote it and on their day, as the collaboration server
 * would have kept it. With `until`, only what had been written by then. Null when nothing had.
 */
export function writeChapter(chapter: ChapterText, clock: Clock, until?: Date): ChapterLog | null {
  const order = writingOrder(chapter, clock).filter(({ at }) => !until || at <= until);
  const known = written.get(chapter) ?? new Map<string, ChapterLog | null>();
  written.set(chapter, known);
  const moment = `${clock.now.getTime()}:${order.length}`;
  if (!known.has(moment)) known.set(moment, order.length ? writeBlocks(chapter, order) : null);
  return known.get(moment)!;
}

function writeBlocks(chapter: ChapterText, order: ReturnType<typeof writingOrder>): ChapterLog {
  const ydoc = new Y.Doc();
  const entries: Entry[] = [];
  const blocks: { node: Node; place: number }[] = [];
  for (const { block, place, author, at } of order) {
    blocks.push({ node: manuscriptSchema.nodeFromJSON(block), place });
    blocks.sort((a, b) => a.place - b.place);
    const text = manuscriptSchema.topNodeType.create(
      null,
      blocks.map(({ node }) => node),
    );
    const before = Y.encodeStateVector(ydoc);
    const client = stableClient(chapter.key, author);
    ydoc.clientID = client;
    prosemirrorToYXmlFragment(text, ydoc.getXmlFragment(FRAGMENT));
    entries.push({ author, client, payload: Y.encodeStateAsUpdate(ydoc, before), at });
  }
  return { entries, content: docToContent(ydoc), state: Y.encodeStateAsUpdate(ydoc) };
}
