-- Comment threads on a passage. The anchor is a W3C Web Annotation selector kept in the row: the text itself holds no
-- mark, so that those who may not edit can anchor and a confidential thread leaves no trace.

create table public.comment_threads (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id) on delete cascade,
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  anchor jsonb not null check (jsonb_typeof(anchor) = 'object' and length(anchor::text) <= 32000),
  quote text not null check (length(quote) between 1 and 12000),
  visibility public.visibility not null default 'arrangement',
  -- Of a sector-only thread: whose sector.
  audience_sector public.sector,
  status public.thread_status not null default 'open',
  author_id uuid references public.people (id) on delete set null,
  author_name text not null,
  organization_id uuid references public.organizations (id),
  organization_name text not null,
  sector public.sector not null,
  -- The passage is gone from the text; the quote remains.
  detached boolean not null default false,
  created_at timestamptz not null default now(),
  resolved_at timestamptz,
  resolved_by uuid references public.people (id) on delete set null,
  resolved_by_name text,
  check ((visibility = 'sector') = (audience_sector is not null)),
  check ((status = 'resolved') = (resolved_at is not null))
);
create index comment_threads_document_idx on public.comment_threads (document_id, chapter_id);
create index comment_threads_chapter_idx on public.comment_threads (chapter_id);
create index comment_threads_author_idx on public.comment_threads (author_id);
create index comment_threads_organization_idx on public.comment_threads (organization_id);
create index comment_threads_resolved_by_idx on public.comment_threads (resolved_by);

create table public.comments (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references public.comment_threads (id) on delete cascade,
  author_id uuid references public.people (id) on delete set null,
  author_name text not null,
  organization_id uuid references public.organizations (id),
  organization_name text not null,
  sector public.sector not null,
  body text not null check (length(btrim(body)) between 1 and 5000),
  created_at timestamptz not null default clock_timestamp()
);
create index comments_thread_idx on public.comments (thread_id, created_at);
create index comments_author_idx on public.comments (author_id);
create index comments_organization_idx on public.comments (organization_id);

-- Reading a confidential thread of somebody else is recorded.
create table public.confidential_readings (
  thread_id uuid not null references public.comment_threads (id) on delete cascade,
  person_id uuid not null references public.people (id) on delete cascade,
  first_read_at timestamptz not null default now(),
  primary key (thread_id, person_id)
);
create index confidential_readings_person_idx on public.confidential_readings (person_id);

grant select on public.comment_threads, public.comments, public.confidential_readings to authenticated;
alter table public.comment_threads enable row level security;
alter table public.comments enable row level security;
alter table public.confidential_readings enable row level security;

-- Everyone in the arrangement; the author's own sector there; the Office only. The author always.
create function access.can_read_thread(p_thread uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.comment_threads t
    join public.documents d on d.id = t.document_id
    where t.id = p_thread
      and cardinality(access.person_roles(access.person_id(), d.arrangement_id)) > 0
      and (
        t.visibility = 'arrangement'
        or t.author_id = access.person_id()
        or (t.visibility = 'sector'
          and t.audience_sector = any (access.person_sectors(access.person_id(), d.arrangement_id)))
        or (t.visibility = 'office' and access.is_office(access.person_id(), d.arrangement_id))
      )
  )
$$;

-- The author, or the secretaría técnica where everyone can see the thread, or the Office where it was told in confidence.
create function access.can_resolve_thread(p_thread uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.comment_threads t
    where t.id = p_thread and access.can_read_thread(t.id) and access.can_comment_document(t.document_id)
      and (
        t.author_id = access.person_id()
        or (t.visibility = 'arrangement'
          and access.document_roles(t.document_id) && '{coordinator,drafter}'::public.party_role[])
        or (t.visibility = 'office' and 'office' = any (access.document_roles(t.document_id)))
      )
  )
$$;

-- The tables show what everyone in the arrangement sees and what oneself wrote. What others told in confidence is read
-- through list_comment_threads() alone, because that leaves a record.
create function access.readable_threads()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select t.id
  from public.comment_threads t
  where t.document_id in (select access.readable_documents())
    and (t.visibility = 'arrangement' or t.author_id = (select access.person_id()))
