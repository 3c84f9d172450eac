import { z } from 'zod';

/**
 * Controls, marks that turn the direction of what follows, and letters without a shape: a name of those is nobody's, or
 * looks like somebody else's. The database holds the same (access.is_seen).
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d159}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** A text without what cannot be seen in it, on one line. */
export const onlySeen = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(UNSEEN, '').replace(/ +/g, ' ').trim();

/**
 * A name or a title in a form, of so many UTF-16 units at the most. What came along unseen, from a PDF or another program,
 * is left out: nobody could find it to delete it.
 */
export const seenText = (most: number) => z.string().transform(onlySeen).pipe(z.string().min(1).max(most));

/**
 * What somebody says at length, of so many UTF-16 units at the most: empty where no letter of it is seen, otherwise with
 * its breaks and whatever came along. The database holds the same (access.says_something).
 */
export const longText = (most: number) =>
  z
    .string()
    .transform((text) => (onlySeen(text) === '' ? '' : text.trim()))
    .pipe(z.string().max(most));
