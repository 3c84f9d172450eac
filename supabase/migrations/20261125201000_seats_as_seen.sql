-- Giving a seat says who was seen in it, so that two people who work on one arrangement do not undo each other unseen.

drop function public.assign_seat(uuid, uuid, uuid);

-- Who sits for an organization. The secretaría técnica writes down what the organization told it.
-- p_seen names who sat there when the person looked: {"titular", "suplente"}, null for a vacant chair. Whoever has been
-- seated or taken out since is not undone by a form that did not know; a page of before says nothing and is not asked.
-- Errors: 404 not_found, 403 not_allowed, 409 vote_is_open, 409 conflict, 422 seat_person_not_member,
-- 422 seat_same_person, 422 seat_person_has_another, 400 bad_input.
create function public.assign_seat(p_seat uuid, p_titular uuid, p_suplente uuid, p_seen jsonb default null)
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
  -- Sent twice, because the first answer was lost, it is no conflict with oneself.
  if p_seen is not null
    and (v_seat.titular_id, v_seat.suplente_id)
      is distinct from ((p_seen ->> 'titular')::uuid, (p_seen ->> 'suplente')::uuid)
    and (v_seat.titular_id, v_seat.suplente_id) is distinct from (p_titular, p_suplente) then
    perform access.refuse(409, 'conflict');
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
grant execute on function public.assign_seat(uuid, uuid, uuid, jsonb) to authenticated;
