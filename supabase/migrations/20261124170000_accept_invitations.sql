-- Invitations are accepted one by one, by whoever they are to, and only while whoever wrote them may still invite; their
-- addresses are seen by the inviting organization alone and forgotten afterwards. Rosters are no longer everybody's list.

alter table public.memberships add column revoked_at timestamptz;
update public.memberships set revoked_at = now() where status = 'revoked';

alter table public.invitations add column declined_at timestamptz;
alter table public.invitations alter column email drop not null;
drop policy invitations_select_managers on public.invitations;
drop function public.accept_invitations();
update public.invitations set email = null
where accepted_at is not null or revoked_at is not null or expires_at <= now();
alter table public.invitations add constraint invitations_forget
check (email is null or num_nonnulls(accepted_at, declined_at, revoked_at) = 0);
drop index public.invitations_once;
create unique index invitations_once on public.invitations (arrangement_id, organization_id, email);

drop policy memberships_select_partners on public.memberships;

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

create or replace function access.can_manage_arrangement(p_arrangement uuid)
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

create or replace function access.readable_people()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select p.id
  from public.people p
  where (select access.is_administrator())
    or p.id = (select access.person_id())
    or p.id in (
      select m.person_id
      from public.memberships m
      where m.organization_id in (select access.my_organizations())
        or (m.status = 'active' and m.organization_id in (select access.seated_organizations()))
    )
    or p.id in (
      select person.id
      from public.seats s
      cross join lateral (values (s.titular_id), (s.suplente_id)) as person (id)
      where s.body_id in (select access.readable_bodies())
    )
$$;

create function access.holds_another_seat(p_person uuid, p_body uuid, p_seat uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.seats s
    where s.body_id = p_body and s.id <> p_seat and s.has_vote and p_person in (s.titular_id, s.suplente_id)
  )
$$;

