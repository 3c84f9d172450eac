import type { PersonKey } from '../people.ts';

/** A comment thread on a passage: `quote` stands once in the chapter, word for word. */
export type Thread = {
  chapter: string;
  quote: string;
  visibility?: 'arrangement' | 'sector' | 'office';
  comments: Said[];
  resolved?: { by: PersonKey; daysAgo: number };
};

export type Said = { by: PersonKey; daysAgo: number; body: string };

export const said = (by: PersonKey, daysAgo: number, body: string): Said => ({ by, daysAgo, body });
