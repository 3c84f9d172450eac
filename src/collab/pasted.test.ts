import { Editor } from '@tiptap/core';
import { type Node, Slice } from '@tiptap/pm/model';
import { type EditorState, Selection } from '@tiptap/pm/state';
import { addColumnAfter, CellSelection, mergeCells } from '@tiptap/pm/tables';
import * as pmView from '@tiptap/pm/view';
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import { DOMParser } from 'linkedom';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { manuscriptExtensions } from '#lib/manuscript/extensions.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { cleanPastedHtml } from '#lib/manuscript/paste.ts';
import { contentToUpdate, docToContent } from '#lib/manuscript/yjs.ts';
import { inspectUpdate } from './inspect-update.ts';

// What the server refuses is refused for good, with all that was sent along: what an honest person pastes or types must
// never be among it. Here it goes the whole way, from the clipboard to the server's judge.

type View = pmView.EditorView;
type FromClipboard = (view: View, text: string, html: string, plain: boolean, at: unknown) => Slice | null;
const { __parseFromClipboard: fromClipboard } = pmView as unknown as { __parseFromClipboard: FromClipboard };

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
const page = (html = '') => parse(`<!doctype html><html><head></head><body>${html}</body></html>`);

beforeAll(() => {
  const blank = page();
  Object.defineProperty(blank, 'implementation', {
    value: { createHTMLDocument: () => Object.defineProperty(page(), 'styleSheets', { value: [] }) },
  });
  vi.stubGlobal('document', blank);
  vi.stubGlobal('window', { document: blank });
});
afterAll(() => void vi.unstubAllGlobals());

const paragraph = (text: string): Content => ({
  type: 'paragraph',
  ...(text && { content: [{ type: 'text', text }] }),
});
const quoted = (times: number, inside: Content): Content =>
  times ? { type: 'blockquote', content: [quoted(times - 1, inside)] } : inside;

/** The editor as people have it, of a text that ends with where they write; without a page. */
function opened(...blocks: Content[]) {
  const known = contentToUpdate({ type: 'doc', content: [...blocks, paragraph('')] }, 1);
  const server = new Y.Doc();
  Y.applyUpdate(server, known);
  const content = docToContent(server);
  const editor = new Editor({ element: null, extensions: manuscriptExtensions(), content });
  const { view } = editor;
  view.updateState(editor.state.reconfigure({ plugins: editor.extensionManager.plugins }));
  const caret = (at: (doc: Node) => Selection) =>
    view.dispatch(editor.state.tr.setSelection(at(editor.state.doc)));
  caret((doc) => Selection.atEnd(doc));

  /** What a plugin answers, as a page asks them. */
  const ask = (name: string, call: (prop: never, plugin: unknown) => unknown) =>
    editor.state.plugins.some((plugin) => {
      const prop = (plugin.props as Record<string, unknown>)[name];
      return prop !== undefined && call(prop as never, plugin);
    });

  return {
    editor,
    caret,
    paste({ html = '', text = '' }) {
      const page = {
        state: editor.state,
        someProp: (name: string, call: (prop: unknown) => unknown) => {
          if (name === 'transformPastedHTML') call((source: string) => cleanPastedHtml(source, parse));
          else ask(name, (prop) => void call(prop));
        },
      } as unknown as View;
      const slice = fromClipboard(page, text, html, false, editor.state.selection.$from);
      if (!slice) throw new Error('nothing was pasted');
      const data: Record<string, string> = { 'text/html': html, 'text/plain': text };
      const event = { clipboardData: { getData: (type: string) => data[type] ?? '' } };
      const isHandled = ask('handlePaste', (handle: (...given: unknown[]) => unknown, plugin) =>
        handle.call(plugin, view, event, slice),
      );
      if (!isHandled) view.dispatch(editor.state.tr.replaceSelection(slice));
    },
    type(text: string) {
      for (const letter of text) {
        const { from, to } = editor.state.selection;
        const isHandled = ask('handleTextInput', (handle: (...given: unknown[]) => unknown, plugin) =>
          handle.call(plugin, view, from, to, letter),
        );
        if (!isHandled) view.dispatch(editor.state.tr.insertText(letter, from, to));
      }
    },
    does(command: (state: EditorState, dispatch: View['dispatch']) => boolean) {
      command(editor.state, view.dispatch);
    },
    /** Sends what was done, which the server must take; the text as everybody reads it then. */
    sent(): Content {
      const own = new Y.Doc();
      Y.applyUpdate(own, known);
      const before = Y.encodeStateVector(own);
      own.transact(() => prosemirrorToYXmlFragment(editor.state.doc, own.getXmlFragment(FRAGMENT)));
      const update = Y.encodeStateAsUpdate(own, before);
      inspectUpdate(update, server);
      Y.applyUpdate(server, update);
      const content = docToContent(server);
      expect(content).toEqual(checkContent(editor.getJSON()).toJSON());
      return content;
    },
  };
}

