-- How an installation begins: whoever administers the platform writes down the organizations and the arrangements that
-- were agreed; the secretaría técnica installs the bodies and their seats.

-- Not `not_allowed`, whose words speak of an organization's rights: whoever administers may belong to none.
-- Error: 403 administration_only.
create function access.require_administrator()
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.is_administrator() then
    perform access.refuse(403, 'administration_only');
  end if;
end
$$;

-- For an administrator who changes rights: everybody who writes is waited for, so nobody else gets that far; and asked again
-- once nobody changes theirs. Error: 403 administration_only.
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

-- Errors: 403 administration_only, 400 bad_input, 409 organization_exists. Returns its id.
create function public.create_organization(
  p_name text, p_short_name text, p_sector public.sector, p_jurisdiction text default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_organization uuid;
begin
  perform access.hold_rights();
  perform access.require_administrator();
  if p_sector is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or length(btrim(coalesce(p_short_name, ''))) not between 1 and 60
    or not access.is_seen(p_name) or not access.is_seen(p_short_name)
    or (p_jurisdiction is not null and not exists (
      select from public.jurisdictions j where j.code = p_jurisdiction
    )) then
    perform access.refuse(400, 'bad_input');
  end if;
  -- An organization is known by its name: no other of the same state has it, and none anywhere that of one without a
  -- state, such as the Office. They are written one at a time.
  perform pg_advisory_xact_lock(hashtext('create_organization'));
  if exists (
    select from public.organizations o
    where access.name_key(o.name) = access.name_key(p_name)
      and (o.jurisdiction_code is null or p_jurisdiction is null or o.jurisdiction_code = p_jurisdiction)
  ) then
    perform access.refuse(409, 'organization_exists');
  end if;
  insert into public.organizations (name, short_name, sector, jurisdiction_code)
  values (btrim(p_name), btrim(p_short_name), p_sector, p_jurisdiction)
  returning id into v_organization;
  perform access.record('create', 'organization', v_organization, null, null,
    jsonb_build_object('name', btrim(p_name), 'sector', p_sector));
  return v_organization;
end
$$;
grant execute on function public.create_organization(text, text, public.sector, text) to authenticated;

-- What an organization's sector leaves it to be in an arrangement: the Office is the UN human-rights office and nobody else,
-- and that office takes part as the Office, which approves, or looks on; it neither coordinates nor drafts what it approves.
-- Errors: 422 not_an_office, 422 office_only_approves.
create function access.require_fitting_role(p_organization uuid, p_role public.party_role)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_office boolean := (select o.sector = 'office' from public.organizations o where o.id = p_organization);
begin
  if p_role = 'office' and not v_office then
    perform access.refuse(422, 'not_an_office');
  elsif p_role not in ('office', 'observer') and v_office then
    perform access.refuse(422, 'office_only_approves');
  end if;
end
$$;

-- An arrangement as it was signed, with the organization that coordinates it.
-- Errors: 403 administration_only, 409 arrangement_exists, 400 bad_input, 422 office_only_approves.
create function public.create_arrangement(
  p_jurisdiction text, p_kind public.arrangement_kind, p_title text, p_object text,
  p_status public.arrangement_status, p_coordinator uuid
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid;
begin
  perform access.hold_rights();
  perform access.require_administrator();
  if p_kind is null or p_status is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200
    or not access.is_seen(p_title) or length(coalesce(p_object, '')) > 4000
    or not exists (select from public.jurisdictions j where j.code = p_jurisdiction)
    or not exists (select from public.organizations o where o.id = p_coordinator and o.status = 'active') then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.require_fitting_role(p_coordinator, 'coordinator');
  -- Sent twice, because the first answer was lost, it is one arrangement: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create arrangement ' || p_jurisdiction, 0));
  if exists (
    select from public.arrangements a
    where a.jurisdiction_code = p_jurisdiction and a.kind = p_kind and access.name_key(a.title) = access.name_key(p_title)
  ) then
    perform access.refuse(409, 'arrangement_exists');
  end if;
  insert into public.arrangements (jurisdiction_code, kind, title, object, status)
  values (p_jurisdiction, p_kind, btrim(p_title), btrim(coalesce(p_object, '')), p_status)
  returning id into v_arrangement;
  insert into public.arrangement_parties (arrangement_id, organization_id, role)
  values (v_arrangement, p_coordinator, 'coordinator');
  perform access.record('create', 'arrangement', v_arrangement, v_arrangement, null,
    jsonb_build_object('title', btrim(p_title), 'coordinator', p_coordinator));
  return v_arrangement;
end
$$;
grant execute on function public.create_arrangement(
  text, public.arrangement_kind, text, text, public.arrangement_status, uuid
) to authenticated;

-- As a record calls an organization for whoever may not read it by then: two states may name theirs alike.
create function access.name_with_state(p_organization uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select concat_ws(' · ', o.name, j.name)
  from public.organizations o
  left join public.jurisdictions j on j.code = o.jurisdiction_code
  where o.id = p_organization
$$;

-- Who takes part, and as what, is what the parties agreed: only whoever administers the platform writes it down.
-- An arrangement has one Office, which approves; one that has ended takes in nobody.
-- Errors: 403 administration_only, 404 not_found, 409 arrangement_ended, 409 organization_is_party, 409 arrangement_has_office,
-- 422 not_an_office, 422 office_only_approves, 400 bad_input.
create function public.add_party(p_arrangement uuid, p_organization uuid, p_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
begin
  perform access.hold_rights();
  perform access.require_administrator();
  -- Held: two parties are added one after the other, and not after the end.
  select a.status into v_status from public.arrangements a where a.id = p_arrangement for update;
  if v_status is null then
    perform access.refuse(404, 'not_found');
  elsif v_status = 'ended' then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  if p_role is null or not exists (
    select from public.organizations o where o.id = p_organization and o.status = 'active'
  ) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.require_fitting_role(p_organization, p_role);
  insert into public.arrangement_parties (arrangement_id, organization_id, role)
  values (p_arrangement, p_organization, p_role)
  on conflict do nothing;
  if not found then
    perform access.refuse(409, 'organization_is_party');
  end if;
  if p_role = 'office' and exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.role = 'office' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_has_office');
  end if;
  -- It is told to the organization's other processes, too: its people read and speak in one more.
  perform access.record_of_organization('add', 'party', p_organization, p_organization,
    jsonb_build_object('role', p_role, 'arrangement', p_arrangement,
      -- Once it has been taken out the parties that stay find it in the record alone.
      'name', access.name_with_state(p_organization)));
end
$$;
grant execute on function public.add_party(uuid, uuid, public.party_role) to authenticated;

-- Corrects as what a party takes part. The role of the Office is neither given twice nor taken from the only one, nor is
-- that of the secretaría técnica taken from the only one that can act; whoever is asked to vote stays what they are until
-- the round is closed. From an organization that was made the Office and is none, the role is taken back.
-- Errors: 403 administration_only, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 409 arrangement_has_office,
-- 409 arrangement_needs_office, 409 arrangement_needs_coordinator, 409 vote_is_open, 422 not_an_office,
-- 422 office_only_approves, 400 bad_input.
create function public.set_party_role(p_arrangement uuid, p_organization uuid, p_role public.party_role)
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
grant execute on function public.set_party_role(uuid, uuid, public.party_role) to authenticated;

-- Takes an organization out of an arrangement, which was the wrong one, or has left: from then on its people read nothing of
-- it; what they wrote, said and voted stays. Its seats go with it, so that none is left that nobody can fill. One that was
-- ever asked to vote is part of the record of that vote and stays, empty: it counts for nothing and is not shown, until the
-- organization is a party again, which finds it vacant. A round that is open and asks a seat of it has to be closed first;
-- its other seats stand in no vote's way. Invitations to come in by this arrangement are over, so that a later return does
-- not bring them back. What it is not taken from: an arrangement of its only secretaría técnica that can act, or its Office.
-- p_seen_role is what it was when whoever asks looked.
-- Errors: 403 administration_only, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 400 bad_input,
-- 409 conflict, 409 arrangement_needs_office, 409 arrangement_needs_coordinator, 409 vote_is_open.
create function public.remove_party(p_arrangement uuid, p_organization uuid, p_seen_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
  v_role public.party_role;
  v_seat public.seats;
begin
  perform access.change_rights_as_administrator();
  -- Held: of two that coordinate one stays, and nobody is taken out after the end.
  select a.status into v_status from public.arrangements a where a.id = p_arrangement for update;
  if v_status is null then
    perform access.refuse(404, 'not_found');
  elsif v_status = 'ended' then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  select ap.role into v_role from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization;
  if v_role is null then
    perform access.refuse(422, 'organization_not_party');
  elsif p_seen_role is null then
    perform access.refuse(400, 'bad_input');
  elsif p_seen_role <> v_role then
    perform access.refuse(409, 'conflict');
  elsif v_role = 'office' and exists (
    select from public.organizations o where o.id = p_organization and o.sector = 'office'
  ) then
    perform access.refuse(409, 'arrangement_needs_office');
  elsif v_role = 'coordinator' and not exists (
    select
    from public.arrangement_parties ap
    join public.organizations o on o.id = ap.organization_id and o.status = 'active'
    where ap.arrangement_id = p_arrangement and ap.role = 'coordinator' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_needs_coordinator');
  end if;
  -- Whoever opens a vote is waited for.
  perform access.hold_body(b.id) from public.bodies b where b.arrangement_id = p_arrangement;
  if exists (
    select
    from public.voting_round_seats rs
    join public.voting_rounds r on r.id = rs.round_id and r.closed_at is null
    join public.bodies b on b.id = r.body_id
    where b.arrangement_id = p_arrangement and rs.organization_id = p_organization
  ) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  update public.invitations set revoked_at = now(), email = null
  where arrangement_id = p_arrangement and organization_id = p_organization and email is not null;
  for v_seat in
    select s.*
    from public.seats s
    join public.bodies b on b.id = s.body_id
    where b.arrangement_id = p_arrangement and s.organization_id = p_organization
    order by b.position, s.position, s.id
  loop
    if not exists (select from public.voting_round_seats rs where rs.seat_id = v_seat.id) then
      -- Who was invited to it stays on record, without the seat.
      update public.invitations set seat_id = null, capacity = null where seat_id = v_seat.id;
      delete from public.seats where id = v_seat.id;
      perform access.record('remove', 'seat', v_seat.id, p_arrangement, null,
        jsonb_build_object('body', v_seat.body_id, 'organization', p_organization, 'vote', v_seat.has_vote));
    elsif num_nonnulls(v_seat.titular_id, v_seat.suplente_id) > 0 then
      update public.seats set titular_id = null, suplente_id = null where id = v_seat.id;
      perform access.record('assign', 'seat', v_seat.id, p_arrangement, null, jsonb_build_object(
        'before', jsonb_build_object('titular', v_seat.titular_id, 'suplente', v_seat.suplente_id),
        'after', jsonb_build_object('titular', null, 'suplente', null)
      ));
    end if;
  end loop;
  -- On record and told to live connections by the table's own triggers.
  delete from public.arrangement_parties where arrangement_id = p_arrangement and organization_id = p_organization;
end
$$;
grant execute on function public.remove_party(uuid, uuid, public.party_role) to authenticated;

-- The organizations that the signed-in person may make a party of an arrangement, or of a new one (null), by name:
-- [{id, name, sector, jurisdiction: {code, name} or null}]; two states may name theirs alike. One value instead of rows, of
-- which REST gives a thousand and no more.
create function public.organizations_to_add(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'sector', o.sector,
    'jurisdiction', case when j.code is not null then jsonb_build_object('code', j.code, 'name', j.name) end
  ) order by o.name, j.name, o.id), '[]')
  from public.organizations o
  left join public.jurisdictions j on j.code = o.jurisdiction_code
  where (select access.is_administrator()) and o.status = 'active' and not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.organization_id = o.id
  )
$$;
grant execute on function public.organizations_to_add(uuid) to authenticated;

-- What tells people apart for whoever administers the platform: {person id: {"since", "administers", "organizations":
-- [{"name", "status"}]}}. Since when there is the account, which an invitation makes; not whose invitation, nor the address:
-- whom an organization invites is its own business. Errors: 401 not_signed_in, 403 administration_only.
create function public.people_told_apart(p_people uuid[])
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  return (
    select coalesce(jsonb_object_agg(p.id, jsonb_build_object(
      'since', p.created_at,
      'administers', exists (select from public.platform_administrators a where a.person_id = p.id),
      'organizations', (
        select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'status', o.status) order by o.name, o.id), '[]')
        from public.memberships m
        join public.organizations o on o.id = m.organization_id
        where m.person_id = p.id and m.status = 'active'
      )
    )), '{}')
    from public.people p
    where p.id = any (p_people)
  );
