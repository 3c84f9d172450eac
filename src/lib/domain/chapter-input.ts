import { z } from 'zod';
import { MAX_CHAPTER_TITLE } from './chapter.ts';
import { seenText } from './seen-text.ts';

// What the forms of the chapter list may say. Apart from chapter.ts, which the browser loads too.

const title = seenText(MAX_CHAPTER_TITLE);
const chapter = z.uuid();

/** The name that a form was given when its page was made. One that is none says nothing, as a page of before does. */
export const formSent = z.uuid().optional().catch(undefined);

export const newChapter = z.object({ title, sent: formSent });
/** `seenTitle`: what the form was made from. A page of before says nothing, and is not asked. */
export const chapterName = z.object({ chapter, title, seenTitle: z.string().optional() });
export const chapterPlace = z.object({ chapter, position: z.coerce.number().int().min(1).max(1_000) });
/** `body` empty: no mesa leads it, every drafter may write. */
export const chapterLead = z.object({ chapter, body: z.union([z.uuid(), z.literal('')]) });
export const oneChapter = z.object({ chapter });
/** `person`: whose tab asks. A page from before they were asked for says nothing. */
export const askedPass = z.object({ chapter, person: z.string().optional() });
