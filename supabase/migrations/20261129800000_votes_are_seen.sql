-- A vote says which one it takes the place of, and is refused where another was cast meanwhile; a seat for which nobody can
-- vote any more says so; and whoever loses their access in the middle of a form is told why.

drop function public.cast_vote(uuid, uuid, public.vote_choice, text, text);
-- p_seen names the vote that the seat had when the person looked: {"choice", "capacity", "castAt"}, null where it had none. A
-- vote that somebody has cast since, the suplente or the titular in another window, is not replaced by a form that did not
-- know of it; a page of before says nothing and is not asked.
-- Errors: 404 not_found, 403 vote_not_yours, 409 vote_already_cast_by_titular, 409 round_closed, 409 arrangement_ended,
-- 409 version_mismatch, 409 vote_changed, 422 dissent_without_vote_against, 400 bad_input.
create function public.cast_vote(
  p_round uuid, p_seat uuid, p_choice public.vote_choice, p_dissent text, p_version_sha256 text, p_seen jsonb default null
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_round public.voting_rounds;
  v_seat public.voting_round_seats;
  v_stands public.votes;
  v_capacity public.vote_capacity;
  v_dissent text := case when access.says_something(p_dissent) then btrim(p_dissent) end;
begin
  perform access.hold_rights();
  -- Waits for whoever is closing the round, and for another vote of the same seat.
  select r.* into v_round from public.voting_rounds r where r.id = p_round for share;
  if v_round.id is null or not access.can_read_document(v_round.document_id) then
    perform access.refuse(404, 'not_found');
  end if;
  if v_round.closed_at is not null then
    perform access.refuse(409, 'round_closed');
  end if;
  if exists (
    select
    from public.documents d
    join public.arrangements a on a.id = d.arrangement_id and a.status = 'ended'
    where d.id = v_round.document_id
  ) then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  select rs.* into v_seat from public.voting_round_seats rs
  where rs.round_id = p_round and rs.seat_id = p_seat for no key update;
  v_capacity := access.vote_capacity(v_person, p_round, p_seat);
  if v_capacity is null then
    if access.titular_has_voted(v_person, p_round, p_seat) then
      perform access.refuse(409, 'vote_already_cast_by_titular');
    end if;
    perform access.refuse(403, 'vote_not_yours');
  end if;
  if p_version_sha256 is distinct from (select v.sha256 from public.versions v where v.id = v_round.version_id) then
    perform access.refuse(409, 'version_mismatch');
  end if;
  if v_dissent is not null and p_choice = 'in_favour' then
    perform access.refuse(422, 'dissent_without_vote_against');
  end if;
  if p_choice is null or length(v_dissent) > 5000 then
    perform access.refuse(400, 'bad_input');
  end if;
  select v.* into v_stands from public.votes v where v.round_id = p_round and v.seat_id = p_seat;
  if p_seen is not null
    and (v_stands.choice, v_stands.capacity, v_stands.cast_at) is distinct from (
      (p_seen ->> 'choice')::public.vote_choice, (p_seen ->> 'capacity')::public.vote_capacity,
      (p_seen ->> 'castAt')::timestamptz
    ) then
    -- Sent twice, because the first answer was lost, it is the vote that stands.
    if (v_stands.choice, v_stands.dissent, v_stands.person_id, v_stands.capacity)
      is not distinct from (p_choice, v_dissent, v_person, v_capacity) then
      return;
    end if;
    perform access.refuse(409, 'vote_changed');
  end if;
  insert into public.votes as v (round_id, seat_id, choice, dissent, person_id, capacity, version_sha256)
  values (p_round, p_seat, p_choice, v_dissent, v_person, v_capacity, p_version_sha256)
  on conflict (round_id, seat_id) do update
  set choice = excluded.choice, dissent = excluded.dissent, person_id = excluded.person_id,
    capacity = excluded.capacity, cast_at = now();
  -- That a seat voted is everybody's; how it voted is shown when the round's rule allows.
  perform access.record('cast', 'vote', p_seat, access.document_arrangement(v_round.document_id), v_round.document_id,
    jsonb_build_object('round', p_round, 'capacity', v_capacity));
  perform access.notify(jsonb_build_object('kind', 'document', 'document', v_round.document_id));
end
$$;
grant execute on function public.cast_vote(uuid, uuid, public.vote_choice, text, text, jsonb) to authenticated;

-- A round of a document: its version, rule, seats, who has voted and, once it may be shown, how. The latest, or the one
-- about the version of that number. Null when there was none at all. Own votes are always shown; those of a round that was
-- given up before its quorum are not, however many rounds came after it. Error: 404 not_found.
create or replace function public.voting_round(p_document uuid, p_version integer default null)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_round public.voting_rounds;
  v_shown boolean;
begin
  perform access.require_document(p_document);
  -- Each round has a version of its own.
  select r.* into v_round
  from public.voting_rounds r
  join public.versions v on v.id = r.version_id
  where r.document_id = p_document and (p_version is null or v.number = p_version)
  order by v.number desc limit 1;
  if v_round.id is null then
    if p_version is not null then
      perform access.refuse(404, 'not_found');
    end if;
    return null;
  end if;
  v_shown := access.votes_are_shown(v_round.id);
  return jsonb_build_object(
    'id', v_round.id, 'openedAt', v_round.opened_at, 'closedAt', v_round.closed_at, 'outcome', v_round.outcome,
    'body', (select b.name from public.bodies b where b.id = v_round.body_id),
    'quorum', v_round.quorum, 'majorityRule', v_round.majority_rule, 'tallyShown', v_shown,
    'version', (
      select jsonb_build_object('id', v.id, 'number', v.number, 'sha256', v.sha256, 'frozenAt', v.frozen_at)
      from public.versions v where v.id = v_round.version_id
    ),
    'tally', case when v_shown then access.round_tally(v_round.id)
      else access.round_tally(v_round.id) - '{inFavour,against,abstains,majorityReached}'::text[] end,
    'seats', (
      select jsonb_agg(jsonb_build_object(
        'id', rs.seat_id, 'organization', rs.organization_name, 'sector', rs.sector, 'label', rs.label,
        'vacant', rs.vacant, 'suspended', v_round.closed_at is null and o.status = 'suspended',
        -- Those who could vote for it have left, or what it is the seat of does not vote any more.
        'unmanned', v_round.closed_at is null and v.choice is null and not rs.vacant and o.status <> 'suspended'
          and access.vote_capacity(rs.titular_id, v_round.id, rs.seat_id) is null
          and access.vote_capacity(rs.suplente_id, v_round.id, rs.seat_id) is null,
        'voted', v.choice is not null, 'capacity', v.capacity, 'castAt', v.cast_at,
        'choice', case when v_shown or mine.capacity is not null then v.choice end,
        'dissent', case when v_shown or mine.capacity is not null then v.dissent end,
        'myCapacity', case when v_round.closed_at is null then mine.capacity end,
        'titularVoted', v_round.closed_at is null and access.titular_has_voted(v_person, v_round.id, rs.seat_id)
      ) order by s.position, rs.organization_name)
      from public.voting_round_seats rs
      join public.seats s on s.id = rs.seat_id
      join public.organizations o on o.id = rs.organization_id
      left join public.votes v on v.round_id = rs.round_id and v.seat_id = rs.seat_id
      cross join lateral (select access.vote_capacity(v_person, v_round.id, rs.seat_id) as capacity) mine
      where rs.round_id = v_round.id
    )
  );
end
$$;

-- Why the signed-in person does not reach any more what they were at work in, a document or an arrangement:
-- 'organization_suspended', or 'membership_ended' for whoever belonged to a party of it. Null where they do reach it, and for
-- whoever never did: to those nothing is told of what there is.
create function public.lost_access(p_of uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when cardinality(access.person_roles(access.person_id(), w.arrangement_id)) > 0 then null
    when bool_or(m.status = 'active' and o.status = 'suspended') then 'organization_suspended'
    when bool_or(m.status = 'revoked' and m.revoked_at > w.created_at) then 'membership_ended'
  end
  from (
    select d.arrangement_id, d.created_at from public.documents d where d.id = p_of
    union all
    select a.id, a.created_at from public.arrangements a where a.id = p_of
  ) w
  join public.arrangement_parties ap on ap.arrangement_id = w.arrangement_id
  join public.memberships m on m.organization_id = ap.organization_id and m.person_id = access.person_id()
  join public.organizations o on o.id = m.organization_id
  group by w.arrangement_id
$$;
grant execute on function public.lost_access(uuid) to authenticated;