end
$$;
grant execute on function public.people_told_apart(uuid[]) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 body_exists, 400 bad_input.
create function public.create_body(
  p_arrangement uuid, p_kind public.body_kind, p_name text, p_quorum numeric, p_majority_rule public.majority_rule
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_body uuid;
begin
  perform access.hold_rights();
  perform access.require_person();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(p_arrangement) then
    perform access.refuse_right(p_arrangement);
  end if;
  if p_kind is null or p_majority_rule is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or not access.is_seen(p_name) or coalesce(p_quorum, 0) not between 0.5 and 1 then
    perform access.refuse(400, 'bad_input');
  end if;
  -- Sent twice, because the first answer was lost, it is one body: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create body ' || p_arrangement, 0));
  if exists (
    select from public.bodies b
    where b.arrangement_id = p_arrangement and access.name_key(b.name) = access.name_key(p_name)
  ) then
    perform access.refuse(409, 'body_exists');
  end if;
  insert into public.bodies (arrangement_id, kind, name, quorum, majority_rule, position)
  values (p_arrangement, p_kind, btrim(p_name), p_quorum, p_majority_rule, (
    select coalesce(max(b.position), 0) + 1 from public.bodies b where b.arrangement_id = p_arrangement
  ))
  returning id into v_body;
  perform access.record('create', 'body', v_body, p_arrangement, null,
    jsonb_build_object('name', btrim(p_name), 'quorum', p_quorum, 'majority_rule', p_majority_rule));
  return v_body;
end
$$;
grant execute on function public.create_body(uuid, public.body_kind, text, numeric, public.majority_rule)
to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 vote_is_open, 422 organization_not_party,
-- 422 party_does_not_vote, 409 seat_exists, 400 bad_input.
create function public.add_seat(p_body uuid, p_organization uuid, p_has_vote boolean, p_label text default '')
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid := access.body_arrangement(p_body);
  v_seat uuid;
begin
  perform access.hold_rights();
  perform access.require_person();
  if v_arrangement is null or not access.can_read_arrangement(v_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(v_arrangement) then
    perform access.refuse_right(v_arrangement);
  end if;
  if not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = v_arrangement and ap.organization_id = p_organization
  ) then
    perform access.refuse(422, 'organization_not_party');
  end if;
  if coalesce(p_has_vote, true) and (
    select ap.role in ('observer', 'office') from public.arrangement_parties ap
    where ap.arrangement_id = v_arrangement and ap.organization_id = p_organization
  ) then
    perform access.refuse(422, 'party_does_not_vote');
  end if;
  if length(coalesce(p_label, '')) > 120 or (coalesce(p_label, '') <> '' and not access.is_seen(p_label)) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.hold_body(p_body);
  if access.is_asked_to_vote(p_body) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  -- Two seats of one organization are told apart by their labels; sent twice, because the first answer was lost, it is one
  -- seat: none is taken away while its organization is a party, and a vacant one counts for the quorum.
  if exists (
    select from public.seats s
    where s.body_id = p_body and s.organization_id = p_organization
      and access.name_key(s.label) = access.name_key(coalesce(p_label, ''))
  ) then
    perform access.refuse(409, 'seat_exists');
  end if;
  insert into public.seats (body_id, organization_id, has_vote, label, position)
  values (p_body, p_organization, coalesce(p_has_vote, true), btrim(coalesce(p_label, '')), (
    select coalesce(max(s.position), 0) + 1 from public.seats s where s.body_id = p_body
  ))
  returning id into v_seat;
  perform access.record('add', 'seat', v_seat, v_arrangement, null,
    jsonb_build_object('body', p_body, 'organization', p_organization, 'vote', coalesce(p_has_vote, true)));
  return v_seat;
end
$$;
grant execute on function public.add_seat(uuid, uuid, boolean, text) to authenticated;
