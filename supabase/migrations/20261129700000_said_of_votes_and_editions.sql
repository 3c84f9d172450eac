-- What is said of votes, editions and people. The titular is asked for their vote also where the suplente has voted; a seat
-- says that its organization is suspended meanwhile; and a body that is voting, whose seats stay as they are, is known by
-- whoever gives seats. That an edition has another successor already is a condition of the steps that it is in the way of,
-- so that nobody is told that they are ready; what else is to take its place is told before it does, and that it was
-- superseded stands in what people read of it. Whoever administers the platform tells people apart, and whoever does no
-- more is refused in words of the administration.

-- Who may take which step, what must hold first, and what the step does.
-- freezes: the text becomes a numbered version. opens_round: the body is asked to vote on that version.
-- closes_round: the vote ends with this outcome.
create or replace view public.workflow_steps with (security_invoker = true) as
select
  ordinal, from_stage::public.stage, action, to_stage::public.stage, role::public.party_role, note_required,
  conditions::text[], freezes, opens_round, closes_round::public.round_outcome
from (
  values
    (1, 'drafting', 'submit', 'technical_review', 'coordinator', false,
      '{chapters_present,chapters_have_text}', false, false, null),
    (2, 'technical_review', 'return_to_drafting', 'drafting', 'coordinator', true, '{}', false, false, null),
    (3, 'technical_review', 'open_consultation', 'consultation', 'coordinator', false,
      '{chapters_present,chapters_have_text}', true, false, null),
    (4, 'consultation', 'close_consultation', 'consolidation', 'coordinator', false, '{}', false, false, null),
    (5, 'consolidation', 'open_voting', 'voting', 'coordinator', false,
      '{chapters_present,chapters_have_text,discussion_answered,voting_body_ready,edition_in_force}', true, true, null),
    (6, 'voting', 'close_voting', 'office_review', 'coordinator', false,
      '{quorum_reached,majority_reached}', false, false, 'adopted'),
    (7, 'voting', 'return_to_consolidation', 'consolidation', 'coordinator', true, '{}', false, false, 'returned'),
    (8, 'office_review', 'approve', 'approved', 'office', false, '{}', false, false, null),
    (9, 'office_review', 'return_with_observations', 'consolidation', 'office', true, '{}', false, false, null),
    (10, 'approved', 'publish', 'published', 'coordinator', false, '{edition_in_force}', false, false, null)
) as steps (
  ordinal, from_stage, action, to_stage, role, note_required, conditions, freezes, opens_round, closes_round
);

-- What my organizations are in an arrangement, for pages about the arrangement itself.
create or replace function public.arrangement_abilities(p_arrangement uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return jsonb_build_object(
    'read', access.can_read_arrangement(p_arrangement),
    'manage', access.can_manage_arrangement(p_arrangement),
    'roles', to_jsonb(access.person_roles(access.person_id(), p_arrangement)),
    -- The bodies whose seats stay as they are until their vote is closed.
    'voting', (
      select coalesce(jsonb_agg(b.id order by b.position, b.id), '[]')
      from public.bodies b
      where b.arrangement_id = p_arrangement and access.can_read_arrangement(p_arrangement) and access.is_asked_to_vote(b.id)
    )
  );
end
$$;

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
        'vacant', rs.vacant, 'suspended', v_round.closed_at is null and o.status = 'suspended', 'voted', v.choice is not null, 'capacity', v.capacity, 'castAt', v.cast_at,
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

-- Whether a step's condition holds: {"code", "met", "count"?, "seats"?, "needed"?}.
create or replace function access.condition(p_document uuid, p_condition text)
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

-- The documents in preparation that are to take the place of an edition of an arrangement's state, the oldest first: of
-- several the first to be published does, and the others cannot be any more. Their titles and stages are public
-- (state_overview). [{"edition", "document", "title", "stage", "canOpen"}]. Error: 404 not_found.
create function public.editions_in_preparation(p_arrangement uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'edition', d.supersedes_id, 'document', d.id, 'title', d.title, 'stage', d.stage,
      'canOpen', access.can_read_document(d.id)
    ) order by d.created_at, d.id), '[]')
    from public.arrangements here
    join public.arrangements a on a.jurisdiction_code = here.jurisdiction_code and a.status <> 'ended'
    join public.documents d on d.arrangement_id = a.id
    where here.id = p_arrangement and d.supersedes_id is not null and d.stage not in ('published', 'superseded')
  );
end
$$;
grant execute on function public.editions_in_preparation(uuid) to authenticated;

