-- Documents of an arrangement. `stage` is in no grant: only advance_document() moves it.

create table public.documents (
  id uuid primary key default gen_random_uuid(),
  arrangement_id uuid not null references public.arrangements (id),
  kind public.document_kind not null,
  title text not null check (length(title) <= 200 and btrim(title) <> ''),
  constraint documents_title_is_seen check (access.is_seen(title)),
  stage public.stage not null default 'drafting',
  voting_body_id uuid references public.bodies (id),
  -- The edition this one takes the place of when it is published.
  supersedes_id uuid references public.documents (id),
  created_by uuid references public.people (id) on delete set null,
  created_at timestamptz not null default now()
);
create index documents_arrangement_idx on public.documents (arrangement_id);
create index documents_voting_body_idx on public.documents (voting_body_id);
create index documents_supersedes_idx on public.documents (supersedes_id);
create index documents_created_by_idx on public.documents (created_by);

grant select (id, arrangement_id, kind, title, stage, voting_body_id, supersedes_id, created_at)
on public.documents to authenticated;
grant update (title, voting_body_id) on public.documents to authenticated;
alter table public.documents enable row level security;

create function access.document_arrangement(p_document uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select d.arrangement_id from public.documents d where d.id = p_document
$$;

create function access.document_roles(p_document uuid)
returns public.party_role[]
language sql
stable
security definer
set search_path = ''
as $$
  select access.person_roles(access.person_id(), access.document_arrangement(p_document))
$$;

create function access.can_read_document(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select cardinality(access.document_roles(p_document)) > 0
$$;

create function access.readable_documents()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select d.id
  from public.documents d
  where d.arrangement_id in (
    select ap.arrangement_id
    from public.arrangement_parties ap
    where ap.organization_id in (select access.my_organizations())
  )
$$;
grant execute on function access.readable_documents() to authenticated;

create function access.can_comment_document(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select s.comments_open
    and access.document_roles(p_document) && '{coordinator,drafter,commenter,office}'::public.party_role[]
  from public.documents d
  join public.workflow_stages s on s.stage = d.stage
  where d.id = p_document
$$;

-- Chapters are added, named, ordered and given to a mesa by the secretaría técnica while the text is open to it.
create function access.can_manage_document(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select 'coordinator' = any (s.editors) and 'coordinator' = any (access.document_roles(p_document))
  from public.documents d
  join public.workflow_stages s on s.stage = d.stage
  where d.id = p_document
$$;
grant execute on function access.can_manage_document(uuid) to authenticated;

-- Which edition a document takes the place of says where its publication stands, not what its text says: the secretaría
-- técnica may say so until it is published, also of a text that is sealed, voted or approved.
create function access.can_set_supersedes(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select d.stage not in ('published', 'superseded')
    and 'coordinator' = any (access.document_roles(p_document))
  from public.documents d
  where d.id = p_document
$$;

create function access.require_document(p_document uuid)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.can_read_document(p_document) then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

create policy documents_select_parties on public.documents for select to authenticated
using (id in (select access.readable_documents()));
create policy documents_update_managers on public.documents for update to authenticated
using (access.can_manage_document(id))
with check (
  access.can_manage_document(id)
  and (voting_body_id is null or access.body_arrangement(voting_body_id) = arrangement_id)
);

-- A policy sees the database as it was when the statement began. Whoever renames while somebody else freezes comes
-- here after them, and is refused. Error: 409 text_is_read_only.
create function access.refuse_late_document_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from public.workflow_stages s where s.stage = old.stage and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.id) then
    perform access.refuse_right(new.arrangement_id);
  end if;
  new.title := btrim(new.title);
  return new;
end
$$;
create trigger hold_rights before update of title, voting_body_id on public.documents
for each statement execute function access.hold_rights_of_statement();
create trigger refuse_late_change before update of title, voting_body_id on public.documents
for each row when ((new.title, new.voting_body_id) is distinct from (old.title, old.voting_body_id))
execute function access.refuse_late_document_change();

create function access.record_document_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('change', 'document', new.id, new.arrangement_id, new.id, jsonb_build_object(
    'before', jsonb_build_object('title', old.title, 'voting_body', old.voting_body_id, 'supersedes', old.supersedes_id),
    'after', jsonb_build_object('title', new.title, 'voting_body', new.voting_body_id, 'supersedes', new.supersedes_id)
  ));
  return null;
end
$$;
create trigger record_change after update of title, voting_body_id, supersedes_id on public.documents
for each row when (
  (new.title, new.voting_body_id, new.supersedes_id) is distinct from (old.title, old.voting_body_id, old.supersedes_id)
)
execute function access.record_document_change();

-- What a document of an arrangement can be the next edition of: of the same kind, for the same state, of something that
-- was published; whoever wrote that one.
create function access.earlier_editions(p_arrangement uuid, p_kind public.document_kind)
returns setof public.documents
language sql
stable
security definer
set search_path = ''
as $$
  select old.*
  from public.documents old
  join public.arrangements was on was.id = old.arrangement_id
  join public.arrangements here on here.id = p_arrangement
  where old.kind = p_kind and old.stage in ('published', 'superseded')
    and was.jurisdiction_code = here.jurisdiction_code
$$;

-- An edition has one successor: what another has taken the place of already is refused. Null is no edition.
-- Errors: 400 bad_input, 409 edition_superseded.
create function access.require_edition(p_edition uuid, p_arrangement uuid, p_kind public.document_kind)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_stage public.stage;
begin
  if p_edition is null then
    return;
  end if;
  select e.stage into v_stage from access.earlier_editions(p_arrangement, p_kind) e where e.id = p_edition;
  if v_stage is null then
    perform access.refuse(400, 'bad_input');
  elsif v_stage = 'superseded' then
    perform access.refuse(409, 'edition_superseded');
  end if;
end
$$;

-- The secretaría técnica opens a document of its arrangement.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 400 bad_input, 409 edition_superseded.
create function public.create_document(
  p_arrangement uuid,
  p_kind public.document_kind,
  p_title text,
  p_voting_body uuid default null,
  p_supersedes uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_document uuid;
begin
  perform access.hold_rights();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not ('coordinator' = any (access.person_roles(v_person, p_arrangement))) then
    perform access.refuse_right(p_arrangement);
  end if;
  if p_voting_body is not null and access.body_arrangement(p_voting_body) is distinct from p_arrangement then
    perform access.refuse(400, 'bad_input');
  end if;
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 or not access.is_seen(p_title) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.require_edition(p_supersedes, p_arrangement, p_kind);
  -- Sent twice, because the first answer was lost or two clicks were made, it is one document: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create document ' || p_arrangement, 0));
  select d.id into v_document
  from public.documents d
  where d.arrangement_id = p_arrangement and d.created_by = v_person and d.kind = p_kind and d.title = btrim(p_title)
    and d.supersedes_id is not distinct from p_supersedes and d.created_at > now() - interval '1 minute'
  limit 1;
  if found then
    return v_document;
  end if;
  insert into public.documents (arrangement_id, kind, title, voting_body_id, supersedes_id, created_by)
  values (p_arrangement, p_kind, btrim(p_title), p_voting_body, p_supersedes, v_person)
  returning id into v_document;
  perform access.record('create', 'document', v_document, p_arrangement, v_document,
    jsonb_strip_nulls(jsonb_build_object('title', btrim(p_title), 'kind', p_kind, 'supersedes', p_supersedes)));
  return v_document;
end
$$;
grant execute on function public.create_document(uuid, public.document_kind, text, uuid, uuid) to authenticated;

-- Says which edition a document takes the place of once it is published, or that it takes none (null): the one it was
-- opened for may have been replaced meanwhile, and then it could not be published. The text need not be open for it, and
-- the version that was sealed stays as it is.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 stage_changed, 400 bad_input, 409 edition_superseded.
create function public.set_supersedes(p_document uuid, p_supersedes uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.documents;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Whoever takes a step is waited for: after a publication there is nothing more to say.
  select d.* into v_document from public.documents d where d.id = p_document for no key update;
  if not ('coordinator' = any (access.document_roles(p_document))) then
    perform access.refuse_right(v_document.arrangement_id);
  end if;
  if not access.can_set_supersedes(p_document) then
    perform access.refuse(409, 'stage_changed', jsonb_build_object('stage', v_document.stage));
  end if;
  perform access.require_edition(p_supersedes, v_document.arrangement_id, v_document.kind);
  update public.documents d set supersedes_id = p_supersedes where d.id = p_document;
end
$$;
grant execute on function public.set_supersedes(uuid, uuid) to authenticated;

create function access.notify_document()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'document', 'document', new.id));
  if new.stage is distinct from old.stage then
    perform access.notify(jsonb_build_object('kind', 'access', 'document', new.id));
  end if;
  return null;
end
$$;
create trigger notify_document after update on public.documents
for each row execute function access.notify_document();
