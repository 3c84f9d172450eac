-- Names that look alike are one: with capitals, two spaces, a space that does not break, or accents apart. And whoever
-- belongs to an organization is not invited into it as if they were new.

create function access.name_key(p_name text)
returns text
language sql
immutable
security definer
set search_path = ''
as $$
  select lower(btrim(regexp_replace(normalize(p_name, NFKC), '\s+', ' ', 'g')))
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
  perform access.hold_rights();
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
    perform access.refuse_right(p_arrangement, 'organization_invites_its_own');
  end if;
  if v_email = (select lower(u.email) from auth.users u where u.id = v_person) then
    perform access.refuse(403, 'inviting_oneself');
  end if;
  if p_seat is null and exists (
    select from public.memberships m
    where m.organization_id = p_organization and access.is_member(m.person_id, p_organization)
      and access.confirmed_email(m.person_id) = v_email
  ) then
    perform access.refuse(409, 'already_member');
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

create or replace function public.create_organization(
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

create or replace function public.create_arrangement(
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

create or replace function public.create_body(
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

create or replace function public.add_seat(p_body uuid, p_organization uuid, p_has_vote boolean, p_label text default '')
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
  if length(coalesce(p_label, '')) > 120 or (coalesce(p_label, '') <> '' and not access.is_seen(p_label)) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.hold_body(p_body);
  if access.is_asked_to_vote(p_body) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  -- Two seats of one organization are told apart by their labels; sent twice, because the first answer was lost, it is one
  -- seat: none can be taken away, and a vacant one counts for the quorum.
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