-- What took the place of a published document: {"slug", "title", "publishedAt"}, or null. Of several documents that were to,
-- one is published. Error: 404 not_found.
create function public.succeeding_edition(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  return (
    select jsonb_build_object('slug', p.slug, 'title', p.title, 'publishedAt', p.published_at)
    from public.documents next
    join public.publications p on p.document_id = next.id
    where next.supersedes_id = p_document
  );
end
$$;
grant execute on function public.succeeding_edition(uuid) to authenticated;

-- Everything the public page shows, or null. Votes by seat, never by person; `canonical` is the sealed text itself.
create or replace function public.read_publication(p_slug text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'slug', p.slug, 'title', p.title, 'summary', p.summary, 'status', p.status, 'publishedAt', p.published_at,
    'gazette', case when p.gazette_name is not null then jsonb_build_object(
      'name', p.gazette_name, 'number', p.gazette_number, 'date', p.gazette_date) end,
    'kind', d.kind, 'stage', d.stage,
    'jurisdiction', jsonb_build_object('code', j.code, 'name', j.name),
    'arrangement', jsonb_build_object('title', a.title, 'kind', a.kind, 'signedOn', a.signed_on),
    -- The one whose place it took.
    'predecessor', (
      select jsonb_build_object('slug', old.slug, 'title', old.title, 'publishedAt', old.published_at)
      from public.publications old where old.document_id = d.supersedes_id
    ),
    -- The last of the editions that came after it.
    'successor', (
      with recursive later as (
        select d.id
        union
        select next.id
        from later
        join public.documents next on next.supersedes_id = later.id
        join public.publications published on published.document_id = next.id
      )
      select successor.slug
      from later
      join public.publications successor on successor.document_id = later.id
      where later.id <> d.id
      order by successor.published_at desc limit 1
    ),
    'version', jsonb_build_object('number', v.number, 'sha256', v.sha256, 'frozenAt', v.frozen_at),
    'canonical', v.canonical,
    -- As they were when it was published, also of an arrangement that was never signed: they agreed on it.
    'parties', p.parties,
    'vote', (
      select jsonb_build_object(
        'body', b.name, 'quorum', r.quorum, 'majorityRule', r.majority_rule, 'closedAt', r.closed_at,
        'outcome', r.outcome, 'tally', access.round_tally(r.id),
        'seats', (
          select jsonb_agg(jsonb_build_object(
            'organization', rs.organization_name, 'sector', rs.sector, 'vacant', rs.vacant, 'choice', vote.choice,
            'dissent', vote.dissent, 'castAt', vote.cast_at
          ) order by s.position, rs.organization_name)
          from public.voting_round_seats rs
          join public.seats s on s.id = rs.seat_id
          left join public.votes vote on vote.round_id = rs.round_id and vote.seat_id = rs.seat_id
          where rs.round_id = r.id
        )
      )
      from public.voting_rounds r
      join public.bodies b on b.id = r.body_id
      where r.version_id = v.id and r.outcome = 'adopted'
      order by r.closed_at desc limit 1
    ),
    'approval', (
      select jsonb_build_object('organization', t.organization_name, 'at', t.at)
      from public.document_transitions t
      where t.document_id = d.id and t.action = 'approve' and t.version_id = v.id
      order by t.at desc limit 1
    )
  )
  from public.publications p
  join public.documents d on d.id = p.document_id
  join public.versions v on v.id = p.version_id
  join public.arrangements a on a.id = d.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  where p.slug = p_slug
$$;

-- What a state's page shows to everyone, plus what the reader may open. Null for an unknown code.
create or replace function public.state_overview(p_code text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'code', j.code, 'name', j.name, 'shortName', j.short_name,
    'arrangements', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', a.id, 'title', a.title, 'kind', a.kind, 'status', a.status, 'object', a.object, 'signedOn', a.signed_on,
        'canOpen', access.can_read_arrangement(a.id),
        'parties', (
          select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'sector', o.sector, 'role', ap.role)
            order by ap.role, o.name), '[]')
          from public.arrangement_parties ap
          join public.organizations o on o.id = ap.organization_id
          -- Who is still negotiating has not said so in public; who did in vain never will.
          where ap.arrangement_id = a.id
            and ((a.was_signed and a.status <> 'negotiating') or access.can_read_arrangement(a.id))
        ),
        'bodies', (
          select coalesce(jsonb_agg(jsonb_build_object('name', b.name, 'kind', b.kind, 'seats', (
            select count(*) from public.seats s where s.body_id = b.id
          )) order by b.position, b.name), '[]')
          from public.bodies b where b.arrangement_id = a.id and b.status = 'installed'
        ),
        'documents', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'id', d.id, 'kind', d.kind, 'title', d.title, 'stage', d.stage, 'canOpen', access.can_read_document(d.id),
            'publication', (select p.slug from public.publications p where p.document_id = d.id
              order by p.published_at desc limit 1),
            'steps', (
              select coalesce(jsonb_agg(jsonb_build_object('stage', t.stage, 'at', t.at, 'successor', t.slug) order by t.at), '[]')
              from (
                select taken.to_stage, taken.at, null
                from public.document_transitions taken where taken.document_id = d.id
                union all
                -- Nobody takes this step: it is the publication of what comes after.
                select 'superseded', p.published_at, p.slug
                from public.documents next
                join public.publications p on p.document_id = next.id
                where next.supersedes_id = d.id
              ) t (stage, at, slug)
            )
          ) order by d.created_at), '[]')
          from public.documents d where d.arrangement_id = a.id
        )
      ) order by a.signed_on desc nulls last), '[]')
      from public.arrangements a where a.jurisdiction_code = j.code
    )
  )
  from public.jurisdictions j
  where j.code = p_code
