import { z } from 'zod';

/** A pause longer than this ends a sitting. */
export const PAUSE_MS = 15 * 60_000;

/** What one person wrote for one organization without a long pause. `firstSeq`, its first entry of the log, names it. */
export interface WritingSession {
  firstSeq: number;
  lastSeq: number;
  personId: string;
  organizationId: string | null;
  startedAt: Date;
  endedAt: Date;
  /** Characters that came in and went out; what was only moved is neither. */
  added: number;
  removed: number;
}

type Entry = { seq: number; personId: string; organizationId: string | null; at: Date };

/** The sittings of a chapter while its log is read: each entry belongs to its author's last one or begins another. */
export class WritingSessions {
  readonly #last = new Map<string, WritingSession>();
  /** Those that are new or went on since reading began. */
  readonly changed = new Map<number, WritingSession>();

  constructor(last: readonly WritingSession[] = []) {
    for (const session of last) this.#last.set(this.#key(session), session);
  }

  #key({ personId, organizationId }: Pick<Entry, 'personId' | 'organizationId'>): string {
    return `${personId} ${organizationId}`;
  }

  /** The sitting an entry belongs to. */
  of(entry: Entry): WritingSession {
    const { seq, personId, organizationId, at } = entry;
    let session = this.#last.get(this.#key(entry));
    if (!session || at.getTime() - session.endedAt.getTime() > PAUSE_MS) {
      session = {
        firstSeq: seq,
        lastSeq: seq,
        personId,
        organizationId,
        startedAt: at,
        endedAt: at,
        added: 0,
        removed: 0,
      };
      this.#last.set(this.#key(entry), session);
    }
    session.lastSeq = seq;
    if (at > session.endedAt) session.endedAt = at;
    this.changed.set(session.firstSeq, session);
    return session;
  }
}

/** Characters in a row that are of one sitting: how many, and the sitting's first entry. */
const run = z.tuple([z.number().int().positive(), z.number().int().positive()]);

/** Whose every character of a text is, block by block in reading order, as `chapter_authorships` keeps it. */
export const authorship = z.array(z.object({ id: z.string().nullable(), runs: z.array(run) }));

export type Run = z.infer<typeof run>;
export type Authorship = z.infer<typeof authorship>;

/** How many characters of the text are of each sitting. */
export function charactersOf(blocks: Authorship): Map<number, number> {
  const count = new Map<number, number>();
  for (const { runs } of blocks)
    for (const [length, session] of runs) count.set(session, (count.get(session) ?? 0) + length);
  return count;
}

/** A share of a text: a key, its characters, and whole per cents that add up to 100 over all shares. */
export interface Share<K> {
  key: K;
  characters: number;
  percent: number;
}

/** Shares by key, the largest first. Per cents are rounded by largest remainder, so that they add up. */
export function sharesBy<K>(
  characters: ReadonlyMap<number, number>,
  keyOf: (session: number) => K,
): Share<K>[] {
  const sums = new Map<K, number>();
  for (const [session, count] of characters) {
    const key = keyOf(session);
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  const total = [...sums.values()].reduce((sum, count) => sum + count, 0);
  const shares = [...sums].map(([key, count]) => {
    const exact = (count / total) * 100;
    return { key, characters: count, percent: Math.floor(exact), rest: exact % 1 };
  });
  let missing = 100 - shares.reduce((sum, { percent }) => sum + percent, 0);
  for (const share of shares.toSorted((a, b) => b.rest - a.rest)) {
    if (missing <= 0) break;
    share.percent += 1;
    missing -= 1;
  }
  return shares
    .sort((a, b) => b.characters - a.characters)
    .map(({ key, characters: count, percent }) => ({ key, characters: count, percent }));
}
