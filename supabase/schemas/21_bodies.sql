-- Bodies of an arrangement and their seats. The seat votes, not the person: a titular, and a suplente in their absence.

create table public.bodies (
  id uuid primary key default gen_random_uuid(),
  arrangement_id uuid not null references public.arrangements (id) on delete cascade,
  kind public.body_kind not null,
  name text not null check (length(name) <= 200 and btrim(name) <> ''),
  constraint bodies_name_is_seen check (access.is_seen(name)),
  -- Share of the voting seats that must cast a vote, abstentions included.
  -- Two thirds are 0.666, so that two of three are enough. Less than half decides nothing, nor does one seat alone.
  quorum numeric(4, 3) not null default 0.5 check (quorum >= 0.5 and quorum <= 1),
  majority_rule public.majority_rule not null default 'simple',
  -- Whether the running tally is shown while a vote is open.
  open_tally boolean not null default false,
  status public.body_status not null default 'installed',
  position integer not null default 0
);
create index bodies_arrangement_idx on public.bodies (arrangement_id);

create table public.seats (
  id uuid primary key default gen_random_uuid(),
  body_id uuid not null references public.bodies (id) on delete cascade,
  organization_id uuid not null references public.organizations (id),
  titular_id uuid references public.people (id) on delete set null,
  suplente_id uuid references public.people (id) on delete set null,
  has_vote boolean not null default true,
  label text not null default '' check (length(label) <= 120),
  position integer not null default 0,
  check (titular_id is distinct from suplente_id or titular_id is null)
);
create index seats_body_idx on public.seats (body_id);
create index seats_organization_idx on public.seats (organization_id);
create index seats_titular_idx on public.seats (titular_id);
create index seats_suplente_idx on public.seats (suplente_id);

grant select on public.bodies to authenticated;
-- Who is written on a seat is read by seat_holders() alone: by table the ids of people who have left were everybody's.
grant select (id, body_id, organization_id, has_vote, label, position) on public.seats to authenticated;
alter table public.bodies enable row level security;
alter table public.seats enable row level security;

create function access.readable_bodies()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select b.id from public.bodies b where b.arrangement_id in (select access.readable_arrangements())
$$;
grant execute on function access.readable_bodies() to authenticated;

