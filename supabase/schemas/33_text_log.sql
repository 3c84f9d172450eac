-- The text's log: what was acknowledged is here. Only the collaboration server's role comes in, and only through
-- these functions (docs/adr/0006-durable-log.md).

-- The last entry of each chapter's log. Taken for update by every append, so that numbers are gap-free and in
-- commit order.
create table collab.chapter_heads (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  last_seq bigint not null default 0
);

-- Yjs updates as they were accepted, with who sent them and under which Yjs client id.
create table collab.chapter_updates (
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  seq bigint not null,
  person_id uuid not null,
  organization_id uuid,
  client_id bigint not null,
  payload bytea not null,
  at timestamptz not null default clock_timestamp(),
  primary key (chapter_id, seq)
);

-- Everything up to `seq` merged into one Yjs update: a shortcut for loading, rebuilt from the log at any time.
create table collab.chapter_snapshots (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  seq bigint not null,
  state bytea not null
);

-- Whose a Yjs client id is in a chapter: of who wrote or showed a caret under it first, for good. What is written
-- under another's id would push that person's own words aside wherever the log is read.
create table collab.chapter_clients (
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  client_id bigint not null,
  person_id uuid not null,
  primary key (chapter_id, client_id)
);

-- What a chapter's text starts from, until the first entry of its log is written.
create table collab.chapter_seeds (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  person_id uuid not null,
  content jsonb
);

-- Single-use passes to one chapter's socket. The browser never holds an access token.
create table collab.tickets (
  hash bytea primary key,
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  person_id uuid not null references public.people (id) on delete cascade,
  session_id uuid,
  signed_in_at timestamptz not null,
  session_expires_at timestamptz not null,
  expires_at timestamptz not null
);
create index tickets_expiry_idx on collab.tickets (expires_at);
create index tickets_chapter_idx on collab.tickets (chapter_id);
create index tickets_person_idx on collab.tickets (person_id);

-- Until when nothing is written in a document, because a step is about to freeze its text (80_abilities.sql).
create table collab.holds (
  document_id uuid primary key references public.documents (id) on delete cascade,
  person_id uuid not null references public.people (id) on delete cascade,
  until timestamptz not null
);
create index holds_person_idx on collab.holds (person_id);

alter table collab.chapter_heads enable row level security;
alter table collab.chapter_updates enable row level security;
alter table collab.chapter_snapshots enable row level security;
alter table collab.chapter_clients enable row level security;
alter table collab.chapter_seeds enable row level security;
alter table collab.tickets enable row level security;
alter table collab.holds enable row level security;

-- Whether a session has been ended, here or with all others of the person.
create function collab.is_signed_out(p_person uuid, p_signed_in_at timestamptz, p_session uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from public.people p where p.id = p_person and p_signed_in_at < p.signed_out_at)
    or exists (select from collab.ended_sessions e where e.session_id = p_session)
$$;

-- The audiences of discussions a person belongs to, in the words that notices of threads use (40_comments.sql).
create function collab.audiences_of(p_person uuid, p_arrangement uuid)
returns text[]
language sql
stable
security definer
set search_path = ''
as $$
  select array['arrangement']
    || array(select 'sector:' || s from unnest(access.person_sectors(p_person, p_arrangement)) s)
    || case when access.is_office(p_person, p_arrangement) then array['office'] else '{}' end
$$;

-- A pass for the signed-in person: one use, 60 seconds, a hundred unused ones at a time.
-- Errors: 401 not_signed_in, 404 not_found, 429 too_many_passes.
create function public.issue_chapter_ticket(p_chapter uuid)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_claims jsonb := auth.jwt();
  v_session uuid := (v_claims ->> 'session_id')::uuid;
  v_ticket text := encode(extensions.gen_random_bytes(32), 'hex');
begin
  if exists (select from collab.ended_sessions e where e.session_id = v_session) then
    perform access.refuse(401, 'not_signed_in');
  end if;
  if not exists (
    select from public.chapters c
    where c.id = p_chapter and c.removed_at is null and access.can_read_document(c.document_id)
  ) then
    perform access.refuse(404, 'not_found');
  end if;
  -- One after the other, or several at once would all find room for one more.
  perform pg_advisory_xact_lock(hashtextextended('passes of ' || v_person, 0));
  delete from collab.tickets t where t.person_id = v_person and t.expires_at < clock_timestamp();
  if (select count(*) from collab.tickets t where t.person_id = v_person) >= 100 then
    perform access.refuse(429, 'too_many_passes');
  end if;
  insert into collab.tickets (hash, chapter_id, person_id, session_id, signed_in_at, session_expires_at, expires_at)
  values (
    sha256(convert_to(v_ticket, 'UTF8')), p_chapter, v_person, v_session,
    to_timestamp((v_claims ->> 'iat')::double precision),
    to_timestamp((v_claims ->> 'exp')::double precision),
    clock_timestamp() + interval '60 seconds'
  );
  return v_ticket;
