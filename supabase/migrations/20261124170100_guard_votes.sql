-- A vote is of the people who sat there when it was opened, of more than one seat and at least half of them; it is
-- bound to the text that was seen, tells nothing before its quorum, and stays as it was once it is closed.

update public.bodies set quorum = 0.5 where quorum < 0.5;
alter table public.bodies drop constraint bodies_quorum_check;
alter table public.bodies add constraint bodies_quorum_check check (quorum >= 0.5 and quorum <= 1);

alter table public.voting_round_seats
  add column titular_id uuid references public.people (id) on delete set null,
  add column suplente_id uuid references public.people (id) on delete set null;
update public.voting_round_seats rs set titular_id = s.titular_id, suplente_id = s.suplente_id
from public.seats s
where s.id = rs.seat_id;
create index voting_round_seats_titular_idx on public.voting_round_seats (titular_id);
create index voting_round_seats_suplente_idx on public.voting_round_seats (suplente_id);

drop function public.advance_document(uuid, text, public.stage, text, jsonb);

create or replace function access.edit_refusal(p_person uuid, p_chapter uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when cardinality(mine.roles) = 0 or c.removed_at is not null then 'revoked'
      when not (mine.roles && '{coordinator,drafter}'::public.party_role[]) then 'not_a_drafter'
      when not (s.editors && mine.roles) then d.stage::text
      when 'coordinator' = any (mine.roles) or c.lead_body_id is null then null
      when exists (
        select
        from public.seats seat
        join public.bodies b on b.id = seat.body_id and b.status = 'installed'
        join public.arrangement_parties ap
          on ap.arrangement_id = b.arrangement_id and ap.organization_id = seat.organization_id
        where seat.body_id = c.lead_body_id and ap.role = any (s.editors)
          and seat.organization_id in (select access.person_organizations(p_person))
      ) then null
      else 'other_mesa'
    end
    from public.chapters c
    join public.documents d on d.id = c.document_id
    join public.workflow_stages s on s.stage = d.stage
    cross join lateral (select access.person_roles(p_person, d.arrangement_id) as roles) mine
    where c.id = p_chapter
  );
end
$$;

create function access.refuse_rewrite_of_closed_round()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if exists (select from public.voting_rounds r where r.id = old.round_id and r.closed_at is not null) then
    perform access.refuse(403, 'record_is_append_only');
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;

create function access.votes_sha256(p_round uuid)
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

