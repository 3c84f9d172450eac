import postgres from 'postgres';
import type { Participant } from './participant.ts';

/** One entry of a chapter's log, not yet written. */
export interface Entry {
  personId: string;
  clientId: number;
  payload: Uint8Array;
  /** The session it comes from: what was ended meanwhile writes nothing any more. */
  signedInAt?: Date;
  sessionId?: string | null;
  /** Entries of the same message (a number without further meaning) are written all or none. */
  message?: number;
}

/** How an entry was answered: its number in the log, or why it may not be written. */
export type Written = { seq: number; refusal: null } | { seq: null; refusal: string };

export interface LogRow {
  seq: number;
  payload: Uint8Array;
}

export interface Access {
  canRead: boolean;
  canEdit: boolean;
  /** Why they may not write; `signed_out` when that is why they may not read either. */
  reason: string | null;
  sector: string;
  audiences: readonly string[];
}

/** No statement goes on longer, in milliseconds. */
export const STATEMENT_MS = 15_000;

/**
 * The connection as role `collab`, which can call the functions of schema `collab` and nothing else. Needs a session
 * of its own per connection: a pooler in transaction mode would lose LISTEN and the prepared statements.
 * @param max connections at once; who must not wait for others' slow questions gets a pool of its own
 */
export function connect(
  databaseUrl: string,
  max = 8,
  { statementMs = STATEMENT_MS, lockMs = STATEMENT_MS } = {},
): postgres.Sql {
  return postgres(databaseUrl, {
    max,
    connect_timeout: 3,
    backoff: (attempt) => Math.min(0.1 * 2 ** attempt, 2),
    onnotice: () => {},
    connection: {
      application_name: 'concierta-collab',
      statement_timeout: statementMs,
      lock_timeout: lockMs,
    },
  });
}

const list = (values: (string | number | null | undefined)[]) =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;
const moments = (values: (Date | undefined)[]) => list(values.map((at) => at && `"${at.toISOString()}"`));
const bytes = (values: Uint8Array[]) =>
  `{${values.map((value) => `"\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}"`).join(',')}}`;

/**
 * Every question the collaboration server asks the database, typed. Numbers of entries fit a double by far.
 * @param writing the pool that appends to logs; edits and questions then never wait for each other's connections
 */
