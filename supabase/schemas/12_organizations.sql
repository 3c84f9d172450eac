-- Organizations by sector, and who belongs to them. A person's rights come from their organizations, never from themselves.

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) <= 200 and btrim(name) <> ''),
  constraint organizations_name_is_seen check (access.is_seen(name)),
  short_name text not null check (length(short_name) <= 60 and btrim(short_name) <> ''),
  constraint organizations_short_name_is_seen check (access.is_seen(short_name)),
  sector public.sector not null,
  jurisdiction_code text references public.jurisdictions (code),
  status public.organization_status not null default 'active',
  data_controller text check (length(data_controller) <= 400),
  created_at timestamptz not null default now()
);
create index organizations_jurisdiction_idx on public.organizations (jurisdiction_code);

create table public.memberships (
  person_id uuid not null references public.people (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  position text check (length(position) <= 120),
  status public.membership_status not null default 'active',
  created_at timestamptz not null default now(),
  -- When it last ended: an invitation from before does not bring it back.
  revoked_at timestamptz,
  primary key (person_id, organization_id)
);
create index memberships_organization_idx on public.memberships (organization_id);

grant select (id, name, short_name, sector, jurisdiction_code, status) on public.organizations to authenticated;
grant select on public.memberships to authenticated;
alter table public.organizations enable row level security;
alter table public.memberships enable row level security;

-- plpgsql, here and in what every keystroke asks: its plans are kept for the session, those of a SQL function are made
-- anew at each call.
create function access.person_organizations(p_person uuid)
returns setof uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return query
    select m.organization_id
    from public.memberships m
    join public.organizations o on o.id = m.organization_id
    join public.people p on p.id = m.person_id
    where m.person_id = p_person and m.status = 'active' and o.status = 'active' and p.status = 'active';
end
$$;

create function access.my_organizations()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select access.person_organizations(access.person_id())
$$;
grant execute on function access.my_organizations() to authenticated;

create function access.note_revocation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.revoked_at := clock_timestamp();
  return new;
end
$$;
create trigger note_revocation before update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked') execute function access.note_revocation();

-- A change of membership or a suspension reaches live connections at once.
create function access.notify_person_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', coalesce(new.person_id, old.person_id)));
  return null;
end
$$;
create trigger notify_rights after insert or update or delete on public.memberships
for each row execute function access.notify_person_rights();

create function access.notify_organization_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', m.person_id))
  from public.memberships m
  where m.organization_id = new.id;
  return null;
end
$$;
create trigger notify_rights after update of status, sector on public.organizations
for each row execute function access.notify_organization_rights();

create function access.notify_person_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', new.id));
  return null;
end
$$;
create trigger notify_rights after update of status on public.people
for each row execute function access.notify_person_status();