create or replace function access.round_tally(p_round uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with round as (
    select * from public.voting_rounds r where r.id = p_round
  ), counts as (
    select count(*) as seats, count(v.choice) as cast_votes,
      count(*) filter (where v.choice = 'in_favour') as in_favour,
      count(*) filter (where v.choice = 'against') as against,
      count(*) filter (where v.choice = 'abstains') as abstains
    from public.voting_round_seats s
    left join public.votes v on v.round_id = s.round_id and v.seat_id = s.seat_id
    where s.round_id = p_round
  ), sectors as (
    select s.sector,
      count(*) filter (where v.choice = 'in_favour') > count(*) filter (where v.choice = 'against') as won
    from public.voting_round_seats s
    join public.votes v on v.round_id = s.round_id and v.seat_id = s.seat_id
    where s.round_id = p_round and v.choice <> 'abstains'
    group by s.sector
  )
  select jsonb_build_object(
    'seats', c.seats, 'cast', c.cast_votes, 'needed', greatest(2, ceil(c.seats * r.quorum)),
    'inFavour', c.in_favour, 'against', c.against, 'abstains', c.abstains,
    'quorumReached', c.seats > 0 and c.cast_votes >= greatest(2, ceil(c.seats * r.quorum)),
    'majorityReached', c.in_favour > 0 and case r.majority_rule
      when 'consensus' then c.against = 0
      when 'simple' then c.in_favour > c.against
      when 'two_thirds' then c.in_favour * 3 >= (c.in_favour + c.against) * 2
      when 'each_sector' then not exists (select from sectors where not won)
    end
  )
  from round r, counts c
$$;

create or replace function access.vote_capacity(p_person uuid, p_round uuid, p_seat uuid)
returns public.vote_capacity
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when rs.titular_id = p_person then 'titular'::public.vote_capacity
    when rs.suplente_id = p_person and not exists (
      select from public.votes v where v.round_id = p_round and v.seat_id = p_seat and v.capacity = 'titular'
    ) then 'suplente'
  end
  from public.voting_round_seats rs
  join public.voting_rounds r on r.id = rs.round_id
  join public.bodies b on b.id = r.body_id and b.status = 'installed'
  where rs.round_id = p_round and rs.seat_id = p_seat
    and rs.organization_id in (select access.person_organizations(p_person))
    and access.organization_votes(rs.organization_id, b.arrangement_id)
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
    if v_seat.suplente_id = v_person and access.is_member(v_person, v_seat.organization_id) and exists (
      select from public.votes v where v.round_id = p_round and v.seat_id = p_seat and v.capacity = 'titular'
    ) then
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
        'myCapacity', case when v_round.closed_at is null then mine.capacity end
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
          -- Who is still negotiating has not said so in public.
          where ap.arrangement_id = a.id and (a.status <> 'negotiating' or access.can_read_arrangement(a.id))
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
              select coalesce(jsonb_agg(jsonb_build_object('stage', t.to_stage, 'at', t.at) order by t.at), '[]')
              from public.document_transitions t where t.document_id = d.id
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
      and not coalesce(jsonb_path_exists(t.content, '$.**.text ? (@ like_regex "\\S")'), false);
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

create function access.voting_body_ready(p_document uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'code', 'voting_body_ready', 'count', count(s.id), 'body', bool_or(d.voting_body_id is not null),
    'met', count(distinct s.organization_id) >= 2 and not coalesce(
      bool_or(access.holds_another_seat(s.titular_id, s.body_id, s.id)
        or access.holds_another_seat(s.suplente_id, s.body_id, s.id)), false)
  )
  from public.documents d
  left join lateral access.voting_seats(d.voting_body_id) as voting (seat_id) on true
  left join public.seats s on s.id = voting.seat_id
  where d.id = p_document
$$;

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
  v_note text := nullif(btrim(coalesce(p_note, '')), '');
  v_unmet jsonb;
  v_version uuid;
  v_round uuid;
begin
  perform access.require_document(p_document);
  select d.* into v_document from public.documents d where d.id = p_document for update;
  if v_document.stage is distinct from p_expected_stage then
    perform access.refuse(409, 'stage_changed', jsonb_build_object('stage', v_document.stage));
  end if;
  select s.* into v_step from public.workflow_steps s where s.from_stage = v_document.stage and s.action = p_action;
  if v_step.action is null then
    perform access.refuse(409, 'step_not_available');
  end if;
  if not (v_step.role = any (access.document_roles(p_document))) then
    perform access.refuse(403, 'step_not_yours', jsonb_build_object('role', v_step.role));
  end if;
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
grant execute on function public.advance_document(uuid, text, public.stage, text, jsonb, text) to authenticated;

create or replace function access.open_round(p_document uuid, p_version uuid)
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
    round_id, seat_id, organization_id, organization_name, sector, label, titular_id, suplente_id
  )
  select v_round, s.id, o.id, o.name, o.sector, s.label, s.titular_id, s.suplente_id
  from public.documents d
  cross join lateral access.voting_seats(d.voting_body_id) as voting (seat_id)
  join public.seats s on s.id = voting.seat_id
  join public.organizations o on o.id = s.organization_id
  where d.id = p_document;
end
$$;

create trigger refuse_rewrite before update on public.voting_rounds
for each row when (old.closed_at is not null) execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.voting_rounds
for each statement execute function access.refuse_rewrite();
create trigger refuse_rewrite before update on public.voting_round_seats
for each row when (
  to_jsonb(new) - '{titular_id,suplente_id}'::text[] <> to_jsonb(old) - '{titular_id,suplente_id}'::text[]
  or coalesce(new.titular_id <> old.titular_id, new.titular_id is not null)
  or coalesce(new.suplente_id <> old.suplente_id, new.suplente_id is not null)
) execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.voting_round_seats
for each statement execute function access.refuse_rewrite();
create trigger refuse_rewrite before update on public.votes
for each row when (new.person_id is not null or to_jsonb(new) - 'person_id' <> to_jsonb(old) - 'person_id')
execute function access.refuse_rewrite_of_closed_round();
create trigger refuse_removal before delete on public.votes
for each row execute function access.refuse_rewrite_of_closed_round();

create trigger refuse_rewrite before update on public.publications
for each row when (
  to_jsonb(new) - '{status,published_by}'::text[] <> to_jsonb(old) - '{status,published_by}'::text[]
  or coalesce(new.published_by <> old.published_by, new.published_by is not null)
) execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.publications
for each statement execute function access.refuse_rewrite();
