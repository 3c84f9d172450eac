-- Says what is so: nothing follows in an arrangement that has ended, a suplente hears that the titular voted, the map
-- shows the arrangement that stands; and whoever administers the platform corrects the role of a party.

-- {"document", "stage", "ended", "roles", "read", "comment", "manage", "editableChapters": [id], "refusals": {chapter id:
-- reason}, "steps": [{"action", "toStage", "role", "mine", "noteRequired", "conditions": [{"code", "met", "count"?,
-- "needed"?, "hidden"?}]}], "mayVote"}. Where the arrangement has ended nothing follows: no steps. Error: 404 not_found.
create or replace function public.document_abilities(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_roles public.party_role[];
  v_document public.documents;
  v_ended boolean;
begin
  perform access.require_document(p_document);
  select d.* into v_document from public.documents d where d.id = p_document;
  select a.status = 'ended' into v_ended from public.arrangements a where a.id = v_document.arrangement_id;
  v_roles := access.document_roles(p_document);
  return jsonb_build_object(
    'document', v_document.id,
    'stage', v_document.stage,
    'ended', v_ended,
    'roles', to_jsonb(v_roles),
    'read', true,
    'comment', access.can_comment_document(p_document),
    'manage', access.can_manage_document(p_document),
    'mayVote', exists (
      select
      from public.voting_rounds r
      join public.voting_round_seats rs on rs.round_id = r.id
      where r.document_id = p_document and r.closed_at is null
        and access.vote_capacity(v_person, r.id, rs.seat_id) is not null
    ),
    'editableChapters', (
      select coalesce(jsonb_agg(c.id order by c.position), '[]')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is null
    ),
    'refusals', (
      select coalesce(jsonb_object_agg(c.id, access.edit_refusal(v_person, c.id)), '{}')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is not null
    ),
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'action', s.action, 'toStage', s.to_stage, 'role', s.role, 'mine', s.role = any (v_roles),
        'noteRequired', s.note_required,
        'conditions', (
          select coalesce(jsonb_agg(access.condition_shown(p_document, c.code) order by c.ordinality), '[]')
          from unnest(s.conditions) with ordinality as c (code, ordinality)
        )
      ) order by s.ordinal), '[]')
      from public.workflow_steps s
      where s.from_stage = v_document.stage and not v_ended
    )
  );
end
$$;

-- Whether a person would vote for a seat as its suplente, had the titular not voted.
create function access.titular_has_voted(p_person uuid, p_round uuid, p_seat uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.voting_round_seats rs
    join public.votes v on v.round_id = rs.round_id and v.seat_id = rs.seat_id and v.capacity = 'titular'
    where rs.round_id = p_round and rs.seat_id = p_seat and rs.suplente_id = p_person
      and access.is_member(p_person, rs.organization_id)
  )
$$;

-- Errors: 404 not_found, 403 vote_not_yours, 409 vote_already_cast_by_titular, 409 round_closed,
-- 409 version_mismatch, 422 dissent_without_vote_against, 400 bad_input.
create or replace function public.cast_vote(
  p_round uuid, p_seat uuid, p_choice public.vote_choice, p_dissent text, p_version_sha256 text
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
  v_capacity public.vote_capacity;
  v_dissent text := nullif(btrim(coalesce(p_dissent, '')), '');
begin
  -- Waits for whoever is closing the round, and for another vote of the same seat.
  select r.* into v_round from public.voting_rounds r where r.id = p_round for share;
  if v_round.id is null or not access.can_read_document(v_round.document_id) then
    perform access.refuse(404, 'not_found');
  end if;
  if v_round.closed_at is not null then
    perform access.refuse(409, 'round_closed');
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
  v_shown := v_round.open_tally or (v_round.closed_at is not null and (
    v_round.outcome = 'adopted' or (access.round_tally(v_round.id) ->> 'quorumReached')::boolean
  ));
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
        'voted', v.choice is not null, 'capacity', v.capacity, 'castAt', v.cast_at,
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

-- The 32 states with where their process stands, for the map and its list. The stage is public; the draft is not.
create or replace function public.list_states()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object(
    'code', j.code, 'name', j.name, 'shortName', j.short_name, 'slug', j.slug,
    'arrangement', latest.status,
    'stage', (
      select d.stage from public.documents d
      where d.arrangement_id = latest.id and d.stage <> 'superseded'
      order by (d.kind = 'diagnosis') desc, d.created_at desc limit 1
    ),
    'publications', (
      select count(*) from public.publications p
      join public.documents d on d.id = p.document_id
      join public.arrangements a on a.id = d.arrangement_id
      where a.jurisdiction_code = j.code
    )
  ) order by j.code)
  from public.jurisdictions j
  -- The one that stands for the state: before one that has ended, any other.
  left join lateral (
    select a.id, a.status
    from public.arrangements a
    where a.jurisdiction_code = j.code
    order by a.status = 'ended', a.signed_on desc nulls last, a.created_at desc
    limit 1
  ) latest on true
$$;

-- Corrects as what a party takes part. The role of the Office is neither given twice nor taken from the only one.
-- Errors: 403 not_allowed, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 409 arrangement_has_office,
-- 409 arrangement_needs_office, 400 bad_input.
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
  elsif p_role = 'office' and exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.role = 'office' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_has_office');
  end if;
  -- On record and told to live connections by the table's own triggers.
  update public.arrangement_parties set role = p_role
  where arrangement_id = p_arrangement and organization_id = p_organization;
end
$$;
grant execute on function public.set_party_role(uuid, uuid, public.party_role) to authenticated;
