-- Steps taken: the record of a document's process, appended by advance_document() alone.

create table public.document_transitions (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id),
  action text not null,
  from_stage public.stage not null,
  to_stage public.stage not null,
  person_id uuid references public.people (id) on delete set null,
  person_name text not null,
  organization_name text not null,
  sector public.sector not null,
  note text,
  version_id uuid references public.versions (id),
  version_sha256 text,
  at timestamptz not null default clock_timestamp()
);
create index document_transitions_document_idx on public.document_transitions (document_id, at);
create index document_transitions_person_idx on public.document_transitions (person_id);
create index document_transitions_version_idx on public.document_transitions (version_id);

-- Under the name of that moment, without the person's id.
grant select (
  id, document_id, action, from_stage, to_stage, person_name, organization_name, sector, note, version_id, version_sha256, at
) on public.document_transitions to authenticated;
alter table public.document_transitions enable row level security;
create policy document_transitions_select_parties on public.document_transitions for select to authenticated
using (document_id in (select access.readable_documents()));
create trigger refuse_rewrite before update on public.document_transitions
for each row when (new.person_id is not null or to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id')
execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.document_transitions
for each statement execute function access.refuse_rewrite();
