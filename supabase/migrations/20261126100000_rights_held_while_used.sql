-- Whoever writes holds the rights they write by until it is done: a vote, an approval or a comment that waited for the
-- record while its author was suspended, or the arrangement ended, went through after the end, some of them as nobody's.
-- Rights are looked at and used in one go: whoever writes holds them as they are until it is done, and whoever ends or
-- changes some waits for that and keeps others waiting. Asked before anything else is locked and before any right is looked
-- at: what comes after the end sees the end. One lock for all: rights end seldom, and those who write do not wait for each
-- other.
create function access.hold_rights()
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock_shared(hashtext('rights'))
$$;

create function access.change_rights()
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtext('rights'))
$$;

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

create or replace function public.hold_writing(p_document uuid, p_action text, p_expected_stage public.stage)
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
  if length(coalesce(p_body, '')) > 5000 or btrim(coalesce(p_body, '')) = ''
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
  if length(coalesce(p_body, '')) > 5000 or btrim(coalesce(p_body, '')) = '' then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker
  from access.speaker_of(access.choose_voice(
    v_thread.document_id, p_organization, access.thread_voices(v_thread.audience, v_thread.author_id, v_thread.organization_id)
  ));
  perform access.require_measure();
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (p_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body))
  returning id into v_comment;
  perform access.notify_discussion(p_thread);
  return v_comment;
end
$$;

