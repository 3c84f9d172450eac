import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MAX_DEPTH } from './allowed-parts.ts';
import { checkContent, type Content, emptyContent, ManuscriptError, withBlockIds } from './content.ts';
import { manuscriptSchema } from './extensions.ts';
import { FRAGMENT } from './fragment.ts';
import { contentToUpdate, docToContent, readRaw } from './yjs.ts';

const text = (value: string, ...marks: Content[]): Content =>
  marks.length
    ? { type: 'text', text: value, marks: marks as { type: string }[] }
    : { type: 'text', text: value };
const paragraph = (...content: Content[]): Content => ({ type: 'paragraph', content });
const cell = (type: string, value: string, attrs = {}): Content => ({
  type,
  attrs,
  content: [paragraph(text(value))],
});

/** One text with everything a chapter may hold. */
const everything: Content = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [text('Situación general')] },
    paragraph(
      text('Hallazgo '),
      text('documentado', { type: 'bold' }),
      {
        type: 'footnote',
        content: [
          text('Véase '),
          text('Informe', { type: 'italic' }),
          { type: 'hardBreak' },
          text('párr. 12.'),
        ],
      },
      text(' en la fuente', { type: 'link', attrs: { href: 'https://example.org/a?b=1' } }),
      text('a', { type: 'superscript' }),
      text('2', { type: 'subscript' }),
      { type: 'hardBreak' },
      text('Sjúꞌmá ɨ ʉ a̱'),
    ),
    { type: 'blockquote', content: [paragraph(text('Cita textual'))] },
    {
      type: 'orderedList',
      attrs: { start: 3, type: 'a' },
      content: [
        {
          type: 'listItem',
          content: [
            paragraph(text('Uno')),
            { type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('Dos'))] }] },
          ],
        },
      ],
    },
    { type: 'horizontalRule' },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cell('tableHeader', 'Año', { colspan: 2, colwidth: [120, 80] })] },
        {
          type: 'tableRow',
          content: [cell('tableCell', '2024'), cell('tableCell', '18', { align: 'right' })],
        },
      ],
    },
  ],
};

const load = (update: Uint8Array) => {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, update);
  return ydoc;
};

/** A document written by hand, as a hostile or a newer client would. */
const written = (write: (fragment: Y.XmlFragment) => void) => {
  const ydoc = new Y.Doc();
  write(ydoc.getXmlFragment(FRAGMENT));
  return ydoc;
};

const refusal = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof ManuscriptError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('text to Yjs and back', () => {
  test('keeps everything a chapter may hold', () => {
    const named = checkContent(withBlockIds(everything)).toJSON();
    expect(docToContent(load(contentToUpdate(named, 7)))).toEqual(named);
  });

  test('writes under the given client', () => {
    const ydoc = load(contentToUpdate(everything, 4711));
    expect([...ydoc.store.clients.keys()]).toEqual([4711]);
  });

  test('names blocks without an id, and twins, once each', () => {
    const twice = { type: 'doc', content: [1, 2].map(() => ({ type: 'paragraph', attrs: { id: 'same' } })) };
    const ids = docToContent(load(contentToUpdate(twice, 1))).content?.map((block) => block.attrs?.id);
    expect(ids?.[0]).toBe('same');
    expect(ids?.[1]).toMatch(/^[a-z][a-z2-9]{9}$/);
  });

  test('an untouched document is one empty paragraph', () => {
    expect(docToContent(new Y.Doc())).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', attrs: { id: null } }],
    });
    expect(checkContent(emptyContent()).childCount).toBe(1);
  });

  test('neighbouring texts of one wording have one JSON', () => {
    const ydoc = written((fragment) => {
      const block = new Y.XmlElement('paragraph');
      fragment.insert(0, [block]);
      block.insert(0, [new Y.XmlText('Dere'), new Y.XmlText('chos')]);
    });
    expect(docToContent(ydoc).content?.[0]?.content).toEqual([text('Derechos')]);
  });
});

describe('what is refused', () => {
  test('a node of a newer version: refused, and still in the document', () => {
    const ydoc = written((fragment) => fragment.insert(0, [new Y.XmlElement('timeline')]));
    const before = Y.encodeStateAsUpdate(ydoc);
    expect(refusal(() => docToContent(ydoc))).toBe('unknown_content');
    expect(readRaw(ydoc).content).toEqual([{ type: 'timeline', attrs: {} }]);
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
  });

  test('an attribute the schema does not know', () => {
    const ydoc = written((fragment) => {
      const block = new Y.XmlElement('paragraph');
      block.setAttribute('onclick', 'alert(1)');
      fragment.insert(0, [block]);
    });
    expect(refusal(() => docToContent(ydoc))).toBe('unknown_content');
  });

  test.each([
    ['javascript:alert(1)', 'unsafe_link'],
    ['JaVaScRiPt:alert(1)', 'unsafe_link'],
    ['java\nscript:alert(1)', 'unsafe_link'],
    [' javascript:alert(1)', 'unsafe_link'],
    ['data:text/html,x', 'unsafe_link'],
    ['//example.org', 'unsafe_link'],
    ['/documentos/1', 'unsafe_link'],
    ['https://example.org/"onload=', 'unsafe_link'],
    ['https://example.org/á', 'accepted'],
    ['mailto:oficina@demo.test', 'accepted'],
    ['#p12', 'accepted'],
  ])('link to %j: %s', (href, verdict) => {
    const content = { type: 'doc', content: [paragraph(text('x', { type: 'link', attrs: { href } }))] };
    expect(refusal(() => checkContent(content))).toBe(verdict);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text in the root', { type: 'doc', content: [text('x')] }],
    ['a root without blocks', { type: 'doc', content: [] }],
    ['a paragraph as root', paragraph(text('x'))],
    ['a heading 1', { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 } }] }],
    [
      'a note in a note',
      { type: 'doc', content: [paragraph({ type: 'footnote', content: [{ type: 'footnote' }] })] },
    ],
    ['an unknown mark', { type: 'doc', content: [paragraph(text('x', { type: 'blink' }))] }],
    ['an inherited name', { type: 'doc', content: [{ type: 'constructor' }] }],
    [
      'a cell of a million columns',
      {
        type: 'doc',
        content: [
          {
            type: 'table',
            content: [{ type: 'tableRow', content: [cell('tableCell', 'x', { colspan: 1e6 })] }],
          },
        ],
      },
    ],
    ['an empty text', { type: 'doc', content: [paragraph(text(''))] }],
  ])('%s', (_name, content) => {
    expect(refusal(() => checkContent(content))).not.toBe('accepted');
  });

  test('bottomless nesting, without exhausting the stack', () => {
    const ydoc = written((fragment) => {
      let inside: Y.XmlFragment = fragment;
      for (let depth = 0; depth <= MAX_DEPTH + 5; depth += 1) {
        const quote = new Y.XmlElement('blockquote');
        inside.insert(0, [quote]);
        inside = quote;
      }
    });
    expect(refusal(() => docToContent(ydoc))).toBe('too_deep');
  });
});

test('the schema has no place for scripts, styles or pictures', () => {
  expect(Object.keys(manuscriptSchema.marks).sort()).toEqual([
    'bold',
    'italic',
    'link',
    'subscript',
    'superscript',
  ]);
});
