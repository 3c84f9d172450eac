-- A round that is given up before its quorum leaves no seal of its votes in the record: so few ballots are possible that
-- whoever reads the seal finds the right one by trying.

-- The seal of a round's votes, for the record of those that are shown: of a few seats and three choices there are so few
-- ballots that whoever reads the seal finds the one it is of. RFC 8785 over
-- [{"seat", "choice", "dissent", "capacity", "version"}].
create or replace function access.votes_sha256(p_round uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select encode(sha256(convert_to(access.canonical_json(coalesce(jsonb_agg(jsonb_build_object(
    'seat', v.seat_id, 'choice', v.choice, 'dissent', v.dissent, 'capacity', v.capacity, 'version', v.version_sha256
  ) order by v.seat_id), '[]')), 'UTF8')), 'hex')
  from public.votes v
  where v.round_id = p_round
$$;

-- Whether everybody who reads the round reads how its seats voted: while its tally is open, and once it is closed, unless
-- it was given up before its quorum.
create function access.votes_are_shown(p_round uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select r.open_tally or (r.closed_at is not null and (
    r.outcome = 'adopted' or (access.round_tally(r.id) ->> 'quorumReached')::boolean
  ))
  from public.voting_rounds r
  where r.id = p_round
$$;

-- The document's latest round: its version, rule, seats, who has voted and, once it may be shown, how. Null when there
-- was none. Own votes are always shown; those of a round that was given up before its quorum are not. Error: 404 not_found.
create or replace function public.voting_round(p_document uuid)
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
  select r.* into v_round from public.voting_rounds r where r.document_id = p_document order by r.opened_at desc limit 1;
  if v_round.id is null then
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

-- Takes one step of the workflow, all of it or nothing: locks the document, checks who and what must hold, freezes
-- the version, opens or closes the round, publishes, moves the stage, writes the history.
-- p_expected_stage is the stage the person saw; p_version_sha256 names the text they saw, for what decides about one
-- (close_voting, approve, publish). p_details, for `publish`: {"slug", "summary"?, "gazetteName"?,
-- "gazetteNumber"?, "gazetteDate"?}.
-- Errors: 404 not_found, 409 stage_changed, 403 step_not_yours, 409 step_not_available, 422 note_required,
-- 409 version_mismatch, 409 condition_not_met {"conditions"}, 409 text_not_settled, 400 bad_input, 409 slug_taken.
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
    perform from public.bodies b where b.id = v_document.voting_body_id for update;
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
