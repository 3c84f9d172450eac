-- Whoever gives a seat locked it and then its body, whoever opened the vote the body and then its seats: half of them were
-- given up as a deadlock. The body comes first now, everywhere; and an invitation before the membership that it is about.

-- Takes the turn of a body: who opens its vote, seats somebody, adds a seat or changes a party's role waits for whoever
-- does now, and finds what they left. Always before a seat of that body is locked, so that no two wait for each other; and
-- with a lock that lets foreign keys to it pass.
create function access.hold_body(p_body uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  select from public.bodies b where b.id = p_body for no key update
$$;

-- Seats a person who has just come in, where the chair is empty and no vote is under way. Whether it did.
create or replace function access.take_vacant_seat(
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
  perform access.hold_body((select s.body_id from public.seats s where s.id = p_seat));
  select s.* into v_seat from public.seats s
  where s.id = p_seat and s.organization_id = p_organization for no key update;
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

-- Who sits for an organization. The secretaría técnica writes down what the organization told it.
-- Errors: 404 not_found, 403 not_allowed, 409 vote_is_open, 422 seat_person_not_member, 422 seat_same_person,
-- 422 seat_person_has_another.
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
  -- Whoever opens the vote is waited for, and the seats they asked stand as they were.
  perform access.hold_body((select s.body_id from public.seats s where s.id = p_seat));
  select s.* into v_seat from public.seats s where s.id = p_seat for no key update;
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

-- Takes up one invitation, if whoever wrote it may still bring people in. Its seat is taken only when it is vacant.
-- Errors: 404 not_found, 409 invitation_expired, 409 person_of_another_party, 422 name_required, 400 bad_input.
create or replace function public.accept_invitation(p_invitation uuid, p_name text default null)
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
  -- Two first people do not come in at once. Foreign keys pass: a vote that is being opened writes this organization down.
  perform from public.organizations o where o.id = v_invitation.organization_id for no key update;
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
  perform access.say_name(v_person, p_name);
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

-- Takes one step of the workflow, all of it or nothing: locks the document, checks who and what must hold, freezes
-- the version, opens or closes the round, publishes, moves the stage, writes the history.
-- p_expected_stage is the stage the person saw; p_version_sha256 names the text they saw, for what decides about one
-- (close_voting, approve, publish). p_details, for `publish`: {"slug", "summary"?, "gazetteName"?,
-- "gazetteNumber"?, "gazetteDate"?}.
-- Errors: 404 not_found, 409 stage_changed, 403 step_not_yours, 409 step_not_available, 422 note_required,
-- 409 version_mismatch, 409 condition_not_met {"conditions"}, 409 text_not_settled, 400 bad_input, 409 slug_taken,
-- 409 edition_superseded.
create or replace function public.advance_document(
  p_document uuid, p_action text, p_expected_stage public.stage, p_note text default null, p_details jsonb default '{}',
  p_version_sha256 text default null
)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.documents;
  v_step public.workflow_steps;
  v_speaker record;
  v_note text := nullif(btrim(coalesce(p_note, '')), '');
  v_unmet jsonb;
  v_version uuid;
  v_round uuid;
begin
  perform access.require_document(p_document);
  select d.* into v_document from public.documents d where d.id = p_document for update;
  select s.* into v_step from access.require_step(v_document, p_action, p_expected_stage) s;
  if v_step.note_required and v_note is null then
    perform access.refuse(422, 'note_required');
  end if;
  if length(v_note) > 5000 then
    perform access.refuse(400, 'bad_input');
  end if;
  select v.id into v_version from public.versions v where v.document_id = p_document order by v.number desc limit 1;
  if p_action in ('close_voting', 'approve', 'publish') and p_version_sha256 is distinct from (
    select v.sha256 from public.versions v where v.id = v_version
  ) then
    perform access.refuse(409, 'version_mismatch');
  end if;
  -- A vote that is being cast is waited for and counted; one that comes later finds the round closed.
  select r.id into v_round from public.voting_rounds r
  where r.document_id = p_document and r.closed_at is null for update;
  if v_step.opens_round then
    -- So is whoever is being seated.
    perform access.hold_body(v_document.voting_body_id);
    -- Nobody votes in vain: what another has taken the place of has its successor, and this could not be published.
    if exists (
      select from public.documents old where old.id = v_document.supersedes_id and old.stage = 'superseded'
    ) then
      perform access.refuse(409, 'edition_superseded');
    end if;
  end if;
  select jsonb_agg(c.held) into v_unmet
  from (select access.condition(p_document, code) as held from unnest(v_step.conditions) as code) c
  where not (c.held ->> 'met')::boolean
    -- How a closed ballot stands is not told by a refusal either.
    and (c.held ->> 'code' <> 'majority_reached'
      or (access.condition(p_document, 'quorum_reached') ->> 'met')::boolean);
  if v_unmet is not null then
    perform access.refuse(409, 'condition_not_met', jsonb_build_object('conditions', v_unmet));
  end if;

  if v_step.freezes then
    v_version := access.freeze_version(p_document, p_action);
    -- Whoever was kept waiting is now told why: the stage no longer lets them write.
    delete from collab.holds h where h.document_id = p_document;
  end if;
  if v_step.opens_round then
    perform access.open_round(p_document, v_version);
  end if;
  if v_step.closes_round is not null then
    update public.voting_rounds set closed_at = now(), outcome = v_step.closes_round
    where id = v_round;
  end if;
  if p_action = 'publish' then
    perform access.publish(p_document, v_version, p_details);
  end if;

  update public.documents set stage = v_step.to_stage where id = p_document;
  select * into v_speaker from access.speaker(p_document, v_step.role);
  insert into public.document_transitions (
    document_id, action, from_stage, to_stage, person_id, person_name, organization_name, sector, note,
    version_id, version_sha256
  )
  select p_document, p_action, v_document.stage, v_step.to_stage, v_speaker.person_id, v_speaker.person_name,
    v_speaker.organization_name, v_speaker.sector, v_note, v.id, v.sha256
  from (select v_version as id) frozen
  left join public.versions v on v.id = frozen.id;
  perform access.record(p_action, 'document', p_document, v_document.arrangement_id, p_document,
    jsonb_build_object('from', v_document.stage, 'to', v_step.to_stage, 'version', v_version)
      || case when v_step.closes_round is null then '{}' else jsonb_build_object('round', v_round) end
      || case when v_step.closes_round is not null and access.votes_are_shown(v_round)
        then jsonb_build_object('votes_sha256', access.votes_sha256(v_round)) else '{}' end);
  return jsonb_build_object('stage', v_step.to_stage, 'version', v_version);
end
$$;

-- Corrects as what a party takes part. The role of the Office is neither given twice nor taken from the only one, nor is
-- that of the secretaría técnica taken from the only one that can act; whoever is asked to vote stays what they are until
-- the round is closed.
-- Errors: 403 not_allowed, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 409 arrangement_has_office,
-- 409 arrangement_needs_office, 409 arrangement_needs_coordinator, 409 vote_is_open, 400 bad_input.
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
  perform access.require_administrator();
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
  elsif v_before = 'office' and p_role <> 'office' then
    perform access.refuse(409, 'arrangement_needs_office');
  elsif v_before = 'coordinator' and p_role <> 'coordinator' and not exists (
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

-- Errors: 404 not_found, 403 not_allowed, 409 vote_is_open, 422 organization_not_party, 400 bad_input.
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
  perform access.require_person();
  if v_arrangement is null or not access.can_read_arrangement(v_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(v_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = v_arrangement and ap.organization_id = p_organization
  ) then
    perform access.refuse(422, 'organization_not_party');
  end if;
  if length(coalesce(p_label, '')) > 120 then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.hold_body(p_body);
  if access.is_asked_to_vote(p_body) then
    perform access.refuse(409, 'vote_is_open');
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
  if not (v_person = p_person or access.is_member(v_person, p_organization) or access.is_administrator()) then
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
