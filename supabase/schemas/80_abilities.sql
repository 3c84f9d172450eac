-- What the signed-in person may do with a document now. The same predicates that guard the tables; the interface and
-- the collaboration server read this and never work a right out again.

-- Whether a step's condition holds: {"code", "met", "count"?, "seats"?, "needed"?}.
create function access.condition(p_document uuid, p_condition text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_count bigint;
  v_tally jsonb;
  v_round public.voting_rounds;
begin
  if p_condition = 'chapters_present' then
    select count(*) into v_count from public.chapters c where c.document_id = p_document and c.removed_at is null;
    return jsonb_build_object('code', p_condition, 'met', v_count > 0, 'count', v_count);
  elsif p_condition = 'chapters_have_text' then
    -- Counts chapters without a word.
    select count(*) into v_count
    from public.chapters c
    left join public.chapter_texts t on t.chapter_id = c.id
    where c.document_id = p_document and c.removed_at is null
      and not access.has_words(t.content);
    return jsonb_build_object('code', p_condition, 'met', v_count = 0, 'count', v_count);
  elsif p_condition = 'discussion_answered' then
    -- Only what everyone can see: a confidential thread must not show itself in a count.
    select count(*) into v_count
    from public.comment_threads t
    join public.chapters c on c.id = t.chapter_id and c.removed_at is null
    where t.document_id = p_document and t.visibility = 'arrangement' and t.status = 'open';
    return jsonb_build_object('code', p_condition, 'met', v_count = 0, 'count', v_count);
  elsif p_condition = 'voting_body_ready' then
    return access.voting_body_ready(p_document);
  elsif p_condition = 'edition_in_force' then
    -- Counts the edition whose place it takes: none, or one that nothing else has taken the place of.
    return (
      select jsonb_build_object('code', p_condition, 'met', coalesce(bool_and(old.stage <> 'superseded'), true), 'count', count(*))
      from public.documents d
      join public.documents old on old.id = d.supersedes_id
      where d.id = p_document
    );
  elsif p_condition in ('quorum_reached', 'majority_reached') then
    select r.* into v_round from public.voting_rounds r where r.document_id = p_document and r.closed_at is null;
    v_tally := access.round_tally(v_round.id);
    if p_condition = 'quorum_reached' then
      return jsonb_build_object('code', p_condition, 'met', coalesce((v_tally ->> 'quorumReached')::boolean, false),
        'count', v_tally -> 'cast', 'needed', v_tally -> 'needed');
    end if;
    return jsonb_build_object('code', p_condition, 'met', coalesce((v_tally ->> 'majorityReached')::boolean, false));
  end if;
  raise exception 'unknown condition %', p_condition;
end
$$;

-- Whether the document has a body that can decide: installed, with so many seats held that the quorum can be reached, of
-- at least two organizations, and nobody on two of them. {"code", "met", "count": seats that are held, "seats", "needed",
-- "body": whether one is named at all}.
create function access.voting_body_ready(p_document uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'code', 'voting_body_ready', 'body', bool_or(d.voting_body_id is not null),
    'count', count(held.id), 'seats', count(voting.seat_id),
    'needed', access.votes_needed(count(voting.seat_id), max(b.quorum)),
    'met', count(held.id) >= access.votes_needed(count(voting.seat_id), max(b.quorum))
      and count(distinct held.organization_id) >= 2
      and not coalesce(bool_or(access.holds_another_seat(held.titular_id, held.body_id, held.id)
        or access.holds_another_seat(held.suplente_id, held.body_id, held.id)), false)
  )
  from public.documents d
  left join public.bodies b on b.id = d.voting_body_id
  left join lateral access.voting_seats(d.voting_body_id) as voting (seat_id) on true
  left join public.seats held on held.id = voting.seat_id and access.seat_is_held(held.id)
  where d.id = p_document
$$;

-- Where a closed ballot is under way, whether the majority is reached is told to those who may close it and once the
-- quorum is there; to everybody else it is {"hidden": true}, because its changes would tell how the last seat voted.
create function access.condition_shown(p_document uuid, p_condition text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when p_condition = 'majority_reached'
      and not exists (
        select from public.voting_rounds r where r.document_id = p_document and r.closed_at is null and r.open_tally
      )
      and not (
        'coordinator' = any (access.document_roles(p_document))
        and (access.condition(p_document, 'quorum_reached') ->> 'met')::boolean
      ) then jsonb_build_object('code', p_condition, 'met', false, 'hidden', true)
    else access.condition(p_document, p_condition)
  end
$$;

-- Where the official gazette printed a publication is written down by the secretaría técnica, once.
create function access.can_record_gazette(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select 'coordinator' = any (access.document_roles(p_document)) and exists (
    select from public.publications p where p.document_id = p_document
      and (p.gazette_name is null or p.gazette_number is null or p.gazette_date is null)
  )
$$;

-- {"document", "stage", "ended", "roles", "read", "comment", "manage", "setSupersedes", "editableChapters": [id],
-- "refusals": {chapter id: reason}, "steps": [{"action", "toStage", "role", "mine", "noteRequired", "conditions": [{"code",
-- "met", "count"?, "seats"?, "needed"?, "hidden"?}]}], "mayVote", "recordGazette"}. Where the arrangement has ended nothing follows: no steps. Error: 404 not_found.
create function public.document_abilities(p_document uuid)
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
    'setSupersedes', access.can_set_supersedes(p_document),
    'mayVote', exists (
      select
      from public.voting_rounds r
      join public.voting_round_seats rs on rs.round_id = r.id
      where r.document_id = p_document and r.closed_at is null
        and access.vote_capacity(v_person, r.id, rs.seat_id) is not null
    ),
    'recordGazette', access.can_record_gazette(p_document),
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
grant execute on function public.document_abilities(uuid) to authenticated;

-- The step that a person asks for, from the stage they saw, if it is theirs to take.
-- Errors: 409 stage_changed, 409 step_not_available, 403 step_not_yours, 409 arrangement_ended.
create function access.require_step(p_document public.documents, p_action text, p_expected_stage public.stage)
returns public.workflow_steps
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_step public.workflow_steps;
begin
  if p_document.stage is distinct from p_expected_stage then
    perform access.refuse(409, 'stage_changed', jsonb_build_object('stage', p_document.stage));
  end if;
  select s.* into v_step from public.workflow_steps s where s.from_stage = p_document.stage and s.action = p_action;
  if v_step.action is null then
    perform access.refuse(409, 'step_not_available');
  end if;
  if not (v_step.role = any (access.document_roles(p_document.id))) then
    perform access.refuse_right(p_document.arrangement_id, 'step_not_yours', jsonb_build_object('role', v_step.role));
  end if;
  return v_step;
end
$$;

-- Has writing wait, before a step that freezes the text, and asks for the text to be written down: while people type, it
-- would be behind its log again each time the step looks. What is written meanwhile waits at the collaboration server
-- (src/collab/append-log.ts). For whoever may take that step and could but for the text; eight seconds at the most, and
-- not again for five seconds after its end, so that nobody is kept from writing. The step ends it when it is taken,
-- release_writing() when it is not. False: not held, or not by this.
-- Errors: 404 not_found, 409 stage_changed, 409 step_not_available, 403 step_not_yours.
create function public.hold_writing(p_document uuid, p_action text, p_expected_stage public.stage)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.documents;
  v_step public.workflow_steps;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Appends that are under way are waited for; whatever comes after this sees the hold.
  select d.* into v_document from public.documents d where d.id = p_document for no key update;
  select s.* into v_step from access.require_step(v_document, p_action, p_expected_stage) s;
  if not v_step.freezes or exists (
    select from unnest(v_step.conditions) as code
    where code <> 'chapters_have_text' and not (access.condition(p_document, code) ->> 'met')::boolean
  ) then
    return false;
  end if;
  insert into collab.holds as h (document_id, person_id, until)
  values (p_document, access.person_id(), clock_timestamp() + interval '8 seconds')
  on conflict (document_id) do update set person_id = excluded.person_id, until = excluded.until
  where h.until < clock_timestamp() - interval '5 seconds';
  if not found then
    return false;
  end if;
  perform access.notify(jsonb_build_object('kind', 'materialise', 'document', p_document));
  return true;
end
$$;
grant execute on function public.hold_writing(uuid, text, public.stage) to authenticated;

-- Lets people write on after a step that was not taken; whoever holds the writing does. Whether there was anything to
-- let go. Error: 404 not_found.
create function public.release_writing(p_document uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  update collab.holds h set until = clock_timestamp()
  where h.document_id = p_document and h.person_id = access.person_id() and h.until > clock_timestamp();
  return found;
end
$$;
grant execute on function public.release_writing(uuid) to authenticated;

-- Takes one step of the workflow, all of it or nothing: locks the document, checks who and what must hold, freezes
-- the version, opens or closes the round, publishes, moves the stage, writes the history.
-- p_expected_stage is the stage the person saw; p_version_sha256 names the text they saw, for what decides about one
-- (close_voting, approve, publish). p_details, for `publish`: {"slug", "summary"?, "gazetteName"?,
-- "gazetteNumber"?, "gazetteDate"?}.
-- Errors: 404 not_found, 409 stage_changed, 403 step_not_yours, 409 step_not_available, 422 note_required,
-- 409 version_mismatch, 409 condition_not_met {"conditions"}, 409 text_not_settled, 400 bad_input, 409 slug_taken,
-- 409 edition_superseded.
create function public.advance_document(
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
  v_note text := case when access.says_something(p_note) then btrim(p_note) end;
  v_unmet jsonb;
  v_version uuid;
  v_round uuid;
begin
  perform access.hold_rights();
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
  end if;
  -- Nobody votes in vain: what another has taken the place of has its successor, and this could not be published. Of all
  -- that may be missing this has words that say what to do.
  if 'edition_in_force' = any (v_step.conditions)
    and not (access.condition(p_document, 'edition_in_force') ->> 'met')::boolean then
    perform access.refuse(409, 'edition_superseded');
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
grant execute on function public.advance_document(uuid, text, public.stage, text, jsonb, text) to authenticated;

-- Asks the document's voting body about a version: its seats and rule as they stand now. A seat that nobody can vote from
-- is written down as vacant: whoever held it votes no more, also if they come back while the round is open.
create function access.open_round(p_document uuid, p_version uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_round uuid;
begin
  insert into public.voting_rounds (document_id, version_id, body_id, quorum, majority_rule, open_tally)
  select d.id, p_version, b.id, b.quorum, b.majority_rule, b.open_tally
  from public.documents d
  join public.bodies b on b.id = d.voting_body_id
  where d.id = p_document
  returning id into v_round;
  insert into public.voting_round_seats (
    round_id, seat_id, organization_id, organization_name, sector, label, titular_id, suplente_id, vacant
  )
  select v_round, s.id, o.id, o.name, o.sector, s.label,
    case when seat.held then s.titular_id end, case when seat.held then s.suplente_id end, not seat.held
  from public.documents d
  cross join lateral access.voting_seats(d.voting_body_id) as voting (seat_id)
  join public.seats s on s.id = voting.seat_id
  join public.organizations o on o.id = s.organization_id
  cross join lateral (select access.seat_is_held(s.id) as held) seat
  where d.id = p_document;
end
$$;

-- Whether the gazette of a day can have printed something. What is printed tomorrow is not printed yet, not even by the
-- clock of Cancún, where the country's day begins. Once written down it stands.
create function access.can_be_printed(p_day date)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_day is null or p_day between '1800-01-01' and (now() at time zone 'America/Cancun')::date
$$;

-- Publishes an approved version under its address; the edition it supersedes says so from then on.
-- Errors: 400 bad_input, 409 slug_taken, 409 edition_superseded.
create function access.publish(p_document uuid, p_version uuid, p_details jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slug text := p_details ->> 'slug';
  v_publication uuid;
  v_superseded uuid;
begin
  if coalesce(v_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(v_slug) > 80
    or length(coalesce(p_details ->> 'summary', '')) > 1000
    or length(coalesce(p_details ->> 'gazetteName', '')) > 200
    or length(coalesce(p_details ->> 'gazetteNumber', '')) > 60
    or coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01') !~ '^\d{4}-\d{2}-\d{2}$'
    or not pg_input_is_valid(coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01'), 'date')
    -- A number or a date without the gazette's name is shown nowhere; later it is written down complete (record_gazette).
    or (btrim(coalesce(p_details ->> 'gazetteName', '')) = ''
      and btrim(concat(p_details ->> 'gazetteNumber', p_details ->> 'gazetteDate')) <> '') then
    perform access.refuse(400, 'bad_input');
  end if;
  if not coalesce(access.is_seen(nullif(btrim(p_details ->> 'gazetteName'), '')), true)
    or not coalesce(access.is_seen(nullif(btrim(p_details ->> 'gazetteNumber'), '')), true) then
    perform access.refuse(400, 'bad_input');
  end if;
  if not access.can_be_printed(nullif(p_details ->> 'gazetteDate', '')::date) then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.publications (
    document_id, version_id, slug, title, summary, published_by, gazette_name, gazette_number, gazette_date
  )
  select d.id, p_version, v_slug, d.title, coalesce(p_details ->> 'summary', ''), access.person_id(),
    nullif(btrim(p_details ->> 'gazetteName'), ''), nullif(btrim(p_details ->> 'gazetteNumber'), ''),
    nullif(p_details ->> 'gazetteDate', '')::date
  from public.documents d
  where d.id = p_document
  on conflict (slug) do nothing
  returning id into v_publication;
  if v_publication is null then
    perform access.refuse(409, 'slug_taken');
  end if;
  update public.documents old
  set stage = 'superseded'
  from public.documents new
  where new.id = p_document and old.id = new.supersedes_id and old.stage = 'published'
  returning old.id into v_superseded;
  -- An edition has one successor: whoever publishes another at the same moment is waited for, and comes first.
  if v_superseded is null and exists (
    select from public.documents d where d.id = p_document and d.supersedes_id is not null
  ) then
    perform access.refuse(409, 'edition_superseded');
  end if;
  perform access.record('publish', 'publication', v_publication, access.document_arrangement(p_document), p_document,
    jsonb_strip_nulls(jsonb_build_object('slug', v_slug, 'version', p_version, 'supersedes', v_superseded)));
end
$$;

-- Writes down where the official gazette printed what is published, mostly after it was published here: all of it, as it
-- does not change afterwards. Errors: 404 not_found, 409 gazette_recorded, 403 not_allowed, 409 arrangement_ended, 400 bad_input.
create function public.record_gazette(p_document uuid, p_name text, p_number text, p_date date)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_publication public.publications;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Of two who write it down, the second finds that it is there.
  select p.* into v_publication from public.publications p where p.document_id = p_document for no key update;
  if num_nulls(v_publication.gazette_name, v_publication.gazette_number, v_publication.gazette_date) = 0 then
    perform access.refuse(409, 'gazette_recorded');
  end if;
  if not access.can_record_gazette(p_document) then
    perform access.refuse_right(access.document_arrangement(p_document));
  end if;
  if not coalesce(access.is_seen(btrim(p_name)), false) or length(p_name) > 200
    or not coalesce(access.is_seen(btrim(p_number)), false) or length(p_number) > 60
    or p_date is null or not access.can_be_printed(p_date) then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.publications
  set gazette_name = btrim(p_name), gazette_number = btrim(p_number), gazette_date = p_date
  where id = v_publication.id;
  perform access.record('record_gazette', 'publication', v_publication.id, access.document_arrangement(p_document), p_document,
    jsonb_build_object('slug', v_publication.slug, 'name', btrim(p_name), 'number', btrim(p_number), 'date', p_date));
end
$$;
grant execute on function public.record_gazette(uuid, text, text, date) to authenticated;

-- Why the signed-in person does not reach any more what they were at work in, a document or an arrangement:
-- 'organization_suspended', or 'membership_ended' for whoever belonged to a party of it, or 'party_removed' where their
-- organization was one while they belonged to it. Null where they do reach it, and for whoever never did: to those nothing is
-- told of what there is.
create function public.lost_access(p_of uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when cardinality(access.person_roles(access.person_id(), w.arrangement_id)) > 0 then null
    when bool_or(took.part and m.status = 'active' and o.status = 'suspended') then 'organization_suspended'
    when bool_or(took.part and m.status = 'revoked' and m.revoked_at > w.created_at) then 'membership_ended'
    when bool_or(not took.part and m.status = 'active' and o.status = 'active') then 'party_removed'
  end
  from (
    select d.arrangement_id, d.created_at from public.documents d where d.id = p_of
    union all
    select a.id, a.created_at from public.arrangements a where a.id = p_of
  ) w
  join public.memberships m on m.person_id = access.person_id()
  join public.organizations o on o.id = m.organization_id
  cross join lateral (
    select exists (
      select from public.arrangement_parties ap
      where ap.arrangement_id = w.arrangement_id and ap.organization_id = m.organization_id
    ) as part
  ) took
  where took.part or exists (
    select
    from public.audit_entries e
    where e.arrangement_id = w.arrangement_id and e.action = 'remove' and e.noun = 'party'
      and e.noun_id = m.organization_id and e.at > greatest(w.created_at, m.created_at)
      and coalesce(e.detail ->> 'arrangement', w.arrangement_id::text) = w.arrangement_id::text
  )
  group by w.arrangement_id
$$;
grant execute on function public.lost_access(uuid) to authenticated;
