import { expect, test } from 'vitest';
import { checkContent, type Content } from './content.ts';
import { salvage } from './salvage.ts';

const text = (words: string): Content => ({ type: 'text', text: words });
const doc = (...content: Content[]): Content => ({ type: 'doc', content });
const wordsOf = (content: Content) => checkContent(content).textContent;

test.each<[string, Content, string]>([
  ['a whole text', doc({ type: 'paragraph', content: [text('uno')] }), 'uno'],
  ['an empty list', doc({ type: 'bulletList' }, { type: 'paragraph', content: [text('uno')] }), 'uno'],
  [
    'a list with a bare paragraph',
    doc({ type: 'bulletList', content: [{ type: 'paragraph', content: [text('uno')] }] }),
    'uno',
  ],
  ['a table with nothing in it', doc({ type: 'table' }), ''],
  ['a heading that lost its level', doc({ type: 'heading', content: [text('uno')] }), 'uno'],
  [
    'a heading with a paragraph in it',
    doc({
      type: 'heading',
      attrs: { level: 2 },
      content: [text('a'), { type: 'paragraph', content: [text('b')] }],
    }),
    'a',
  ],
  ['text outside of a block', doc(text('uno')), 'uno'],
  [
    'an unknown node',
    doc({ type: 'timeline', content: [{ type: 'paragraph', content: [text('uno')] }] }),
    'uno',
  ],
  [
    'an unknown mark',
    doc({ type: 'paragraph', content: [{ ...text('uno'), marks: [{ type: 'blink' }] }] }),
    'uno',
  ],
  ['nothing', doc(), ''],
])('%s becomes a text the schema holds, with its words', (_what, raw, words) => {
  const kept = salvage(raw);
  expect(() => checkContent(kept)).not.toThrow();
  expect(wordsOf(kept)).toContain(words);
});
