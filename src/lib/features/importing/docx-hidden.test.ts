import type JSZip from 'jszip';
import { expect, test } from 'vitest';
import { plainText } from '#lib/manuscript/plain-text.ts';
import { convertDocx } from './convert-docx.server.ts';
import { addNotes, rawDocx, wp, wr } from './docx-fixtures.ts';

const HIDDEN = '<w:vanish/>';
const SHOWN = '<w:vanish w:val="0"/>';
const STYLES =
  '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
  '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Secreto"><w:name w:val="List Secreto"/><w:basedOn w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Heredado"><w:name w:val="List Heredado"/><w:basedOn w:val="Secreto"/></w:style>' +
  '<w:style w:type="paragraph" w:styleId="Abierto"><w:name w:val="List Abierto"/><w:basedOn w:val="Secreto"/><w:rPr><w:vanish w:val="false"/></w:rPr></w:style>' +
  '<w:style w:type="character" w:styleId="Reservado"><w:name w:val="Reservado"/><w:rPr><w:vanish w:val="true"/></w:rPr></w:style>' +
  '<w:style w:type="table" w:styleId="Padron"><w:name w:val="Padron"/><w:rPr><w:vanish/></w:rPr></w:style>' +
  '</w:styles>';

/** What arrived of a body, and what was told of it. */
async function read(body: string, change: (zip: JSZip) => void = () => {}) {
  const bytes = await rawDocx(body, (zip) => {
    zip.file('word/styles.xml', STYLES);
    change(zip);
  });
  const { chapters, notices } = await convertDocx(bytes, { frontMatter: '', untitled: 'Sin título' });
  return {
    text: chapters.map(({ content }) => plainText(content, { notes: true })).join('\n'),
    notices: notices.map(({ code, count }) => [code, count]),
    everything: JSON.stringify({ chapters, notices }),
  };
}

const said = (text: string, pieces = 0) => ({ text, notices: pieces ? [['hidden_text', pieces]] : [] });

test.each<[string, string, ReturnType<typeof said>]>([
  [
    'a run',
    wp(wr('Una testigo') + wr(' (Ana Ruiz)', HIDDEN) + wr(' lo vio.')),
    said('Una testigo lo vio.', 1),
  ],
  [
    'runs in a row as one piece, those in two places as two',
    wp(wr('A ') + wr('uno', HIDDEN) + wr(' y dos', HIDDEN) + wr('B ') + wr('tres', HIDDEN)) +
      wp(wr('cuatro', HIDDEN) + wr('C')),
    said('A B\nC', 3),
  ],
  [
    'a whole paragraph',
    wp(wr('Visible')) + wp(wr('Ana Ruiz', HIDDEN), `<w:rPr>${HIDDEN}</w:rPr>`),
    said('Visible', 1),
  ],
  [
    'what is not hidden after all',
    wp(wr('uno ', SHOWN) + wr('dos ', '<w:vanish w:val="false"/>') + wr('tres')),
    said('uno dos tres'),
  ],
  [
    'an end of a paragraph: its words stay',
    wp(wr('Visible'), `<w:rPr>${HIDDEN}<w:specVanish/></w:rPr>`),
    said('Visible'),
  ],
  [
    'what was hidden before a tracked change',
    wp(wr('Visible', `<w:rPrChange w:id="1"><w:rPr>${HIDDEN}</w:rPr></w:rPrChange>`)),
    said('Visible'),
  ],
  ['text hidden on the web alone', wp(wr('Visible', '<w:webHidden/>')), said('Visible')],
  ['nothing but spaces', wp(wr('uno') + wr(' ', HIDDEN) + wr('dos')), said('unodos')],
])('%s', async (_what, body, expected) => {
  expect(await read(body)).toMatchObject(expected);
});

