-- A socket belongs to a session: signing out of it closes it, the log refuses what it still sends, and passes that
-- nobody uses do not heap up.

alter table collab.tickets add column session_id uuid;

-- Sessions that were ended while their tokens still hold: their sockets are closed and nothing of theirs is written.
create table collab.ended_sessions (
  session_id uuid primary key,
  ended_at timestamptz not null default now()
);
alter table collab.ended_sessions enable row level security;

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

drop function public.issue_chapter_ticket(uuid);
drop function collab.redeem_ticket(text);
drop function collab.chapter_access(uuid, uuid, timestamptz);

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

-- Housekeeping of the worker: passes nobody used, and sessions whose last token has expired (a week at the most).
create or replace function collab.sweep()
returns void
language sql
security definer
set search_path = ''
as $$
  delete from collab.tickets t where t.expires_at < clock_timestamp();
  delete from collab.ended_sessions e where e.ended_at < now() - interval '8 days'
$$;

grant execute on function collab.is_signed_out(uuid, timestamptz, uuid) to collab;
grant execute on function collab.audiences_of(uuid, uuid) to collab;
grant execute on function collab.redeem_ticket(text) to collab;
grant execute on function collab.chapter_access(uuid, uuid, timestamptz, uuid) to collab;
