import { canonicalJson, sha256Hex } from '#lib/domain/canonical-json.ts';
import type { Content } from './content.ts';

/** What a version freezes, named as in its canonical form. */
export type VersionSource = {
  document: { id: string; jurisdiction: string; kind: string; title: string };
  number: number;
  chapters: readonly { id: string; position: number; title: string; content: Content }[];
};

/** Names the shape of the canonical form; a change of the shape is another format. */
export const VERSION_FORMAT = 'concierta/1';

/**
 * The canonical form of a version: RFC 8785 JSON of its document, number and chapters in their order. The database
 * builds the same text when it freezes; this twin lets anyone check it. Members that are not named here are left out.
 */
export function canonicalVersion({ document, number, chapters }: VersionSource): string {
  return canonicalJson({
    format: VERSION_FORMAT,
    number,
    document: {
      id: document.id,
      jurisdiction: document.jurisdiction,
      kind: document.kind,
      title: document.title,
    },
    chapters: [...chapters]
      .sort((a, b) => a.position - b.position)
      .map(({ id, position, title, content }) => ({ id, position, title, content })),
  });
}

/** SHA-256 of a version's canonical form, as published beside it. */
export function versionSha256(source: VersionSource): Promise<string> {
  return sha256Hex(canonicalVersion(source));
}
