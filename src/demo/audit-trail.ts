import type { JSONValue, Sql } from 'postgres';

type AuditEntry = {
  person_id: string;
  action: string;
  noun: string;
  noun_id: string;
  arrangement_id: string;
  document_id: string;
  detail: JSONValue;
};

export type AuditTrail = { add: (at: Date, entry: AuditEntry) => void; write: (sql: Sql) => Promise<void> };

/** Gathers what happened in all states and writes it at the end, in the order of the days, as one sealed chain. */
export function makeAuditTrail(): AuditTrail {
  const entries: (AuditEntry & { at: Date })[] = [];
  return {
    add: (at, entry) => entries.push({ at, ...entry }),
    write: async (sql) => {
      entries.sort((a, b) => a.at.getTime() - b.at.getTime());
      for (const { at, ...entry } of entries) {
        const row = { ...entry, at: at.toISOString(), visibility: 'arrangement' };
        await sql`
          insert into public.audit_entries
          select (jsonb_populate_record(sealed.entry, jsonb_build_object('hash', access.audit_hash(sealed.entry)))).*
          from (
            select jsonb_populate_record(null::public.audit_entries, ${sql.json(row)} || jsonb_build_object(
              'person_name', (select p.display_name from public.people p where p.id = ${entry.person_id}),
              'organization_name', access.parties_of_person(${entry.person_id}, ${entry.arrangement_id}),
              'id', 1 + coalesce((select max(e.id) from public.audit_entries e), 0),
              'previous_hash',
              coalesce((select e.hash from public.audit_entries e order by e.id desc limit 1), repeat('0', 64))
            )) as entry
          ) sealed`;
      }
    },
  };
}
