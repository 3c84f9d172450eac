import { EditorState, type Transaction } from '@tiptap/pm/state';
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anchorSchema } from '#lib/domain/anchor.ts';
import { MAX_QUOTE_LENGTH } from '#lib/domain/anchor-limits.ts';
import { createAnchor, isTooLong, type LiveText, refreshAnchor, resolveAnchor } from './anchors.ts';
import { blockIdsPlugin } from './block-ids.ts';
import type { Content } from './content.ts';
import { manuscriptSchema as schema } from './extensions.ts';
import { FRAGMENT } from './fragment.ts';
import { contentToUpdate } from './yjs.ts';

/** A chapter open in an editor: edits go through the id plugin and into Yjs as the sync plugin would write them. */
class OpenChapter {
  readonly ydoc = new Y.Doc();
  state: EditorState;
  live: LiveText;
  readonly undo: Y.UndoManager;

  constructor(content: Content) {
    Y.applyUpdate(this.ydoc, contentToUpdate(content, 1));
    const fragment = this.ydoc.getXmlFragment(FRAGMENT);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    this.live = { fragment, mapping };
    this.state = EditorState.create({ doc, plugins: [blockIdsPlugin()] });
    this.undo = new Y.UndoManager(fragment, { trackedOrigins: new Set(['editor']), captureTimeout: 0 });
  }

  edit(change: (tr: Transaction) => Transaction): void {
    this.state = this.state.apply(change(this.state.tr));
    const meta = { mapping: this.live.mapping, isOMark: new Map() };
    this.ydoc.transact(() => updateYFragment(this.ydoc, this.live.fragment, this.state.doc, meta), 'editor');
    this.reload();
  }

  reload(): void {
    const { doc, mapping } = initProseMirrorDoc(this.live.fragment, schema);
    this.live = { ...this.live, mapping };
    this.state = EditorState.create({ doc, plugins: [blockIdsPlugin()] });
  }

  /** The place of some words, the n-th time they occur. */
  find(words: string, nth = 0): { from: number; to: number } {
    const found: number[] = [];
    this.state.doc.descendants((node, pos) => {
      if (!node.isTextblock) return;
      const text = node.textBetween(0, node.content.size, '', '\ufffc');
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(pos + 1 + at);
    });
    const from = found[nth];
    if (from === undefined) throw new Error(`no “${words}”`);
    return { from, to: from + words.length };
  }

  anchor(words: string, nth = 0) {
    const { from, to } = this.find(words, nth);
    const anchor = createAnchor(this.state.doc, from, to, this.live);
    if (!anchor) throw new Error('no anchor');
    return anchorSchema.parse(anchor);
  }
}

const block = (id: string, text: string): Content => ({
  type: 'paragraph',
  attrs: { id },
  content: [{ type: 'text', text }],
});
const one = 'El Estado reconoce que los servicios de salud no llegan a las comunidades de la sierra.';
const two = 'Las defensoras señalaron que los servicios de salud carecen de intérpretes y de personal.';
const three = 'La Comisión recibió ochenta y cuatro quejas durante el periodo que se examina.';
const chapter = () =>
  new OpenChapter({ type: 'doc', content: [block('a', one), block('b', two), block('c', three)] });
const QUOTE = 'los servicios de salud carecen de intérpretes';

/** Resolves twice, as the browser does (with Yjs) and as a page without a socket does (without). */
function where(open: OpenChapter, anchor: ReturnType<OpenChapter['anchor']>): string[] {
  return [open.live, undefined].map((live) => {
    const found = resolveAnchor(open.state.doc, anchor, live);
    return found ? open.state.doc.textBetween(found.from, found.to, '|') : 'detached';
  });
}

