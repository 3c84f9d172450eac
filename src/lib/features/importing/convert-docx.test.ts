import {
  AlignmentType,
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { describe, expect, test } from 'vitest';
import type { Content } from '#lib/manuscript/content.ts';
import { plainText } from '#lib/manuscript/plain-text.ts';
import { convertDocx } from './convert-docx.server.ts';
import { addNotes, rawDocx, wp, wr } from './docx-fixtures.ts';

const NAMES = { frontMatter: 'Presentación', untitled: 'Sin título' };
const read = async (bytes: Uint8Array) => convertDocx(new Uint8Array(bytes), NAMES);
const h = (text: string, heading: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ text, heading });
const li = (text: string, reference: string, level = 0) =>
  new Paragraph({ text, numbering: { reference, level } });
const cell = (text: string, span = {}) => new TableCell({ children: [new Paragraph(text)], ...span });
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const numbering = {
  config: [
    {
      reference: 'incisos',
      levels: [
        { level: 0, format: LevelFormat.DECIMAL, text: '%1.', alignment: AlignmentType.LEFT },
        { level: 1, format: LevelFormat.LOWER_LETTER, text: '%2)', alignment: AlignmentType.LEFT },
      ],
    },
    {
      reference: 'puntos',
      levels: [{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT }],
    },
  ],
};

/** The tree of a text in short: `orderedList[listItem[paragraph "x"]]`. */
function sketch(part: Content): string {
  if (part.type === 'text')
    return JSON.stringify(part.text) + (part.marks ?? []).map((mark) => `.${mark.type}`).join('');
  const { colspan, rowspan, ...attrs }: Record<string, unknown> = { ...part.attrs, id: null };
  const own = Object.entries({
    ...attrs,
    ...(Number(colspan) > 1 && { colspan }),
    ...(Number(rowspan) > 1 && { rowspan }),
  });
  const said = own.filter(([, value]) => value !== null).map(([key, value]) => `${key}=${String(value)}`);
  return `${part.type}${said.length ? `(${said.join(',')})` : ''}[${(part.content ?? []).map(sketch).join(' ')}]`;
}
const inside = (content: Content) => (content.content ?? []).map(sketch);

