-- Invitations: a person is asked, by e-mail address, to come in for an organization of the arrangement and, where it says
-- so, to take a seat. Nobody is brought in unasked: whoever signs in with that confirmed address accepts or declines each.
--
-- Whoever brings people into an organization holds all its rights, in every arrangement. So its own members invite; the
-- secretaría técnica and the administration invite the first person of a party that has nobody yet
-- (docs/adr/0007-rights-in-the-database.md).

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  arrangement_id uuid not null references public.arrangements (id) on delete cascade,
  organization_id uuid not null references public.organizations (id),
  -- Forgotten once the invitation is accepted, declined, taken back or too old.
  email text check (email = lower(btrim(email)) and email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$' and length(email) <= 254),
  seat_id uuid references public.seats (id) on delete cascade,
  capacity public.vote_capacity,
  invited_by uuid references public.people (id) on delete set null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days',
  accepted_at timestamptz,
  declined_at timestamptz,
  revoked_at timestamptz,
  -- Whose account the address was when it was forgotten, until the invitation would have run out: they are told that it
  -- is over, and not that there never was one (keep_whose_invitation).
  person_id uuid references public.people (id) on delete set null,
  check ((seat_id is null) = (capacity is null)),
  constraint invitations_forget check (email is null or num_nonnulls(accepted_at, declined_at, revoked_at) = 0)
);
create index invitations_arrangement_idx on public.invitations (arrangement_id);
create index invitations_organization_idx on public.invitations (organization_id);
create index invitations_seat_idx on public.invitations (seat_id);
create index invitations_invited_by_idx on public.invitations (invited_by);
create index invitations_person_idx on public.invitations (person_id);
-- An invitation without an address is over, and never in the way of a new one.
create unique index invitations_once on public.invitations (arrangement_id, organization_id, email);

-- Who wrote it may be somebody whom the organization's people may not know.
grant select (
  id, arrangement_id, organization_id, email, seat_id, capacity, invited_at, expires_at, accepted_at, declined_at, revoked_at
) on public.invitations to authenticated;
alter table public.invitations enable row level security;

create function access.keep_whose_invitation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.person_id := (
    select p.id
    from public.people p
    join auth.users u on u.id = p.id
    where lower(u.email) = old.email and u.email_confirmed_at is not null and new.expires_at > clock_timestamp()
  );
  return new;
end
$$;
create trigger keep_whose before update of email on public.invitations
for each row when (old.email is not null and new.email is null) execute function access.keep_whose_invitation();

-- Who was ever a member of an organization of the kind that approves, and who is one of any other now.
create function access.has_people(p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.memberships m
    join public.organizations o on o.id = m.organization_id
    where m.organization_id = p_organization and (m.status = 'active' or o.sector = 'office' or exists (
      select from public.arrangement_parties ap where ap.organization_id = p_organization and ap.role = 'office'
    ))
  )
$$;

-- Whether a person may bring another into an organization: its members; where it has nobody the administration; and where
-- it never had anybody the secretaría técnica, unless it is the Office or a party elsewhere too. Whoever fills what others
-- left reads what they were told in confidence. Asked again when the invitation is taken up.
create function access.may_invite(p_person uuid, p_arrangement uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.arrangement_parties ap
    join public.arrangements a on a.id = ap.arrangement_id
    join public.organizations o on o.id = ap.organization_id
    where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization
      and a.status <> 'ended' and o.status = 'active'
      and (
        access.is_member(p_person, p_organization)
        or (not access.has_people(p_organization) and (
          exists (
            select
            from public.platform_administrators administrator
            join public.people p on p.id = administrator.person_id
            where p.id = p_person and p.status = 'active'
          )
          or (
            o.sector <> 'office' and 'coordinator' = any (access.person_roles(p_person, p_arrangement))
            and not exists (select from public.memberships m where m.organization_id = p_organization)
            and not exists (
              select from public.arrangement_parties elsewhere
              where elsewhere.organization_id = p_organization and elsewhere.arrangement_id <> p_arrangement
            )
          )
        ))
      )
  )
