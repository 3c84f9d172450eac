-- A second answer in the same words stands, one that was sent twice does not; a seat given twice is on record once; words in
-- which nothing is seen are none.

-- Whether there is a letter to see in what somebody says: blanks, breaks and letters without a shape say nothing. A long
-- text keeps its breaks, and whatever came along in it.
create function access.says_something(p_text text)
returns boolean
language sql
immutable
security definer
set search_path = ''
as $$
  select coalesce(access.is_seen(access.without_unseen(p_text)), false)
$$;

-- Takes the turn of whoever speaks: what they send at once is said one after the other, so that what is sent twice is found
-- and all of it is counted.
create function access.hold_own_comments()
returns void
language sql
security definer
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('comments ' || access.person_id(), 0))
$$;

-- What one person may say in an hour: enough for a day's reading, too little to bury a discussion.
-- Error: 429 too_many_comments.
create or replace function access.require_measure()
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_since timestamptz := clock_timestamp() - interval '1 hour';
begin
  if (select count(*) from public.comment_threads t where t.author_id = v_person and t.created_at > v_since) >= 60
    or (select count(*) from public.comments c where c.author_id = v_person and c.created_at > v_since) >= 200 then
    perform access.refuse(429, 'too_many_comments', '{"minutes": 60}');
  end if;
end
$$;

-- p_organization: whom the person speaks for, to be said when they may speak for several.
-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 400 bad_input, 422 voice_required, 422 office_not_party,
-- 429 too_many_comments. Returns the thread's id.
create or replace function public.open_comment_thread(
  p_chapter uuid, p_anchor jsonb, p_quote text, p_body text, p_visibility public.visibility default 'arrangement',
  p_organization uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_speaker record;
  v_audience uuid[];
  v_thread uuid;
begin
  perform access.hold_rights();
  -- Whoever takes the chapter out meanwhile is waited for.
  select c.document_id into v_document
  from public.chapters c where c.id = p_chapter and c.removed_at is null for key share;
  perform access.require_comment_document(v_document);
  if length(p_body) > 5000 or not access.says_something(p_body)
    or length(coalesce(p_quote, '')) not between 1 and 12000
    or not access.is_anchor(p_anchor) or p_visibility is null
    -- What is shown as the passage is what is looked for in the text, and said to be gone where it does not stand.
    or p_quote is distinct from p_anchor #>> '{quote,exact}' then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker from access.speaker_of(access.choose_voice(v_document, p_organization));
  v_audience := access.audience(v_document, p_visibility, v_speaker.sector);
  if v_audience = '{}' then
    perform access.refuse(422, 'office_not_party');
  end if;
  perform access.hold_own_comments();
  -- Sent twice, because the first answer was lost, it is one point: the same words open it. What was said is not too much.
  select t.id into v_thread
  from public.comment_threads t
  cross join lateral (
    select c.author_id, c.body from public.comments c where c.thread_id = t.id order by c.created_at, c.id limit 1
  ) opening
  where t.chapter_id = p_chapter and t.author_id = v_speaker.person_id
    and t.organization_id = v_speaker.organization_id and t.visibility = p_visibility and t.anchor = p_anchor
    and t.created_at > now() - interval '1 minute'
    and opening.author_id = t.author_id and opening.body = btrim(p_body)
  limit 1;
  if found then
    return v_thread;
  end if;
  perform access.require_measure();
  insert into public.comment_threads (
    document_id, chapter_id, anchor, quote, visibility, audience_sector, audience,
    author_id, author_name, organization_id, organization_name, sector
  )
  values (
    v_document, p_chapter, p_anchor, p_quote, p_visibility,
    case when p_visibility = 'sector' then v_speaker.sector end, v_audience,
    v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name, v_speaker.sector
  )
  returning id into v_thread;
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (v_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body));
  perform access.record('open', 'comment_thread', v_thread, access.document_arrangement(v_document), v_document, '{}',
    p_visibility);
  perform access.notify_discussion(v_thread);
  return v_thread;
end
$$;

-- In a confidence one speaks for an organization that it was told to, or that told it.
-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 409 thread_closed, 400 bad_input, 422 voice_required,
-- 429 too_many_comments.
create or replace function public.reply_to_comment_thread(p_thread uuid, p_body text, p_organization uuid default null)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.comment_threads;
  v_speaker record;
  v_comment uuid;
begin
  perform access.hold_rights();
  perform access.require_person();
  select t.* into v_thread
  from public.comment_threads t
  join public.chapters c on c.id = t.chapter_id and c.removed_at is null
  where t.id = p_thread and access.can_read_thread(t.id)
  for share of t for key share of c;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if v_thread.status = 'resolved' then
    perform access.refuse(409, 'thread_closed');
  end if;
  if length(p_body) > 5000 or not access.says_something(p_body) then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker
  from access.speaker_of(access.choose_voice(
    v_thread.document_id, p_organization, access.thread_voices(v_thread.audience, v_thread.author_id, v_thread.organization_id)
  ));
  perform access.hold_own_comments();
  -- Sent twice, because the first answer was lost, it is one comment, and not too much. What was said since makes the same
  -- words another answer; nor does a reply repeat the words that open the thread.
  select last.id into v_comment
  from (
    select c.* from public.comments c where c.thread_id = p_thread order by c.created_at desc, c.id desc limit 1
  ) last
  where last.author_id = v_speaker.person_id and last.organization_id = v_speaker.organization_id
    and last.body = btrim(p_body) and last.created_at > now() - interval '1 minute'
    and exists (
      select from public.comments c where c.thread_id = p_thread and (c.created_at, c.id) < (last.created_at, last.id)
    );
  if found then
    return v_comment;
  end if;
  perform access.require_measure();
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (p_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body))
  returning id into v_comment;
  perform access.notify_discussion(p_thread);
  return v_comment;
end
$$;

-- Errors: 404 not_found, 403 vote_not_yours, 409 vote_already_cast_by_titular, 409 round_closed, 409 arrangement_ended,
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

-- Who sits for an organization. The secretaría técnica writes down what the organization told it.
-- p_seen names who sat there when the person looked: {"titular", "suplente"}, null for a vacant chair. Whoever has been
-- seated or taken out since is not undone by a form that did not know; a page of before says nothing and is not asked.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 vote_is_open, 409 conflict, 422 seat_person_not_member,
-- 422 seat_same_person, 422 seat_person_has_another, 400 bad_input.
create or replace function public.assign_seat(p_seat uuid, p_titular uuid, p_suplente uuid, p_seen jsonb default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seat public.seats;
  v_arrangement uuid;
begin
  perform access.hold_rights();
  perform access.require_person();
  -- Whoever opens the vote is waited for, and the seats they asked stand as they were.
  perform access.hold_body((select s.body_id from public.seats s where s.id = p_seat));
  select s.* into v_seat from public.seats s where s.id = p_seat for no key update;
  v_arrangement := access.body_arrangement(v_seat.body_id);
  if v_arrangement is null or not access.can_read_arrangement(v_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(v_arrangement) then
    perform access.refuse_right(v_arrangement);
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
  -- Sent twice it is one assignment: the record says what changed.
  if (v_seat.titular_id, v_seat.suplente_id) is not distinct from (p_titular, p_suplente) then
    return;
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
