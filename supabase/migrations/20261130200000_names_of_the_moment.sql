-- The audit log keeps who did something as they were called then, with their organizations: whoever called themselves
-- otherwise was told otherwise in all that they had done. Calling oneself otherwise is on record.
alter table public.audit_entries add column person_name text, add column organization_name text;

create or replace function access.audit_hash(p_entry public.audit_entries)
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
create or replace function access.record(
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

-- The chapters that were taken out of a document and can be brought back, the last one first, and who took each out: null
-- where nobody by that name is left. For the secretaría técnica, at every stage; restore_chapter() asks for the stage.
-- Errors: 404 not_found, 403 not_allowed.
create or replace function public.list_removed_chapters(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  if not 'coordinator' = any (access.document_roles(p_document)) then
    perform access.refuse(403, 'not_allowed');
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', c.id, 'title', c.title, 'removedAt', c.removed_at, 'removedBy', removal.person
    ) order by c.removed_at desc, c.title), '[]')
    from public.chapters c
    left join lateral (
      select coalesce(e.person_name, p.display_name) as person
      from public.audit_entries e
      left join public.people p on p.id = e.person_id
      where e.document_id = p_document and e.noun = 'chapter' and e.noun_id = c.id and e.action = 'remove'
      order by e.id desc
      limit 1
    ) removal on true
    where c.document_id = p_document and c.removed_at is not null
  );
end
$$;

drop function public.list_audit_entries(uuid, integer, integer);
-- An arrangement's record, the newest entries first; without an arrangement what belongs to none, for the administration.
-- Who belongs where and who sits where is read by every party, the draft's own history by those who manage. Names are those
-- of the moment. Whoever may not be read has neither name nor id here: the id would lead to the name that stands beside what
-- they wrote. To those who manage, whoever acted for a party is named also once that party or the person has gone. That somebody did it, or sits there, is told: by_person, and true in the place of the id. Several entries of
-- one moment keep their order from page to page.
create function public.list_audit_entries(p_arrangement uuid, p_skip integer default 0, p_most integer default 50)
returns table (
  at timestamptz, by_person boolean, person_id uuid, person_name text, organization_name text, action text, noun text,
  noun_id uuid, document_id uuid, detail jsonb
)
language sql
stable
security definer
set search_path = ''
as $$
  with known as materialized (
    select r as id from access.readable_people() r
  ), asked as materialized (
    select (select access.is_administrator()) as administers,
      p_arrangement in (select access.managed_arrangements()) as manages,
      p_arrangement in (select access.readable_arrangements()) as reads
  ), entries as (
    select e.*
    from public.audit_entries e, asked
    where (e.arrangement_id = p_arrangement or (p_arrangement is null and e.arrangement_id is null))
      and coalesce(e.visibility, 'arrangement') = 'arrangement'
      and (asked.administers or (e.visibility = 'arrangement' and (asked.manages or (asked.reads
        and e.noun in ('arrangement', 'party', 'organization', 'membership', 'invitation', 'body', 'seat')))))
    order by e.at desc, e.noun, e.action, e.noun_id
    offset greatest(p_skip, 0) limit least(greatest(p_most, 0), 1000)
  )
  select e.at, e.person_id is not null, doer.id, case when told.names then e.person_name end,
    case when told.names then e.organization_name end, e.action, e.noun,
    case when e.noun in ('membership', 'person', 'administrator') then (select k.id from known k where k.id = e.noun_id)
      else e.noun_id end,
    e.document_id,
    case when e.noun = 'person' and e.action = 'rename' and not told.names then '{}'
    when e.noun = 'seat' and e.detail ? 'after' then e.detail || (
      select jsonb_object_agg(side.key, (
        select jsonb_object_agg(holder.key, case
          when holder.value = 'null' or holder.value in (select to_jsonb(k.id) from known k) then holder.value else 'true'
        end)
        from jsonb_each(side.value) holder
      ))
      from jsonb_each(e.detail) side where side.key in ('before', 'after')
    ) else e.detail end
  from entries e
  cross join asked
  left join known doer on doer.id = e.person_id
  cross join lateral (
    select doer.id is not null
      or (asked.administers or asked.manages) and e.organization_name is not null as names
  ) told
  order by e.at desc, e.noun, e.action, e.noun_id
$$;
grant execute on function public.list_audit_entries(uuid, integer, integer) to authenticated;
