import { diffArrays } from 'diff';
import type { Content } from './content.ts';

type Kind = 'added' | 'removed';

/** Two texts in one: what only the second has is marked `added`, what only the first has `removed`; for rendering alone. */
export interface Comparison {
  content: Content;
  /** Words that only the second text has, and that only the first has. */
  added: number;
  removed: number;
  /** Blocks that differ in any way, their kind or format included. */
  blocks: number;
}

/** Beyond so many differences a closer look would take long and show nothing. */
const MOST_DIFFERENCES = 4_000;
const TOKENS = /[\p{L}\p{M}\p{N}]+\s*|[^\p{L}\p{M}\p{N}]\s*/gu;
const WORD = /[\p{L}\p{N}]/u;

const isTextBlock = ({ type }: Content) => type === 'paragraph' || type === 'heading';

/** What a block is known by in both texts: its id, or that of the first named block in it. */
function keyOf(part: Content): string {
  const own = part.attrs?.id as string | null | undefined;
  if (own) return own;
  for (const child of part.content ?? []) {
    const key = keyOf(child);
    if (key) return key;
  }
  return '';
}

function wordsIn(part: Content): number {
  if (part.type === 'text') return part.text?.match(TOKENS)?.filter((token) => WORD.test(token)).length ?? 0;
  return (part.content ?? []).reduce((sum, child) => sum + wordsIn(child), 0);
}

function marked(part: Content, kind: Kind): Content {
  if (part.type === 'text' || part.type === 'footnote')
    return { ...part, marks: [{ type: kind }, ...(part.marks ?? [])] };
  return part.content ? { ...part, content: part.content.map((child) => marked(child, kind)) } : part;
}

/** The parts of a line that are compared: words with the space after them, breaks, notes. */
function tokensOf(parts: readonly Content[] = []): Content[] {
  return parts.flatMap((part) =>
    part.type === 'text' ? (part.text?.match(TOKENS) ?? []).map((text) => ({ ...part, text })) : [part],
  );
}

const sameToken = (a: Content, b: Content) =>
  a.type === 'text' && b.type === 'text'
    ? a.text?.trimEnd() === b.text?.trimEnd()
    : a.type === b.type && JSON.stringify(a.content) === JSON.stringify(b.content);

function joined(tokens: readonly Content[]): Content[] {
  const parts: Content[] = [];
  for (const token of tokens) {
    const last = parts.at(-1);
    const joins =
      last?.type === 'text' &&
      token.type === 'text' &&
      JSON.stringify(last.marks) === JSON.stringify(token.marks);
    if (joins) parts[parts.length - 1] = { ...last, text: `${last.text}${token.text}` };
    else parts.push(token);
  }
  return parts;
}

class Comparing {
  added = 0;
  removed = 0;
  blocks = 0;

  whole(part: Content, kind: Kind): Content {
    this[kind] += wordsIn(part);
    return marked(part, kind);
  }

  /** Puts two lists together; null when they differ beyond comparing. */
  #merge(
    before: readonly Content[],
    after: readonly Content[],
    same: (a: Content, b: Content) => boolean,
    both: (a: Content, b: Content) => Content[],
  ): Content[] | null {
    const changes = diffArrays([...before], [...after], {
      comparator: same,
      maxEditLength: MOST_DIFFERENCES,
    });
    if (!changes) return null;
    let [atBefore, atAfter] = [0, 0];
    return changes.flatMap(({ added, removed, count }) => {
      const old = added ? [] : before.slice(atBefore, (atBefore += count));
      const fresh = removed ? [] : after.slice(atAfter, (atAfter += count));
      if (added) return fresh.map((part) => this.whole(part, 'added'));
      if (removed) return old.map((part) => this.whole(part, 'removed'));
      return fresh.flatMap((part, at) => both(old[at]!, part));
    });
  }

  line(before: Content, after: Content): Content[] {
    const merged = this.#merge(tokensOf(before.content), tokensOf(after.content), sameToken, (_old, part) => [
      part,
    ]);
    return merged ? [{ ...after, content: joined(merged) }] : this.#apart(before, after);
  }

  #apart(before: Content, after: Content): Content[] {
    return [this.whole(before, 'removed'), this.whole(after, 'added')];
  }

  both(before: Content, after: Content): Content[] {
    if (JSON.stringify(before) === JSON.stringify(after)) return [after];
    if (isTextBlock(before) && isTextBlock(after)) {
      this.blocks += 1;
      return this.line(before, after);
    }
    if (before.type !== after.type || !before.content || !after.content) {
      this.blocks += 1;
      return this.#apart(before, after);
    }
    // A row with cells of both texts would be no table.
    const keys = (part: Content) => JSON.stringify(part.content?.map(keyOf));
    if (/^table/.test(after.type ?? '') && keys(before) !== keys(after)) {
      this.blocks += 1;
      return this.#apart(before, after);
    }
    return [{ ...after, content: this.list(before.content, after.content) }];
  }

  list(before: readonly Content[], after: readonly Content[]): Content[] {
    const merged = this.#merge(
      before,
      after,
      (a, b) => keyOf(a) === keyOf(b) && (keyOf(a) !== '' || JSON.stringify(a) === JSON.stringify(b)),
      (old, fresh) => this.both(old, fresh),
    );
    return (
      merged ?? [
        ...before.map((part) => this.whole(part, 'removed')),
        ...after.map((part) => this.whole(part, 'added')),
      ]
    );
  }
}

/** Compares two texts: blocks by their ids, then the words of each. */
export function compareContents(before: Content, after: Content): Comparison {
  const comparing = new Comparing();
  const oldBlocks = before.content ?? [];
  const freshBlocks = after.content ?? [];
  const content = { ...after, content: comparing.list(oldBlocks, freshBlocks) };
  const without = (blocks: readonly Content[], others: readonly Content[]) => {
    const keys = new Set(others.map(keyOf));
    return blocks.filter((block) => !keys.has(keyOf(block)) && wordsIn(block)).length;
  };
  const { added, removed, blocks } = comparing;
  const alone = without(oldBlocks, freshBlocks) + without(freshBlocks, oldBlocks);
  return { content, added, removed, blocks: blocks + alone };
}