$$;

-- {"documents": [{"id", "title", "kind", "stage", "jurisdiction", "roles", "chapters", "editable", "openThreads"}],
--  "steps": [{"document", "title", "action", "ready"}], "votes": [{"document", "title", "seats"}],
--  "replies": [{"document", "title", "thread", "chapter", "quote", "by", "at"}]}.
-- `replies`: open threads the person took part in and where somebody else spoke last. Counts hold only what they may see.
create or replace function public.my_work()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  return (
    with mine as (
      select d.*, j.name as jurisdiction, access.person_roles(v_person, d.arrangement_id) as roles
      from public.documents d
      join public.arrangements a on a.id = d.arrangement_id
      join public.jurisdictions j on j.code = a.jurisdiction_code
      where d.id in (select access.readable_documents())
    ), threads as (
      select t.*
      from public.comment_threads t
      join public.chapters c on c.id = t.chapter_id and c.removed_at is null
      where t.status = 'open' and t.document_id in (select m.id from mine m)
        and t.id in (select access.heard_threads())
    )
    select jsonb_build_object(
      'documents', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', m.id, 'title', m.title, 'kind', m.kind, 'stage', m.stage, 'jurisdiction', m.jurisdiction,
          'roles', to_jsonb(m.roles),
          'chapters', (select count(*) from public.chapters c where c.document_id = m.id and c.removed_at is null),
          'editable', (
            select count(*) from public.chapters c
            where c.document_id = m.id and c.removed_at is null and access.edit_refusal(v_person, c.id) is null
          ),
          'openThreads', (
            select count(*) from threads t where t.document_id = m.id
          )
        ) order by m.created_at desc), '[]')
        from mine m
      ),
      'steps', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'document', m.id, 'title', m.title, 'action', s.action,
          'ready', (
            select coalesce(bool_and((access.condition_shown(m.id, code) ->> 'met')::boolean), true)
            from unnest(s.conditions) as code
          )
        ) order by m.created_at desc, s.ordinal), '[]')
        from mine m
        join public.workflow_steps s on s.from_stage = m.stage and s.role = any (m.roles)
      ),
      'votes', (
        select coalesce(jsonb_agg(jsonb_build_object('document', m.id, 'title', m.title, 'seats', seats.waiting)), '[]')
        from mine m
        join public.voting_rounds r on r.document_id = m.id and r.closed_at is null
        cross join lateral (
          select count(*) as waiting
          from public.voting_round_seats rs
          where rs.round_id = r.id and case access.vote_capacity(v_person, r.id, rs.seat_id)
            -- Whatever the suplente voted, the titular has the last word.
            when 'titular' then not exists (
              select from public.votes v
              where v.round_id = rs.round_id and v.seat_id = rs.seat_id and v.capacity = 'titular'
            )
            when 'suplente' then not exists (
              select from public.votes v where v.round_id = rs.round_id and v.seat_id = rs.seat_id
            )
          end
        ) seats
        where seats.waiting > 0
      ),
      'replies', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'document', m.id, 'title', m.title, 'thread', t.id, 'chapter', t.chapter_id, 'quote', t.quote,
          'by', last.author_name, 'organization', last.organization_name, 'sector', last.sector, 'at', last.created_at
        ) order by last.created_at desc), '[]')
        from mine m
        join threads t on t.document_id = m.id
        cross join lateral (
          select c.* from public.comments c where c.thread_id = t.id order by c.created_at desc, c.id desc limit 1
        ) last
        where last.author_id is distinct from v_person
          and exists (select from public.comments c where c.thread_id = t.id and c.author_id = v_person)
      )
    )
  );
end
$$;

-- Not `not_allowed`, whose words speak of an organization's rights: whoever administers may belong to none.
-- Error: 403 administration_only.
create or replace function access.require_administrator()
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.is_administrator() then
    perform access.refuse(403, 'administration_only');
  end if;
end
$$;

-- What tells people apart for whoever administers the platform: {person id: {"since", "administers", "organizations":
-- [{"name", "status"}]}}. Since when there is the account, which an invitation makes; not whose invitation, nor the address:
-- whom an organization invites is its own business. Errors: 401 not_signed_in, 403 administration_only.
create function public.people_told_apart(p_people uuid[])
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  return (
    select coalesce(jsonb_object_agg(p.id, jsonb_build_object(
      'since', p.created_at,
      'administers', exists (select from public.platform_administrators a where a.person_id = p.id),
      'organizations', (
        select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'status', o.status) order by o.name, o.id), '[]')
        from public.memberships m
        join public.organizations o on o.id = m.organization_id
        where m.person_id = p.id and m.status = 'active'
      )
    )), '{}')
    from public.people p
    where p.id = any (p_people)
  );
end
$$;
grant execute on function public.people_told_apart(uuid[]) to authenticated;
