import { describe, expect, test } from 'vitest';
import type { Content } from './content.ts';
import { type HtmlWords, renderContent, renderDocument } from './html.ts';
import { numberParagraphs } from './numbering.ts';
import { countWords, plainText } from './plain-text.ts';

const words: HtmlWords = {
  note: (number) => `Nota ${number}`,
  backToText: (number) => `Volver a la nota ${number}`,
  notes: 'Notas',
  permalink: (number) => `Párrafo ${number}`,
  table: (number) => `Tabla ${number}`,
};
const text = (value: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]): Content => ({
  type: 'text',
  text: value,
  marks,
});
const p = (id: string, ...content: Content[]): Content => ({ type: 'paragraph', attrs: { id }, content });
const note = (value: string): Content => ({ type: 'footnote', content: [text(value)] });
const doc = (...content: Content[]): Content => ({ type: 'doc', content });
const list = (...items: Content[]): Content => ({
  type: 'bulletList',
  content: items.map((item) => ({ type: 'listItem', content: [item] })),
});

test('words of the page in another language than the text say so', () => {
  const chapters = [{ id: 'c1', title: 'Uno', content: doc(p('a', text('A'), note('N'))) }];
  const spoken = (language: string) => {
    const { chapters: rendered, notes } = renderDocument(chapters, { ...words, language });
    return [...`${rendered[0]!.html}${notes}`.matchAll(/<(\w+)[^>]* lang="(\w+)"/g)].map(
      ([, tag, of]) => `${tag} ${of}`,
    );
  };
  expect(spoken('en')).toEqual(['a en', 'a en', 'h2 en', 'a en']);
  expect(spoken('es')).toEqual([]);
});

describe('numbered paragraphs', () => {
  const heading: Content = { type: 'heading', attrs: { id: 'h', level: 2 }, content: [text('Salud')] };
  const chapters = [
    {
      id: 'c1',
      title: 'Uno',
      content: doc(p('a', text('A')), heading, p('b', text('B')), list(p('x', text('X')))),
    },
    {
      id: 'c2',
      title: 'Dos',
      content: doc(p('empty'), { type: 'blockquote', content: [p('q', text('Q'))] }, p('a', text('C'))),
    },
  ];

  test('run through the document; headings, items, quotes and empty lines have none', () => {
    const numbers = numberParagraphs(chapters);
    expect([...numbers.get('c1')!]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    expect([...numbers.get('c2')!]).toEqual([['a', '3']]);
  });

  test('are rendered with their permalinks', () => {
    const { chapters: rendered, notes } = renderDocument(chapters, words);
    const numbered = (number: number, value: string) =>
      `<p id="p${number}"><a class="paragraph-number" href="#p${number}" aria-label="Párrafo ${number}">${number}</a> ${value}</p>`;
    expect(rendered).toEqual([
      {
        id: 'c1',
        title: 'Uno',
        html: `${numbered(1, 'A')}<h3 id="s-h">Salud</h3>${numbered(2, 'B')}<ul><li><p>X</p></li></ul>`,
      },
      { id: 'c2', title: 'Dos', html: `<blockquote><p>Q</p></blockquote>${numbered(3, 'C')}` },
    ]);
    expect(notes).toBe('');
  });
});

test('notes are numbered through all chapters and lead there and back', () => {
  const { chapters, notes } = renderDocument(
    [
      { id: 'c1', title: 'Uno', content: doc(p('a', text('A'), note('primera'))) },
      { id: 'c2', title: 'Dos', content: doc(p('b', text('B'), note('segunda'))) },
    ],
    words,
  );
  expect(chapters[1]?.html).toContain(
    '<sup class="note-call"><a href="#nota-2" id="llamada-2" role="doc-noteref" aria-label="Nota 2">2</a></sup>',
  );
  expect(notes).toBe(
    '<section class="footnotes" role="doc-endnotes" aria-labelledby="notas"><h2 id="notas">Notas</h2><ol>' +
      '<li id="nota-1">primera <a href="#llamada-1" role="doc-backlink" aria-label="Volver a la nota 1">↩</a></li>' +
      '<li id="nota-2">segunda <a href="#llamada-2" role="doc-backlink" aria-label="Volver a la nota 2">↩</a></li></ol></section>',
  );
});

test('tables have scopes and a frame that scrolls and can be reached by keyboard', () => {
  const cell = (type: string, value: string, attrs = {}): Content => ({
    type,
    attrs,
    content: [p('x', text(value))],
  });
  const row = (...content: Content[]): Content => ({ type: 'tableRow', content });
  const table: Content = {
    type: 'table',
    content: [
      row(cell('tableHeader', 'Año', { colspan: 2 })),
      row(cell('tableHeader', '2024'), cell('tableCell', '18', { align: 'right' })),
    ],
  };
  expect(renderContent(doc(table), words)).toBe(
    '<div class="table-scroll" role="region" tabindex="0" aria-label="Tabla 1"><table>' +
      '<thead><tr><th scope="colgroup" colspan="2"><p>Año</p></th></tr></thead>' +
      '<tbody><tr><th scope="row"><p>2024</p></th><td class="right"><p>18</p></td></tr></tbody></table></div>',
  );
});

test('marks, links, lists and breaks', () => {
  const content = doc(
    p(
      'a',
      text('uno', { type: 'bold' }, { type: 'italic' }),
      { type: 'hardBreak' },
      text('m', { type: 'superscript' }),
    ),
    p('b', text('ley', { type: 'link', attrs: { href: 'https://example.org/?a=1&b=2' } })),
    {
      type: 'orderedList',
      attrs: { start: 3, type: 'a' },
      content: [{ type: 'listItem', content: [p('c', text('i'))] }],
    },
    { type: 'horizontalRule' },
  );
  expect(renderContent(content, words)).toBe(
    '<p><strong><em>uno</em></strong><br><sup>m</sup></p>' +
      '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer">ley</a></p>' +
      '<ol start="3" type="a"><li><p>i</p></li></ol><hr>',
  );
});

describe('nothing gets through that is not text', () => {
  test('case 12: markup in texts, ids, links and words', () => {
    const evil = '"><script>alert(1)</script>';
    const html = renderContent(
      doc(
        { type: 'heading', attrs: { id: evil, level: 2 }, content: [text(evil)] },
        p('a', text(evil, { type: 'link', attrs: { href: 'javascript:alert(1)' } }), note(evil)),
        { type: 'orderedList', attrs: { start: evil, type: evil }, content: [] },
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: evil, align: evil } }] },
          ],
        },
        { type: 'script', content: [text('alert(1)')] },
      ),
      { ...words, note: () => evil, table: () => evil },
    );
    expect(html).not.toMatch(/<script|javascript:|="[^"]*<|"">/);
    expect(html).not.toContain('alert(1)</script>');
  });
});

test('the words of a text, with and without its notes', () => {
  const content = doc(
    p('a', text('El Estado'), note('Oficio 12'), text(' reconoce')),
    list(p('b', text('la deuda'))),
  );
  expect(plainText(content)).toBe('El Estado reconoce\nla deuda');
  expect(plainText(content, { notes: true })).toBe('El Estado [Oficio 12] reconoce\nla deuda');
  expect(countWords(content)).toBe(5);
});
