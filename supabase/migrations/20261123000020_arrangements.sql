-- Collaboration arrangements and their parties: the governing object from which every right in a process comes.

create table public.arrangements (
  id uuid primary key default gen_random_uuid(),
  jurisdiction_code text not null references public.jurisdictions (code),
  kind public.arrangement_kind not null,
  title text not null check (length(btrim(title)) between 1 and 200),
  object text not null default '' check (length(object) <= 4000),
  status public.arrangement_status not null default 'negotiating',
  signed_on date,
  in_force_from date,
  in_force_until date,
  created_at timestamptz not null default now(),
  check (in_force_until is null or in_force_until >= in_force_from)
);
create index arrangements_jurisdiction_idx on public.arrangements (jurisdiction_code);

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

-- What a person's organizations are in an arrangement. Empty for everybody else.
create function access.person_roles(p_person uuid, p_arrangement uuid)
returns public.party_role[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(distinct ap.role order by ap.role), '{}')
  from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement
    and ap.organization_id in (select access.person_organizations(p_person))
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

-- The organization a person speaks for in an arrangement: the one with the strongest role there.
create function access.person_voice(p_person uuid, p_arrangement uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select ap.organization_id
  from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement
    and ap.organization_id in (select access.person_organizations(p_person))
  order by ap.role, ap.organization_id
  limit 1
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
grant execute on function access.can_read_arrangement(uuid) to authenticated;

create function access.can_manage_arrangement(p_arrangement uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select 'coordinator' = any (access.person_roles(access.person_id(), p_arrangement)) or access.is_administrator()
$$;
grant execute on function access.can_manage_arrangement(uuid) to authenticated;

create function access.can_read_organization(p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select access.is_administrator()
    or p_organization in (select access.my_organizations())
    or exists (
      select
      from public.arrangement_parties theirs
      join public.arrangement_parties mine on mine.arrangement_id = theirs.arrangement_id
      where theirs.organization_id = p_organization
        and mine.organization_id in (select access.my_organizations())
    )
$$;
grant execute on function access.can_read_organization(uuid) to authenticated;

-- People see each other where they work together: an organization, or an arrangement in which both take part.
create function access.can_read_person(p_person uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select p_person = access.person_id()
    or access.is_administrator()
    or exists (
      select
      from public.memberships m
      where m.person_id = p_person and access.can_read_organization(m.organization_id)
        and access.person_id() is not null
    )
$$;
grant execute on function access.can_read_person(uuid) to authenticated;

create policy arrangements_select_parties on public.arrangements for select to authenticated
using (access.can_read_arrangement(id));
create policy arrangement_parties_select_parties on public.arrangement_parties for select to authenticated
using (access.can_read_arrangement(arrangement_id));
create policy organizations_select_partners on public.organizations for select to authenticated
using (access.can_read_organization(id));
create policy memberships_select_partners on public.memberships for select to authenticated
using (access.can_read_organization(organization_id));
create policy people_select_partners on public.people for select to authenticated
using (access.can_read_person(id));
create policy people_update_self on public.people for update to authenticated
using (id = access.person_id()) with check (id = access.person_id());
create policy platform_administrators_select_self on public.platform_administrators for select to authenticated
using (person_id = access.person_id());

-- What my organizations are in an arrangement, for pages about the arrangement itself.
create function public.arrangement_abilities(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'read', access.can_read_arrangement(p_arrangement),
    'manage', access.can_manage_arrangement(p_arrangement),
    'roles', to_jsonb(access.person_roles(access.person_id(), p_arrangement))
  )
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
