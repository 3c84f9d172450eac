import { expect, it } from 'vitest';
import { LiveChapter } from './live-chapter.svelte.ts';

const [first, second] = [{ id: 'a' }, { id: 'b' }];
const loaded = (chapter: { id: string } | null, chapters = [first, second], document = 'd') => ({
  document: { id: document },
  chapters,
  chapter,
  contentHtml: 'text',
});
const at = (chapter?: string) =>
  new URL(`http://concierta.test/documentos/d?${chapter ? `capitulo=${chapter}` : ''}`);

function opened(unsent: number, asked?: string): LiveChapter {
  const live = new LiveChapter();
  live.atHand(loaded(second), at(asked));
  Object.assign(live.facts, { connection: 'lost', unsent });
  return live;
}

it('keeps a chapter open that is gone while words of it are on this device alone', () => {
  expect(opened(0, 'b').atHand(loaded(first, [first]), at('b')).chapter).toBe(first);
  const live = opened(3, 'b');
  const kept = live.atHand(loaded(first, [first]), at('b'));
  expect(kept).toMatchObject({ chapter: second, contentHtml: '' });
  expect(live.atHand(loaded(null, []), at('b')).chapter).toBe(second);
  live.release();
  expect(live.atHand(loaded(first, [first]), at('b')).chapter).toBe(first);
});

it('keeps it for refused words, too, and where the address names no chapter', () => {
  const live = opened(0);
  live.refused = 1;
  expect(live.atHand(loaded(first, [first]), at()).chapter).toBe(second);
});

it('gives another chapter whenever its reader asks for it, whichever of address and data comes first', () => {
  const live = opened(3, 'b');
  live.atHand(loaded(second), at('a'));
  expect(live.atHand(loaded(first), at('a')).chapter).toBe(first);
  const other = opened(3, 'b');
  other.atHand(loaded(first), at('b'));
  expect(other.atHand(loaded(first), at('a')).chapter).toBe(first);
  expect(opened(3, 'b').atHand(loaded(first, [first], 'another'), at()).chapter).toBe(first);
});