create function access.body_arrangement(p_body uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select b.arrangement_id from public.bodies b where b.id = p_body
$$;
grant execute on function access.body_arrangement(uuid) to authenticated;

-- Oneself, one's own organization's people, those whom one seats, and whoever holds a seat where one takes part. Who was
-- written on a seat and has left its organization is told to those who give it away, and to nobody else any more.
create function access.readable_people()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select p.id
  from public.people p
  where (select access.is_administrator())
    or p.id = (select access.person_id())
    or p.id in (
      select m.person_id
      from public.memberships m
      where m.organization_id in (select access.my_organizations())
        or (m.status = 'active' and m.organization_id in (select access.seated_organizations()))
    )
    or p.id in (
      select person.id
      from public.seats s
      cross join lateral (values (s.titular_id), (s.suplente_id)) as person (id)
      where s.body_id in (select access.readable_bodies())
        and (
          exists (
            select
            from public.memberships m
            where m.person_id = person.id and m.organization_id = s.organization_id and m.status = 'active'
          )
          or s.organization_id in (select access.seated_organizations())
        )
    )
$$;
grant execute on function access.readable_people() to authenticated;
create policy people_select_partners on public.people for select to authenticated
using (id in (select access.readable_people()));

create policy bodies_select_parties on public.bodies for select to authenticated
using (arrangement_id in (select access.readable_arrangements()));
create policy seats_select_parties on public.seats for select to authenticated
using (body_id in (select access.readable_bodies()));

-- Whether an organization's seats vote in an arrangement: while it is a party that takes part, not one that looks on or
-- approves, and while neither has been ended or suspended.
create function access.organization_votes(p_organization uuid, p_arrangement uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.arrangement_parties ap
    join public.organizations o on o.id = ap.organization_id
    join public.arrangements a on a.id = ap.arrangement_id
    where ap.organization_id = p_organization and ap.arrangement_id = p_arrangement
      and ap.role in ('coordinator', 'drafter', 'commenter') and o.status = 'active' and a.status <> 'ended'
  )
$$;

-- The seats of a body that count when it votes: with a vote, of an organization that votes. Vacant ones too, and those
-- whose people have left: otherwise whoever gives the seats would decide of how many the quorum is. What such a seat
-- needs is somebody else in it before the vote is opened.
create function access.voting_seats(p_body uuid)
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

create function access.is_member(p_person uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select p_organization in (select access.person_organizations(p_person))
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

-- Who is written on the seats of an arrangement, of those whom the reader may know: {seat id: {"titular": {"id", "name",
-- "holds"} or null, "suplente": the same}}. Whoever has left the seat's organization or is suspended holds it no more,
-- though they are written there until the seat is given to somebody else.
create function public.seat_holders(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with known as materialized (
    select r as id from access.readable_people() r
  )
  select coalesce(jsonb_object_agg(written.seat, written.sides), '{}')
  from (
    select s.id as seat, jsonb_object_agg(side.capacity, case when p.id is not null then jsonb_build_object(
      'id', p.id, 'name', p.display_name, 'holds', p.status = 'active' and m.person_id is not null
    ) end) as sides
    from public.bodies b
    join public.seats s on s.body_id = b.id
    cross join lateral (values ('titular', s.titular_id), ('suplente', s.suplente_id)) as side (capacity, person)
    left join public.people p on p.id = side.person and p.id in (select k.id from known k)
    left join public.memberships m
      on m.person_id = p.id and m.organization_id = s.organization_id and m.status = 'active'
    where b.arrangement_id = p_arrangement and b.id in (select access.readable_bodies())
    group by s.id
  ) written
$$;
grant execute on function public.seat_holders(uuid) to authenticated;

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

-- Whether a person already holds another voting seat of a body: one person votes once.
create function access.holds_another_seat(p_person uuid, p_body uuid, p_seat uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select from public.seats s
    where s.body_id = p_body and s.id <> p_seat and s.has_vote and p_person in (s.titular_id, s.suplente_id)
  )
$$;

-- Takes the turn of a body: who opens its vote, seats somebody, adds a seat or changes a party's role waits for whoever
-- does now, and finds what they left. Always before a seat of that body is locked, so that no two wait for each other; and
-- with a lock that lets foreign keys to it pass.
create function access.hold_body(p_body uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  select from public.bodies b where b.id = p_body for no key update
$$;

-- Seats a person who has just come in, where the chair is empty and no vote is under way. Whether it did.
create function access.take_vacant_seat(
  p_person uuid, p_seat uuid, p_organization uuid, p_capacity public.vote_capacity
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_seat public.seats;
begin
  perform access.hold_body((select s.body_id from public.seats s where s.id = p_seat));
  select s.* into v_seat from public.seats s
  where s.id = p_seat and s.organization_id = p_organization for no key update;
  if v_seat.id is null or access.is_asked_to_vote(v_seat.body_id)
    or (v_seat.has_vote and access.holds_another_seat(p_person, v_seat.body_id, v_seat.id))
    or p_person in (v_seat.titular_id, v_seat.suplente_id)
    or (p_capacity = 'titular' and v_seat.titular_id is not null)
    or (p_capacity = 'suplente' and v_seat.suplente_id is not null) then
    return false;
  end if;
  update public.seats set
    titular_id = case p_capacity when 'titular' then p_person else titular_id end,
    suplente_id = case p_capacity when 'suplente' then p_person else suplente_id end
  where id = p_seat;
  return true;
end
$$;

-- Who sits for an organization. The secretaría técnica writes down what the organization told it.
-- p_seen names who sat there when the person looked: {"titular", "suplente"}, null for a vacant chair. Whoever has been
-- seated or taken out since is not undone by a form that did not know; a page of before says nothing and is not asked.
-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 409 vote_is_open, 409 conflict, 422 seat_person_not_member,
-- 422 seat_same_person, 422 seat_person_has_another, 400 bad_input.
create function public.assign_seat(p_seat uuid, p_titular uuid, p_suplente uuid, p_seen jsonb default null)
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
grant execute on function public.assign_seat(uuid, uuid, uuid, jsonb) to authenticated;

-- A seat lets its organization's people write where its mesa leads: gained or lost, live connections hear of it.
create function access.notify_seat_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', m.person_id))
  from public.memberships m
  where m.organization_id in (old.organization_id, new.organization_id);
  return null;
end
$$;
create trigger notify_rights after insert or update of body_id, organization_id or delete on public.seats
for each row execute function access.notify_seat_rights();

-- So does its mesa while it is installed: dissolved or installed again, those who sit in it hear of it.
create function access.notify_body_rights()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'access', 'person', m.person_id))
  from public.memberships m
  where m.organization_id in (select s.organization_id from public.seats s where s.body_id = new.id);
  return null;
end
$$;
create trigger notify_rights after update of status on public.bodies
for each row when (new.status is distinct from old.status) execute function access.notify_body_rights();
