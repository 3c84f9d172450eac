import { DOMParser as PMParser } from '@tiptap/pm/model';
import { DOMParser } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { checkContent } from './content.ts';
import { manuscriptSchema } from './extensions.ts';
import { cleanPastedHtml } from './paste.ts';
import { plainText } from './plain-text.ts';

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html') as unknown as Document;
const clean = (html: string) => cleanPastedHtml(html, parse).replace(/\s*\n\s*/g, '');

const item = (list: string, level: number, sign: string, text: string, place = 'Middle') =>
  `<p class=MsoListParagraphCxSp${place} style='margin-left:${36 * level}.0pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:${list} level${level} lfo1'><![if !supportLists]><span lang=ES-MX style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=ES-MX>${text}<o:p></o:p></span></p>`;

const word = (
  body: string,
) => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-unhide:no; margin:0cm;} @page WordSection1 {size:612.0pt 792.0pt;} --></style></head>
<body lang=ES-MX style='tab-interval:35.4pt;word-wrap:break-word'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;

describe('pasted from Word', () => {
  test('paragraphs lose their styles and keep their words', () => {
    const html =
      word(`<p class=MsoNormal style='text-align:justify;line-height:150%'><b style='mso-bidi-font-weight:normal'><span
lang=ES-MX style='font-size:12.0pt;font-family:"Arial",sans-serif'>Acceso</span></b><span lang=ES-MX
style='font-size:12.0pt'> a la <i>justicia</i>.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>`);
    expect(clean(html)).toBe('<p><b>Acceso</b> a la <i>justicia</i>.</p>');
  });

  test('list paragraphs become nested lists', () => {
    const html = word(
      item('l0', 1, '·', 'Salud', 'First') +
        item('l0', 2, 'o', 'Primer nivel') +
        item('l0', 2, 'o', 'Segundo nivel') +
        item('l0', 1, '·', 'Educación', 'Last') +
        '<p class=MsoNormal>Texto</p>' +
        item('l1', 1, '3.', 'Tercero', 'First') +
        item('l1', 2, 'a)', 'Inciso', 'Last'),
    );
    expect(clean(html)).toBe(
      '<ul><li><p>Salud</p><ul><li><p>Primer nivel</p></li><li><p>Segundo nivel</p></li></ul></li><li><p>Educación</p></li></ul>' +
        '<p>Texto</p><ol start="3"><li><p>Tercero</p><ol type="a"><li><p>Inciso</p></li></ol></li></ol>',
    );
  });

  test('a deeper item without a shallower one before it', () => {
    const html = word(item('l0', 2, 'o', 'Hondo', 'First') + item('l0', 1, '·', 'Llano', 'Last'));
    expect(clean(html)).toContain('<ul><li><p>Hondo</p></li></ul>');
    expect(clean(html)).toContain('<ul><li><p>Llano</p></li></ul>');
  });

  test('notes move to where they are called', () => {
    const html =
      word(`<p class=MsoNormal>El Estado<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span
class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a> reconoce.</p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span
class=MsoFootnoteReference>[1]</span></a> Véase el <i>Informe</i>.</p></div></div>`);
    expect(clean(html)).toContain(
      '<p>El Estado<span data-footnote="">Véase el <i>Informe</i>.</span> reconoce.</p>',
    );
    expect(clean(html)).not.toMatch(/<hr|\[1\]/);
  });

  test('headings take the levels of a chapter; header rows become headers', () => {
    const html =
      word(`<h1 style='mso-list:none'>Título</h1><h2>Sección</h2><h6>Detalle</h6><table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'>
<thead><tr style='mso-yfti-irow:0'><td width=283 valign=top style='width:212.4pt'><p class=MsoNormal>Año<o:p></o:p></p></td></tr></thead>
<tr><td colspan=1><p class=MsoNormal>2024</p></td></tr></table>`);
    expect(clean(html)).toMatch(/^<h2>Título<\/h2><h2>Sección<\/h2><h4>Detalle<\/h4><table>/);
    expect(clean(html)).toContain('<th><p>Año</p></th>');
  });

  test('what was deleted, commented or drawn stays out', () => {
    const html = word(
      '<p class=MsoNormal>Uno <del cite="mailto:x" datetime="2024">borrado</del><ins cite="mailto:x">nuevo</ins><a class=msocomanchor href="#_msocom_1">[C1]</a><img src="file:///C:/x.png"></p>',
    );
    expect(clean(html)).toBe('<p>Uno nuevo</p>');
  });
});

describe('pasted from elsewhere', () => {
  test('styles that mean bold, italics and raised text become marks', () => {
    const html =
      '<b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Uno</span><span style="font-style:italic"> dos</span><span style="vertical-align:super">3</span></p></b>';
    expect(clean(html)).toBe('<p><strong>Uno</strong><em> dos</em><sup>3</sup></p>');
  });

  test('scripts, handlers and addresses that run something go, the words stay', () => {
    const html =
      '<p onclick="x()">Uno <a href="javascript:alert(1)">dos</a> <a href="https://example.org/" target="_blank">tres</a><script>alert(1)</script></p>';
    expect(clean(html)).toBe('<p>Uno <a>dos</a> <a href="https://example.org/">tres</a></p>');
  });

  test('the editor’s own clipboard is left as it is', () => {
    const html = '<p data-pm-slice="1 1 []" data-id="abc">Uno</p>';
    expect(cleanPastedHtml(html, parse)).toBe(html);
  });
});

test('the editor reads the result into the schema without losing a word', () => {
  const html = cleanPastedHtml(
    word(
      `<h1>Salud</h1>${item('l0', 1, '1.', 'Uno', 'First')}${item('l0', 2, 'a)', 'Dos', 'Last')}<p class=MsoNormal>Tres<sup>2</sup></p>`,
    ),
    parse,
  );
  const content = PMParser.fromSchema(manuscriptSchema).parse(
    parse(`<!doctype html><html><body>${html}</body></html>`).body,
  );
  expect(plainText(checkContent(content.toJSON()).toJSON())).toBe('Salud\nUno\nDos\nTres2');
  expect(content.children.map((node) => node.type.name)).toEqual(['heading', 'orderedList', 'paragraph']);
});
