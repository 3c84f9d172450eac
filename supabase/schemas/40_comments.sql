-- Comment threads on a passage. The anchor is a W3C Web Annotation selector kept in the row: the text itself holds no
-- mark, so that those who may not edit can anchor and a confidential thread leaves no trace.

-- UTF-16 units, which is how the browser counts.
create function access.utf16_length(p_text text)
returns integer
language sql
immutable
set search_path = ''
as $$
  select length(p_text) + length(regexp_replace(p_text, '[^\U00010000-\U0010FFFF]', '', 'g'))
$$;

-- The twin of src/lib/domain/anchor.ts: what a browser cannot read is not stored.
create function access.is_anchor(p_anchor jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(p_anchor) = 'object' and length(p_anchor::text) <= 32000
    and jsonb_typeof(p_anchor -> 'block') = 'string' and access.utf16_length(p_anchor ->> 'block') between 1 and 40
    and (p_anchor ->> 'blockEnd' is null or (
      jsonb_typeof(p_anchor -> 'blockEnd') = 'string' and access.utf16_length(p_anchor ->> 'blockEnd') between 1 and 40
    ))
    and jsonb_typeof(p_anchor #> '{quote,exact}') = 'string'
    and access.utf16_length(p_anchor #>> '{quote,exact}') between 1 and 12000
    and jsonb_typeof(p_anchor #> '{quote,prefix}') = 'string' and access.utf16_length(p_anchor #>> '{quote,prefix}') <= 32
    and jsonb_typeof(p_anchor #> '{quote,suffix}') = 'string' and access.utf16_length(p_anchor #>> '{quote,suffix}') <= 32
    and jsonb_typeof(p_anchor #> '{position,start}') = 'number' and p_anchor #>> '{position,start}' ~ '^\d{1,9}$'
    and jsonb_typeof(p_anchor #> '{position,end}') = 'number' and p_anchor #>> '{position,end}' ~ '^\d{1,9}$'
    and (p_anchor ->> 'relative' is null or (
      jsonb_typeof(p_anchor #> '{relative,start}') = 'string' and jsonb_typeof(p_anchor #> '{relative,end}') = 'string'
      and p_anchor #>> '{relative,start}' ~ '^[A-Za-z0-9+/]{0,200}={0,2}$'
      and p_anchor #>> '{relative,end}' ~ '^[A-Za-z0-9+/]{0,200}={0,2}$'
      and length(p_anchor #>> '{relative,start}') <= 200 and length(p_anchor #>> '{relative,end}') <= 200
    )), false)
$$;

create table public.comment_threads (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id) on delete cascade,
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  anchor jsonb not null check (access.is_anchor(anchor)),
  quote text not null check (length(quote) between 1 and 12000),
  visibility public.visibility not null default 'arrangement',
  -- Of a sector-only thread: whose sector.
  audience_sector public.sector,
  -- Of a confidence: the organizations that it was told to, as they were then. Who becomes a party afterwards, or changes
  -- sector or role, was not told.
  audience uuid[],
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
  constraint comment_threads_audience check ((visibility = 'arrangement') = (audience is null)),
  check ((status = 'resolved') = (resolved_at is not null))
);
create index comment_threads_document_idx on public.comment_threads (document_id, chapter_id);
create index comment_threads_chapter_idx on public.comment_threads (chapter_id);
create index comment_threads_author_idx on public.comment_threads (author_id, created_at);
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
  body text not null check (length(body) <= 5000 and btrim(body) <> ''),
  created_at timestamptz not null default clock_timestamp()
);
create index comments_thread_idx on public.comments (thread_id, created_at);
create index comments_author_idx on public.comments (author_id, created_at);
create index comments_organization_idx on public.comments (organization_id);

-- Reading a confidential thread of somebody else is recorded, under the name and organization of that moment: the record
-- stays when the reader is removed.
create table public.confidential_readings (
  id uuid primary key default gen_random_uuid(),
  thread_id uuid not null references public.comment_threads (id) on delete cascade,
  person_id uuid references public.people (id) on delete set null,
  person_name text not null,
  organization_name text not null,
  first_read_at timestamptz not null default now(),
  unique (thread_id, person_id)
);
create index confidential_readings_person_idx on public.confidential_readings (person_id);

-- Under the names of that moment, without the ids of people: whoever has the id of somebody they may not know would find
-- with it what that person said, and so their name.
grant select (
  id, document_id, chapter_id, anchor, quote, visibility, audience_sector, audience, status, author_name, organization_id,
  organization_name, sector, detached, created_at, resolved_at, resolved_by_name
) on public.comment_threads to authenticated;
grant select (id, thread_id, author_name, organization_id, organization_name, sector, body, created_at)
on public.comments to authenticated;
grant select on public.confidential_readings to authenticated;
alter table public.comment_threads enable row level security;
alter table public.comments enable row level security;
alter table public.confidential_readings enable row level security;

-- Whom something said now is told to: the parties of a sector, or the Office. Null is everyone.
create function access.audience(p_document uuid, p_visibility public.visibility, p_sector public.sector)
returns uuid[]
language sql
stable
security definer
set search_path = ''
as $$
  select case when p_visibility <> 'arrangement' then (
    select coalesce(array_agg(ap.organization_id order by ap.organization_id), '{}')
    from public.arrangement_parties ap
    join public.organizations o on o.id = ap.organization_id
    where ap.arrangement_id = access.document_arrangement(p_document)
      and case p_visibility when 'sector' then o.sector = p_sector else ap.role = 'office' end
  ) end
$$;

-- The threads the signed-in person may read, as a set, of one document or of all: what everyone in the arrangement reads;
-- what their organization was told; and what they said themselves, while they belong to the organization they said it for.
create function access.heard_threads(p_document uuid default null)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  with mine as materialized (
    select ap.arrangement_id, ap.organization_id
    from public.arrangement_parties ap
    where ap.organization_id in (select access.my_organizations())
  )
  select t.id
  from public.comment_threads t
  join public.documents d on d.id = t.document_id
  where (p_document is null or t.document_id = p_document)
    and d.arrangement_id in (select m.arrangement_id from mine m)
    and (
      t.visibility = 'arrangement'
      or exists (
        select
        from mine m
        where m.arrangement_id = d.arrangement_id and (
          m.organization_id = any (t.audience)
          or (m.organization_id = t.organization_id and t.author_id = (select access.person_id()))
        )
      )
    )
$$;

create function access.can_read_thread(p_thread uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select p_thread in (
    select access.heard_threads((select t.document_id from public.comment_threads t where t.id = p_thread))
  )
$$;

-- The threads that those who write have answered: somebody of another organization than the author's, which coordinates,
-- drafts or is the Office, has spoken there. To the author's own colleagues any other person's word is an answer.
create function access.answered_threads(p_document uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.thread_id
  from public.comments c
  join public.comment_threads t on t.id = c.thread_id
  where t.document_id = p_document and (
    (c.organization_id is distinct from t.organization_id and c.organization_id in (
      select ap.organization_id
      from public.arrangement_parties ap
      where ap.arrangement_id = access.document_arrangement(p_document) and ap.role in ('coordinator', 'drafter', 'office')
    ))
    or (c.author_id is distinct from t.author_id and t.organization_id in (select access.my_organizations()))
  )
$$;

-- Who may resolve and reopen: the author; the secretaría técnica where everyone can see the thread; the Office where it
-- was told in confidence. Somebody else's point is resolved once it is answered.
create function access.resolvable_threads(p_document uuid)
returns table (thread_id uuid, needs_answer boolean)
language sql
stable
security definer
set search_path = ''
as $$
  select t.id,
    t.author_id is distinct from access.person_id() and t.id not in (select access.answered_threads(p_document))
  from public.comment_threads t
  where t.document_id = p_document
    and (select access.can_comment_document(p_document))
    and t.id in (select access.heard_threads(p_document))
    and (
      t.author_id = (select access.person_id())
      or case t.visibility
        when 'arrangement' then 'coordinator' = any ((select access.document_roles(p_document))::public.party_role[])
        when 'office' then 'office' = any ((select access.document_roles(p_document))::public.party_role[])
        else false
      end
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
  where t.chapter_id in (select access.readable_chapters())
    and t.id in (select access.heard_threads())
    and (t.visibility = 'arrangement' or t.author_id = (select access.person_id()))
$$;
grant execute on function access.readable_threads() to authenticated;

create policy comment_threads_select_audience on public.comment_threads for select to authenticated
using (id in (select access.readable_threads()));
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

-- The organizations a person may speak for in a document's discussion, the one with the strongest role first.
create function access.document_voices(p_document uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select ap.organization_id
  from public.arrangement_parties ap
  join public.arrangements a on a.id = ap.arrangement_id
  where ap.arrangement_id = access.document_arrangement(p_document)
    and a.status <> 'ended' and ap.role in ('coordinator', 'drafter', 'commenter', 'office')
    and ap.organization_id in (select access.my_organizations())
  order by ap.role, ap.organization_id
$$;

-- The one of them that is meant: it has to be said when there are several.
-- Errors: 403 not_allowed, 422 voice_required.
create function access.choose_voice(p_document uuid, p_organization uuid, p_among uuid[] default null)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_voices uuid[] := array(
    select v from access.document_voices(p_document) v where p_among is null or v = any (p_among)
  );
begin
  if p_organization is null and cardinality(v_voices) > 1 then
    perform access.refuse(422, 'voice_required');
  end if;
  if not coalesce(coalesce(p_organization, v_voices[1]) = any (v_voices), false) then
    perform access.refuse(403, 'not_allowed');
  end if;
  return coalesce(p_organization, v_voices[1]);
end
$$;

-- For whom one may speak in a thread; null is for any of one's organizations.
create function access.thread_voices(p_audience uuid[], p_author uuid, p_organization uuid)
returns uuid[]
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when p_audience is not null and p_author = access.person_id() then p_audience || p_organization
    else p_audience
  end
$$;

create function access.speaker_of(p_organization uuid)
returns table (person_id uuid, person_name text, organization_id uuid, organization_name text, sector public.sector)
language sql
stable
security definer
set search_path = ''
as $$
  select p.id, p.display_name, o.id, o.short_name, o.sector
  from public.people p
  join public.organizations o on o.id = p_organization
  where p.id = access.person_id()
$$;

-- Takes the turn of whoever speaks: what they send at once is said one after the other, so that what is sent twice is found
-- and all of it is counted.
create function access.hold_own_comments()
returns void
language sql
security definer
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('comments ' || access.person_id(), 0))
$$;

-- What one person may say in an hour: enough for a day's reading, too little to bury a discussion.
-- Error: 429 too_many_comments.
create function access.require_measure()
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_since timestamptz := clock_timestamp() - interval '1 hour';
begin
  if (select count(*) from public.comment_threads t where t.author_id = v_person and t.created_at > v_since) >= 60
    or (select count(*) from public.comments c where c.author_id = v_person and c.created_at > v_since) >= 200 then
    perform access.refuse(429, 'too_many_comments', '{"minutes": 60}');
  end if;
end
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
    perform access.refuse_right(access.document_arrangement(p_document));
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
    -- The author of a confidential thread is told too, in all their windows, while they belong to whom they spoke for.
    'person', case when t.visibility = 'arrangement' or t.organization_id in (
      select access.person_organizations(t.author_id)
    ) then t.author_id end,
    'audience', case t.visibility
      when 'arrangement' then 'arrangement'
      when 'office' then 'office'
      else 'sector:' || t.audience_sector
    end,
    -- Of a confidence: exactly who was told, where that fits into a notice.
    'people', (
      select case when count(*) <= 150 then jsonb_agg(distinct m.person_id) end
      from public.memberships m
      where m.status = 'active' and m.organization_id = any (t.audience)
    )
  ))
  from public.comment_threads t
  where t.id = p_thread
$$;

-- p_organization: whom the person speaks for, to be said when they may speak for several.
-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 400 bad_input, 422 voice_required, 422 office_not_party,
-- 429 too_many_comments. Returns the thread's id.
create function public.open_comment_thread(
  p_chapter uuid, p_anchor jsonb, p_quote text, p_body text, p_visibility public.visibility default 'arrangement',
  p_organization uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_speaker record;
  v_audience uuid[];
  v_thread uuid;
begin
  perform access.hold_rights();
  -- Whoever takes the chapter out meanwhile is waited for.
  select c.document_id into v_document
  from public.chapters c where c.id = p_chapter and c.removed_at is null for key share;
  perform access.require_comment_document(v_document);
  if length(p_body) > 5000 or not access.says_something(p_body)
    or length(coalesce(p_quote, '')) not between 1 and 12000
    or not access.is_anchor(p_anchor) or p_visibility is null
    -- What is shown as the passage is what is looked for in the text, and said to be gone where it does not stand.
    or p_quote is distinct from p_anchor #>> '{quote,exact}' then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker from access.speaker_of(access.choose_voice(v_document, p_organization));
  v_audience := access.audience(v_document, p_visibility, v_speaker.sector);
  if v_audience = '{}' then
    perform access.refuse(422, 'office_not_party');
  end if;
  perform access.hold_own_comments();
  -- Sent twice, because the first answer was lost, it is one point: the same words open it. What was said is not too much.
  select t.id into v_thread
  from public.comment_threads t
  cross join lateral (
    select c.author_id, c.body from public.comments c where c.thread_id = t.id order by c.created_at, c.id limit 1
  ) opening
  where t.chapter_id = p_chapter and t.author_id = v_speaker.person_id
    and t.organization_id = v_speaker.organization_id and t.visibility = p_visibility and t.anchor = p_anchor
    and t.created_at > now() - interval '1 minute'
    and opening.author_id = t.author_id and opening.body = btrim(p_body)
  limit 1;
  if found then
    return v_thread;
  end if;
  perform access.require_measure();
  insert into public.comment_threads (
    document_id, chapter_id, anchor, quote, visibility, audience_sector, audience,
    author_id, author_name, organization_id, organization_name, sector
  )
  values (
    v_document, p_chapter, p_anchor, p_quote, p_visibility,
    case when p_visibility = 'sector' then v_speaker.sector end, v_audience,
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
grant execute on function public.open_comment_thread(uuid, jsonb, text, text, public.visibility, uuid) to authenticated;

-- In a confidence one speaks for an organization that it was told to, or that told it.
-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 409 thread_closed, 400 bad_input, 422 voice_required,
-- 429 too_many_comments.
create function public.reply_to_comment_thread(p_thread uuid, p_body text, p_organization uuid default null)
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
  perform access.hold_rights();
  perform access.require_person();
  select t.* into v_thread
  from public.comment_threads t
  join public.chapters c on c.id = t.chapter_id and c.removed_at is null
  where t.id = p_thread and access.can_read_thread(t.id)
  for share of t for key share of c;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if v_thread.status = 'resolved' then
    perform access.refuse(409, 'thread_closed');
  end if;
  if length(p_body) > 5000 or not access.says_something(p_body) then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker
  from access.speaker_of(access.choose_voice(
    v_thread.document_id, p_organization, access.thread_voices(v_thread.audience, v_thread.author_id, v_thread.organization_id)
  ));
  perform access.hold_own_comments();
  -- Sent twice, because the first answer was lost, it is one comment, and not too much. What was said since makes the same
  -- words another answer; nor does a reply repeat the words that open the thread.
  select last.id into v_comment
  from (
    select c.* from public.comments c where c.thread_id = p_thread order by c.created_at desc, c.id desc limit 1
  ) last
  where last.author_id = v_speaker.person_id and last.organization_id = v_speaker.organization_id
    and last.body = btrim(p_body) and last.created_at > now() - interval '1 minute'
    and exists (
      select from public.comments c where c.thread_id = p_thread and (c.created_at, c.id) < (last.created_at, last.id)
    );
  if found then
    return v_comment;
  end if;
  perform access.require_measure();
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (p_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body))
  returning id into v_comment;
  perform access.notify_discussion(p_thread);
  return v_comment;
end
$$;
grant execute on function public.reply_to_comment_thread(uuid, text, uuid) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 409 answer_required, 400 bad_input.
create function public.set_comment_thread_status(p_thread uuid, p_status public.thread_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.comment_threads;
  v_needs_answer boolean;
begin
  perform access.hold_rights();
  perform access.require_person();
  select t.* into v_thread
  from public.comment_threads t
  join public.chapters c on c.id = t.chapter_id and c.removed_at is null
  where t.id = p_thread and access.can_read_thread(t.id)
  for no key update of t for key share of c;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if p_status is null then
    perform access.refuse(400, 'bad_input');
  end if;
  select r.needs_answer into v_needs_answer
  from access.resolvable_threads(v_thread.document_id) r where r.thread_id = p_thread;
  if v_needs_answer is null then
    perform access.refuse(403, 'not_allowed');
  end if;
  if v_thread.status = p_status then
    return;
  end if;
  if p_status = 'resolved' and v_needs_answer then
    perform access.refuse(409, 'answer_required');
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
-- done with it. Reading somebody else's confidence leaves a record, of exactly what is given here; its author is told who
-- read it ("readings"). Error: 404 not_found.
create function public.list_comment_threads(p_document uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_comment boolean;
  v_threads jsonb;
begin
  perform access.require_document(p_document);
  v_comment := access.can_comment_document(p_document);
  with heard as materialized (
    select t.*
    from public.comment_threads t
    join public.chapters chapter on chapter.id = t.chapter_id and chapter.removed_at is null
    where t.document_id = p_document and t.id in (select access.heard_threads(p_document))
  ), recorded as (
    insert into public.confidential_readings (thread_id, person_id, person_name, organization_name)
    select h.id, p.id, p.display_name, (
      select coalesce(string_agg(o.short_name, ', ' order by o.short_name), '')
      from public.organizations o
      where o.id = any (h.audience) and o.id in (select access.my_organizations())
    )
    from heard h
    join public.people p on p.id = v_person
    where h.visibility <> 'arrangement' and h.author_id is distinct from v_person
    on conflict (thread_id, person_id) do nothing
  ), voices as materialized (
    select o.id, o.short_name as name, v.place
    from access.document_voices(p_document) with ordinality as v (id, place)
    join public.organizations o on o.id = v.id
  ), said as materialized (
    select c.thread_id, jsonb_agg(jsonb_build_object(
      'id', c.id, 'body', c.body, 'createdAt', c.created_at,
      'author', jsonb_build_object('name', c.author_name, 'organization', c.organization_name, 'sector', c.sector,
        'mine', c.author_id is not distinct from v_person)
    ) order by c.created_at, c.id) as comments
    from public.comments c
    where c.thread_id in (select h.id from heard h)
    group by c.thread_id
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'chapterId', t.chapter_id, 'anchor', t.anchor, 'quote', t.quote, 'visibility', t.visibility,
    'audienceSector', t.audience_sector, 'status', t.status, 'detached', t.detached, 'createdAt', t.created_at,
    'resolvedAt', t.resolved_at, 'resolvedByName', t.resolved_by_name,
    'author', jsonb_build_object('name', t.author_name, 'organization', t.organization_name, 'sector', t.sector,
      'mine', t.author_id is not distinct from v_person),
    'abilities', jsonb_build_object(
      'reply', t.status = 'open' and v_comment,
      'replyAs', (
        select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.place), '[]')
        from voices v
        where t.audience is null or v.id = any (access.thread_voices(t.audience, t.author_id, t.organization_id))
      ),
      'resolve', r.thread_id is not null,
      'needsAnswer', coalesce(r.needs_answer, false)
    ),
    'readings', case when t.visibility <> 'arrangement' and t.author_id = v_person then (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', coalesce(p.display_name, reading.person_name), 'organization', reading.organization_name, 'at', reading.first_read_at
      ) order by reading.first_read_at, reading.id), '[]')
      from public.confidential_readings reading
      -- By the name of today: whoever takes another one for the moment of reading is not read under it.
      left join public.people p on p.id = reading.person_id
      where reading.thread_id = t.id
    ) end,
    'comments', coalesce(said.comments, '[]')
  ) order by t.created_at, t.id), '[]')
  into v_threads
  from heard t
  left join access.resolvable_threads(p_document) r on r.thread_id = t.id
  left join said on said.thread_id = t.id;
  return v_threads;
end
$$;
grant execute on function public.list_comment_threads(uuid) to authenticated;

-- What the signed-in person may say in a document's discussion: {"comment", "closed": null or why not ("ended", "role",
-- "stage"), "office": whether the Office takes part, "voices": [{"id", "name", "sector", "toldTo": [short name]}]}, the
-- organizations they may speak for with those that would hear what is told to the sector. Error: 404 not_found.
create function public.discussion_abilities(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid := access.document_arrangement(p_document);
begin
  perform access.require_document(p_document);
  return jsonb_build_object(
    'comment', access.can_comment_document(p_document),
    'closed', case
      when access.can_comment_document(p_document) then null
      when (select a.status from public.arrangements a where a.id = v_arrangement) = 'ended' then 'ended'
      when not exists (select from access.document_voices(p_document)) then 'role'
      else 'stage'
    end,
    'office', access.audience(p_document, 'office', null) <> '{}',
    'voices', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', o.id, 'name', o.short_name, 'sector', o.sector, 'toldTo', (
          select jsonb_agg(told.short_name order by told.short_name)
          from public.organizations told
          where told.id = any (access.audience(p_document, 'sector', o.sector))
        )
      ) order by v.place), '[]')
      from access.document_voices(p_document) with ordinality as v (id, place)
      join public.organizations o on o.id = v.id
    )
  );
end
$$;
grant execute on function public.discussion_abilities(uuid) to authenticated;

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
  set anchor = case when access.is_anchor(p_anchor) then p_anchor else t.anchor end, detached = p_detached
  where t.id = p_thread and (t.anchor <> p_anchor or t.detached <> p_detached)
$$;
