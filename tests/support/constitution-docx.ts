import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

/** Where the real texts lie; tests that need them are skipped where they do not exist. */
export const constitutionFile = resolve(process.env.SHARED_DATA ?? '../shared/data', 'constitution.json');

export const hasConstitution = existsSync(constitutionFile);

type Article = { number: number; title: string; paragraphs: string[] };

/** The chapters of the Constitution's first title, by its own division. */
export const firstTitle = [
  { title: 'Capítulo I. De los derechos humanos y sus garantías', from: 1, to: 29 },
  { title: 'Capítulo II. De los mexicanos', from: 30, to: 32 },
  { title: 'Capítulo III. De las personas extranjeras', from: 33, to: 33 },
  { title: 'Capítulo IV. De los ciudadanos mexicanos', from: 34, to: 38 },
] as const;

export function readArticles(): { title: string; articles: Article[] } {
  return JSON.parse(readFileSync(constitutionFile, 'utf8')) as { title: string; articles: Article[] };
}

const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ heading: level, children: [new TextRun(text)] });

function chapterBlocks(
  articles: Article[],
  chapter: { title: string; from: number; to: number },
): Paragraph[] {
  const own = articles.filter(({ number }) => number >= chapter.from && number <= chapter.to);
  return [
    heading(chapter.title, HeadingLevel.HEADING_1),
    ...own.flatMap((article) => [
      heading(article.title, HeadingLevel.HEADING_2),
      ...article.paragraphs.map((text) => new Paragraph(text)),
    ]),
  ];
}

/** The Constitution's first title (articles 1 to 38, four chapters) as a Word file. */
export async function constitutionDocx(): Promise<Buffer> {
  const { articles } = readArticles();
  const children = [
    heading('Título Primero', HeadingLevel.TITLE),
    ...firstTitle.flatMap((chapter) => chapterBlocks(articles, chapter)),
  ];
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}

/** The whole Constitution, all articles in one chapter each ten, for measurements of long documents. */
export async function wholeConstitutionDocx(): Promise<Buffer> {
  const { articles } = readArticles();
  const children: Paragraph[] = [];
  for (let from = 0; from < articles.length; from += 10) {
    const [first, last] = [articles[from]!.number, articles[Math.min(from + 9, articles.length - 1)]!.number];
    children.push(
      ...chapterBlocks(articles, { title: `Artículos ${first} a ${last}`, from: first, to: last }),
    );
  }
  return Packer.toBuffer(new Document({ sections: [{ children }] }));
}