const wordsIn = (content: Content): string =>
  content.text ?? (content.content ?? []).map(wordsIn).join(content.type === 'paragraph' ? '' : ' ');
const words = (content: Content) => wordsIn(content).replaceAll(/\s+/g, ' ').trim();
const find = (content: Content, type: string): Content[] => [
  ...(content.type === type ? [content] : []),
  ...(content.content ?? []).flatMap((part) => find(part, type)),
];

const table = (attributes: string, tag = 'td') =>
  `<table><tr><${tag} ${attributes}>Agua</${tag}><td>Salud</td></tr></table>`;
const list = (attributes: string) => `<ol ${attributes}><li>Agua</li><li>Salud</li></ol>`;
/** As another editor of this kind puts it on the clipboard. */
const slice = (html: string, data = '0 0 []') => html.replace(/^<\w+/, `$& data-pm-slice='${data}'`);

const cells: [string, Record<string, unknown>][] = [
  ['colspan="100%"', { colspan: 1 }],
  ['colspan="0"', { colspan: 1 }],
  ['colspan="1000"', { colspan: 1 }],
  ['colspan="101"', { colspan: 1 }],
  ['colspan="-1"', { colspan: 1 }],
  ['colspan="true"', { colspan: 1 }],
  ['colspan=""', { colspan: 1 }],
  ['colspan="2"', { colspan: 2 }],
  ['rowspan="0"', { rowspan: 1 }],
  ['rowspan="2.5"', { rowspan: 1 }],
  ['rowspan="1001"', { rowspan: 1 }],
  ['colwidth="auto"', { colwidth: null }],
  ['colwidth="-5"', { colwidth: null }],
  ['colwidth="99999"', { colwidth: null }],
  ['style="text-align: justify"', { align: null }],
];
const lists: [string, Record<string, unknown>][] = [
  ['type="disc"', { type: null }],
  ['type="01"', { type: null }],
  ['type="i"', { type: 'i' }],
  ['start=""', { start: 1 }],
  ['start="x"', { start: 1 }],
  ['start="20261128"', { start: 1 }],
  ['start="-100001"', { start: 1 }],
  ['start="100000"', { start: 100_000 }],
  ['start="0"', { start: 0 }],
];

describe.each([
  ['from anywhere', (html: string) => html],
  ['from an editor of this kind', slice],
])('pasted %s', (_from, as) => {
  test.each(cells)('a cell with %s', (attributes, expected) => {
    for (const tag of ['td', 'th']) {
      const person = opened();
      person.paste({ html: as(table(attributes, tag)) });
      const content = person.sent();
      expect(words(content)).toBe('Agua Salud');
      expect(find(content, tag === 'td' ? 'tableCell' : 'tableHeader')[0]?.attrs).toMatchObject(expected);
    }
  });

  test.each(lists)('a list with %s', (attributes, expected) => {
    const person = opened();
    person.paste({ html: as(list(attributes)) });
    const content = person.sent();
    expect(words(content)).toBe('Agua Salud');
    expect(find(content, 'orderedList')[0]?.attrs).toMatchObject(expected);
  });

  test.each([
    ['<h2 level="7">Agua</h2>', 'Agua'],
    ['<p data-id="no id at all">Agua</p>', 'Agua'],
    ['<p>Agua <a href="javascript:alert(1)">limpia</a></p>', 'Agua limpia'],
    [`<p>Agua <a href="https://${'a'.repeat(2_000)}">limpia</a></p>`, 'Agua limpia'],
    ['<p>Agua <a href="/salud">limpia</a></p>', 'Agua limpia'],
    ['<table><colgroup><col width="*"></colgroup><tr><td>Agua</td></tr></table>', 'Agua'],
  ])('%s', (html, expected) => {
    const person = opened();
    person.paste({ html: as(html) });
    expect(words(person.sent())).toBe(expected);
  });

  test.each([
    ['quotes', '<blockquote>', '</blockquote>'],
    ['lists', '<ul><li>Fuera', '</li></ul>'],
    ['tables', '<table><tr><td>Fuera', '</td></tr></table>'],
  ])('%s within sixty others', (_what, open, close) => {
    const html = `${open.repeat(60)}<p>Agua <span data-footnote="">Nota</span></p><p>Salud</p>${close.repeat(60)}`;
    for (const blocks of [[], [quoted(30, paragraph('Dentro'))]]) {
      const person = opened(...blocks);
      if (blocks.length) person.caret((doc) => Selection.near(doc.resolve(31 + 'Dentro'.length)));
      person.paste({ html: as(html) });
      const content = person.sent();
      const outside = open.includes('Fuera') ? Array<string>(60).fill('Fuera') : [];
      const expected = [...outside, 'Agua', 'Nota', 'Salud', ...(blocks.length ? ['Dentro'] : [])];
      expect(
        words(content)
          .match(/Agua|Dentro|Fuera|Nota|Salud/g)
          ?.toSorted(),
      ).toEqual(expected.toSorted());
      expect(find(content, 'footnote').map(words)).toEqual(['Nota']);
    }
  });
});

