-- Whoever may not change rights makes nobody wait who writes.
-- For an administrator who changes rights: everybody who writes is waited for, so nobody else gets that far; and asked again
-- once nobody changes theirs. Error: 403 not_allowed.
create function access.change_rights_as_administrator()
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  perform access.change_rights();
  perform access.require_administrator();
end
$$;

-- Corrects as what a party takes part. The role of the Office is neither given twice nor taken from the only one, nor is
-- that of the secretaría técnica taken from the only one that can act; whoever is asked to vote stays what they are until
-- the round is closed. From an organization that was made the Office and is none, the role is taken back.
-- Errors: 403 not_allowed, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 409 arrangement_has_office,
-- 409 arrangement_needs_office, 409 arrangement_needs_coordinator, 409 vote_is_open, 422 not_an_office,
-- 422 office_only_approves, 400 bad_input.
create or replace function public.set_party_role(p_arrangement uuid, p_organization uuid, p_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
  v_before public.party_role;
begin
  perform access.change_rights_as_administrator();
  -- Held: two roles are changed one after the other, and not after the end.
  select a.status into v_status from public.arrangements a where a.id = p_arrangement for update;
  if v_status is null then
    perform access.refuse(404, 'not_found');
  elsif v_status = 'ended' then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  select ap.role into v_before from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization;
  if v_before is null then
    perform access.refuse(422, 'organization_not_party');
  elsif p_role is null then
    perform access.refuse(400, 'bad_input');
  elsif v_before = 'office' and p_role <> 'office' and exists (
    select from public.organizations o where o.id = p_organization and o.sector = 'office'
  ) then
    perform access.refuse(409, 'arrangement_needs_office');
  end if;
  perform access.require_fitting_role(p_organization, p_role);
  if v_before = 'coordinator' and p_role <> 'coordinator' and not exists (
    select
    from public.arrangement_parties ap
    join public.organizations o on o.id = ap.organization_id and o.status = 'active'
    where ap.arrangement_id = p_arrangement and ap.role = 'coordinator' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_needs_coordinator');
  elsif p_role = 'office' and exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.role = 'office' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_has_office');
  end if;
  -- Whoever opens a vote is waited for.
  perform access.hold_body(b.id) from public.bodies b where b.arrangement_id = p_arrangement;
  if p_role <> v_before and exists (
    select
    from public.seats seat
    join public.bodies b on b.id = seat.body_id
    where b.arrangement_id = p_arrangement and seat.organization_id = p_organization and seat.has_vote
      and access.is_asked_to_vote(b.id)
  ) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  -- On record and told to live connections by the table's own triggers.
  update public.arrangement_parties set role = p_role
  where arrangement_id = p_arrangement and organization_id = p_organization;
end
$$;

create function access.may_end_membership(p_person uuid, p_whose uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select p_person = p_whose or access.is_member(p_person, p_organization) or access.is_administrator()
$$;

-- Ends a membership: one's own, that of a person of one's own organization, or any for whoever administers the platform.
-- What is open in that person's name ends with it. Errors: 404 not_found.
create or replace function public.revoke_membership(p_person uuid, p_organization uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  -- Everybody who writes is waited for: nobody gets that far who may not.
  if not access.may_end_membership(v_person, p_person, p_organization) then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.change_rights();
  if not access.may_end_membership(v_person, p_person, p_organization) then
    perform access.refuse(404, 'not_found');
  end if;
  -- What ends with it is held first: whoever accepts holds their invitation, too, before the membership.
  perform from public.invitations i
  where i.organization_id = p_organization and i.email is not null and (
    i.invited_by = p_person or i.email = (select lower(u.email) from auth.users u where u.id = p_person)
  )
  order by i.id
  for update;
  update public.memberships set status = 'revoked'
  where person_id = p_person and organization_id = p_organization and status = 'active';
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

-- Suspends a person everywhere, or lets them back; nobody does it to themselves. One at a time: two administrators who
-- suspend each other in the same moment would leave nobody. Errors: 403 not_allowed, 404 not_found.
create or replace function public.set_person_status(p_person uuid, p_status public.person_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
  if p_person = access.person_id() then
    perform access.refuse(403, 'not_allowed');
  end if;
  update public.people set status = p_status where id = p_person and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

-- Errors: 403 not_allowed, 404 not_found.
create or replace function public.set_organization_status(p_organization uuid, p_status public.organization_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
  update public.organizations set status = p_status where id = p_organization and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

-- Once an arrangement has ended its parties read, and that is all. Errors: 403 not_allowed, 404 not_found.
create or replace function public.set_arrangement_status(p_arrangement uuid, p_status public.arrangement_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
  update public.arrangements set status = p_status where id = p_arrangement and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
