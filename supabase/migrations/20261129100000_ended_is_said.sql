-- Where an arrangement has ended that is what is said; what is sent twice is there once; what a gazette printed can be seen.
-- Refuses whoever has not the right: once the arrangement has ended nobody has it, and that is what is said.
-- Errors: 409 arrangement_ended, 403 with the code.
create function access.refuse_right(p_arrangement uuid, p_code text default 'not_allowed', p_detail jsonb default '{}')
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.arrangements a where a.id = p_arrangement and a.status = 'ended') then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  perform access.refuse(403, p_code, p_detail);
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

-- A policy sees the database as it was when the statement began. Whoever renames while somebody else freezes comes
-- here after them, and is refused. Error: 409 text_is_read_only.
create or replace function access.refuse_late_document_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from public.workflow_stages s where s.stage = old.stage and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.id) then
    perform access.refuse_right(new.arrangement_id);
  end if;
  new.title := btrim(new.title);
  return new;
end
$$;

-- The secretaría técnica opens a document of its arrangement.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 400 bad_input, 409 edition_superseded.
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
begin
  perform access.hold_rights();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not ('coordinator' = any (access.person_roles(v_person, p_arrangement))) then
    perform access.refuse_right(p_arrangement);
  end if;
  if p_voting_body is not null and access.body_arrangement(p_voting_body) is distinct from p_arrangement then
    perform access.refuse(400, 'bad_input');
  end if;
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 or not access.is_seen(p_title) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.require_edition(p_supersedes, p_arrangement, p_kind);
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

