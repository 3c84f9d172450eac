import type { Anchor } from '#lib/domain/anchor.ts';
import type { CollabNotice } from '#lib/domain/collab-notice.ts';

/** A passage to be marked. Drawn over the text, never in it. */
export interface Annotation {
  id: string;
  anchor: Anchor;
  tone: 'open' | 'resolved' | 'draft';
}

/** Where annotations stand, in pixels from the top of the page; null: their passage is gone from the text. */
export type Places = ReadonlyMap<string, { top: number } | null>;

/** A passage somebody wants to say something about. */
export interface Selected {
  anchor: Anchor;
  quote: string;
}

/** Why nothing can be said about what is selected. */
export type Unfit = 'nothing' | 'too_long';

/** What others need to be told about: the discussion or the document changed on the server. */
export type Told = Extract<CollabNotice, { type: 'discussion' | 'document' }>['type'];