end
$$;
grant execute on function public.issue_chapter_ticket(uuid) to authenticated;

-- Ends the session this is asked with, for open sockets: they close at once, wherever their tab is, and unused passes
-- are void. The token itself is the Auth server's to end. Error: 401 not_signed_in.
create function public.sign_out_here()
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_session uuid := (auth.jwt() ->> 'session_id')::uuid;
begin
  if v_session is null then
    return;
  end if;
  insert into collab.ended_sessions (session_id) values (v_session) on conflict do nothing;
  delete from collab.tickets t where t.session_id = v_session;
  perform access.notify(jsonb_build_object('kind', 'signed_out', 'person', v_person, 'session', v_session));
end
$$;
grant execute on function public.sign_out_here() to authenticated;

-- Whoever comes with a ticket comes once. No row: unknown, used, late, or no longer allowed to read.
create function collab.redeem_ticket(p_ticket text)
returns table (
  person_id uuid, chapter_id uuid, document_id uuid, person_name text, organization_id uuid, organization_name text,
  sector public.sector, audiences text[], can_edit boolean, reason text, session_id uuid, signed_in_at timestamptz,
  expires_at timestamptz
)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_ticket collab.tickets;
begin
  delete from collab.tickets t
  where t.hash = sha256(convert_to(p_ticket, 'UTF8')) and t.expires_at > clock_timestamp()
  returning t.* into v_ticket;
  if v_ticket.hash is null
    or collab.is_signed_out(v_ticket.person_id, v_ticket.signed_in_at, v_ticket.session_id) then
    return;
  end if;
  return query
  select p.id, c.id, d.id, p.display_name, o.id, o.short_name, o.sector,
    collab.audiences_of(p.id, d.arrangement_id),
    edit.refusal is null, edit.refusal, v_ticket.session_id, v_ticket.signed_in_at, v_ticket.session_expires_at
  from public.people p
  join public.chapters c on c.id = v_ticket.chapter_id and c.removed_at is null
  join public.documents d on d.id = c.document_id
  join public.organizations o on o.id = access.person_voice(p.id, d.arrangement_id)
  cross join lateral (select access.edit_refusal(p.id, c.id) as refusal offset 0) edit
  where p.id = v_ticket.person_id and p.status = 'active';
end
$$;

-- The same question for a socket that is already open. No row: nothing may be read any more. Nothing may be read
-- because of 'signed_out': whoever signs in again may.
create function collab.chapter_access(
  p_chapter uuid, p_person uuid, p_signed_in_at timestamptz, p_session uuid default null
)
returns table (can_read boolean, can_edit boolean, reason text, sector public.sector, audiences text[])
language sql
stable
security definer
set search_path = ''
as $$
  select not ended.is_signed_out, not ended.is_signed_out and edit.refusal is null,
    case when ended.is_signed_out then 'signed_out' else edit.refusal end,
    o.sector, collab.audiences_of(p.id, d.arrangement_id)
  from public.people p
  join public.chapters c on c.id = p_chapter and c.removed_at is null
  join public.documents d on d.id = c.document_id
  join public.organizations o on o.id = access.person_voice(p.id, d.arrangement_id)
  cross join lateral (select access.edit_refusal(p.id, c.id) as refusal offset 0) edit
  cross join lateral (select collab.is_signed_out(p.id, p_signed_in_at, p_session) offset 0) ended
  where p.id = p_person and p.status = 'active'
$$;