-- Says which edition a document takes the place of once it is published, or that it takes none (null): the one it was
-- opened for may have been replaced meanwhile, and then it could not be published. The text need not be open for it, and
-- the version that was sealed stays as it is.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 stage_changed, 400 bad_input, 409 edition_superseded.
create or replace function public.set_supersedes(p_document uuid, p_supersedes uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.documents;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Whoever takes a step is waited for: after a publication there is nothing more to say.
  select d.* into v_document from public.documents d where d.id = p_document for no key update;
  if not ('coordinator' = any (access.document_roles(p_document))) then
    perform access.refuse_right(v_document.arrangement_id);
  end if;
  if not access.can_set_supersedes(p_document) then
    perform access.refuse(409, 'stage_changed', jsonb_build_object('stage', v_document.stage));
  end if;
  perform access.require_edition(p_supersedes, v_document.arrangement_id, v_document.kind);
  update public.documents d set supersedes_id = p_supersedes where d.id = p_document;
end
$$;

-- As with the document's own name. The row is held with the lock of a foreign key: a step that freezes waits for it, the
-- order of the chapters does not.
create or replace function access.refuse_late_chapter_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.documents d where d.id = new.document_id for key share;
  if not exists (
    select
    from public.documents d
    join public.workflow_stages s on s.stage = d.stage
    where d.id = new.document_id and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.document_id) then
    perform access.refuse_right(access.document_arrangement(new.document_id));
  end if;
  new.title := btrim(new.title);
  return new;
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
    perform access.refuse_right(access.document_arrangement(p_document));
  end if;
end
$$;

-- A chapter's text as of an entry, in parts that Yjs puts together: {"seq", "head", "at", "person", "parts": [base64, …]}.
-- REST carries no bytes here, hence the base64. Errors: 401, 404 not_found (also for an entry that is not there).
create or replace function public.read_chapter_moment(p_chapter uuid, p_seq bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_entry record;
  v_base record;
begin
  perform access.require_chapter(p_chapter);
  -- The name of whoever may be read; what they were called then is in their writing session (chapter_sessions).
  select u.seq, u.at, p.display_name as person into v_entry
  from collab.chapter_updates u
  left join public.people p on p.id = u.person_id and p.id in (select access.readable_people())
  where u.chapter_id = p_chapter and u.seq = p_seq;
  if v_entry.seq is null then
    perform access.refuse(404, 'not_found');
  end if;
  select c.seq, c.state into v_base from collab.checkpoint_before(p_chapter, p_seq) c;
  return jsonb_build_object(
    'seq', v_entry.seq,
    'head', (select h.last_seq from collab.chapter_heads h where h.chapter_id = p_chapter),
    'at', v_entry.at,
    'person', v_entry.person,
    'parts', (
      select coalesce(jsonb_agg(encode(part.bytes, 'base64') order by part.seq), '[]')
      from (
        select v_base.seq, v_base.state as bytes where v_base.seq is not null
        union all
        select u.seq, u.payload
        from collab.chapter_updates u
        where u.chapter_id = p_chapter and u.seq > coalesce(v_base.seq, 0) and u.seq <= p_seq
      ) part
    )
  );
end
$$;

create or replace function access.require_comment_document(p_document uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  -- A step that closes the discussion is waited for and seen.
  perform from public.documents d where d.id = p_document for key share;
  if not access.can_comment_document(p_document) then
    if access.document_roles(p_document) && '{coordinator,drafter,commenter,office}'::public.party_role[] then
      perform access.refuse(409, 'comments_closed');
    end if;
    perform access.refuse_right(access.document_arrangement(p_document));
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
  perform access.require_measure();
  -- Sent twice, because the first answer was lost, it is one point.
  select t.id into v_thread
  from public.comment_threads t
  join public.comments c on c.thread_id = t.id and c.author_id = t.author_id and c.body = btrim(p_body)
  where t.chapter_id = p_chapter and t.author_id = v_speaker.person_id
    and t.organization_id = v_speaker.organization_id and t.visibility = p_visibility and t.anchor = p_anchor
    and t.created_at > now() - interval '1 minute'
  limit 1;
  if found then
    return v_thread;
  end if;
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
  perform access.require_measure();
  -- Sent twice, because the first answer was lost, it is one comment.
  select c.id into v_comment
  from public.comments c
  where c.thread_id = p_thread and c.author_id = v_speaker.person_id
    and c.organization_id = v_speaker.organization_id and c.body = btrim(p_body)
    and c.created_at > now() - interval '1 minute'
  limit 1;
  if found then
    return v_comment;
  end if;
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (p_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body))
  returning id into v_comment;
  perform access.notify_discussion(p_thread);
  return v_comment;
end
$$;

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 403 organization_invites_its_own, 422 organization_not_party,
-- 403 inviting_oneself, 400 bad_input. Inviting again renews the invitation. Returns its id.
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
    perform access.refuse_right(p_arrangement, 'organization_invites_its_own');
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

-- Whether the gazette of a day can have printed something. What is printed tomorrow is not printed yet, not even by the
-- clock of Cancún, where the country's day begins. Once written down it stands.
create or replace function access.can_be_printed(p_day date)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_day is null or p_day between '1800-01-01' and (now() at time zone 'America/Cancun')::date
$$;

-- Publishes an approved version under its address; the edition it supersedes says so from then on.
-- Errors: 400 bad_input, 409 slug_taken, 409 edition_superseded.
create or replace function access.publish(p_document uuid, p_version uuid, p_details jsonb)
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

-- The step that a person asks for, from the stage they saw, if it is theirs to take.
-- Errors: 409 stage_changed, 409 step_not_available, 403 step_not_yours, 409 arrangement_ended.
create or replace function access.require_step(p_document public.documents, p_action text, p_expected_stage public.stage)
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

-- Writes down where the official gazette printed what is published, mostly after it was published here: all of it, as it
-- does not change afterwards. Errors: 404 not_found, 409 gazette_recorded, 403 not_allowed, 409 arrangement_ended, 400 bad_input.
create or replace function public.record_gazette(p_document uuid, p_name text, p_number text, p_date date)
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

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 vote_is_open, 422 organization_not_party, 409 seat_exists, 400 bad_input.
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
  if length(coalesce(p_label, '')) > 120 or (coalesce(p_label, '') <> '' and not access.is_seen(p_label)) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.hold_body(p_body);
  if access.is_asked_to_vote(p_body) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  -- Two seats of one organization are told apart by their labels; sent twice, because the first answer was lost, it is one
  -- seat: none can be taken away, and a vacant one counts for the quorum.
  if exists (
    select from public.seats s
    where s.body_id = p_body and s.organization_id = p_organization and lower(s.label) = lower(btrim(coalesce(p_label, '')))
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

-- An arrangement as it was signed, with the organization that coordinates it.
-- Errors: 403 not_allowed, 409 arrangement_exists, 400 bad_input, 422 office_only_approves.
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
  perform access.require_fitting_role(p_coordinator, 'coordinator');
  -- Sent twice, because the first answer was lost, it is one arrangement: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create arrangement ' || p_jurisdiction, 0));
  if exists (
    select from public.arrangements a
    where a.jurisdiction_code = p_jurisdiction and a.kind = p_kind and lower(a.title) = lower(btrim(p_title))
  ) then
    perform access.refuse(409, 'arrangement_exists');
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

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 body_exists, 400 bad_input.
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
    perform access.refuse_right(p_arrangement);
  end if;
  if p_kind is null or p_majority_rule is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or not access.is_seen(p_name) or coalesce(p_quorum, 0) not between 0.5 and 1 then
    perform access.refuse(400, 'bad_input');
  end if;
  -- Sent twice, because the first answer was lost, it is one body: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create body ' || p_arrangement, 0));
  if exists (
    select from public.bodies b where b.arrangement_id = p_arrangement and lower(b.name) = lower(btrim(p_name))
  ) then
    perform access.refuse(409, 'body_exists');
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