test.each([
  ['orderedList', { start: 20_261_128, type: 'disc' }, 'listItem', null, '<p>Agua</p>'],
  ['table', null, 'tableRow', null, '<td colspan="7000">Agua</td>'],
])('what another editor says of the %s around the words', (name, attrs, inner, none, html) => {
  const person = opened();
  const data = `0 0 ${JSON.stringify([name, attrs, inner, none])}`;
  person.paste({ html: slice(html, data) });
  const content = person.sent();
  expect(words(content)).toBe('Agua');
  expect(find(content, name)).toHaveLength(1);
});

describe('pasted as plain text', () => {
  test.each(['250000. Agua\n250001. Salud', '20261128. Agua', 'a\0b', '1. a\0b', 'a\ud800b'])(
    '%j',
    (text) => {
      const person = opened();
      person.paste({ text });
      const expected = text.replaceAll('\n', ' ').replaceAll('\0', '\ufffd').toWellFormed();
      expect(words(person.sent())).toBe(expected);
    },
  );

  test('lines with numbers that a list may have are a list', () => {
    const person = opened();
    person.paste({ text: '7. Agua\n8. Salud' });
    const content = person.sent();
    expect(find(content, 'orderedList').map(({ attrs }) => attrs?.start)).toEqual([7]);
    expect(words(content)).toBe('Agua Salud');
  });

  test.each([
    'ftp://example.org/agua',
    "https://example.org/l'agua",
    `https://example.org/${'a'.repeat(2_000)}`,
  ])('an address over chosen words that no link may have: %.30s', (text) => {
    const person = opened(paragraph('Agua'));
    person.editor.commands.setTextSelection({ from: 1, to: 5 });
    person.paste({ text });
    expect(words(person.sent())).toBe(text);
  });

  test('an address over chosen words is their link', () => {
    const person = opened(paragraph('Agua'));
    person.editor.commands.setTextSelection({ from: 1, to: 5 });
    person.paste({ text: 'example.org/agua' });
    const content = person.sent();
    expect(words(content)).toBe('Agua');
    expect(find(content, 'text')[0]?.marks).toEqual([
      { type: 'link', attrs: { href: 'https://example.org/agua' } },
    ]);
  });
});

describe('typed', () => {
  test.each([
    ['250000. Agua', [], '250000. Agua'],
    ['100001. Agua', [], '100001. Agua'],
    ['100000. Agua', [100_000], 'Agua'],
    ['3. Agua', [3], 'Agua'],
  ])('%s', (text, starts, expected) => {
    const person = opened();
    person.type(text);
    const content = person.sent();
    expect(find(content, 'orderedList').map(({ attrs }) => attrs?.start)).toEqual(starts);
    expect(words(content)).toBe(expected);
  });

  test('a quote in a quote, again and again', () => {
    const person = opened();
    for (let times = 0; times < 60; times += 1) person.type('> ');
    person.type('Agua');
    const content = person.sent();
    expect(words(content)).toMatch(/Agua$/);
    expect(find(content, 'blockquote')).toHaveLength(46);
  });
});

describe('a command that would leave what no text may hold is not carried out', () => {
  const row = (...row: Content[]): Content => ({ type: 'tableRow', content: row });
  const cell = (text: string, attrs = {}): Content => ({
    type: 'tableCell',
    attrs,
    content: [paragraph(text)],
  });

  test('a column within a cell of a hundred', () => {
    const hundred = [
      row(cell('Todo', { colspan: 100 })),
      row(...Array.from({ length: 100 }, () => cell('x'))),
    ];
    const person = opened({ type: 'table', content: hundred });
    const before = person.sent();
    person.caret((doc) => {
      const second = doc.child(0).child(0).nodeSize + 2;
      return Selection.near(doc.resolve(second + 1));
    });
    person.does(addColumnAfter);
    expect(person.sent()).toEqual(before);
  });

  test('one cell out of more than a hundred', () => {
    const cells = Array.from({ length: 101 }, () => cell('x'));
    const person = opened({ type: 'table', content: [row(...cells), row(...cells)] });
    const before = person.sent();
    person.caret((doc) => {
      const lastOfFirst = 1 + doc.child(0).child(0).nodeSize - 1 - doc.child(0).child(0).lastChild!.nodeSize;
      return CellSelection.create(doc, 2, lastOfFirst) as unknown as Selection;
    });
    person.does(mergeCells);
    expect(person.sent()).toEqual(before);
  });

  test('a link to nowhere', () => {
    const person = opened(paragraph('Agua'));
    person.editor.commands.setTextSelection({ from: 1, to: 5 });
    person.editor.commands.setMark('link', { href: 'javascript:alert(1)' });
    expect(find(person.sent(), 'text')[0]?.marks).toBeUndefined();
  });
});