create or replace function public.set_comment_thread_status(p_thread uuid, p_status public.thread_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_thread public.comment_threads;
  v_needs_answer boolean;
begin
  perform access.hold_rights();
  perform access.require_person();
  select t.* into v_thread
  from public.comment_threads t
  join public.chapters c on c.id = t.chapter_id and c.removed_at is null
  where t.id = p_thread and access.can_read_thread(t.id)
  for no key update of t for key share of c;
  if v_thread.id is null then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.require_comment_document(v_thread.document_id);
  if p_status is null then
    perform access.refuse(400, 'bad_input');
  end if;
  select r.needs_answer into v_needs_answer
  from access.resolvable_threads(v_thread.document_id) r where r.thread_id = p_thread;
  if v_needs_answer is null then
    perform access.refuse(403, 'not_allowed');
  end if;
  if v_thread.status = p_status then
    return;
  end if;
  if p_status = 'resolved' and v_needs_answer then
    perform access.refuse(409, 'answer_required');
  end if;
  update public.comment_threads t
  set status = p_status,
    resolved_at = case when p_status = 'resolved' then now() end,
    resolved_by = case when p_status = 'resolved' then access.person_id() end,
    resolved_by_name = case when p_status = 'resolved' then (
      select p.display_name from public.people p where p.id = access.person_id()
    ) end
  where t.id = p_thread;
  perform access.record(
    case p_status when 'resolved' then 'resolve' else 'reopen' end, 'comment_thread', p_thread,
    access.document_arrangement(v_thread.document_id), v_thread.document_id, '{}', v_thread.visibility
  );
  perform access.notify_discussion(p_thread);
end
$$;

create or replace function access.require_manage_document(p_document uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Two people ordering chapters at once take turns; a step taken meanwhile is waited for and seen.
  perform from public.documents d where d.id = p_document for no key update;
  if not access.can_manage_document(p_document) then
    if 'coordinator' = any (access.document_roles(p_document)) then
      perform access.refuse(409, 'text_is_read_only');
    end if;
    perform access.refuse(403, 'not_allowed');
  end if;
end
$$;

create or replace function public.create_document(
  p_arrangement uuid,
  p_kind public.document_kind,
  p_title text,
  p_voting_body uuid default null,
  p_supersedes uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_document uuid;
  v_superseded public.stage;
begin
  perform access.hold_rights();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not ('coordinator' = any (access.person_roles(v_person, p_arrangement))) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_voting_body is not null and access.body_arrangement(p_voting_body) is distinct from p_arrangement then
    perform access.refuse(400, 'bad_input');
  end if;
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 or not access.is_seen(p_title) then
    perform access.refuse(400, 'bad_input');
  end if;
  -- A new edition is of the same kind, for the same state, of something that was published; whoever wrote that one.
  if p_supersedes is not null then
    select old.stage into v_superseded
    from public.documents old
    join public.arrangements was on was.id = old.arrangement_id
    join public.arrangements here on here.id = p_arrangement
    where old.id = p_supersedes and old.kind = p_kind and old.stage in ('published', 'superseded')
      and was.jurisdiction_code = here.jurisdiction_code;
    if v_superseded is null then
      perform access.refuse(400, 'bad_input');
    elsif v_superseded = 'superseded' then
      perform access.refuse(409, 'edition_superseded');
    end if;
  end if;
  -- Sent twice, because the first answer was lost or two clicks were made, it is one document: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create document ' || p_arrangement, 0));
  select d.id into v_document
  from public.documents d
  where d.arrangement_id = p_arrangement and d.created_by = v_person and d.kind = p_kind and d.title = btrim(p_title)
    and d.supersedes_id is not distinct from p_supersedes and d.created_at > now() - interval '1 minute'
  limit 1;
  if found then
    return v_document;
  end if;
  insert into public.documents (arrangement_id, kind, title, voting_body_id, supersedes_id, created_by)
  values (p_arrangement, p_kind, btrim(p_title), p_voting_body, p_supersedes, v_person)
  returning id into v_document;
  perform access.record('create', 'document', v_document, p_arrangement, v_document,
    jsonb_strip_nulls(jsonb_build_object('title', btrim(p_title), 'kind', p_kind, 'supersedes', p_supersedes)));
  return v_document;
end
$$;

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
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_kind is null or p_majority_rule is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or not access.is_seen(p_name) or coalesce(p_quorum, 0) not between 0.5 and 1 then
    perform access.refuse(400, 'bad_input');
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
    perform access.refuse(403, 'not_allowed');
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
    where lower(o.name) = lower(btrim(p_name))
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

create or replace function public.add_party(p_arrangement uuid, p_organization uuid, p_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
begin
  perform access.hold_rights();
  perform access.require_administrator();
  -- Held: two parties are added one after the other, and not after the end.
  select a.status into v_status from public.arrangements a where a.id = p_arrangement for update;
  if v_status is null then
    perform access.refuse(404, 'not_found');
  elsif v_status = 'ended' then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  if p_role is null or not exists (
    select from public.organizations o where o.id = p_organization and o.status = 'active'
  ) then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.arrangement_parties (arrangement_id, organization_id, role)
  values (p_arrangement, p_organization, p_role)
  on conflict do nothing;
  if not found then
    perform access.refuse(409, 'organization_is_party');
  end if;
  if p_role = 'office' and exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.role = 'office' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_has_office');
  end if;
  -- It is told to the organization's other processes, too: its people read and speak in one more.
  perform access.record_of_organization('add', 'party', p_organization, p_organization,
    jsonb_build_object('role', p_role, 'arrangement', p_arrangement));
end
$$;

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
  perform access.change_rights();
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
    perform access.refuse(403, 'organization_invites_its_own');
  end if;
  if v_email = (select lower(u.email) from auth.users u where u.id = v_person) then
    perform access.refuse(403, 'inviting_oneself');
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

create or replace function public.revoke_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
begin
  perform access.hold_rights();
  select i.* into v_invitation from public.invitations i where i.id = p_invitation for update;
  if v_invitation.id is null or v_invitation.email is null or not (
    v_invitation.invited_by is not distinct from v_person
    or v_invitation.organization_id in (select access.my_organizations())
  ) then
    perform access.refuse(404, 'not_found');
  end if;
  update public.invitations set revoked_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('revoke', 'invitation', p_invitation, v_invitation.organization_id);
end
$$;

create or replace function access.hold_my_invitation(p_invitation uuid)
returns public.invitations
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
begin
  perform access.hold_rights();
  select i.* into v_invitation from public.invitations i where i.id = p_invitation for update;
  if v_invitation.person_id = v_person then
    perform access.refuse(409, 'invitation_expired');
  end if;
  if v_invitation.email is null or v_invitation.email is distinct from access.confirmed_email(v_person) then
    perform access.refuse(404, 'not_found');
  end if;
  return v_invitation;
end
$$;

create or replace function public.revoke_membership(p_person uuid, p_organization uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  perform access.change_rights();
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

create or replace function public.set_person_status(p_person uuid, p_status public.person_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights();
  perform pg_advisory_xact_lock(hashtextextended('person status', 0));
  perform access.require_administrator();
  if p_person = access.person_id() then
    perform access.refuse(403, 'not_allowed');
  end if;
  update public.people set status = p_status where id = p_person and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

create or replace function public.set_organization_status(p_organization uuid, p_status public.organization_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights();
  perform access.require_administrator();
  update public.organizations set status = p_status where id = p_organization and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

create or replace function public.set_arrangement_status(p_arrangement uuid, p_status public.arrangement_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights();
  perform access.require_administrator();
  update public.arrangements set status = p_status where id = p_arrangement and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

create or replace function access.record(
  p_action text, p_noun text, p_noun_id uuid, p_arrangement uuid, p_document uuid,
  p_detail jsonb default '{}', p_visibility public.visibility default 'arrangement'
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_entry public.audit_entries;
begin
  perform pg_advisory_xact_lock(hashtext('audit_entries'));
  select coalesce(max(e.id), 0) + 1 into v_entry.id from public.audit_entries e;
  select coalesce((select e.hash from public.audit_entries e where e.id = v_entry.id - 1), repeat('0', 64))
  into v_entry.previous_hash;
  v_entry.at := clock_timestamp();
  v_entry.person_id := access.person_id();
  -- What was begun by somebody is not recorded as done by nobody: they have been suspended, or signed out, meanwhile.
  if v_entry.person_id is null and auth.uid() is not null then
    perform access.refuse(401, 'not_signed_in');
  end if;
  v_entry.action := p_action;
  v_entry.noun := p_noun;
  v_entry.noun_id := p_noun_id;
  v_entry.arrangement_id := p_arrangement;
  v_entry.document_id := p_document;
  v_entry.visibility := p_visibility;
  v_entry.detail := coalesce(p_detail, '{}');
  v_entry.hash := access.audit_hash(v_entry);
  insert into public.audit_entries values (v_entry.*);
end
$$;
