-- Voting by seat on one version. A vote names the SHA-256 of what it is about; a dissent has a text.

create table public.voting_rounds (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id),
  version_id uuid not null references public.versions (id),
  body_id uuid not null references public.bodies (id),
  -- The rule as it stood when the round was opened.
  quorum numeric(4, 3) not null,
  majority_rule public.majority_rule not null,
  open_tally boolean not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome public.round_outcome,
  check ((closed_at is null) = (outcome is null))
);
create unique index voting_rounds_one_open on public.voting_rounds (document_id) where closed_at is null;
create index voting_rounds_document_idx on public.voting_rounds (document_id, opened_at);
create index voting_rounds_version_idx on public.voting_rounds (version_id);
create index voting_rounds_body_idx on public.voting_rounds (body_id);

-- The voting seats of the body, as they were when the round was opened: who sits there later changes nothing.
create table public.voting_round_seats (
  round_id uuid not null references public.voting_rounds (id) on delete cascade,
  seat_id uuid not null references public.seats (id),
  organization_id uuid not null references public.organizations (id),
  organization_name text not null,
  sector public.sector not null,
  label text not null,
  titular_id uuid references public.people (id) on delete set null,
  suplente_id uuid references public.people (id) on delete set null,
  -- Nobody could vote from it when the round was opened: it counts for the quorum and stays empty. Not the same as nobody
  -- named here, because people are forgotten.
  vacant boolean not null default false check (not vacant or (titular_id is null and suplente_id is null)),
  primary key (round_id, seat_id)
);
create index voting_round_seats_seat_idx on public.voting_round_seats (seat_id);
create index voting_round_seats_organization_idx on public.voting_round_seats (organization_id);
create index voting_round_seats_titular_idx on public.voting_round_seats (titular_id);
create index voting_round_seats_suplente_idx on public.voting_round_seats (suplente_id);

create table public.votes (
  round_id uuid not null,
  seat_id uuid not null,
  choice public.vote_choice not null,
  dissent text check (length(btrim(dissent)) between 1 and 5000),
  person_id uuid references public.people (id) on delete set null,
  capacity public.vote_capacity not null,
  version_sha256 text not null,
  cast_at timestamptz not null default now(),
  primary key (round_id, seat_id),
  foreign key (round_id, seat_id) references public.voting_round_seats (round_id, seat_id) on delete cascade
);
create index votes_person_idx on public.votes (person_id);

grant select on public.voting_rounds to authenticated;
-- Which seats were asked, without who sat there: people have left since.
grant select (round_id, seat_id, organization_id, organization_name, sector, label, vacant)
on public.voting_round_seats to authenticated;
-- How a seat voted is read through voting_round() alone, which knows when it may be shown.
alter table public.voting_rounds enable row level security;
alter table public.voting_round_seats enable row level security;
alter table public.votes enable row level security;
create policy voting_rounds_select_parties on public.voting_rounds for select to authenticated
using (document_id in (select access.readable_documents()));

create function access.readable_rounds()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select r.id from public.voting_rounds r where r.document_id in (select access.readable_documents())
$$;
grant execute on function access.readable_rounds() to authenticated;
create policy voting_round_seats_select_parties on public.voting_round_seats for select to authenticated
using (round_id in (select access.readable_rounds()));

-- Whether a round of a body is under way: until it is closed, who sits where stays as it is.
create function access.is_asked_to_vote(p_body uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from public.voting_rounds r where r.body_id = p_body and r.closed_at is null)
$$;

-- What is decided stays decided, whoever asks: a closed round, whom it asked and how they voted. People are forgotten.
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

-- The seal of a round's votes, for the record of those that are shown: of a few seats and three choices there are so few
-- ballots that whoever reads the seal finds the one it is of. RFC 8785 over
-- [{"seat", "choice", "dissent", "capacity", "version"}].
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

-- What a round amounts to: {"seats", "cast", "needed", "inFavour", "against", "abstains", "quorumReached",
-- "majorityReached"}. Seats are all of the body's that vote, vacant ones too. Quorum counts abstentions, and is never one
-- seat alone. Majorities count votes in favour and against:
-- consensus = nobody against; simple = more in favour; two_thirds = at least two thirds in favour;
-- each_sector = more in favour within every sector that voted.
create function access.round_tally(p_round uuid)
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

-- Whether everybody who reads the round reads how its seats voted: while its tally is open, and once it is closed, unless
-- it was given up before its quorum.
create function access.votes_are_shown(p_round uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select r.open_tally or (r.closed_at is not null and (
    r.outcome = 'adopted' or (access.round_tally(r.id) ->> 'quorumReached')::boolean
  ))
  from public.voting_rounds r
  where r.id = p_round
$$;

-- In which capacity a person may vote for a seat in a round now, or null: the titular always, the suplente only where
-- the titular has not voted. Titular and suplente are those of the moment when the round was opened.
create function access.vote_capacity(p_person uuid, p_round uuid, p_seat uuid)
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

-- p_seen names the vote that the seat had when the person looked: {"choice", "capacity", "castAt"}, null where it had none. A
-- vote that somebody has cast since, the suplente or the titular in another window, is not replaced by a form that did not
-- know of it; a page of before says nothing and is not asked.
-- Errors: 404 not_found, 403 vote_not_yours, 409 vote_already_cast_by_titular, 409 round_closed, 409 arrangement_ended,
-- 409 version_mismatch, 409 vote_changed, 422 dissent_without_vote_against, 400 bad_input.
create function public.cast_vote(
  p_round uuid, p_seat uuid, p_choice public.vote_choice, p_dissent text, p_version_sha256 text, p_seen jsonb default null
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
  v_stands public.votes;
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
  select v.* into v_stands from public.votes v where v.round_id = p_round and v.seat_id = p_seat;
  if p_seen is not null
    and (v_stands.choice, v_stands.capacity, v_stands.cast_at) is distinct from (
      (p_seen ->> 'choice')::public.vote_choice, (p_seen ->> 'capacity')::public.vote_capacity,
      (p_seen ->> 'castAt')::timestamptz
    ) then
    -- Sent twice, because the first answer was lost, it is the vote that stands.
    if (v_stands.choice, v_stands.dissent, v_stands.person_id, v_stands.capacity)
      is not distinct from (p_choice, v_dissent, v_person, v_capacity) then
      return;
    end if;
    perform access.refuse(409, 'vote_changed');
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
grant execute on function public.cast_vote(uuid, uuid, public.vote_choice, text, text, jsonb) to authenticated;

-- A round of a document: its version, rule, seats, who has voted and, once it may be shown, how. The latest, or the one
-- about the version of that number. Null when there was none at all. Own votes are always shown; those of a round that was
-- given up before its quorum are not, however many rounds came after it. Error: 404 not_found.
create function public.voting_round(p_document uuid, p_version integer default null)
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
        'vacant', rs.vacant, 'suspended', v_round.closed_at is null and o.status = 'suspended',
        -- Those who could vote for it have left, or what it is the seat of does not vote any more.
        'unmanned', v_round.closed_at is null and v.choice is null and not rs.vacant and o.status <> 'suspended'
          and access.vote_capacity(rs.titular_id, v_round.id, rs.seat_id) is null
          and access.vote_capacity(rs.suplente_id, v_round.id, rs.seat_id) is null,
        'voted', v.choice is not null, 'capacity', v.capacity, 'castAt', v.cast_at,
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
grant execute on function public.voting_round(uuid, integer) to authenticated;