$$;
grant execute on function access.readable_threads() to authenticated;

create policy comment_threads_select_audience on public.comment_threads for select to authenticated
using (
  document_id in (select access.readable_documents())
  and (visibility = 'arrangement' or author_id = (select access.person_id()))
);
create policy comments_select_audience on public.comments for select to authenticated
using (thread_id in (select access.readable_threads()));
create policy confidential_readings_select_self on public.confidential_readings for select to authenticated
using (person_id = (select access.person_id()));

-- Who a person is when they speak or act in a document: name, organization and sector as of now, kept with what they said.
create function access.speaker(p_document uuid, p_role public.party_role default null)
returns table (person_id uuid, person_name text, organization_id uuid, organization_name text, sector public.sector)
language sql
stable
security definer
set search_path = ''
as $$
  select p.id, p.display_name, o.id, o.short_name, o.sector
  from public.people p
  join public.documents d on d.id = p_document
  join public.organizations o on o.id = access.person_voice(p.id, d.arrangement_id, p_role)
  where p.id = access.person_id()
$$;

create function access.require_comment_document(p_document uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  -- A step that closes the discussion is waited for and seen.
  perform from public.documents d where d.id = p_document for key share;
  if not access.can_comment_document(p_document) then
    if access.document_roles(p_document) && '{coordinator,drafter,commenter,office}'::public.party_role[] then
      perform access.refuse(409, 'comments_closed');
    end if;
    perform access.refuse(403, 'not_allowed');
  end if;
end
$$;

create function access.notify_discussion(p_thread uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  select access.notify(jsonb_build_object(
    'kind', 'discussion', 'document', t.document_id, 'chapter', t.chapter_id,
    -- The author of a confidential thread is told too, in all their windows.
    'person', t.author_id,
    'audience', case t.visibility
      when 'arrangement' then 'arrangement'
      when 'office' then 'office'
      else 'sector:' || t.audience_sector
    end
  ))
  from public.comment_threads t
  where t.id = p_thread
$$;

-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 400 bad_input. Returns the thread's id.
create function public.open_comment_thread(
  p_chapter uuid, p_anchor jsonb, p_quote text, p_body text, p_visibility public.visibility default 'arrangement'
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_speaker record;
  v_thread uuid;
begin
  select c.document_id into v_document from public.chapters c where c.id = p_chapter and c.removed_at is null;
  perform access.require_comment_document(v_document);
  if length(btrim(coalesce(p_body, ''))) not between 1 and 5000 or length(coalesce(p_quote, '')) not between 1 and 12000
    or jsonb_typeof(p_anchor) is distinct from 'object' or length(p_anchor::text) > 32000 or p_visibility is null then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker from access.speaker(v_document);
  insert into public.comment_threads (
    document_id, chapter_id, anchor, quote, visibility, audience_sector,
    author_id, author_name, organization_id, organization_name, sector
  )
  values (
    v_document, p_chapter, p_anchor, p_quote, p_visibility,
    case when p_visibility = 'sector' then v_speaker.sector end,
    v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name, v_speaker.sector
  )
  returning id into v_thread;
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (v_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body));
  perform access.record('open', 'comment_thread', v_thread, access.document_arrangement(v_document), v_document, '{}',
    p_visibility);
  perform access.notify_discussion(v_thread);
  return v_thread;
end
$$;
grant execute on function public.open_comment_thread(uuid, jsonb, text, text, public.visibility) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 409 thread_closed, 400 bad_input.
create function public.reply_to_comment_thread(p_thread uuid, p_body text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.comment_threads;
  v_speaker record;
  v_comment uuid;
begin
  perform access.require_person();
  select t.* into v_thread from public.comment_threads t where t.id = p_thread and access.can_read_thread(t.id) for share;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if v_thread.status = 'resolved' then
    perform access.refuse(409, 'thread_closed');
  end if;
  if length(btrim(coalesce(p_body, ''))) not between 1 and 5000 then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker from access.speaker(v_thread.document_id);
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (p_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body))
  returning id into v_comment;
  perform access.notify_discussion(p_thread);
  return v_comment;
end
$$;
grant execute on function public.reply_to_comment_thread(uuid, text) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 400 bad_input.
create function public.set_comment_thread_status(p_thread uuid, p_status public.thread_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.comment_threads;
begin
  perform access.require_person();
  select t.* into v_thread
  from public.comment_threads t where t.id = p_thread and access.can_read_thread(t.id) for no key update;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if p_status is null then
    perform access.refuse(400, 'bad_input');
  end if;
  if not access.can_resolve_thread(p_thread) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if v_thread.status = p_status then
    return;
  end if;
  update public.comment_threads t
  set status = p_status,
    resolved_at = case when p_status = 'resolved' then now() end,
    resolved_by = case when p_status = 'resolved' then access.person_id() end,
    resolved_by_name = case when p_status = 'resolved' then (
      select p.display_name from public.people p where p.id = access.person_id()
    ) end
  where t.id = p_thread;
  perform access.record(
    case p_status when 'resolved' then 'resolve' else 'reopen' end, 'comment_thread', p_thread,
    access.document_arrangement(v_thread.document_id), v_thread.document_id, '{}', v_thread.visibility
  );
  perform access.notify_discussion(p_thread);
end
$$;
grant execute on function public.set_comment_thread_status(uuid, public.thread_status) to authenticated;

-- Every thread of the chapters as they stand that the person may read, with its comments, oldest first, and what may be
-- done with it. Reading somebody
-- else's confidential thread leaves a record. Error: 404 not_found.
create function public.list_comment_threads(p_document uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
begin
  perform access.require_document(p_document);
  insert into public.confidential_readings (thread_id, person_id)
  select t.id, v_person
  from public.comment_threads t
  join public.chapters chapter on chapter.id = t.chapter_id and chapter.removed_at is null
  where t.document_id = p_document and t.visibility <> 'arrangement' and t.author_id is distinct from v_person
    and access.can_read_thread(t.id)
  on conflict do nothing;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', t.id, 'chapterId', t.chapter_id, 'anchor', t.anchor, 'quote', t.quote, 'visibility', t.visibility,
      'audienceSector', t.audience_sector, 'status', t.status, 'detached', t.detached, 'createdAt', t.created_at,
      'resolvedAt', t.resolved_at, 'resolvedByName', t.resolved_by_name,
      'author', jsonb_build_object('name', t.author_name, 'organization', t.organization_name, 'sector', t.sector,
        'mine', t.author_id is not distinct from v_person),
      'abilities', jsonb_build_object(
        'reply', t.status = 'open' and access.can_comment_document(t.document_id),
        'resolve', access.can_resolve_thread(t.id)),
      'comments', (
        select jsonb_agg(jsonb_build_object(
          'id', c.id, 'body', c.body, 'createdAt', c.created_at,
          'author', jsonb_build_object('name', c.author_name, 'organization', c.organization_name, 'sector', c.sector,
            'mine', c.author_id is not distinct from v_person)
        ) order by c.created_at, c.id)
        from public.comments c where c.thread_id = t.id
      )
    ) order by t.created_at, t.id), '[]')
    from public.comment_threads t
    join public.chapters chapter on chapter.id = t.chapter_id and chapter.removed_at is null
    where t.document_id = p_document and access.can_read_thread(t.id)
  );
end
$$;
grant execute on function public.list_comment_threads(uuid) to authenticated;

-- The collaboration server keeps anchors with their passage when it writes a chapter's text down.
create function collab.threads_of(p_chapter uuid)
returns table (thread_id uuid, anchor jsonb, quote text, detached boolean)
language sql
stable
security definer
set search_path = ''
as $$
  select t.id, t.anchor, t.quote, t.detached from public.comment_threads t where t.chapter_id = p_chapter
$$;

create function collab.save_anchor(p_thread uuid, p_anchor jsonb, p_detached boolean)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.comment_threads t
  set anchor = p_anchor, detached = p_detached
  where t.id = p_thread and (t.anchor <> p_anchor or t.detached <> p_detached)
$$;
