-- Collaboration arrangements and their parties: the governing object from which every right in a process comes.

create table public.arrangements (
  id uuid primary key default gen_random_uuid(),
  jurisdiction_code text not null references public.jurisdictions (code),
  kind public.arrangement_kind not null,
  title text not null check (length(title) <= 200 and btrim(title) <> ''),
  constraint arrangements_title_is_seen check (access.is_seen(title)),
  object text not null default '' check (length(object) <= 4000),
  status public.arrangement_status not null default 'negotiating',
  signed_on date,
  in_force_from date,
  in_force_until date,
  created_at timestamptz not null default now(),
  -- Was ever signed, as its status or its date says: only then do its parties become public (mark_signed).
  was_signed boolean not null default false,
  check (in_force_until is null or in_force_until >= in_force_from)
);
create index arrangements_jurisdiction_idx on public.arrangements (jurisdiction_code);

-- Whoever negotiates has not said so in public, and need never say so when nothing comes of it: what ends is told apart by
-- this mark, which no later status takes back.
create function access.mark_signed()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.was_signed := new.was_signed or new.status not in ('negotiating', 'ended') or new.signed_on is not null;
  return new;
end
$$;
create trigger mark_signed before insert or update of status, signed_on on public.arrangements
for each row execute function access.mark_signed();

create table public.arrangement_parties (
  arrangement_id uuid not null references public.arrangements (id) on delete cascade,
  organization_id uuid not null references public.organizations (id),
  role public.party_role not null,
  joined_on date not null default current_date,
  primary key (arrangement_id, organization_id)
);
create index arrangement_parties_organization_idx on public.arrangement_parties (organization_id);

grant select on public.arrangements, public.arrangement_parties to authenticated;
alter table public.arrangements enable row level security;
alter table public.arrangement_parties enable row level security;

-- What a person's organizations are in an arrangement. Empty for everybody else. Once an arrangement has ended its
-- parties read, and that is all: every role counts as that of an observer.
create function access.person_roles(p_person uuid, p_arrangement uuid)
returns public.party_role[]
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select coalesce(array_agg(distinct held.role order by held.role), '{}')
    from (
      select case when a.status = 'ended' then 'observer' else ap.role end as role
      from public.arrangement_parties ap
      join public.arrangements a on a.id = ap.arrangement_id
      where ap.arrangement_id = p_arrangement
        and ap.organization_id in (select access.person_organizations(p_person))
    ) held
  );
end
$$;

-- Whether what is told to the Office in confidence is told to this person; the end of an arrangement changes nothing.
create function access.is_office(p_person uuid, p_arrangement uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.role = 'office'
      and ap.organization_id in (select access.person_organizations(p_person))
  )
$$;

create function access.person_sectors(p_person uuid, p_arrangement uuid)
returns public.sector[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(distinct o.sector), '{}')
  from public.arrangement_parties ap
  join public.organizations o on o.id = ap.organization_id
  where ap.arrangement_id = p_arrangement
    and ap.organization_id in (select access.person_organizations(p_person))
$$;

-- The organization a person speaks for in an arrangement: the one whose role they act in, otherwise the one with the
-- strongest role there.
create function access.person_voice(p_person uuid, p_arrangement uuid, p_role public.party_role default null)
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select ap.organization_id
    from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement
      and ap.organization_id in (select access.person_organizations(p_person))
    order by ap.role is not distinct from p_role desc, ap.role, ap.organization_id
    limit 1
  );
end
$$;

