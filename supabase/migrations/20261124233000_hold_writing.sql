-- Writing waits for the moment in which a step freezes the text, so that a version can be made while people type.

-- Until when nothing is written in a document, because a step is about to freeze its text.
create table collab.holds (
  document_id uuid primary key references public.documents (id) on delete cascade,
  person_id uuid not null references public.people (id) on delete cascade,
  until timestamptz not null
);
create index holds_person_idx on collab.holds (person_id);
alter table collab.holds enable row level security;

-- Appends a batch of one chapter. The document's row is held, so that a step which freezes it waits for this or goes
-- before it, never between. Each entry is written or answered with the reason why not; entries of one message, which
-- build on each other, are written all or none. While the document is held nothing is judged: every answer is 'held',
-- for the moment.
create or replace function collab.append_updates(
  p_chapter uuid, p_people uuid[], p_clients bigint[], p_payloads bytea[], p_messages integer[] default null,
  p_signed_in timestamptz[] default null, p_sessions uuid[] default null
)
returns table (ordinal integer, seq bigint, refusal text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_arrangement uuid;
  v_seq bigint;
  -- By person: why they may not write (null: they may), and the organization they write for.
  v_refusals jsonb := '{}';
  v_voices jsonb := '{}';
  -- By Yjs client id: whose it is. By entry: whether its session has ended. By message: why it is not written.
  v_owners jsonb;
  v_ended bigint[];
  v_refused jsonb := '{}';
  v_key text;
  v_client text;
begin
  select d.id, d.arrangement_id into v_document, v_arrangement
  from public.documents d
  join public.chapters c on c.document_id = d.id
  where c.id = p_chapter
  for share of d;
  -- A statement of its own, after the row: whoever set a hold had the row before us, and is seen.
  if exists (select from collab.holds h where h.document_id = v_document and h.until > clock_timestamp()) then
    return query select place, null::bigint, 'held' from generate_subscripts(p_people, 1) as place;
    return;
  end if;
  insert into collab.chapter_heads (chapter_id) select c.id from public.chapters c where c.id = p_chapter
  on conflict do nothing;
  select h.last_seq into v_seq from collab.chapter_heads h where h.chapter_id = p_chapter for update;
  select coalesce(jsonb_object_agg(k.client_id, k.person_id), '{}') into v_owners
  from collab.chapter_clients k
  where k.chapter_id = p_chapter and k.client_id = any (p_clients);
  select coalesce(array_agg(e.place), '{}') into v_ended
  from unnest(p_people, p_signed_in, p_sessions) with ordinality e (person, signed_in, session, place)
  join public.people p on p.id = e.person
  left join collab.ended_sessions s on s.session_id = e.session
  where e.signed_in < p.signed_out_at or s.session_id is not null;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    v_key := p_people[i]::text;
    if not v_refusals ? v_key then
      v_refusals := v_refusals || jsonb_build_object(
        v_key, case when v_seq is null then 'not_found' else access.edit_refusal(p_people[i], p_chapter) end
      );
      v_voices := v_voices || jsonb_build_object(v_key, access.person_voice(p_people[i], v_arrangement));
    end if;
    refusal := case when i = any (v_ended) then 'signed_out' else v_refusals ->> v_key end;
    v_client := p_clients[i]::text;
    -- Client 0 signs deletions, which are nobody's own.
    if refusal is null and p_clients[i] <> 0 then
      if not v_owners ? v_client then
        v_owners := v_owners || jsonb_build_object(
          v_client, collab.claim_client(p_chapter, p_clients[i], p_people[i])
        );
      end if;
      if v_owners ->> v_client <> p_people[i]::text then
        refusal := 'foreign_client';
      end if;
    end if;
    if refusal is not null then
      v_refused := v_refused || jsonb_build_object(coalesce(p_messages[i], i), refusal);
    end if;
  end loop;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    ordinal := i;
    refusal := v_refused ->> coalesce(p_messages[i], i)::text;
    seq := null;
    if refusal is null then
      v_seq := v_seq + 1;
      seq := v_seq;
      insert into collab.chapter_updates (chapter_id, seq, person_id, organization_id, client_id, payload)
      values (
        p_chapter, v_seq, p_people[i], (v_voices ->> p_people[i]::text)::uuid, p_clients[i], p_payloads[i]
      );
    end if;
    return next;
  end loop;
  update collab.chapter_heads h set last_seq = v_seq where h.chapter_id = p_chapter and h.last_seq <> v_seq;
end
$$;

-- The step that a person asks for, from the stage they saw, if it is theirs to take.
-- Errors: 409 stage_changed, 409 step_not_available, 403 step_not_yours.
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
    perform access.refuse(403, 'step_not_yours', jsonb_build_object('role', v_step.role));
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
      || case when v_step.closes_round is null then '{}'
        else jsonb_build_object('round', v_round, 'votes_sha256', access.votes_sha256(v_round)) end);
  return jsonb_build_object('stage', v_step.to_stage, 'version', v_version);
end
$$;
