import type { Content } from './content.ts';

/** A chapter of a document, in the order in which it is read. */
export type Chapter = { id: string; title: string; content: Content };

/**
 * Chapter id → block id → the paragraph's number, running through the whole document. Block ids are unique within
 * their chapter only, hence the two steps.
 */
export type ParagraphNumbers = Map<string, Map<string, string>>;

/**
 * Numbers the paragraphs of a document as United Nations documents do: every paragraph of the running text. Headings
 * have no number. Neither have list items, quotations and tables: they belong to the paragraph that introduces them
 * and are cited through it ("párr. 12, inciso b"), so that turning a sentence into a list renumbers nothing.
 */
export function numberParagraphs(chapters: readonly Pick<Chapter, 'id' | 'content'>[]): ParagraphNumbers {
  let last = 0;
  return new Map(
    chapters.map(({ id, content }) => {
      const numbers = new Map<string, string>();
      for (const block of content.content ?? []) {
        const blockId = block.attrs?.id as string | null | undefined;
        if (block.type === 'paragraph' && blockId && block.content?.length)
          numbers.set(blockId, String((last += 1)));
      }
      return [id, numbers];
    }),
  );
}

/** The address of a numbered paragraph within its page. */
export const paragraphFragment = (number: string) => `p${number}`;