create function access.can_read_arrangement(p_arrangement uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select cardinality(access.person_roles(access.person_id(), p_arrangement)) > 0 or access.is_administrator()
$$;

create function access.can_manage_arrangement(p_arrangement uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select 'coordinator' = any (access.person_roles(access.person_id(), p_arrangement)) or (
    access.is_administrator()
    and exists (select from public.arrangements a where a.id = p_arrangement and a.status <> 'ended')
  )
$$;

-- What the signed-in person may read, as sets: a policy asks once for the whole query, not once for every row
-- (docs/adr/0007-rights-in-the-database.md).
create function access.readable_arrangements()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select a.id
  from public.arrangements a
  where (select access.is_administrator())
    or a.id in (
      select ap.arrangement_id
      from public.arrangement_parties ap
      where ap.organization_id in (select access.my_organizations())
    )
$$;
grant execute on function access.readable_arrangements() to authenticated;

-- One's own organizations and those one works with: the parties of the arrangements in which they take part.
create function access.readable_organizations()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select o.id
  from public.organizations o
  where (select access.is_administrator())
    or o.id in (select access.my_organizations())
    or o.id in (
      select theirs.organization_id
      from public.arrangement_parties mine
      join public.arrangement_parties theirs on theirs.arrangement_id = mine.arrangement_id
      where mine.organization_id in (select access.my_organizations())
    )
$$;
grant execute on function access.readable_organizations() to authenticated;

-- The parties whose people the signed-in person seats: those of the arrangements that they coordinate.
create function access.seated_organizations()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select theirs.organization_id
  from public.arrangement_parties mine
  join public.arrangements a on a.id = mine.arrangement_id and a.status <> 'ended'
  join public.arrangement_parties theirs on theirs.arrangement_id = mine.arrangement_id
  where mine.role = 'coordinator' and mine.organization_id in (select access.my_organizations())
$$;
grant execute on function access.seated_organizations() to authenticated;

create policy arrangements_select_parties on public.arrangements for select to authenticated
using (id in (select access.readable_arrangements()));
create policy arrangement_parties_select_parties on public.arrangement_parties for select to authenticated
using (arrangement_id in (select access.readable_arrangements()));
create policy organizations_select_partners on public.organizations for select to authenticated
using (id in (select access.readable_organizations()));
-- An organization's people are not everybody's list.
create policy memberships_select_members on public.memberships for select to authenticated
using (
  person_id = (select access.person_id())
  or organization_id in (select access.my_organizations())
  or (status = 'active' and organization_id in (select access.seated_organizations()))
  or (select access.is_administrator())
);
create policy people_update_self on public.people for update to authenticated
using (id = (select access.person_id())) with check (id = (select access.person_id()));
create policy platform_administrators_select_self on public.platform_administrators for select to authenticated
using (person_id = (select access.person_id()));

-- What my organizations are in an arrangement, for pages about the arrangement itself.
create function public.arrangement_abilities(p_arrangement uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'read', access.can_read_arrangement(p_arrangement),
    'manage', access.can_manage_arrangement(p_arrangement),
    'roles', to_jsonb(access.person_roles(access.person_id(), p_arrangement)),
    -- The bodies whose seats stay as they are until their vote is closed.
    'voting', (
      select coalesce(jsonb_agg(b.id order by b.position, b.id), '[]')
      from public.bodies b
      where b.arrangement_id = p_arrangement and access.can_read_arrangement(p_arrangement) and access.is_asked_to_vote(b.id)
    )
  );
end
$$;
grant execute on function public.arrangement_abilities(uuid) to authenticated;

create function access.notify_party_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', m.person_id))
  from public.memberships m
  where m.organization_id = coalesce(new.organization_id, old.organization_id);
  return null;
end
$$;
create trigger notify_rights after insert or update or delete on public.arrangement_parties
for each row execute function access.notify_party_rights();

-- An arrangement that ends takes the pen from everyone.
create function access.notify_arrangement_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', m.person_id))
  from public.memberships m
  where m.organization_id in (
    select ap.organization_id from public.arrangement_parties ap where ap.arrangement_id = new.id
  );
  return null;
end
$$;
create trigger notify_rights after update of status on public.arrangements
for each row when (new.status is distinct from old.status) execute function access.notify_arrangement_rights();

-- Refuses whoever has not the right: once the arrangement has ended nobody has it, and that is what is said.
-- Errors: 409 arrangement_ended, 403 with the code.
create function access.refuse_right(p_arrangement uuid, p_code text default 'not_allowed', p_detail jsonb default '{}')
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.arrangements a where a.id = p_arrangement and a.status = 'ended') then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  perform access.refuse(403, p_code, p_detail);
end
$$;
