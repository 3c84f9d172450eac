-- The quorum is a share of all the voting seats of a body, vacant ones too: whoever gives the seats does not decide it.

alter table public.voting_round_seats
add column vacant boolean not null default false check (not vacant or (titular_id is null and suplente_id is null));

create or replace function access.voting_seats(p_body uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select s.id
  from public.seats s
  join public.bodies b on b.id = s.body_id and b.status = 'installed'
  where b.id = p_body and s.has_vote and access.organization_votes(s.organization_id, b.arrangement_id)
$$;

-- Whether somebody can vote from a seat: its titular or its suplente belongs to its organization.
create function access.seat_is_held(p_seat uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.seats s
    where s.id = p_seat
      and (access.is_member(s.titular_id, s.organization_id) or access.is_member(s.suplente_id, s.organization_id))
  )
$$;

-- How many of a body's voting seats make its quorum: never one seat alone.
create function access.votes_needed(p_seats bigint, p_quorum numeric)
returns numeric
language sql
immutable
security definer
set search_path = ''
as $$
  select greatest(2, ceil(p_seats * p_quorum))
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
    'seats', c.seats, 'cast', c.cast_votes, 'needed', access.votes_needed(c.seats, r.quorum),
    'inFavour', c.in_favour, 'against', c.against, 'abstains', c.abstains,
    'quorumReached', c.seats > 0 and c.cast_votes >= access.votes_needed(c.seats, r.quorum),
    'majorityReached', c.in_favour > 0 and case r.majority_rule
      when 'consensus' then c.against = 0
      when 'simple' then c.in_favour > c.against
      when 'two_thirds' then c.in_favour * 3 >= (c.in_favour + c.against) * 2
      when 'each_sector' then not exists (select from sectors where not won)
    end
  )
  from round r, counts c
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
    'successor', (
      select successor.slug
      from public.documents next
      join public.publications successor on successor.document_id = next.id
      where next.supersedes_id = d.id
      order by successor.published_at desc limit 1
    ),
    'version', jsonb_build_object('number', v.number, 'sha256', v.sha256, 'frozenAt', v.frozen_at),
    'canonical', v.canonical,
    'parties', (
      select jsonb_agg(jsonb_build_object('name', o.name, 'sector', o.sector, 'role', ap.role) order by ap.role, o.name)
      from public.arrangement_parties ap
      join public.organizations o on o.id = ap.organization_id
      where ap.arrangement_id = a.id
    ),
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

create or replace function access.voting_body_ready(p_document uuid)
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