describe('an anchor stays with its passage', () => {
  const cases: [string, (open: OpenChapter) => void, string][] = [
    ['nothing happens', () => {}, QUOTE],
    [
      'typing before it',
      (open) => open.edit((tr) => tr.insertText('Ayer, ', open.find('Las defensoras').from)),
      QUOTE,
    ],
    [
      'typing after it',
      (open) => open.edit((tr) => tr.insertText(' hoy', open.find('personal').from)),
      QUOTE,
    ],
    [
      'a split before it',
      (open) => open.edit((tr) => tr.split(open.find('Las defensoras señalaron').to)),
      QUOTE,
    ],
    ['a split right at its start', (open) => open.edit((tr) => tr.split(open.find(QUOTE).from)), QUOTE],
    [
      'a split inside it',
      (open) => open.edit((tr) => tr.split(open.find(' carecen').from)),
      QUOTE.replace(' carecen', '| carecen'),
    ],
    [
      'a split at the start of its paragraph',
      (open) => open.edit((tr) => tr.split(open.find('Las defensoras').from)),
      QUOTE,
    ],
    [
      'joining with the paragraph before',
      (open) => open.edit((tr) => tr.join(open.find('Las defensoras').from - 1)),
      QUOTE,
    ],
    [
      'paragraph to heading',
      (open) =>
        open.edit((tr) => {
          const pos = open.find('Las defensoras').from - 1;
          return tr.setNodeMarkup(pos, schema.nodes.heading, { ...tr.doc.nodeAt(pos)?.attrs, level: 3 });
        }),
      QUOTE,
    ],
    [
      'paragraph to list',
      (open) =>
        open.edit((tr) => {
          const range = tr.doc.resolve(open.find('Las defensoras').from).blockRange();
          return range
            ? tr.wrap(range, [{ type: schema.nodes.bulletList! }, { type: schema.nodes.listItem! }])
            : tr;
        }),
      QUOTE,
    ],
    [
      'paragraph to quote',
      (open) =>
        open.edit((tr) => {
          const range = tr.doc.resolve(open.find('Las defensoras').from).blockRange();
          return range ? tr.wrap(range, [{ type: schema.nodes.blockquote! }]) : tr;
        }),
      QUOTE,
    ],
    [
      'deleted and undone',
      (open) => {
        const { from, to } = open.find(two);
        open.edit((tr) => tr.delete(from - 1, to + 1));
        open.undo.undo();
        open.reload();
      },
      QUOTE,
    ],
    [
      'an edit inside it',
      (open) => {
        const { from, to } = open.find('carecen');
        open.edit((tr) => tr.insertText('siguen careciendo', from, to));
      },
      QUOTE.replace('carecen', 'siguen careciendo'),
    ],
    [
      'bold inside it',
      (open) => {
        const { from, to } = open.find('salud carecen');
        open.edit((tr) => tr.addMark(from, to, schema.mark('bold')));
      },
      QUOTE,
    ],
    [
      'a note inside it',
      (open) => {
        const { to } = open.find('salud carecen');
        open.edit((tr) => tr.insert(to, schema.node('footnote', null, schema.text('Oficio 12.'))));
      },
      'los servicios de salud carecenOficio 12. de intérpretes',
    ],
    [
      'its block moved to the end',
      (open) => {
        const { from, to } = open.find(two);
        const node = open.state.doc.nodeAt(from - 1)!;
        open.edit((tr) => tr.delete(from - 1, to + 1).insert(tr.doc.content.size, node));
      },
      QUOTE,
    ],
    [
      'its words moved to another block',
      (open) => {
        const { from, to } = open.find(QUOTE);
        open.edit((tr) => tr.delete(from, to).insertText(` Además, ${QUOTE}.`, tr.doc.content.size - 1));
      },
      QUOTE,
    ],
    [
      'paragraphs put before it',
      (open) =>
        open.edit((tr) =>
          tr.insert(
            0,
            [1, 2, 3].map((n) => schema.node('paragraph', null, schema.text(`Nuevo ${n}`))),
          ),
        ),
      QUOTE,
    ],
  ];

  test.each(cases)('%s', (_name, change, expected) => {
    const open = chapter();
    const anchor = open.anchor(QUOTE);
    change(open);
    expect(where(open, anchor)).toEqual([expected, expected]);
  });

  test('of two equal quotes it finds its own, also after the other one has gone', () => {
    for (const nth of [0, 1]) {
      const open = chapter();
      const anchor = open.anchor('los servicios de salud', nth);
      open.edit((tr) => tr.insertText('Nota: ', 1));
      const expected = open.find('los servicios de salud', nth);
      expect(resolveAnchor(open.state.doc, anchor)).toMatchObject(expected);
      expect(resolveAnchor(open.state.doc, anchor, open.live)).toMatchObject(expected);
    }
  });

  test('two equal quotes in one paragraph are told apart by their surroundings', () => {
    const open = new OpenChapter({
      type: 'doc',
      content: [block('a', 'Primero, el agua potable. Después, el agua potable de la sierra.')],
    });
    const anchor = open.anchor('el agua potable', 1);
    open.edit((tr) => tr.insertText('Así: ', 1));
    expect(resolveAnchor(open.state.doc, anchor)).toMatchObject(open.find('el agua potable', 1));
  });

  test('a passage over several paragraphs', () => {
    const open = chapter();
    const anchor = createAnchor(
      open.state.doc,
      open.find('de la sierra').from,
      open.find('La Comisión').to,
      open.live,
    )!;
    expect(anchor).toMatchObject({ block: 'a', blockEnd: 'c', position: { end: 'La Comisión'.length } });
    open.edit((tr) => tr.insertText('no siempre ', open.find('carecen').from));
    expect(where(open, anchor)).toEqual(
      Array(2).fill(`de la sierra.|${two.replace('carecen', 'no siempre carecen')}|La Comisión`),
    );
  });
});

