import { describe, expect, it } from 'vitest';
import { compareContents } from './compare.ts';
import type { Content } from './content.ts';
import { renderContent } from './html.ts';

const text = (words: string, ...marks: string[]): Content => ({
  type: 'text',
  text: words,
  ...(marks.length && { marks: marks.map((type) => ({ type })) }),
});
const p = (id: string, ...content: (string | Content)[]): Content => ({
  type: 'paragraph',
  attrs: { id },
  content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
});
const doc = (...content: Content[]): Content => ({ type: 'doc', content });
const cell = (id: string, words: string): Content => ({ type: 'tableCell', content: [p(id, words)] });
const table = (...cells: Content[]): Content => ({
  type: 'table',
  attrs: { id: 't' },
  content: [{ type: 'tableRow', content: cells }],
});

const words = {
  note: String,
  backToText: String,
  notes: 'Notas',
  permalink: String,
  table: String,
};
function shown(before: Content, after: Content): string {
  const { content } = compareContents(before, after);
  const signs: Record<string, [string, string]> = { added: ['[+', ']'], removed: ['[-', ']'] };
  return renderContent(content, words, ({ type }, inside) => (signs[type] ?? ['', '']).join(inside));
}

describe('what changed between two texts', () => {
  it('is nothing between equal ones', () => {
    const same = doc(p('a', 'Uno.'), p('b', 'Dos.'));
    expect(compareContents(same, same)).toEqual({ content: same, added: 0, removed: 0, blocks: 0 });
  });

  it('is told word by word within a block, and keeps its format', () => {
    const before = doc(p('a', 'El acceso al agua ', text('es desigual', 'bold'), ' hoy.'));
    const after = doc(p('a', 'El acceso al agua potable ', text('es limitado', 'bold'), ' hoy.'));
    expect(shown(before, after)).toBe(
      '<p>El acceso al agua [+potable ]<strong>es </strong>[-<strong>desigual</strong>][+<strong>limitado</strong>] hoy.</p>',
    );
    expect(compareContents(before, after)).toMatchObject({ added: 2, removed: 1, blocks: 1 });
  });

  it('knows blocks by their ids, wherever others came or went', () => {
    const before = doc(p('a', 'Uno.'), p('b', 'Dos.'), p('c', 'Tres.'));
    const after = doc(p('x', 'Nuevo.'), p('a', 'Uno.'), p('c', 'Tres y más.'));
    expect(shown(before, after)).toBe('<p>[+Nuevo.]</p><p>Uno.</p><p>[-Dos.]</p><p>Tres [+y más].</p>');
    expect(compareContents(before, after)).toMatchObject({ added: 3, removed: 1, blocks: 3 });
  });

  it('looks into lists and tables, and never mixes the cells of two tables', () => {
    const list = (...items: Content[]): Content => ({
      type: 'bulletList',
      attrs: { id: 'l' },
      content: items.map((item) => ({ type: 'listItem', content: [item] })),
    });
    expect(shown(doc(list(p('a', 'Uno'), p('b', 'Dos'))), doc(list(p('a', 'Uno'), p('c', 'Tres'))))).toBe(
      '<ul><li><p>Uno</p></li><li><p>[-Dos]</p></li><li><p>[+Tres]</p></li></ul>',
    );
    const cells = doc(table(cell('a', 'Uno'), cell('b', 'Dos')));
    expect(shown(cells, doc(table(cell('a', 'Uno'), cell('b', 'Dos más'))))).toContain(
      '<td><p>Dos [+más]</p></td>',
    );
    const wider = shown(cells, doc(table(cell('a', 'Uno'), cell('b', 'Dos'), cell('c', 'Tres'))));
    expect(wider.match(/<tr>/g)).toHaveLength(2);
    expect(wider).toContain('[-Uno]');
    expect(wider).toContain('[+Tres]');
  });

  it('counts a paragraph that became a heading as changed, its words as kept', () => {
    const heading: Content = { type: 'heading', attrs: { id: 'a', level: 2 }, content: [text('Uno.')] };
    expect(compareContents(doc(p('a', 'Uno.')), doc(heading))).toMatchObject({
      added: 0,
      removed: 0,
      blocks: 1,
    });
  });
});
