-- Bitácora: who did what and when, each entry sealed with the hash of the one before.

create table public.audit_entries (
  id bigint primary key,
  at timestamptz not null,
  person_id uuid,
  action text not null,
  noun text not null,
  noun_id uuid,
  arrangement_id uuid,
  document_id uuid,
  -- 'arrangement': the secretaría técnica and the administration read it; null: the administration alone. What was told in
  -- confidence nobody reads here: it is kept for the chain (check_audit_chain).
  visibility public.visibility,
  detail jsonb not null default '{}',
  previous_hash text not null,
  hash text not null,
  -- Who did it, as they were called then, and for which parties of the arrangement they could act: names change. Null in
  -- entries that are older than these columns.
  person_name text,
  organization_name text
);
create index audit_entries_arrangement_idx on public.audit_entries (arrangement_id, id);
create index audit_entries_document_idx on public.audit_entries (document_id, id);

-- Read by list_audit_entries() alone. Without the numbers and the seals: gaps between the numbers would count what one may
-- not read.
revoke all on public.audit_entries from authenticated;
alter table public.audit_entries enable row level security;

create function access.audit_hash(p_entry public.audit_entries)
returns text
language sql
stable
set search_path = ''
as $$
  -- A list, nulls included: a value that changes its column changes the hash.
  select encode(sha256(convert_to((jsonb_build_array(
    p_entry.previous_hash, p_entry.id, extract(epoch from p_entry.at), p_entry.person_id, p_entry.action,
    p_entry.noun, p_entry.noun_id, p_entry.arrangement_id, p_entry.document_id, p_entry.visibility::text, p_entry.detail
  ) || case when p_entry.person_name is null and p_entry.organization_name is null then '[]'
    else jsonb_build_array(p_entry.person_name, p_entry.organization_name) end)::text, 'UTF8')), 'hex')
$$;

-- The parties of an arrangement for which a person may act, by name, in one line; null when there is none.
create function access.parties_of_person(p_person uuid, p_arrangement uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select string_agg(o.short_name, ', ' order by ap.role, o.short_name)
  from public.arrangement_parties ap
  join public.organizations o on o.id = ap.organization_id
  where ap.arrangement_id = p_arrangement and o.id in (select access.person_organizations(p_person))
$$;

-- Appends one entry. The lock makes the chain a chain: entries are numbered in the order in which they commit.
create function access.record(
  p_action text, p_noun text, p_noun_id uuid, p_arrangement uuid, p_document uuid,
  p_detail jsonb default '{}', p_visibility public.visibility default 'arrangement'
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.audit_entries;
begin
  perform pg_advisory_xact_lock(hashtext('audit_entries'));
  select coalesce(max(e.id), 0) + 1 into v_entry.id from public.audit_entries e;
  select coalesce((select e.hash from public.audit_entries e where e.id = v_entry.id - 1), repeat('0', 64))
  into v_entry.previous_hash;
  v_entry.at := clock_timestamp();
  v_entry.person_id := access.person_id();
  -- What was begun by somebody is not recorded as done by nobody: they have been suspended, or signed out, meanwhile.
  if v_entry.person_id is null and auth.uid() is not null then
    perform access.refuse(401, 'not_signed_in');
  end if;
  v_entry.person_name := (select p.display_name from public.people p where p.id = v_entry.person_id);
  v_entry.organization_name := access.parties_of_person(v_entry.person_id, p_arrangement);
  v_entry.action := p_action;
  v_entry.noun := p_noun;
  v_entry.noun_id := p_noun_id;
  v_entry.arrangement_id := p_arrangement;
  v_entry.document_id := p_document;
  v_entry.visibility := p_visibility;
  v_entry.detail := coalesce(p_detail, '{}');
  v_entry.hash := access.audit_hash(v_entry);
  insert into public.audit_entries values (v_entry.*);
end
$$;

create function access.managed_arrangements()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select a.id from public.arrangements a where access.can_manage_arrangement(a.id)
$$;

-- What is written stays written, whoever asks.
create function access.refuse_rewrite()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  perform access.refuse(403, 'record_is_append_only');
  return null;
end
$$;
create trigger refuse_rewrite before update or delete or truncate on public.audit_entries
for each statement execute function access.refuse_rewrite();

-- Whoever calls themselves otherwise from now on: each arrangement that their organizations are parties of is told, because
-- people are known there by name.
create function access.record_rename()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_names jsonb := jsonb_build_object('before', old.display_name, 'after', new.display_name);
  v_arrangement uuid;
  v_told boolean := false;
begin
  for v_arrangement in
    select distinct ap.arrangement_id from public.arrangement_parties ap
    where ap.organization_id in (select access.person_organizations(new.id))
    order by ap.arrangement_id
  loop
    v_told := true;
    perform access.record('rename', 'person', new.id, v_arrangement, null, v_names);
  end loop;
  if not v_told then
    perform access.record('rename', 'person', new.id, null, null, v_names);
  end if;
  return null;
end
$$;
create trigger record_rename after update of display_name on public.people
for each row when (new.display_name is distinct from old.display_name) execute function access.record_rename();

-- The first entry whose seal does not hold, or null when the whole chain does. Error: 403 not_allowed.
create function public.check_audit_chain()
returns bigint
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.is_administrator() then
    perform access.refuse(403, 'not_allowed');
  end if;
  return (
    select e.id
    from (
      select entry, entry.id, entry.hash, entry.previous_hash,
        coalesce(lag(entry.hash) over (order by entry.id), repeat('0', 64)) as hash_before,
        row_number() over (order by entry.id) as place
      from public.audit_entries entry
    ) e
    where e.hash <> access.audit_hash(e.entry) or e.previous_hash <> e.hash_before or e.id <> e.place
    order by e.id
    limit 1
  );
end
$$;
grant execute on function public.check_audit_chain() to authenticated;