describe('a passage of a word', () => {
  const text = (words: string) =>
    new OpenChapter({
      type: 'doc',
      content: words
        .split('\n')
        .map((each, at) => (each ? block(`b${at}`, each) : { type: 'paragraph', attrs: { id: `b${at}` } })),
    });
  const WORDS = 'Primero alfa beta gama.\nSegundo delta épsilon.\nTercero.';
  test('that is split runs from its first letter to its last, also when the anchor is written down in between', () => {
    const open = text(WORDS);
    const anchor = open.anchor('delta');
    open.edit((tr) => tr.split(open.find('del').to));
    expect(where(open, anchor)).toEqual(['del|ta', 'del|ta']);
    const found = resolveAnchor(open.state.doc, anchor, open.live)!;
    const written = refreshAnchor(open.state.doc, anchor, found, open.live);
    expect(written).toMatchObject({ quote: { exact: 'delta' }, position: { start: 8, end: 2 } });
    expect(where(open, written)).toEqual(['del|ta', 'del|ta']);
  });

  test.each([
    ['typed in while its paragraph is reshaped', WORDS.replace('delta', 'delXX YY ZZta'), 'delXX YY ZZta'],
    ['typed in and before', WORDS.replace('delta', 'XXdelYYta'), 'delYYta'],
    ['with its like behind it', WORDS.replace('delta épsilon', 'delYYta épsilon delta'), 'delYYta'],
  ])('%s', (_name, words, expected) => {
    const anchor = text(words.replace(expected, 'delta')).anchor('delta');
    const open = text(words);
    expect(where(open, anchor)).toEqual([expected, expected]);
  });

  test.each([
    ['the first of the chapter', 'Primero', 'Pri\nmero'],
    ['the last of the chapter', 'Tercero', 'Ter\ncero'],
    ['one whose surroundings further off have changed', 'delta', 'del\nta', ['Primero', 'Primeramente']],
  ])('that is split: %s', (_name, word, parts, [old, now] = ['', '']) => {
    const open = text(WORDS);
    const anchor = open.anchor(word);
    open.edit((tr) => (old ? tr.insertText(now!, open.find(old).from, open.find(old).to) : tr));
    open.edit((tr) => tr.split(open.find(word).from + parts.indexOf('\n')));
    expect(where(open, anchor)).toEqual(Array(2).fill(parts.replace('\n', '|')));
  });

  const MOVED = 'Primero alfa beta gama.\nTercero.\nSegundo delta épsilon.';
  /** As after cut and paste: other ids, and no position that leads there. */
  const pasted = (words: string) => text(`\n\n\n${words}`);

  test('is found again when it was moved with its sentence, and written down where it is', () => {
    const anchor = text(WORDS).anchor('delta');
    const open = pasted(MOVED);
    expect(where(open, { ...anchor, relative: null })).toEqual(['delta', 'delta']);
    const found = resolveAnchor(open.state.doc, anchor)!;
    const written = refreshAnchor(open.state.doc, anchor, found, open.live);
    expect(written.quote).toEqual(open.anchor('delta').quote);
    open.edit((tr) => tr.split(open.find('del').to));
    expect(where(open, written)).toEqual(['del|ta', 'del|ta']);
  });

  test.each([
    ['without its sentence', 'Primero alfa beta gama.\nTercero delta.'],
    ['with half of it', 'Primero alfa beta gama.\nTercero.\nSegundo delta zeta.'],
    ['to where its like is', `${MOVED.replace('Primero', 'Primero delta')}`],
  ])('stays detached when it was moved %s', (_name, words) => {
    const anchor = { ...text(WORDS).anchor('delta'), relative: null };
    expect(where(pasted(words), anchor)).toEqual(['detached', 'detached']);
  });

  test('with hardly a word beside it is not believed elsewhere', () => {
    const anchor = { ...text('Uno.\nEl agua.\nDos.').anchor('agua'), relative: null };
    expect(where(pasted('Dos.\nUno.\nEl agua.'), anchor)).toEqual(['detached', 'detached']);
  });
});

