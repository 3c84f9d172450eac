import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { diffWordsWithSpace } from 'diff';
import { expect, test } from 'vitest';
import { createAnchor, resolveAnchor } from './anchors.ts';
import { manuscriptSchema as schema } from './extensions.ts';
import { offsetAt, positionAt, textMapOf } from './text-map.ts';

const FILE = resolve(process.env.SHARED_DATA ?? '../shared/data', 'constitution-reforms.json');
type Wording = { order: number; paragraphs: string[] };

/** A wording as a chapter. Like in an editor, a paragraph whose words did not change is the same block. */
function chapterOf(wording: Wording, before: Map<string, string>, names: Map<string, string>) {
  const blocks = wording.paragraphs.filter(Boolean).map((text, at) => {
    const id = before.get(text) ?? `w${wording.order}p${at}`;
    names.set(text, id);
    return schema.node('paragraph', { id }, schema.text(text));
  });
  return schema.node('doc', null, blocks);
}

/** For each character of the old text, where it is in the new one, by a comparison of words; -1 when it is gone. */
function survivors(before: string, after: string): Int32Array {
  const map = new Int32Array(before.length).fill(-1);
  let [from, to] = [0, 0];
  for (const part of diffWordsWithSpace(before, after)) {
    if (!part.added && !part.removed)
      for (let at = 0; at < part.value.length; at += 1) map[from + at] = to + at;
    if (!part.added) from += part.value.length;
    if (!part.removed) to += part.value.length;
  }
  return map;
}

/** Clauses of a paragraph as a reader would select them. */
const passages = (text: string) =>
  [...text.matchAll(/[^.;:\n]{25,220}/g)].filter((_match, at) => at % 3 === 0).map((match) => match.index);

test.skipIf(!existsSync(FILE))(
  'anchors live through the real rewrites of six constitutional articles',
  () => {
    const articles = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Wording[]>;
    const count = { kept: 0, found: 0, gone: 0, invented: 0 };
    for (const wordings of Object.values(articles)) {
      for (const [at, wording] of wordings.slice(0, -1).entries()) {
        const names = new Map<string, string>();
        const before = chapterOf(wording, new Map(), names);
        const after = chapterOf(wordings[at + 1]!, names, new Map());
        const [old, now] = [textMapOf(before), textMapOf(after)];
        const where = survivors(old.text, now.text);
        for (const start of passages(old.text)) {
          const end = Math.min(
            start + 120,
            old.text.indexOf('\n', start) < 0 ? old.text.length : old.text.indexOf('\n', start),
          );
          const anchor = createAnchor(before, positionAt(old, start, 1)!, positionAt(old, end, -1)!);
          if (!anchor) continue;
          const found = resolveAnchor(after, anchor);
          const places = [...where.subarray(start, end)].filter((place) => place >= 0);
          if (places.length / (end - start) > 0.7) {
            count.kept += 1;
            const range = found && [offsetAt(now, found.from), offsetAt(now, found.to)];
            const inside = places.filter((place) => range && place >= range[0]! && place < range[1]!);
            if (inside.length > places.length / 2 || now.text.includes(anchor.quote.exact))
              count.found += found ? 1 : 0;
          } else if (places.length / (end - start) < 0.15 && !now.text.includes(anchor.quote.exact)) {
            count.gone += 1;
            if (found) count.invented += 1;
          }
        }
      }
    }
    expect(count.kept).toBeGreaterThan(500);
    expect(count.found / count.kept).toBeGreaterThan(0.98);
    expect(count.gone).toBeGreaterThan(10);
    expect(count.invented).toBe(0);
  },
  120_000,
);
