import { contentToUpdate } from '#lib/manuscript/yjs.ts';

/** Characters of a printed page, by the measure of the Constitution: 472,575 on some 190 pages. */
export const PAGE = 2_500;

const SENTENCE =
  'La autoridad competente garantizará, en el ámbito de sus atribuciones, el derecho de toda persona a ser oída con las debidas garantías y dentro de un plazo razonable. ';

/** A chapter of so many pages: a heading now and then, paragraphs of some 500 characters. */
export function pages(count: number) {
  const blocks = Math.round((count * PAGE) / (SENTENCE.length * 3));
  return {
    type: 'doc',
    content: Array.from({ length: blocks }, (_, at) =>
      at % 20 === 0
        ? {
            type: 'heading',
            attrs: { level: 2 },
            content: [{ type: 'text', text: `Apartado ${at / 20 + 1}` }],
          }
        : { type: 'paragraph', content: [{ type: 'text', text: `${at}. ${SENTENCE.repeat(3).trim()}` }] },
    ),
  };
}

/** The same as a Yjs update, as one author would have written it. */
export const pagesAsUpdate = (count: number): Uint8Array => contentToUpdate(pages(count), 7);