export function collabDatabase(sql: postgres.Sql, writing: postgres.Sql = sql) {
  return {
    sql,

    async redeemTicket(ticket: string): Promise<Participant | null> {
      const [row] = await sql`select * from collab.redeem_ticket(${ticket})`;
      if (!row) return null;
      return {
        personId: row.person_id,
        personName: row.person_name,
        organizationId: row.organization_id,
        organizationName: row.organization_name,
        sector: row.sector,
        audiences: row.audiences,
        chapterId: row.chapter_id,
        documentId: row.document_id,
        canEdit: row.can_edit,
        reason: row.reason,
        sessionId: row.session_id,
        signedInAt: row.signed_in_at,
        expiresAt: row.expires_at,
      };
    },

    /** What each of these people may do with their chapter now, in order; null: nothing any more. */
    async accessOf(people: readonly Participant[]): Promise<(Access | null)[]> {
      const rows = await sql`
        select a.*
        from unnest(
          ${list(people.map((p) => p.chapterId))}::text::uuid[],
          ${list(people.map((p) => p.personId))}::text::uuid[],
          ${moments(people.map((p) => p.signedInAt))}::text::timestamptz[],
          ${list(people.map((p) => p.sessionId))}::text::uuid[]
        ) with ordinality q (chapter, person, signed_in_at, session, place)
        left join lateral collab.chapter_access(q.chapter, q.person, q.signed_in_at, q.session) a on true
        order by q.place`;
      return rows.map((row) =>
        row.can_read === null
          ? null
          : {
              canRead: row.can_read,
              canEdit: row.can_edit,
              reason: row.reason,
              sector: row.sector,
              audiences: row.audiences,
            },
      );
    },

    /** Where a chapter's text begins: the last snapshot, and the seed of a log that is still empty. */
    async readSnapshot(chapterId: string): Promise<{ seq: number; state: Uint8Array | null; seed: unknown }> {
      const [row] = await sql`select * from collab.read_snapshot(${chapterId})`;
      if (!row) throw new Error('no such chapter');
      return { seq: Number(row.seq), state: row.state, seed: row.seed };
    },

    async updatesSince(chapterId: string, seq: number): Promise<LogRow[]> {
      const rows = await sql`select seq, payload from collab.updates_since(${chapterId}, ${seq})`;
      return rows.map((row) => ({ seq: Number(row.seq), payload: row.payload }));
    },

    /** The same with who wrote each entry and under which Yjs client id. */
    async entriesSince(chapterId: string, seq: number): Promise<(LogRow & Omit<Entry, 'payload'>)[]> {
      const rows = await sql`select * from collab.entries_since(${chapterId}, ${seq})`;
      return rows.map((row) => ({
        seq: Number(row.seq),
        personId: row.person_id,
        clientId: Number(row.client_id),
        payload: row.payload,
      }));
    },

    /** The last entry of each of these chapters' logs. */
    async chapterHeads(chapterIds: readonly string[]): Promise<{ chapterId: string; head: number }[]> {
      const rows = await sql`select * from collab.heads_of(${list([...chapterIds])}::text::uuid[])`;
      return rows.map((row) => ({ chapterId: row.chapter_id, head: Number(row.last_seq) }));
    },

    /** Whose each Yjs client id of the chapter's log is. */
    async clientOwners(chapterId: string): Promise<Map<number, string>> {
      const rows = await sql`select client_id, person_id from collab.client_owners(${chapterId})`;
      return new Map(rows.map((row) => [Number(row.client_id), row.person_id]));
    },

    /** Makes a Yjs client id this person's, if it is nobody's yet. Gives whose it is. */
    async claimClient(chapterId: string, clientId: number, personId: string): Promise<string> {
      const [row] = await sql`select collab.claim_client(${chapterId}, ${clientId}, ${personId}) as owner`;
      return row!.owner;
    },

    /** Writes entries of one chapter in one commit. Returns after the commit, one answer per entry. */
    async appendUpdates(chapterId: string, entries: readonly Entry[]): Promise<Written[]> {
      const rows = await writing`
        select ordinal, seq, refusal from collab.append_updates(
          ${chapterId},
          ${list(entries.map((entry) => entry.personId))}::text::uuid[],
          ${list(entries.map((entry) => entry.clientId))}::text::bigint[],
          ${bytes(entries.map((entry) => entry.payload))}::text::bytea[],
          ${list(entries.map((entry) => entry.message))}::text::integer[],
          ${moments(entries.map((entry) => entry.signedInAt))}::text::timestamptz[],
          ${list(entries.map((entry) => entry.sessionId))}::text::uuid[]
        ) order by ordinal`;
      if (rows.length !== entries.length)
        throw new Error('the log answered for other entries than were sent');
      return rows.map((row) =>
        row.seq === null ? { seq: null, refusal: row.refusal } : { seq: Number(row.seq), refusal: null },
      );
    },

    /** Writes the first entry; null when somebody else had written one. */
    async appendSeed(chapterId: string, payload: Uint8Array): Promise<number | null> {
      const [row] = await sql`select collab.append_seed(${chapterId}, ${Buffer.from(payload)}) as seq`;
      return row?.seq == null ? null : Number(row.seq);
    },

    async saveChapterText(
      chapterId: string,
      seq: number,
      state: Uint8Array,
      content: unknown,
    ): Promise<boolean> {
      const [row] = await sql`
        select collab.save_chapter_text(
          ${chapterId}, ${seq}, ${Buffer.from(state)}, ${JSON.stringify(content)}::text::jsonb
        ) as saved`;
      return row?.saved === true;
    },

    async unsettledChapters(documentId: string): Promise<string[]> {
      const rows = await sql`select * from collab.unsettled_chapters(${documentId}) as id`;
      return rows.map((row) => row.id);
    },

    /** Chapters whose text or history is behind their log, at most so many. */
    async chaptersBehind(most: number): Promise<string[]> {
      const rows = await sql`select * from collab.chapters_behind(${most}) as id`;
      return rows.map((row) => row.id);
    },

    async threadsOf(
      chapterId: string,
    ): Promise<{ threadId: string; anchor: unknown; quote: string; detached: boolean }[]> {
      const rows = await sql`select * from collab.threads_of(${chapterId})`;
      return rows.map((row) => ({
        threadId: row.thread_id,
        anchor: row.anchor,
        quote: row.quote,
        detached: row.detached,
      }));
    },

    async saveAnchor(threadId: string, anchor: unknown, detached: boolean): Promise<void> {
      await sql`select collab.save_anchor(${threadId}, ${JSON.stringify(anchor)}::text::jsonb, ${detached})`;
    },
  };
}

export type CollabDatabase = ReturnType<typeof collabDatabase>;
