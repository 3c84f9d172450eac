-- Whoever looks on or approves does not vote: no seat with a vote is given to them, which would count for nothing.

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 vote_is_open, 422 organization_not_party,
-- 422 party_does_not_vote, 409 seat_exists, 400 bad_input.
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
