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

grant select on public.document_transitions to authenticated;
alter table public.document_transitions enable row level security;
create policy document_transitions_select_parties on public.document_transitions for select to authenticated
using (access.can_read_document(document_id));
create trigger refuse_rewrite before update or truncate on public.document_transitions
for each statement execute function access.refuse_rewrite();