$$;

create function access.confirmed_email(p_person uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select lower(u.email) from auth.users u where u.id = p_person and u.email_confirmed_at is not null
$$;

-- Whom an organization invites is its own business: not the secretaría técnica's, nor the administration's.
create policy invitations_select_members on public.invitations for select to authenticated
using (
  email is not null
  and (organization_id in (select access.my_organizations()) or invited_by = (select access.person_id()))
);

-- That somebody was invited, came in or left is told to every process the organization takes part in.
create function access.record_of_organization(
  p_action text, p_noun text, p_noun_id uuid, p_organization uuid, p_detail jsonb default '{}'
)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid;
  v_told boolean := false;
begin
  for v_arrangement in
    select ap.arrangement_id from public.arrangement_parties ap
    where ap.organization_id = p_organization order by ap.arrangement_id
  loop
    v_told := true;
    perform access.record(p_action, p_noun, p_noun_id, v_arrangement, null,
      p_detail || jsonb_build_object('organization', p_organization));
  end loop;
  if not v_told then
    perform access.record(p_action, p_noun, p_noun_id, null, null,
      p_detail || jsonb_build_object('organization', p_organization));
  end if;
end
$$;

-- An arrangement's record, the newest entries first; without an arrangement what belongs to none, for the administration.
-- Who belongs where and who sits where is read by every party, the draft's own history by those who manage. Names are those
-- of the moment. Whoever may not be read has neither name nor id here: the id would lead to the name that stands beside what
-- they wrote. To those who manage, whoever acted for a party is named also once that party or the person has gone. That somebody did it, or sits there, is told: by_person, and true in the place of the id. Several entries of
-- one moment keep their order from page to page.
create function public.list_audit_entries(p_arrangement uuid, p_skip integer default 0, p_most integer default 50)
returns table (
  at timestamptz, by_person boolean, person_id uuid, person_name text, organization_name text, action text, noun text,
  noun_id uuid, document_id uuid, detail jsonb
)
language sql
stable
security definer
set search_path = ''
as $$
  with known as materialized (
    select r as id from access.readable_people() r
  ), asked as materialized (
    select (select access.is_administrator()) as administers,
      p_arrangement in (select access.managed_arrangements()) as manages,
      p_arrangement in (select access.readable_arrangements()) as reads
  ), entries as (
    select e.*
    from public.audit_entries e, asked
    where (e.arrangement_id = p_arrangement or (p_arrangement is null and e.arrangement_id is null))
      and coalesce(e.visibility, 'arrangement') = 'arrangement'
      and (asked.administers or (e.visibility = 'arrangement' and (asked.manages or (asked.reads
        and e.noun in ('arrangement', 'party', 'organization', 'membership', 'invitation', 'body', 'seat')))))
    order by e.at desc, e.noun, e.action, e.noun_id
    offset greatest(p_skip, 0) limit least(greatest(p_most, 0), 1000)
  )
  select e.at, e.person_id is not null, doer.id, case when told.names then e.person_name end,
    case when told.names then e.organization_name end, e.action, e.noun,
    case when e.noun in ('membership', 'person', 'administrator') then (select k.id from known k where k.id = e.noun_id)
      else e.noun_id end,
    e.document_id,
    case when e.noun = 'person' and e.action = 'rename' and not told.names then '{}'
    when e.noun = 'seat' and e.detail ? 'after' then e.detail || (
      select jsonb_object_agg(side.key, (
        select jsonb_object_agg(holder.key, case
          when holder.value = 'null' or holder.value in (select to_jsonb(k.id) from known k) then holder.value else 'true'
        end)
        from jsonb_each(side.value) holder
      ))
      from jsonb_each(e.detail) side where side.key in ('before', 'after')
    ) else e.detail end
  from entries e
  cross join asked
  left join known doer on doer.id = e.person_id
  cross join lateral (
    select doer.id is not null
      or (asked.administers or asked.manages) and e.organization_name is not null as names
  ) told
  order by e.at desc, e.noun, e.action, e.noun_id
$$;
grant execute on function public.list_audit_entries(uuid, integer, integer) to authenticated;

-- What the record of an arrangement speaks of and is there no more, for whoever reads the arrangement: organizations that
-- were taken out, by the name they had, and seats, by whose and of which body they were.
-- {"organizations": {id: name}, "seats": {id: {"organization", "body"}}}.
create function public.recorded_names(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'organizations', (
      select coalesce(jsonb_object_agg(e.noun_id, e.detail ->> 'name' order by e.id), '{}')
      from public.audit_entries e
      where e.arrangement_id = p_arrangement and e.noun = 'party' and e.action = 'remove' and e.detail ->> 'name' is not null
    ),
    'seats', (
      select coalesce(jsonb_object_agg(e.noun_id, jsonb_build_object(
        'organization', e.detail -> 'organization', 'body', e.detail -> 'body'
      ) order by e.id), '{}')
      from public.audit_entries e
      where e.arrangement_id = p_arrangement and e.noun = 'seat' and e.action in ('add', 'remove') and e.detail ? 'body'
    )
  )
  where p_arrangement in (select access.readable_arrangements()) or access.is_administrator()
$$;
grant execute on function public.recorded_names(uuid) to authenticated;

-- For which parties of an arrangement the signed-in person may invite.
create function public.inviting_organizations(p_arrangement uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select ap.organization_id
  from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement
    and access.may_invite(access.person_id(), p_arrangement, ap.organization_id)
$$;
grant execute on function public.inviting_organizations(uuid) to authenticated;

-- Errors: 404 not_found, 403 not_allowed, 409 arrangement_ended, 403 organization_invites_its_own, 422 organization_not_party,
-- 403 inviting_oneself, 409 already_member, 400 bad_input. Inviting again renews the invitation. Returns its id. Whoever
-- invites into an organization that has people belongs to it (access.may_invite): nobody else learns whose an address is.
create function public.invite_person(
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
  if p_seat is null and exists (
    select from public.memberships m
    where m.organization_id = p_organization and access.is_member(m.person_id, p_organization)
      and access.confirmed_email(m.person_id) = v_email
  ) then
    perform access.refuse(409, 'already_member');
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
grant execute on function public.invite_person(uuid, uuid, text, uuid, public.vote_capacity) to authenticated;

-- Its organization takes an invitation back, or whoever wrote it. Error: 404 not_found.
create function public.revoke_invitation(p_invitation uuid)
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
grant execute on function public.revoke_invitation(uuid) to authenticated;

-- The open invitations of the signed-in person's confirmed address: [{"id", "organization", "sector", "arrangement",
-- "jurisdiction", "role", "by", "body", "capacity", "expiresAt", "asksName"}]. `asksName`: the person has not said their name.
create function public.my_invitations()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', i.id, 'organization', o.name, 'sector', o.sector, 'arrangement', a.title, 'jurisdiction', j.name,
    'role', ap.role, 'by', p.display_name, 'body', b.name, 'capacity', i.capacity, 'expiresAt', i.expires_at,
    'asksName', (select me.display_name = access.name_of_newcomer() from public.people me where me.id = access.person_id())
  ) order by i.invited_at), '[]')
  from public.invitations i
  join public.organizations o on o.id = i.organization_id
  join public.arrangements a on a.id = i.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  join public.arrangement_parties ap
    on ap.arrangement_id = i.arrangement_id and ap.organization_id = i.organization_id
  join public.people p on p.id = i.invited_by
  left join public.seats s on s.id = i.seat_id
  left join public.bodies b on b.id = s.body_id
  where i.email = access.confirmed_email(access.person_id()) and i.expires_at > now()
    and access.may_invite(i.invited_by, i.arrangement_id, i.organization_id)
