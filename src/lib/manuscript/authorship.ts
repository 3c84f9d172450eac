import * as Y from 'yjs';
import type { Authorship, Run } from '#lib/domain/writing-session.ts';
import type { Content } from './content.ts';
import { FRAGMENT } from './fragment.ts';
import type { Spans } from './spans.ts';

const TEXT_BLOCKS = new Set(['paragraph', 'heading']);

function push(runs: Run[], length: number, session: number): void {
  const last = runs.at(-1);
  if (last?.[1] === session) last[0] += length;
  else runs.push([length, session]);
}

function readRuns(parent: Y.XmlFragment | Y.XmlText, spans: Spans, runs: Run[]): Run[] {
  for (let item = parent._start; item; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentString) {
      for (const [length, session] of spans.of(item.id.client, item.id.clock, item.length))
        push(runs, length, session);
    } else if (item.content instanceof Y.ContentType) {
      readRuns(item.content.type as Y.XmlText, spans, runs);
    }
  }
  return runs;
}

function readBlocks(parent: Y.XmlFragment, spans: Spans, blocks: Authorship): Authorship {
  for (const child of parent.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (TEXT_BLOCKS.has(child.nodeName)) {
      const id = child.getAttribute('id') as unknown;
      blocks.push({ id: typeof id === 'string' ? id : null, runs: readRuns(child, spans, []) });
    } else readBlocks(child, spans, blocks);
  }
  return blocks;
}

/** Whose every character of a document is, paragraph by paragraph; notes count where they hang. */
export function readAuthorship(document: Y.Doc, spans: Spans): Authorship {
  return readBlocks(document.getXmlFragment(FRAGMENT), spans, []);
}

/** Cuts a block's texts where the sitting changes, and gives each piece the mark `written`: its sitting, and whether it begins the block. */
function cutInline(parts: readonly Content[], left: Run[], block = { begun: false }): Content[] {
  return parts.flatMap((part): Content[] => {
    if (part.type !== 'text')
      return [part.content ? { ...part, content: cutInline(part.content, left, block) } : part];
    const pieces: Content[] = [];
    for (let text = part.text ?? ''; text;) {
      const run = left[0];
      const length = Math.min(run?.[0] ?? Infinity, text.length);
      const mark = run && { type: 'written', attrs: { session: run[1], first: !block.begun } };
      block.begun = true;
      pieces.push({
        ...part,
        text: text.slice(0, length),
        marks: [...(mark ? [mark] : []), ...(part.marks ?? [])],
      });
      text = text.slice(length);
      if (run && (run[0] -= length) === 0) left.shift();
    }
    return pieces;
  });
}

/** A text whose every piece says by its mark `written` in which sitting it was written; for rendering alone. */
export function withAuthorship(content: Content, blocks: Authorship): Content {
  const known = Map.groupBy(blocks, ({ id }) => id);
  const mark = (part: Content): Content => {
    if (!TEXT_BLOCKS.has(part.type ?? ''))
      return part.content ? { ...part, content: part.content.map(mark) } : part;
    const runs = known.get((part.attrs?.id as string | null) ?? null)?.shift()?.runs ?? [];
    const left = runs.map(([length, session]): Run => [length, session]);
    return part.content ? { ...part, content: cutInline(part.content, left) } : part;
  };
  return mark(content);
}
