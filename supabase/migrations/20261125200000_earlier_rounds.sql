-- Every round of a document is read, not the latest alone: a seat's dissent stays with the text that it was about.

drop function public.voting_round(uuid);

-- A round of a document: its version, rule, seats, who has voted and, once it may be shown, how. The latest, or the one
-- about the version of that number. Null when there was none at all. Own votes are always shown; those of a round that was
-- given up before its quorum are not, however many rounds came after it. Error: 404 not_found.
create function public.voting_round(p_document uuid, p_version integer default null)
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
        'vacant', rs.vacant, 'voted', v.choice is not null, 'capacity', v.capacity, 'castAt', v.cast_at,
        'choice', case when v_shown or mine.capacity is not null then v.choice end,
        'dissent', case when v_shown or mine.capacity is not null then v.dissent end,
        'myCapacity', case when v_round.closed_at is null then mine.capacity end,
        'titularVoted', v_round.closed_at is null and access.titular_has_voted(v_person, v_round.id, rs.seat_id)
      ) order by s.position, rs.organization_name)
      from public.voting_round_seats rs
      join public.seats s on s.id = rs.seat_id
      left join public.votes v on v.round_id = rs.round_id and v.seat_id = rs.seat_id
      cross join lateral (select access.vote_capacity(v_person, v_round.id, rs.seat_id) as capacity) mine
      where rs.round_id = v_round.id
    )
  );
end
$$;
grant execute on function public.voting_round(uuid, integer) to authenticated;