test('a document as offices write them keeps what it says', async () => {
  const document = new Document({
    numbering,
    comments: {
      children: [{ id: 0, author: 'Mesa', date: new Date(0), children: [new Paragraph('¿Fuente?')] }],
    },
    footnotes: {
      1: {
        children: [
          new Paragraph({
            children: [new TextRun('Véase '), new TextRun({ text: 'Informe', italics: true })],
          }),
          new Paragraph('párr. 3.'),
        ],
      },
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph('Borrador 3')] }) },
        children: [
          h('Diagnóstico estatal', HeadingLevel.TITLE),
          new Paragraph('Agradecimientos.'),
          h('Salud', HeadingLevel.HEADING_1),
          new Paragraph({
            children: [
              new TextRun({ text: 'El Estado', bold: true }),
              new TextRun({ text: ' reconoce', italics: true }),
              new FootnoteReferenceRun(1),
              new TextRun(' según la '),
              new ExternalHyperlink({ link: 'https://example.org/ley', children: [new TextRun('ley')] }),
              new CommentRangeStart(0),
              new TextRun({ text: ' m', break: 1 }),
              new TextRun({ text: '2', superScript: true }),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
            ],
          }),
          h('Acceso', HeadingLevel.HEADING_2),
          li('Uno', 'incisos'),
          li('Uno a', 'incisos', 1),
          li('Uno b', 'incisos', 1),
          li('Dos', 'incisos'),
          new Paragraph('Entre las listas.'),
          li('Tres', 'incisos'),
          li('Punto', 'puntos'),
          new Paragraph({ text: 'Nos dijeron.', style: 'Quote' }),
          h('Educación', HeadingLevel.HEADING_1),
          new Table({
            rows: [
              new TableRow({ tableHeader: true, children: [cell('Año'), cell('Casos', { columnSpan: 2 })] }),
              new TableRow({ children: [cell('2024', { rowSpan: 2 }), cell('1'), cell('2')] }),
              new TableRow({ children: [cell('3'), cell('4')] }),
            ],
          }),
          new Paragraph({
            children: [
              new TextRun('Gráfica: '),
              new ImageRun({ type: 'png', data: PIXEL, transformation: { width: 1, height: 1 } }),
            ],
          }),
        ],
      },
    ],
  });
  const { chapters, notices } = await read(await Packer.toBuffer(document));
  expect(chapters.map(({ title, words }) => [title, words])).toEqual([
    ['Presentación', 1],
    ['Salud', 21],
    ['Educación', 8],
  ]);
  expect(inside(chapters[1]!.content)).toEqual([
    'paragraph["El Estado".bold " reconoce".italic footnote["Véase " "Informe".italic hardBreak[] "párr. 3."] " según la " "ley".link hardBreak[] " m" "2".superscript]',
    'heading(level=2)["Acceso"]',
    'orderedList(start=1)[listItem[paragraph["Uno"] orderedList(start=1,type=a)[listItem[paragraph["Uno a"]] listItem[paragraph["Uno b"]]]] listItem[paragraph["Dos"]]]',
    'paragraph["Entre las listas."]',
    'orderedList(start=3)[listItem[paragraph["Tres"]]]',
    'bulletList[listItem[paragraph["Punto"]]]',
    'blockquote[paragraph["Nos dijeron."]]',
  ]);
  expect(inside(chapters[2]!.content)[0]).toBe(
    'table[tableRow[tableHeader[paragraph["Año"]] tableHeader(colspan=2)[paragraph["Casos"]]]' +
      ' tableRow[tableCell(rowspan=2)[paragraph["2024"]] tableCell[paragraph["1"]] tableCell[paragraph["2"]]]' +
      ' tableRow[tableCell[paragraph["3"]] tableCell[paragraph["4"]]]]',
  );
  expect(notices).toEqual([
    { code: 'images', count: 1, places: [{ chapter: 'Educación', near: 'Gráfica:' }] },
    {
      code: 'comments',
      count: 1,
      places: [{ chapter: 'Salud', near: 'El Estado reconoce según la ley m2' }],
    },
    { code: 'headers', count: 1, places: [] },
    { code: 'document_title', count: 1, places: [{ chapter: '', near: 'Diagnóstico estatal' }] },
  ]);
});

describe('where chapters begin', () => {
  const titles = async (...children: Paragraph[]) =>
    (await read(await Packer.toBuffer(new Document({ sections: [{ children }] })))).chapters.map(
      ({ title, content }) => [title, plainText(content)],
    );

  test('at titles when there are no headings 1', async () => {
    expect(
      await titles(
        h('Uno', HeadingLevel.TITLE),
        new Paragraph('a'),
        h('Dos', HeadingLevel.TITLE),
        new Paragraph('b'),
      ),
    ).toEqual([
      ['Uno', 'a'],
      ['Dos', 'b'],
    ]);
  });

  test('at the highest headings there are', async () => {
    expect(
      await titles(h('Uno', HeadingLevel.HEADING_3), new Paragraph('a'), h('Dentro', HeadingLevel.HEADING_4)),
    ).toEqual([['Uno', 'a\nDentro']]);
  });

  test('nowhere: one chapter, named by whoever imports it', async () => {
    expect(await titles(new Paragraph('a'), new Paragraph('b'))).toEqual([['Sin título', 'a\nb']]);
  });

  test('a heading too long for a title keeps its words', async () => {
    const long = 'derechos de los pueblos '.repeat(12).trim();
    const [[title, text] = []] = await titles(h(long, HeadingLevel.HEADING_1));
    expect(title).toHaveLength(200 - 8);
    expect(text).toBe(long);
  });
});

describe('headings by other means', () => {
  test('a style of the office’s own, based on Word’s', async () => {
    const styles =
      '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>' +
      '<w:style w:type="paragraph" w:customStyle="1" w:styleId="CapCEDH"><w:name w:val="Capítulo CEDH"/><w:basedOn w:val="Heading1"/></w:style>' +
      '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Sec"><w:name w:val="Sección CEDH"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Recuadro"><w:name w:val="Recuadro CEDH"/></w:style></w:styles>';
    const styled = (style: string, text: string) => wp(wr(text), `<w:pStyle w:val="${style}"/>`);
    const body = styled('CapCEDH', 'Uno') + styled('Sec', 'Sección') + styled('Recuadro', 'Nota');
    const { chapters, notices } = await read(
      await rawDocx(body, (zip) => zip.file('word/styles.xml', styles)),
    );
    expect(chapters.map(({ title, content }) => [title, ...inside(content)])).toEqual([
      ['Uno', 'heading(level=2)["Sección"]', 'paragraph["Nota"]'],
    ]);
    expect(notices).toEqual([
      { code: 'styles', count: 1, places: [{ chapter: 'Uno', near: 'Recuadro CEDH' }] },
    ]);
  });
});

