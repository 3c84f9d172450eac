-- Invitations: a person is asked, by e-mail address, to come in for an organization of the arrangement and, where it says
-- so, to take a seat. Accepted by signing in with that confirmed address.
--
-- Whoever brings people into an organization holds all its rights, in every arrangement. So its own members invite; the
-- secretaría técnica invites the first person of a party that has nobody yet, and never for the Office, which judges its
-- work (docs/adr/0007-rights-in-the-database.md).

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  arrangement_id uuid not null references public.arrangements (id) on delete cascade,
  organization_id uuid not null references public.organizations (id),
  email text not null check (email = lower(btrim(email)) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(email) <= 254),
  seat_id uuid references public.seats (id) on delete cascade,
  capacity public.vote_capacity,
  invited_by uuid references public.people (id) on delete set null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days',
  accepted_at timestamptz,
  revoked_at timestamptz,
  check ((seat_id is null) = (capacity is null))
);
create index invitations_arrangement_idx on public.invitations (arrangement_id);
create index invitations_organization_idx on public.invitations (organization_id);
create index invitations_seat_idx on public.invitations (seat_id);
create index invitations_invited_by_idx on public.invitations (invited_by);
create unique index invitations_once on public.invitations (arrangement_id, organization_id, email)
where accepted_at is null and revoked_at is null;

grant select on public.invitations to authenticated;
alter table public.invitations enable row level security;
create function access.can_invite_to_organization(p_arrangement uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.arrangement_parties ap
    join public.arrangements a on a.id = ap.arrangement_id
    where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization and a.status <> 'ended'
      and (
        access.is_administrator()
        or p_organization in (select access.my_organizations())
        or (
          ap.role <> 'office' and access.can_manage_arrangement(p_arrangement) and not exists (
            select from public.memberships m where m.organization_id = p_organization and m.status = 'active'
          )
        )
      )
  )
$$;

create policy invitations_select_managers on public.invitations for select to authenticated
using (
  arrangement_id in (select access.managed_arrangements()) or organization_id in (select access.my_organizations())
);

-- For which parties of an arrangement the signed-in person may invite.
create function public.inviting_organizations(p_arrangement uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select ap.organization_id
  from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement and access.can_invite_to_organization(p_arrangement, ap.organization_id)
$$;
grant execute on function public.inviting_organizations(uuid) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 403 organization_invites_its_own, 422 organization_not_party, 400 bad_input.
-- Inviting again renews the invitation. Returns its id.
create function public.invite_person(
  p_arrangement uuid, p_organization uuid, p_email text, p_seat uuid default null,
  p_capacity public.vote_capacity default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_email text := lower(btrim(coalesce(p_email, '')));
  v_invitation uuid;
begin
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization
  ) then
    perform access.refuse(422, 'organization_not_party');
  end if;
  if not access.can_invite_to_organization(p_arrangement, p_organization) then
    perform access.refuse(403, 'organization_invites_its_own');
  end if;
  -- Seats are given by the secretaría técnica.
  if p_seat is not null and not access.can_manage_arrangement(p_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if v_email !~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' or length(v_email) > 254 or (p_seat is null) <> (p_capacity is null)
    or (p_seat is not null and not exists (
      select from public.seats s
      where s.id = p_seat and s.organization_id = p_organization
        and access.body_arrangement(s.body_id) = p_arrangement
    )) then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.invitations as i (arrangement_id, organization_id, email, seat_id, capacity, invited_by)
  values (p_arrangement, p_organization, v_email, p_seat, p_capacity, v_person)
  on conflict (arrangement_id, organization_id, email) where accepted_at is null and revoked_at is null do update
  set seat_id = excluded.seat_id, capacity = excluded.capacity, invited_by = excluded.invited_by, invited_at = now(),
    expires_at = now() + interval '14 days'
  returning i.id into v_invitation;
  -- The address is personal: the record names the invitation, not the person.
  perform access.record('invite', 'invitation', v_invitation, p_arrangement, null,
    jsonb_build_object('organization', p_organization));
  return v_invitation;
end
$$;
grant execute on function public.invite_person(uuid, uuid, text, uuid, public.vote_capacity) to authenticated;

-- Error: 404 not_found.
create function public.revoke_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations;
begin
  perform access.require_person();
  select i.* into v_invitation from public.invitations i where i.id = p_invitation;
  if v_invitation.id is null or not (
    access.can_manage_arrangement(v_invitation.arrangement_id)
    or v_invitation.organization_id in (select access.my_organizations())
  ) then
    perform access.refuse(404, 'not_found');
  end if;
  update public.invitations set revoked_at = now()
  where id = p_invitation and accepted_at is null and revoked_at is null;
  if found then
    perform access.record('revoke', 'invitation', p_invitation, v_invitation.arrangement_id, null);
  end if;
end
$$;
grant execute on function public.revoke_invitation(uuid) to authenticated;

-- Takes up every open invitation of the signed-in person's confirmed address. Returns how many there were.
create function public.accept_invitations()
returns integer
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
  v_accepted public.invitations[] := '{}';
begin
  for v_invitation in
    select i.*
    from public.invitations i
    join auth.users u on lower(u.email) = i.email
    join public.arrangement_parties ap
      on ap.arrangement_id = i.arrangement_id and ap.organization_id = i.organization_id
    where u.id = v_person and u.email_confirmed_at is not null
      and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
    order by i.id
    for update of i
  loop
    insert into public.memberships (person_id, organization_id) values (v_person, v_invitation.organization_id)
    on conflict (person_id, organization_id) do update set status = 'active';
    update public.seats s
    set titular_id = case when v_invitation.capacity = 'titular' then v_person else s.titular_id end,
      suplente_id = case when v_invitation.capacity = 'suplente' then v_person else s.suplente_id end
    where s.id = v_invitation.seat_id and s.organization_id = v_invitation.organization_id
      and v_person is distinct from
        case v_invitation.capacity when 'titular' then s.suplente_id else s.titular_id end;
    update public.invitations set accepted_at = now() where id = v_invitation.id;
    v_accepted := v_accepted || v_invitation;
  end loop;
  -- At the end: the record's lock is everybody's.
  foreach v_invitation in array v_accepted loop
    perform access.record(
      'accept', 'invitation', v_invitation.id, v_invitation.arrangement_id, null, jsonb_strip_nulls(jsonb_build_object(
        'organization', v_invitation.organization_id, 'seat', v_invitation.seat_id, 'capacity', v_invitation.capacity
      ))
    );
  end loop;
  return cardinality(v_accepted);
end
$$;
grant execute on function public.accept_invitations() to authenticated;
