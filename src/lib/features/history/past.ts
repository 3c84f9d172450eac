import { m } from '#lib/generated/paraglide/messages.js';
import type { Sector } from '#lib/generated/workflow.ts';

/** The chapter whose past is looked at, and what leads back to it. */
export interface PastChapter {
  id: string;
  position: number;
  title: string;
  document: { id: string; title: string };
  /** Whether the reader may write in it now, and so restore. */
  editable: boolean;
}

/** A sitting, as the page shows it. */
export interface Sitting {
  firstSeq: number;
  lastSeq: number;
  name: string;
  organization: string;
  sector: Sector | null;
  startedAt: string;
  endedAt: string;
  added: number;
  removed: number;
}

/** A sitting whose author is told from others, who may be called the same. */
export interface AuthoredSitting extends Sitting {
  /** The first of the text's sittings of the same person for the same organization: who speaks for two is two authors. */
  author: number;
}

/** Somebody with words in the text, numbered in the order of their shares. */
export interface Author {
  key: number;
  number: number;
  name: string;
  organization: string;
  sector: Sector | null;
  percent: number;
  characters: number;
  /** When the words that still stand were written: the first and the last sitting. */
  from: string;
  to: string;
}

export interface SectorShare {
  sector: Sector | null;
  percent: number;
  characters: number;
}

/** The address of a chapter's past. */
export const pastPath = (document: string, chapter: string): string =>
  `/documentos/${document}/capitulos/${chapter}/historial`;

/** The address of who wrote what. */
export const authorshipPath = (document: string, chapter: string): string =>
  `/documentos/${document}/capitulos/${chapter}/autoria`;

/** The address of a past text as data, for the editor that restores it. */
export const pastTextPath = (document: string, chapter: string, entry: string): string =>
  `${pastPath(document, chapter)}/${encodeURIComponent(entry)}/texto.json`;

/** What leads from a chapter's text to its past. */
export const chapterLinks = (document: string, chapter: string): { label: string; href: string }[] => [
  { label: m.history_title(), href: pastPath(document, chapter) },
  { label: m.history_authorship(), href: authorshipPath(document, chapter) },
];