describe('what Word keeps in its own ways', () => {
  test('tracked changes: insertions stay, deletions go, both are counted', async () => {
    const body = wp(
      `${wr('La ')}<w:del w:id="1">${wr('antigua ').replace(/w:t\b/g, 'w:delText')}</w:del><w:ins w:id="2">${wr('nueva ')}</w:ins>${wr('ley')}`,
    );
    const { chapters, notices } = await read(await rawDocx(body));
    expect(plainText(chapters[0]!.content)).toBe('La nueva ley');
    expect(notices.map(({ code, count }) => [code, count])).toEqual([
      ['insertions', 1],
      ['deletions', 1],
    ]);
  });

  test('text boxes become paragraphs after theirs, once, though Word writes them twice', async () => {
    const box = (text: string) => `<w:txbxContent>${wp(wr(text))}</w:txbxContent>`;
    const body = wp(
      `${wr('Cuerpo')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box('Recuadro')}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${box('Recuadro')}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`,
    );
    const { chapters, notices } = await read(await rawDocx(body));
    expect(plainText(chapters[0]!.content)).toBe('Cuerpo\nRecuadro');
    expect(notices).toEqual([{ code: 'text_boxes', count: 1, places: [] }]);
  });

  test('simple fields keep their words, the table of contents goes and is counted', async () => {
    const toc = wp(wr('Salud ..... 3'), '<w:pStyle w:val="TDC1"/>');
    const { chapters, notices } = await read(
      await rawDocx(toc + wp(`<w:fldSimple w:instr="PAGE">${wr('Página 4')}</w:fldSimple>`)),
    );
    expect(plainText(chapters[0]!.content)).toBe('Página 4');
    expect(notices.map(({ code, count }) => [code, count])).toEqual([['contents', 1]]);
  });

  test('an underlined vowel within a word is a letter; underlined words are reported', async () => {
    const u = '<w:u w:val="single"/>';
    const { chapters, notices } = await read(
      await rawDocx(wp(wr('hñ') + wr('a', u) + wr('hñu y ') + wr('muy importante', u))),
    );
    expect(plainText(chapters[0]!.content)).toBe('hña\u0331hñu y muy importante');
    expect(notices).toEqual([
      { code: 'underline', count: 1, places: [{ chapter: 'Sin título', near: 'muy importante' }] },
    ]);
  });

  test('struck and highlighted words, and links that run something, keep their words and are reported', async () => {
    const rels =
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/></Relationships>';
    const link = `<w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1">${wr('aquí')}</w:hyperlink>`;
    const body = wp(wr('fuera ', '<w:strike/>') + wr('pendiente ', '<w:highlight w:val="yellow"/>') + link);
    const { chapters, notices } = await read(
      await rawDocx(body, (zip) => zip.file('word/_rels/document.xml.rels', rels)),
    );
    expect(inside(chapters[0]!.content)).toEqual(['paragraph["fuera pendiente aquí"]']);
    expect(notices.map(({ code }) => code)).toEqual(['strikethrough', 'highlight', 'links']);
  });

  test('the end of a page or of a column within a paragraph begins another', async () => {
    const page = '<w:r><w:br w:type="page"/></w:r>';
    const quote = '<w:pStyle w:val="Quote"/>';
    const body =
      wp(page + wr('El final.') + page + wr('Inicio') + page) +
      wp(wr('izquierda', '<w:b/>') + '<w:r><w:br w:type="column"/></w:r>' + wr('derecha')) +
      wp(wr('Nos dijeron') + page + wr('esto.'), quote) +
      wp(page);
    const { chapters, notices } = await read(await rawDocx(body));
    expect(inside(chapters[0]!.content)).toEqual([
      'paragraph["El final."]',
      'paragraph["Inicio"]',
      'paragraph["izquierda".bold]',
      'paragraph["derecha"]',
      'blockquote[paragraph["Nos dijeron"] paragraph["esto."]]',
    ]);
    expect(notices).toEqual([]);
  });

  test('the end of a page within a heading, an item or a note does not make two of them', async () => {
    const page = '<w:br w:type="page"/>';
    const numbers =
      '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
    const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    const body =
      wp(`<w:r><w:t>Agua</w:t>${page}<w:t>potable</w:t></w:r>`, '<w:pStyle w:val="Heading1"/>') +
      wp(`<w:r><w:t>uno</w:t>${page}<w:t>sigue</w:t></w:r>`, item) +
      wp(wr('dos') + '<w:r><w:footnoteReference w:id="2"/></w:r>', item);
    const { chapters, notices } = await read(
      await rawDocx(body, (zip) => {
        zip.file('word/numbering.xml', numbers);
        addNotes(
          zip,
          `<w:footnote w:id="2">${wp(`<w:r><w:t>Véase</w:t>${page}<w:t>abajo</w:t></w:r>`)}</w:footnote>`,
        );
      }),
    );
    expect(chapters.map(({ title, content }) => [title, ...inside(content)])).toEqual([
      [
        'Agua potable',
        'orderedList(start=1)[listItem[paragraph["uno" hardBreak[] "sigue"]] listItem[paragraph["dos" footnote["Véase" hardBreak[] "abajo"]]]]',
      ],
    ]);
    expect(notices).toEqual([]);
  });

  test('counts, spans and nesting that no text may hold become such as it may, with every word', async () => {
    const numbers =
      '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="20261128"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>';
    const wide = (text: string, span: number) =>
      `<w:tc><w:tcPr><w:gridSpan w:val="${span}"/></w:tcPr>${wp(wr(text))}</w:tc>`;
    const nested = (times: number): string =>
      times
        ? `<w:tbl><w:tr><w:tc>${nested(times - 1)}${wp(wr('fuera'))}</w:tc></w:tr></w:tbl>`
        : wp(wr('dentro'));
    const item = wp(wr('uno'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>');
    const table = `<w:tbl><w:tr>${wide('menos', -3)}${wide('más', 70_000)}</w:tr></w:tbl>`;
    const { chapters, notices } = await read(
      await rawDocx(item + table + nested(20), (zip) => zip.file('word/numbering.xml', numbers)),
    );
    const [list, spans, deep] = inside(chapters[0]!.content);
    expect(list).toBe('orderedList(start=1)[listItem[paragraph["uno"]]]');
    expect(spans).toContain('"menos"');
    expect(
      JSON.stringify(chapters[0]!.content)
        .match(/"colspan":\d+/g)!
        .slice(0, 2),
    ).toEqual(['"colspan":1', '"colspan":100']);
    expect(deep!.match(/"fuera"/g)).toHaveLength(20);
    expect(deep).toContain('"dentro"');
    expect(notices).toEqual([]);
  });

  test('tabs by position and carriage returns keep words apart, in the text and in notes', async () => {
    const parted =
      '<w:r><w:t>uno</w:t><w:ptab w:relativeTo="margin" w:alignment="right"/><w:t>dos</w:t><w:cr/><w:t>tres</w:t></w:r>';
    const { chapters, notices } = await read(
      await rawDocx(wp(`${parted}<w:r><w:footnoteReference w:id="2"/></w:r>`), (zip) =>
        addNotes(zip, `<w:footnote w:id="2">${wp(parted)}</w:footnote>`),
      ),
    );
    const words = '"uno dos" hardBreak[] "tres"';
    expect(inside(chapters[0]!.content)).toEqual([`paragraph[${words} footnote[${words}]]`]);
    expect(notices).toEqual([]);
  });

  test('words in a part that cannot be read are missed and said so', async () => {
    const { notices } = await read(
      await rawDocx(wp(wr('Visible')) + `<w:unknownBox>${wp(wr('Perdido'))}</w:unknownBox>`),
    );
    expect(notices.map(({ code, count }) => [code, count])).toEqual([
      ['missing_text', 7],
      ['other', 1],
    ]);
  });
});
