import mammoth from 'mammoth';
import { MAX_DEPTH } from '#lib/manuscript/allowed-parts.ts';
import { checkContent, type Content } from '#lib/manuscript/content.ts';
import { manuscriptSchema } from '#lib/manuscript/extensions.ts';
import { fitFragment } from '#lib/manuscript/fit-nodes.ts';
import { countWords, plainText } from '#lib/manuscript/plain-text.ts';
import { type Reading, readBlocks } from './convert-blocks.ts';
import type { DocxDocument } from './docx-model.ts';
import { takeHidden, takeNotes } from './docx-hidden.ts';
import { type Hiding, readHiding } from './docx-hiding.ts';
import { readNumbering } from './docx-numbering.ts';
import { readStyles } from './docx-styles.ts';
import { FileError, type ImportedDocument, MAX_CHAPTERS } from './imported-document.ts';
import { countTraces, lettersIn, lightenXml, measureText } from './measure-docx.ts';
import { Notices } from './notices.ts';
import { type Docx, openDocx } from './open-docx.server.ts';
import { type PartNames, splitChapters } from './split-chapters.ts';

/** Mammoth accepts an archive of one's own, as its browser build does; its types do not say so. */
type Archive = {
  exists: (name: string) => boolean;
  read: (name: string, encoding?: string) => Promise<string | Uint8Array>;
};
type Convert = (
  input: { file: Archive },
  options: { transformDocument: (document: DocxDocument) => DocxDocument },
) => Promise<{ messages: { message: string }[] }>;

/** More tags than a thousand pages have; building their tree would only end at the worker's memory. */
const MAX_TAGS = 600_000;

function refuseTooManyTags(xml: string): void {
  let tags = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) tags += 1;
  if (tags > MAX_TAGS) throw new FileError('file_too_complex');
}

const EMPTY = '<?xml version="1.0"?><none/>';
const isPicture = (name: string) => /\/media\//.test(name);

async function readModel(
  docx: Docx,
  parts: Map<string, string>,
): Promise<{ document: DocxDocument; ignored: string[] }> {
  let document: DocxDocument | undefined;
  const archive: Archive = {
    exists: (name) => docx.names.includes(name),
    read: async (name) =>
      isPicture(name) ? new Uint8Array() : (parts.get(name) ?? (await docx.read(name)) ?? EMPTY),
  };
  try {
    const { messages } = await (mammoth.convertToHtml as unknown as Convert)(
      { file: archive },
      {
        transformDocument: (model) => {
          document = model;
          return { ...model, children: [] };
        },
      },
    );
    if (!document) throw new FileError('file_damaged');
    const ignored = messages.flatMap(
      ({ message }) => /unrecognised element was ignored: (.*)$/.exec(message)?.[1] ?? [],
    );
    return { document, ignored };
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('file_damaged');
  }
}

/** Elements without any text of their own, which mammoth mentions all the same. */
const HARMLESS =
  /(?:perm(?:Start|End)|noProof|bookmark|Range(?:Start|End)|subDoc|sectPr|oMath|altChunk|tblPrEx|separator|softHyphen|dayLong)/i;

async function headersWithText(docx: Docx): Promise<number> {
  let count = 0;
  for (const name of docx.names.filter((each) => /^word\/(?:header|footer)\d*\.xml$/.test(each))) {
    if (measureText((await docx.read(name)) ?? '').letters > 0) count += 1;
  }
  return count;
}

/** The text and its notes, made easy to read and without what is hidden in them; and how many hidden pieces there were. */
async function readShown(
  docx: Docx,
  hiding: Hiding,
): Promise<{ main: string; notes: Map<string, string>; hidden: number }> {
  const lightened = lightenXml((await docx.read(docx.main)) ?? '');
  refuseTooManyTags(lightened);
  const main = takeHidden(lightened, hiding);
  const notes = new Map<string, string>();
  let hidden = main.pieces;
  for (const name of docx.names.filter((each) => /^word\/(?:foot|end)notes\d*\.xml$/.test(each))) {
    const xml = takeNotes(lightenXml((await docx.read(name)) ?? ''), main.notes);
    const shown = takeHidden(xml, hiding);
    hidden += shown.pieces;
    notes.set(name, shown.xml);
  }
  return { main: main.xml, notes, hidden };
}

/** A chapter as a text may be: Word nests tables without end, and counts from any number. */
function fitted(content: Content): Content {
  const node = manuscriptSchema.nodeFromJSON(content);
  return node.copy(fitFragment(node.content, MAX_DEPTH)).toJSON() as Content;
}

/**
 * Reads a Word file into chapters. Every letter of it is either in a chapter, or named in the notices; the two are
 * counted against each other, and a shortage is itself a notice.
 * @throws {FileError}
 */
export async function convertDocx(bytes: Uint8Array, names: PartNames): Promise<ImportedDocument> {
  const docx = await openDocx(bytes);
  const numberingPart = docx.names.find((name) => /numbering\d*\.xml$/.test(name)) ?? '';
  const numbering = readNumbering((await docx.read(numberingPart)) ?? '');
  const stylesPart = docx.names.find((name) => /(?<!glossary\/)styles\d*\.xml$/.test(name)) ?? '';
  const stylesXml = await docx.read(stylesPart);
  const { main, notes, hidden } = await readShown(docx, readHiding(stylesXml));
  const parts = new Map([...notes, [docx.main, main], [numberingPart, numbering.xml]]);
  const { document, ignored } = await readModel(docx, parts);

  const notices = new Notices();
  const styles = readStyles(stylesXml);
  const reading: Reading = { notes: document.notes, notices, styles, levels: numbering.levels, dropped: 0 };
  const pieces = readBlocks(document.children, reading);
  const { chapters, chapterOf, dropped } = splitChapters(pieces, names, notices);
  if (chapters.length > MAX_CHAPTERS)
    throw new FileError('file_too_many_chapters', { count: chapters.length, most: MAX_CHAPTERS });

  const measured = measureText(main);
  const inNotes = [...notes.values()].map((xml) => measureText(xml).letters);
  const expected = inNotes.reduce((sum, letters) => sum + letters, measured.letters);
  const titles = chapters
    .map(({ title }) => title)
    .filter((title) => title !== names.frontMatter && title !== names.untitled);
  const kept = chapters.map(({ content }) => plainText(content, { notes: true })).concat(titles, dropped);
  const arrived = kept.reduce((sum, text) => sum + lettersIn(text), reading.dropped);
  if (!arrived) throw new FileError('file_without_text');

  for (const [code, count] of countTraces(main)) notices.add(code, '', count);
  notices.add('text_boxes', '', measured.textBoxes);
  notices.add('headers', '', await headersWithText(docx));
  notices.add('hidden_text', '', hidden);
  notices.add('missing_text', '', Math.max(0, expected - arrived));
  notices.add('other', '', ignored.filter((name) => !HARMLESS.test(name)).length);
  return {
    chapters: chapters.map(({ title, content }) => {
      const checked = checkContent(fitted(content)).toJSON() as Content;
      return { title, content: { ...checked, type: 'doc' as const }, words: countWords(checked) };
    }),
    notices: notices.report(chapterOf),
  };
}
