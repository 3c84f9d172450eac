import type postgres from 'postgres';
import type { Authorship, WritingSession } from '#lib/domain/writing-session.ts';
import type { Followed, LogEntry, LogFollower } from '#lib/manuscript/follow-log.ts';
import { storable } from './storable.ts';

/** A chapter's history as it was last written down. */
export type StoredHistory = Followed & { seq: number };

type SessionRow = {
  first_seq: number;
  last_seq: number;
  person_id: string;
  organization_id: string | null;
  started_at: string;
  ended_at: string;
  added: number;
  removed: number;
};

const toSession = (row: SessionRow): WritingSession => ({
  firstSeq: Number(row.first_seq),
  lastSeq: Number(row.last_seq),
  personId: row.person_id,
  organizationId: row.organization_id,
  startedAt: new Date(row.started_at),
  endedAt: new Date(row.ended_at),
  added: row.added,
  removed: row.removed,
});

const toRow = (session: WritingSession): SessionRow => ({
  first_seq: session.firstSeq,
  last_seq: session.lastSeq,
  person_id: session.personId,
  organization_id: session.organizationId,
  started_at: session.startedAt.toISOString(),
  ended_at: session.endedAt.toISOString(),
  added: session.added,
  removed: session.removed,
});

/** What the database keeps of chapters' histories, typed. */
export function historyRows(sql: postgres.Sql) {
  return {
    /** Null: not begun. */
    async read(chapterId: string): Promise<StoredHistory | null> {
      const [row] = await sql`select seq, spans, removed, sessions from collab.read_history(${chapterId})`;
      if (!row) return null;
      const { spans, removed, sessions } = row as unknown as Omit<StoredHistory, 'sessions'> & {
        sessions: SessionRow[];
      };
      return { seq: Number(row.seq), spans, removed, sessions: sessions.map(toSession) };
    },

    async entriesSince(chapterId: string, seq: number, limit: number): Promise<LogEntry[]> {
      const rows = await sql`select * from collab.log_since(${chapterId}, ${seq}, ${limit})`;
      return rows.map((row) => ({
        seq: Number(row.seq),
        personId: row.person_id,
        organizationId: row.organization_id,
        at: row.at,
        payload: row.payload,
      }));
    },

    async checkpointBefore(
      chapterId: string,
      seq: number,
    ): Promise<{ seq: number; state: Uint8Array } | null> {
      const [row] = await sql`select seq, state from collab.checkpoint_before(${chapterId}, ${seq})`;
      return row ? { seq: Number(row.seq), state: row.state } : null;
    },

    async saveCheckpoint(chapterId: string, seq: number, state: Uint8Array): Promise<void> {
      await sql`select collab.save_checkpoint(${chapterId}, ${seq}, ${Buffer.from(state)})`;
    },

    /** False when another process was first. */
    async save(
      chapterId: string,
      from: number,
      seq: number,
      { spans, removed, sessions }: LogFollower,
      blocks: Authorship,
    ): Promise<boolean> {
      const rows = [...sessions.changed.values()].map(toRow);
      const [row] = await sql`
        select collab.save_history(
          ${chapterId}, ${from}, ${seq}, ${JSON.stringify(spans)}::text::jsonb,
          ${JSON.stringify(storable(removed))}::text::jsonb, ${JSON.stringify(rows)}::text::jsonb,
          ${JSON.stringify(storable(blocks))}::text::jsonb
        ) as saved`;
      return row?.saved === true;
    },

    /** Chapters of a document whose history is behind their log. */
    async behind(documentId: string): Promise<string[]> {
      const rows = await sql`select * from collab.unwritten_histories(${documentId}) as id`;
      return rows.map((row) => row.id);
    },
  };
}

export type HistoryRows = ReturnType<typeof historyRows>;
