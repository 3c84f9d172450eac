import { describe, expect, test } from 'vitest';
import { plainText } from '#lib/manuscript/plain-text.ts';
import {
  constitutionDocx,
  hasConstitution,
  readArticles,
} from '../../../../tests/support/constitution-docx.ts';
import { rawDocx, wp, wr } from './docx-fixtures.ts';
import { FileError } from './imported-document.ts';
import { DOCX_LIMITS } from './open-docx.server.ts';
import { readDocx } from './read-docx.server.ts';

const NAMES = { frontMatter: 'Presentación', untitled: 'Sin título' };
const MB = 1024 * 1024;

/** How a file was answered, and by how much the program grew meanwhile. */
async function answer(bytes: Uint8Array): Promise<{ answer: string; grown: number }> {
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10);
  const verdict = await readDocx(bytes, NAMES).then(
    () => 'read',
    (error: unknown) => (error instanceof FileError ? error.code : String(error)),
  );
  clearInterval(watch);
  return { answer: verdict, grown: (peak - before) / MB };
}

const good = wp(wr('Texto'));
const cfb = (mark: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(mark, 'utf16le')]);

describe('files that are refused, and why', () => {
  test.each<[string, string, () => Promise<Uint8Array> | Uint8Array]>([
    ['an honest file', 'read', () => rawDocx(good)],
    ['nothing', 'file_not_docx', () => new Uint8Array()],
    ['a PDF', 'file_not_docx', () => Buffer.from('%PDF-1.7')],
    ['an old .doc', 'file_old_word', () => cfb('WordDocument')],
    ['a file with a password', 'file_encrypted', () => cfb('EncryptedPackage')],
    ['half a file', 'file_damaged', async () => (await rawDocx(good)).subarray(0, 300)],
    [
      'a spreadsheet',
      'file_not_docx',
      () => rawDocx(good, (zip) => zip.file('[Content_Types].xml', '<Types>spreadsheetml</Types>')),
    ],
    ['macros', 'file_with_macros', () => rawDocx(good, (zip) => zip.file('word/vbaProject.bin', 'x'))],
    [
      'a macro type under another name',
      'file_with_macros',
      () =>
        rawDocx(good, (zip) =>
          zip.file('[Content_Types].xml', '<Types>ms-word.document.macroEnabled.main+xml</Types>'),
        ),
    ],
    [
      'a path out of the archive',
      'file_unsafe',
      () => rawDocx(good, (zip) => zip.file('../../etc/cron.d/x', 'x')),
    ],
    [
      'an external entity',
      'file_unsafe',
      () =>
        rawDocx(good, (zip) =>
          zip.file(
            'word/document.xml',
            '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>',
          ),
        ),
    ],
    [
      'broken XML',
      'file_damaged',
      () => rawDocx(good, (zip) => zip.file('word/document.xml', '<w:document><w:body>')),
    ],
    ['no text at all', 'file_without_text', () => rawDocx(wp(''))],
    [
      '3,000 entries',
      'file_too_complex',
      () =>
        rawDocx(good, (zip) => {
          for (let at = 0; at < 3_000; at += 1) zip.file(`word/x${at}.xml`, '');
        }),
    ],
    ['too many bytes', 'file_too_large', () => new Uint8Array(DOCX_LIMITS.file + 1)],
  ])(
    '%s: %s',
    async (_name, expected, make) => {
      expect((await answer(await make())).answer).toBe(expected);
    },
    30_000,
  );
});

describe('bombs', () => {
  test('a part that unpacks to 120 MB is stopped on the way', async () => {
    const zeros = Buffer.alloc(120 * MB);
    const bytes = await rawDocx(good, (zip) => zip.file('word/media/image1.bmp', zeros));
    expect(bytes.length).toBeLessThan(MB);
    const { answer: verdict, grown } = await answer(bytes);
    expect(verdict).toBe('file_too_complex');
    expect(grown).toBeLessThan(200);
  }, 30_000);

  test('a text of too many elements ends the worker, not the program', async () => {
    const bytes = await rawDocx(wp('<w:r/>'.repeat(590_000)));
    expect(bytes.length).toBeLessThan(MB);
    const { answer: verdict, grown } = await answer(bytes);
    expect(verdict).toBe('file_too_complex');
    expect(grown).toBeLessThan(200);
  }, 60_000);

  test.each([
    ['in one relationship', (times: number) => `<Relationship ${'Target="a" '.repeat(times)}/>`],
    ['in none', (times: number) => '<Relationship Target="a" '.repeat(times)],
  ])(
    'a million targets %s cost no more than their reading',
    async (_where, relationships) => {
      const took = async (times: number) => {
        const bytes = await rawDocx(good, (zip) => zip.file('_rels/.rels', relationships(times)));
        const begin = performance.now();
        await answer(bytes);
        return performance.now() - begin;
      };
      await took(1);
      const some = await took(150_000);
      // Four times as many, four times as long; a quadratic reading takes sixteen times.
      expect(await took(600_000)).toBeLessThan(8 * some + 1_000);
    },
    90_000,
  );

  test('bottomless nesting', async () => {
    const { answer: verdict } = await answer(
      await rawDocx('<w:sdt><w:sdtContent>'.repeat(50_000) + '</w:sdtContent></w:sdt>'.repeat(50_000)),
    );
    expect(['file_too_complex', 'file_damaged']).toContain(verdict);
  }, 30_000);

  test('the next honest file is read', async () => {
    expect((await answer(await rawDocx(good))).answer).toBe('read');
  });
});

test.skipIf(!hasConstitution)(
  'the Constitution’s first title arrives whole, in its four chapters',
  async () => {
    const { chapters, notices } = await readDocx(await constitutionDocx(), NAMES);
    expect(chapters.map(({ title }) => title.split('.')[0])).toEqual([
      'Capítulo I',
      'Capítulo II',
      'Capítulo III',
      'Capítulo IV',
    ]);
    const expected = readArticles()
      .articles.slice(0, 38)
      .flatMap(({ title, paragraphs }) => [title, ...paragraphs]);
    const arrived = chapters.map(({ content }) => plainText(content)).join('\n');
    expect(arrived.split('\n')).toEqual(expected.map((text) => text.trim()).filter(Boolean));
    expect(notices.map(({ code }) => code)).toEqual(['document_title']);
  },
);
