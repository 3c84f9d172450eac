-- A second answer in the same words stands, one that was sent twice does not; a seat given twice is on record once.

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
  if length(coalesce(p_body, '')) > 5000 or btrim(coalesce(p_body, '')) = '' then
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
