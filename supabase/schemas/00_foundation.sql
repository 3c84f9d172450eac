-- What everything stands on: the schemas, the narrow role of the collaboration server, the words that columns use,
-- and the one way to refuse.

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists unaccent with schema extensions;
create extension if not exists pg_trgm with schema extensions;

-- Predicates (access) and the text's log (collab) are not exposed over REST.
create schema access;
create schema collab;
revoke all on schema access, collab from public;
grant usage on schema access to authenticated;

-- Nothing is granted by default: every table and function names who may use it. Supabase's own defaults, which grant
-- all to anon and authenticated, are taken back for what this project creates.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;
alter default privileges revoke execute on functions from public;

-- The collaboration server signs in as this role and can do only what the functions of schema collab let it.
-- Login and password are given where it is deployed, never here.
do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'collab') then
    create role collab nologin noinherit;
  end if;
end
$$;
grant usage on schema collab to collab;

create type public.sector as enum (
  'federal', 'state', 'municipal', 'legislative', 'judicial', 'autonomous',
  'civil_society', 'academia', 'indigenous', 'office'
);
create type public.organization_status as enum ('active', 'suspended');
create type public.person_status as enum ('active', 'suspended');
create type public.membership_status as enum ('active', 'revoked');
create type public.party_role as enum ('coordinator', 'drafter', 'commenter', 'observer', 'office');
create type public.arrangement_kind as enum ('commitment_letter', 'agreement', 'decree');
create type public.arrangement_status as enum ('negotiating', 'signed', 'in_force', 'amended', 'ended');
create type public.body_kind as enum (
  'coordinating_committee', 'technical_secretariat', 'working_table', 'follow_up_committee'
);
create type public.body_status as enum ('installed', 'dissolved');
create type public.majority_rule as enum ('consensus', 'simple', 'two_thirds', 'each_sector');
create type public.document_kind as enum (
  'diagnosis', 'action_plan', 'thematic_report', 'general_report', 'progress_report', 'popular_version'
);
create type public.stage as enum (
  'drafting', 'technical_review', 'consultation', 'consolidation', 'voting', 'office_review', 'approved',
  'published', 'superseded'
);
create type public.visibility as enum ('arrangement', 'sector', 'office');
create type public.thread_status as enum ('open', 'resolved');
create type public.vote_choice as enum ('in_favour', 'against', 'abstains');
create type public.vote_capacity as enum ('titular', 'suplente');
create type public.round_outcome as enum ('adopted', 'returned');
create type public.publication_status as enum ('published', 'corrected', 'repealed');

-- The one way to refuse: an HTTP status that PostgREST understands, the app's code as the message, and the facts the
-- words need as JSON. The words themselves live in messages/<language>/errors.json.
create function access.refuse(p_status integer, p_code text, p_detail jsonb default '{}')
returns void
language plpgsql
set search_path = ''
as $$
begin
  raise exception using errcode = 'PT' || p_status, message = p_code, detail = p_detail::text;
end
$$;

-- A text without controls, marks that turn the direction of what follows, and letters without a shape.
create function access.without_unseen(p_text text)
returns text
language sql
immutable
security definer
set search_path = ''
as $$
  select regexp_replace(p_text,
    '[\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]', '', 'g')
$$;

-- Whether there is something to see in a name or a title, and nothing that cannot be seen: it would look like another, or
-- like none, and could not be found or chosen (src/lib/domain/seen-text.ts).
create function access.is_seen(p_text text)
returns boolean
language sql
immutable
security definer
set search_path = ''
as $$
  select p_text = access.without_unseen(p_text) and p_text ~ '[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]'
$$;
-- Constraints ask it with the rights of whoever writes.
grant execute on function access.is_seen(text) to authenticated;

-- What a name is known by: two that look alike, the one with capitals, with two spaces or with one that does not break, or
-- with its accents apart, are one.
create function access.name_key(p_name text)
returns text
language sql
immutable
security definer
set search_path = ''
as $$
  select lower(btrim(regexp_replace(normalize(p_name, NFKC), '\s+', ' ', 'g')))
$$;

-- Whether there is a letter to see in what somebody says: blanks, breaks and letters without a shape say nothing. A long
-- text keeps its breaks, and whatever came along in it.
create function access.says_something(p_text text)
returns boolean
language sql
immutable
security definer
set search_path = ''
as $$
  select coalesce(access.is_seen(access.without_unseen(p_text)), false)
$$;

-- Live connections are told through one channel; the collaboration server listens (docs/adr/0006-durable-log.md).
create function access.notify(p_payload jsonb)
returns void
language sql
set search_path = ''
as $$
  select pg_catalog.pg_notify('concierta', p_payload::text)
$$;

-- Health checks ask for this: REST, roles and the database answer.
create function public.ping()
returns boolean
language sql
stable
set search_path = ''
as $$
  select true
$$;
grant execute on function public.ping() to anon, authenticated;