describe('an anchor whose passage is gone is detached', () => {
  test('deleted', () => {
    const open = chapter();
    const anchor = open.anchor(QUOTE);
    const { from, to } = open.find(two);
    open.edit((tr) => tr.delete(from - 1, to + 1));
    expect(where(open, anchor)).toEqual(['detached', 'detached']);
  });

  test('and does not jump to the same few words elsewhere', () => {
    const open = chapter();
    const anchor = open.anchor('servicios de salud', 1);
    const { from, to } = open.find(two);
    open.edit((tr) => tr.delete(from - 1, to + 1));
    expect(where(open, anchor)).toEqual(['detached', 'detached']);
  });

  test('a hint from another document is no harm', () => {
    const open = chapter();
    const anchor = { ...open.anchor(QUOTE), relative: { start: 'AAAA', end: '////' } };
    expect(where(open, anchor)).toEqual([QUOTE, QUOTE]);
  });
});

describe('what can be anchored', () => {
  test('not a selection of nothing, of space, or of a note alone', () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', { id: 'a' }, [
        schema.text('uno  '),
        schema.node('footnote', null, schema.text('nota')),
      ]),
    ]);
    expect(createAnchor(doc, 2, 2)).toBeNull();
    expect(createAnchor(doc, 4, 6)).toBeNull();
    expect(createAnchor(doc, 6, 12)).toBeNull();
    expect(createAnchor(doc, 0, doc.content.size)?.quote).toEqual({ exact: 'uno', prefix: '', suffix: '  ' });
  });

  test('not more than one thread may be about, and that is told from nothing', () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', { id: 'a' }, schema.text(` ${'a'.repeat(MAX_QUOTE_LENGTH)} b`)),
    ]);
    const [whole, most] = [doc.content.size, MAX_QUOTE_LENGTH + 3];
    expect(createAnchor(doc, 0, most)?.quote.exact).toHaveLength(MAX_QUOTE_LENGTH);
    expect(isTooLong(doc, 0, most), 'the space at its edges does not count').toBe(false);
    expect(createAnchor(doc, 0, whole)).toBeNull();
    expect(isTooLong(doc, 0, whole)).toBe(true);
    expect(isTooLong(doc, 2, 2)).toBe(false);
  });

  test('surroundings do not cut a letter in half', () => {
    const doc = schema.node('doc', null, [
      schema.node('paragraph', { id: 'a' }, schema.text(`${'😀'.repeat(20)}x uno`)),
    ]);
    const anchor = createAnchor(doc, 43, 46);
    expect(anchor?.quote.exact).toBe('uno');
    expect(anchor?.quote.prefix.isWellFormed()).toBe(true);
  });

  test('after an edit it can be described anew', () => {
    const open = chapter();
    const anchor = open.anchor(QUOTE);
    open.edit((tr) => tr.insertText('ya no ', open.find('carecen').from));
    const found = resolveAnchor(open.state.doc, anchor, open.live)!;
    const fresh = refreshAnchor(open.state.doc, anchor, found, open.live);
    expect(fresh.quote.exact).toBe('los servicios de salud ya no carecen de intérpretes');
    expect(resolveAnchor(open.state.doc, fresh, open.live)?.by).toBe('relative');
  });
});