create function collab.read_snapshot(p_chapter uuid)
returns table (seq bigint, state bytea, seed jsonb, seed_author uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(s.seq, 0), s.state, seed.content, seed.person_id
  from public.chapters c
  left join collab.chapter_snapshots s on s.chapter_id = c.id
  left join collab.chapter_seeds seed on seed.chapter_id = c.id
  where c.id = p_chapter
$$;

create function collab.updates_since(p_chapter uuid, p_seq bigint)
returns table (seq bigint, payload bytea)
language sql
stable
security definer
set search_path = ''
as $$
  select u.seq, u.payload from collab.chapter_updates u where u.chapter_id = p_chapter and u.seq > p_seq order by u.seq
$$;

-- The log from an entry on, with who wrote each and under which Yjs client id: for a server that follows another's writing.
create function collab.entries_since(p_chapter uuid, p_seq bigint)
returns table (seq bigint, person_id uuid, client_id bigint, payload bytea)
language sql
stable
security definer
set search_path = ''
as $$
  select u.seq, u.person_id, u.client_id, u.payload
  from collab.chapter_updates u
  where u.chapter_id = p_chapter and u.seq > p_seq
  order by u.seq
$$;

-- The last entry of each of these chapters' logs.
create function collab.heads_of(p_chapters uuid[])
returns table (chapter_id uuid, last_seq bigint)
language sql
stable
security definer
set search_path = ''
as $$
  select h.chapter_id, h.last_seq from collab.chapter_heads h where h.chapter_id = any (p_chapters)
$$;

-- Whose Yjs client ids a chapter knows, so that nobody writes under another's.
create function collab.client_owners(p_chapter uuid)
returns table (client_id bigint, person_id uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select k.client_id, k.person_id from collab.chapter_clients k where k.chapter_id = p_chapter
$$;

-- Makes a Yjs client id a person's, if it is nobody's yet. Says whose it is.
create function collab.claim_client(p_chapter uuid, p_client bigint, p_person uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_owner uuid;
begin
  insert into collab.chapter_clients as k (chapter_id, client_id, person_id) values (p_chapter, p_client, p_person)
  on conflict do nothing
  returning k.person_id into v_owner;
  if v_owner is null then
    select k.person_id into v_owner
    from collab.chapter_clients k
    where k.chapter_id = p_chapter and k.client_id = p_client;
  end if;
  return v_owner;
end
$$;

-- Appends a batch of one chapter. The document's row is held, so that a step which freezes it waits for this or goes
-- before it, never between. Each entry is written or answered with the reason why not; entries of one message, which
-- build on each other, are written all or none. While the document is held nothing is judged: every answer is 'held',
-- for the moment.
create function collab.append_updates(
  p_chapter uuid, p_people uuid[], p_clients bigint[], p_payloads bytea[], p_messages integer[] default null,
  p_signed_in timestamptz[] default null, p_sessions uuid[] default null
)
returns table (ordinal integer, seq bigint, refusal text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_arrangement uuid;
  v_seq bigint;
  -- By person: why they may not write (null: they may), and the organization they write for.
  v_refusals jsonb := '{}';
  v_voices jsonb := '{}';
  -- By entry: whether its session has ended. By message: why it is not written.
  v_ended bigint[];
  v_refused jsonb := '{}';
  v_key text;
  v_owner uuid;
begin
  select d.id, d.arrangement_id into v_document, v_arrangement
  from public.documents d
  join public.chapters c on c.document_id = d.id
  where c.id = p_chapter
  for share of d;
  -- A statement of its own, after the row: whoever set a hold had the row before us, and is seen.
  if exists (select from collab.holds h where h.document_id = v_document and h.until > clock_timestamp()) then
    return query select place, null::bigint, 'held' from generate_subscripts(p_people, 1) as place;
    return;
  end if;
  insert into collab.chapter_heads (chapter_id) select c.id from public.chapters c where c.id = p_chapter
  on conflict do nothing;
  select h.last_seq into v_seq from collab.chapter_heads h where h.chapter_id = p_chapter for update;
  select coalesce(array_agg(e.place), '{}') into v_ended
  from unnest(p_people, p_signed_in, p_sessions) with ordinality e (person, signed_in, session, place)
  join public.people p on p.id = e.person
  left join collab.ended_sessions s on s.session_id = e.session
  where e.signed_in < p.signed_out_at or s.session_id is not null;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    v_key := p_people[i]::text;
    if not v_refusals ? v_key then
      v_refusals := v_refusals || jsonb_build_object(
        v_key, case when v_seq is null then 'not_found' else access.edit_refusal(p_people[i], p_chapter) end
      );
      v_voices := v_voices || jsonb_build_object(v_key, access.person_voice(p_people[i], v_arrangement));
    end if;
    refusal := case when i = any (v_ended) then 'signed_out' else v_refusals ->> v_key end;
    -- Client 0 signs deletions, which are nobody's own.
    if refusal is null and p_clients[i] <> 0 then
      -- Asked for one by one: a list that grows by each is copied for each.
      select k.person_id into v_owner
      from collab.chapter_clients k
      where k.chapter_id = p_chapter and k.client_id = p_clients[i];
      if coalesce(v_owner, collab.claim_client(p_chapter, p_clients[i], p_people[i])) <> p_people[i] then
        refusal := 'foreign_client';
      end if;
    end if;
    if refusal is not null then
      v_refused := v_refused || jsonb_build_object(coalesce(p_messages[i], i), refusal);
    end if;
  end loop;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    ordinal := i;
    refusal := v_refused ->> coalesce(p_messages[i], i)::text;
    seq := null;
    if refusal is null then
      v_seq := v_seq + 1;
      seq := v_seq;
      insert into collab.chapter_updates (chapter_id, seq, person_id, organization_id, client_id, payload)
      values (
        p_chapter, v_seq, p_people[i], (v_voices ->> p_people[i]::text)::uuid, p_clients[i], p_payloads[i]
      );
    end if;
    return next;
  end loop;
  update collab.chapter_heads h set last_seq = v_seq where h.chapter_id = p_chapter and h.last_seq <> v_seq;
end
$$;

-- The first entry of a log, made from the chapter's seed. Null: the log had begun already, load again.
create function collab.append_seed(p_chapter uuid, p_payload bytea)
returns bigint
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seq bigint;
begin
  insert into collab.chapter_heads (chapter_id) values (p_chapter) on conflict do nothing;
  select h.last_seq into v_seq from collab.chapter_heads h where h.chapter_id = p_chapter for update;
  if v_seq <> 0 then
    return null;
  end if;
  insert into collab.chapter_updates (chapter_id, seq, person_id, organization_id, client_id, payload)
  select c.id, 1, coalesce(s.person_id, d.created_by), access.person_voice(coalesce(s.person_id, d.created_by), d.arrangement_id),
    0, p_payload
  from public.chapters c
  join public.documents d on d.id = c.document_id
  left join collab.chapter_seeds s on s.chapter_id = c.id
  where c.id = p_chapter;
  update collab.chapter_heads h set last_seq = 1 where h.chapter_id = p_chapter;
  return 1;
end
$$;

-- Writes down a chapter's text as of entry p_seq. False when something as new is stored, or the log is shorter.
create function collab.save_chapter_text(p_chapter uuid, p_seq bigint, p_state bytea, p_content jsonb)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from collab.chapter_heads h where h.chapter_id = p_chapter and h.last_seq >= p_seq;
  if not found then
    return false;
  end if;
  insert into public.chapter_texts as t (chapter_id, seq, content) values (p_chapter, p_seq, p_content)
  on conflict (chapter_id) do update set seq = excluded.seq, content = excluded.content, updated_at = now()
  where t.seq < excluded.seq;
  if not found then
    return false;
  end if;
  insert into collab.chapter_snapshots as s (chapter_id, seq, state) values (p_chapter, p_seq, p_state)
  on conflict (chapter_id) do update set seq = excluded.seq, state = excluded.state
  where s.seq < excluded.seq;
  return true;
end
$$;

-- Chapters of a document whose text is older than their log, or that have a seed and no log yet.
create function collab.unsettled_chapters(p_document uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.id
  from public.chapters c
  left join collab.chapter_heads h on h.chapter_id = c.id
  left join public.chapter_texts t on t.chapter_id = c.id
  where c.document_id = p_document and c.removed_at is null
    and (t.seq is null or t.seq <> coalesce(h.last_seq, 0) or coalesce(h.last_seq, 0) = 0)
$$;

-- Asks whoever keeps the text to write it down now; a step that freezes comes right after.
create function public.request_materialisation(p_document uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  perform access.notify(jsonb_build_object('kind', 'materialise', 'document', p_document));
  return not exists (select from collab.unsettled_chapters(p_document));
end
$$;
grant execute on function public.request_materialisation(uuid) to authenticated;

-- Housekeeping of the worker: passes nobody used, and sessions whose last token has expired (a week at the most).
create function collab.sweep()
returns void
language sql
security definer
set search_path = ''
as $$
  delete from collab.tickets t where t.expires_at < clock_timestamp();
  delete from collab.ended_sessions e where e.ended_at < now() - interval '8 days'
$$;