$$;
grant execute on function public.my_invitations() to authenticated;

-- The invitation, held, when it is to this person. Errors: 404 not_found, 409 invitation_expired where it was to them.
create function access.hold_my_invitation(p_invitation uuid)
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

-- Whoever comes in says who they are: what they write, say and vote keeps the name that they had then.
-- A name that was said before stays. Errors: 422 name_required, 400 bad_input.
create function access.say_name(p_person uuid, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := btrim(coalesce(p_name, ''));
begin
  if not exists (
    select from public.people p where p.id = p_person and p.display_name = access.name_of_newcomer()
  ) then
    return;
  end if;
  if v_name in ('', access.name_of_newcomer()) then
    perform access.refuse(422, 'name_required');
  end if;
  if length(v_name) > 120 or not access.is_seen(v_name) then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.people set display_name = v_name where id = p_person;
end
$$;

-- Takes up one invitation, if whoever wrote it may still bring people in. Its seat is taken only when it is vacant.
-- Errors: 404 not_found, 409 invitation_expired, 409 person_of_another_party, 422 name_required, 400 bad_input.
create function public.accept_invitation(p_invitation uuid, p_name text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
  v_seated boolean;
begin
  -- Two first people do not come in at once. Foreign keys pass: a vote that is being opened writes this organization down.
  perform from public.organizations o where o.id = v_invitation.organization_id for no key update;
  if v_invitation.expires_at <= now() or v_invitation.invited_by = v_person
    or not access.may_invite(v_invitation.invited_by, v_invitation.arrangement_id, v_invitation.organization_id)
    or exists (
      select from public.memberships m
      where m.person_id = v_person and m.organization_id = v_invitation.organization_id
        and m.revoked_at >= v_invitation.invited_at
    ) then
    perform access.refuse(409, 'invitation_expired');
  end if;
  -- From outside nobody is put on a second side of the same table; an organization's own members may ask them over.
  if not access.is_member(v_invitation.invited_by, v_invitation.organization_id) and exists (
    select
    from public.arrangement_parties ap
    join public.memberships m on m.organization_id = ap.organization_id
    where ap.arrangement_id = v_invitation.arrangement_id and m.person_id = v_person and m.status = 'active'
  ) then
    perform access.refuse(409, 'person_of_another_party');
  end if;
  perform access.say_name(v_person, p_name);
  insert into public.memberships (person_id, organization_id) values (v_person, v_invitation.organization_id)
  on conflict (person_id, organization_id) do update set status = 'active';
  v_seated := access.take_vacant_seat(
    v_person, v_invitation.seat_id, v_invitation.organization_id, v_invitation.capacity
  );
  update public.invitations set accepted_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('accept', 'invitation', p_invitation, v_invitation.organization_id,
    case when v_seated then jsonb_build_object('seat', v_invitation.seat_id, 'capacity', v_invitation.capacity)
      else '{}' end);
end
$$;
grant execute on function public.accept_invitation(uuid, text) to authenticated;

-- Errors: 404 not_found, 409 invitation_expired.
create function public.decline_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
begin
  update public.invitations set declined_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('decline', 'invitation', p_invitation, v_invitation.organization_id);
end
$$;
grant execute on function public.decline_invitation(uuid) to authenticated;

-- Whoever leaves an organization leaves nothing open behind: neither what they wrote for it nor what waits for them.
create function access.close_invitations_of_member()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.invitations i set revoked_at = now(), email = null
  where i.organization_id = old.organization_id and i.email is not null and (
    i.invited_by = old.person_id
    or i.email = (select lower(u.email) from auth.users u where u.id = old.person_id)
  );
  return null;
end
$$;
create trigger close_invitations after update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked')
execute function access.close_invitations_of_member();

-- The worker's: the addresses of invitations that ran out are forgotten, and whose those were that ended before.
create function collab.forget_expired_invitations()
returns void
language sql
security definer
set search_path = ''
as $$
  update public.invitations set email = null, person_id = null
  where num_nonnulls(email, person_id) > 0 and expires_at <= clock_timestamp()
$$;