test.each<[string, string, ReturnType<typeof said>]>([
  ['of the paragraph', wp(wr('Ana'), '<w:pStyle w:val="Secreto"/>'), said('Fin', 1)],
  ['of the paragraph, by what it is based on', wp(wr('Ana'), '<w:pStyle w:val="Heredado"/>'), said('Fin', 1)],
  ['that is shown again by one based on it', wp(wr('Ana'), '<w:pStyle w:val="Abierto"/>'), said('Ana\nFin')],
  ['of the run', wp(wr('Ana', '<w:rStyle w:val="Reservado"/>')), said('Fin', 1)],
  ['that the run itself overrules', wp(wr('Ana', SHOWN), '<w:pStyle w:val="Secreto"/>'), said('Ana\nFin')],
  [
    'twice, which Word shows',
    wp(wr('Ana', '<w:rStyle w:val="Reservado"/>'), '<w:pStyle w:val="Secreto"/>'),
    said('Ana\nFin'),
  ],
  [
    'of the table',
    `<w:tbl><w:tblPr><w:tblStyle w:val="Padron"/></w:tblPr><w:tr><w:tc>${wp(wr('Ana'))}</w:tc><w:tc>${wp(wr('Caso', SHOWN))}</w:tc></w:tr></w:tbl>`,
    said('Caso\nFin', 1),
  ],
])('hidden by a style %s', async (_what, body, expected) => {
  expect(await read(body + wp(wr('Fin')))).toMatchObject(expected);
});

test('hidden by the defaults of the document, but for what is shown', async () => {
  const styles = STYLES.replace(
    '<w:style ',
    `<w:docDefaults><w:rPrDefault><w:rPr>${HIDDEN}</w:rPr></w:rPrDefault></w:docDefaults><w:style `,
  );
  const body = wp(wr('Ana') + wr('Visible', SHOWN));
  expect(await read(body, (zip) => zip.file('word/styles.xml', styles))).toMatchObject(said('Visible', 1));
});

test('in notes, and the notes that only hidden text refers to', async () => {
  const to = (id: number, properties = '') =>
    `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:footnoteReference w:id="${id}"/></w:r>`;
  const note = (id: number, inside: string) => `<w:footnote w:id="${id}">${wp(inside)}</w:footnote>`;
  const found = await read(wp(wr('Dijo') + to(2) + wr(' que sí') + to(3, HIDDEN)), (zip) =>
    addNotes(zip, note(2, wr('Entrevista') + wr(' con Ana', HIDDEN)) + note(3, wr('Es Ana Ruiz'))),
  );
  expect(found).toMatchObject(said('Dijo [Entrevista] que sí', 2));
  expect(found.everything).not.toContain('Ana');
});

test('in a text box that Word writes twice; and a whole box in a hidden run', async () => {
  const box = (inside: string) => `<w:txbxContent>${wp(inside)}</w:txbxContent>`;
  const twice = (inside: string, properties = '') =>
    `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>${box(inside)}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>${box(inside)}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  const body =
    wp(wr('Uno') + twice(wr('Recuadro') + wr(' de Ana', HIDDEN))) + wp(wr('Dos') + twice(wr('Ana'), HIDDEN));
  const found = await read(body);
  expect(found.text).toBe('Uno\nRecuadro\nDos');
  expect(found.notices).toEqual([
    ['hidden_text', 2],
    ['text_boxes', 1],
  ]);
});

test('a field that begins in hidden text keeps its words and its link', async () => {
  const mark = (type: string, properties = '') =>
    `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = `<w:r><w:rPr>${HIDDEN}</w:rPr><w:instrText xml:space="preserve"> HYPERLINK "https://example.org/ley" </w:instrText></w:r>`;
  const index = `${mark('begin', HIDDEN)}<w:r><w:rPr>${HIDDEN}</w:rPr><w:instrText> XE "Ana Ruiz" </w:instrText></w:r>${mark('end', HIDDEN)}`;
  const body = wp(
    mark('begin', HIDDEN) + code + mark('separate', HIDDEN) + wr('la ley') + mark('end') + index,
  );
  const found = await read(body);
  expect(found).toMatchObject(said('la ley'));
  expect(found.everything).toContain('https://example.org/ley');
  expect(found.everything).not.toContain('Ana');
});

test('a file that is all hidden has no text', async () => {
  await expect(read(wp(wr('Ana', HIDDEN)))).rejects.toMatchObject({ code: 'file_without_text' });
});