create function access.take_vacant_seat(
  p_person uuid, p_seat uuid, p_organization uuid, p_capacity public.vote_capacity
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seat public.seats;
begin
  select s.* into v_seat from public.seats s where s.id = p_seat and s.organization_id = p_organization for update;
  if v_seat.id is null or access.is_asked_to_vote(v_seat.body_id)
    or (v_seat.has_vote and access.holds_another_seat(p_person, v_seat.body_id, v_seat.id))
    or p_person in (v_seat.titular_id, v_seat.suplente_id)
    or (p_capacity = 'titular' and v_seat.titular_id is not null)
    or (p_capacity = 'suplente' and v_seat.suplente_id is not null) then
    return false;
  end if;
  update public.seats set
    titular_id = case p_capacity when 'titular' then p_person else titular_id end,
    suplente_id = case p_capacity when 'suplente' then p_person else suplente_id end
  where id = p_seat;
  return true;
end
$$;

create or replace function public.assign_seat(p_seat uuid, p_titular uuid, p_suplente uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seat public.seats;
  v_arrangement uuid;
begin
  perform access.require_person();
  select s.* into v_seat from public.seats s where s.id = p_seat for update;
  v_arrangement := access.body_arrangement(v_seat.body_id);
  if v_arrangement is null or not access.can_read_arrangement(v_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(v_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_titular is not null and p_titular = p_suplente then
    perform access.refuse(422, 'seat_same_person');
  end if;
  if (p_titular is not null and not access.is_member(p_titular, v_seat.organization_id))
    or (p_suplente is not null and not access.is_member(p_suplente, v_seat.organization_id)) then
    perform access.refuse(422, 'seat_person_not_member');
  end if;
  -- Whoever opens the vote holds the body: they are waited for, and the seats they asked stand as they were.
  perform from public.bodies b where b.id = v_seat.body_id for update;
  if access.is_asked_to_vote(v_seat.body_id) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  if v_seat.has_vote and (
    access.holds_another_seat(p_titular, v_seat.body_id, p_seat)
    or access.holds_another_seat(p_suplente, v_seat.body_id, p_seat)
  ) then
    perform access.refuse(422, 'seat_person_has_another');
  end if;
  update public.seats set titular_id = p_titular, suplente_id = p_suplente where id = p_seat;
  perform access.record(
    'assign', 'seat', p_seat, v_arrangement, null,
    jsonb_build_object(
      'before', jsonb_build_object('titular', v_seat.titular_id, 'suplente', v_seat.suplente_id),
      'after', jsonb_build_object('titular', p_titular, 'suplente', p_suplente)
    )
  );
  perform access.notify(jsonb_build_object('kind', 'access', 'person', x.person))
  from unnest(array[v_seat.titular_id, v_seat.suplente_id, p_titular, p_suplente]) as x (person)
  where x.person is not null;
end
$$;

create function access.is_asked_to_vote(p_body uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from public.voting_rounds r where r.body_id = p_body and r.closed_at is null)
$$;

create function access.has_people(p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.memberships m
    join public.organizations o on o.id = m.organization_id
    where m.organization_id = p_organization and (m.status = 'active' or o.sector = 'office' or exists (
      select from public.arrangement_parties ap where ap.organization_id = p_organization and ap.role = 'office'
    ))
  )
$$;

create function access.may_invite(p_person uuid, p_arrangement uuid, p_organization uuid)
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
    join public.organizations o on o.id = ap.organization_id
    where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization
      and a.status <> 'ended' and o.status = 'active'
      and (
        access.is_member(p_person, p_organization)
        or (not access.has_people(p_organization) and (
          exists (
            select
            from public.platform_administrators administrator
            join public.people p on p.id = administrator.person_id
            where p.id = p_person and p.status = 'active'
          )
          or (
            ap.role <> 'office' and 'coordinator' = any (access.person_roles(p_person, p_arrangement))
            and not exists (
              select from public.arrangement_parties elsewhere
              where elsewhere.organization_id = p_organization and elsewhere.arrangement_id <> p_arrangement
            )
          )
        ))
      )
  )
$$;

create function access.confirmed_email(p_person uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select lower(u.email) from auth.users u where u.id = p_person and u.email_confirmed_at is not null
$$;

create function access.record_of_organization(
  p_action text, p_noun text, p_noun_id uuid, p_organization uuid, p_detail jsonb default '{}'
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid;
  v_told boolean := false;
begin
  for v_arrangement in
    select ap.arrangement_id from public.arrangement_parties ap
    where ap.organization_id = p_organization order by ap.arrangement_id
  loop
    v_told := true;
    perform access.record(p_action, p_noun, p_noun_id, v_arrangement, null,
      p_detail || jsonb_build_object('organization', p_organization));
  end loop;
  if not v_told then
    perform access.record(p_action, p_noun, p_noun_id, null, null,
      p_detail || jsonb_build_object('organization', p_organization));
  end if;
end
$$;

create or replace function public.inviting_organizations(p_arrangement uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select ap.organization_id
  from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement
    and access.may_invite(access.person_id(), p_arrangement, ap.organization_id)
$$;

create or replace function public.invite_person(
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
  if not access.may_invite(v_person, p_arrangement, p_organization) then
    perform access.refuse(403, 'organization_invites_its_own');
  end if;
  if v_email = (select lower(u.email) from auth.users u where u.id = v_person) then
    perform access.refuse(403, 'inviting_oneself');
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
  insert into public.invitations as i (arrangement_id, organization_id, email, seat_id, capacity, invited_by, invited_at)
  values (p_arrangement, p_organization, v_email, p_seat, p_capacity, v_person, clock_timestamp())
  on conflict (arrangement_id, organization_id, email) do update
  set seat_id = excluded.seat_id, capacity = excluded.capacity, invited_by = excluded.invited_by,
    invited_at = excluded.invited_at, expires_at = now() + interval '14 days'
  returning i.id into v_invitation;
  -- The address is personal: the record names the invitation, not the person.
  perform access.record_of_organization('invite', 'invitation', v_invitation, p_organization);
  return v_invitation;
end
$$;

create or replace function public.revoke_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
begin
  select i.* into v_invitation from public.invitations i where i.id = p_invitation for update;
  if v_invitation.id is null or v_invitation.email is null or not (
    v_invitation.invited_by is not distinct from v_person
    or v_invitation.organization_id in (select access.my_organizations())
  ) then
    perform access.refuse(404, 'not_found');
  end if;
  update public.invitations set revoked_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('revoke', 'invitation', p_invitation, v_invitation.organization_id);
end
$$;

create function public.my_invitations()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', i.id, 'organization', o.name, 'sector', o.sector, 'arrangement', a.title, 'jurisdiction', j.name,
    'role', ap.role, 'by', p.display_name, 'body', b.name, 'capacity', i.capacity, 'expiresAt', i.expires_at
  ) order by i.invited_at), '[]')
  from public.invitations i
  join public.organizations o on o.id = i.organization_id
  join public.arrangements a on a.id = i.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  join public.arrangement_parties ap
    on ap.arrangement_id = i.arrangement_id and ap.organization_id = i.organization_id
  join public.people p on p.id = i.invited_by
  left join public.seats s on s.id = i.seat_id
  left join public.bodies b on b.id = s.body_id
  where i.email = access.confirmed_email(access.person_id()) and i.expires_at > now()
    and access.may_invite(i.invited_by, i.arrangement_id, i.organization_id)
$$;
grant execute on function public.my_invitations() to authenticated;

create function access.hold_my_invitation(p_invitation uuid)
returns public.invitations
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
begin
  select i.* into v_invitation from public.invitations i where i.id = p_invitation for update;
  if v_invitation.email is null or v_invitation.email is distinct from access.confirmed_email(v_person) then
    perform access.refuse(404, 'not_found');
  end if;
  return v_invitation;
end
$$;

create function public.accept_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
  v_seated boolean;
begin
  -- Two first people do not come in at once.
  perform from public.organizations o where o.id = v_invitation.organization_id for update;
  if v_invitation.expires_at <= now() or v_invitation.invited_by = v_person
    or not access.may_invite(v_invitation.invited_by, v_invitation.arrangement_id, v_invitation.organization_id)
    or exists (
      select from public.memberships m
      where m.person_id = v_person and m.organization_id = v_invitation.organization_id
        and m.revoked_at >= v_invitation.invited_at
    ) then
    perform access.refuse(409, 'invitation_expired');
  end if;
  -- From outside nobody is put on a second side of the same table; an organization's own members may ask them over.
  if not access.is_member(v_invitation.invited_by, v_invitation.organization_id) and exists (
    select
    from public.arrangement_parties ap
    join public.memberships m on m.organization_id = ap.organization_id
    where ap.arrangement_id = v_invitation.arrangement_id and m.person_id = v_person and m.status = 'active'
  ) then
    perform access.refuse(409, 'person_of_another_party');
  end if;
  insert into public.memberships (person_id, organization_id) values (v_person, v_invitation.organization_id)
  on conflict (person_id, organization_id) do update set status = 'active';
  v_seated := access.take_vacant_seat(
    v_person, v_invitation.seat_id, v_invitation.organization_id, v_invitation.capacity
  );
  update public.invitations set accepted_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('accept', 'invitation', p_invitation, v_invitation.organization_id,
    case when v_seated then jsonb_build_object('seat', v_invitation.seat_id, 'capacity', v_invitation.capacity)
      else '{}' end);
end
$$;
grant execute on function public.accept_invitation(uuid) to authenticated;

create function public.decline_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
begin
  update public.invitations set declined_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('decline', 'invitation', p_invitation, v_invitation.organization_id);
end
$$;
grant execute on function public.decline_invitation(uuid) to authenticated;

create function access.close_invitations_of_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.invitations i set revoked_at = now(), email = null
  where i.organization_id = old.organization_id and i.email is not null and (
    i.invited_by = old.person_id
    or i.email = (select lower(u.email) from auth.users u where u.id = old.person_id)
  );
  return null;
end
$$;

create function collab.forget_expired_invitations()
returns void
language sql
security definer
set search_path = ''
as $$
  update public.invitations set email = null where email is not null and expires_at <= clock_timestamp()
$$;

drop function access.can_invite_to_organization(uuid, uuid);
grant execute on function collab.forget_expired_invitations() to collab;

create trigger note_revocation before update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked') execute function access.note_revocation();
create trigger close_invitations after update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked')
execute function access.close_invitations_of_member();

create policy memberships_select_members on public.memberships for select to authenticated
using (
  person_id = (select access.person_id())
  or organization_id in (select access.my_organizations())
  or (status = 'active' and organization_id in (select access.seated_organizations()))
  or (select access.is_administrator())
);
create policy invitations_select_members on public.invitations for select to authenticated
using (
  email is not null
  and (organization_id in (select access.my_organizations()) or invited_by = (select access.person_id()))
);
create policy audit_entries_select_parties on public.audit_entries for select to authenticated
using (
  visibility = 'arrangement'
  and noun in ('arrangement', 'party', 'organization', 'membership', 'invitation', 'body', 'seat')
  and arrangement_id in (select access.readable_arrangements())
);
