-- A party that was the wrong one is taken out again; and organizations of the same name are told apart by their state.

-- As a record calls an organization for whoever may not read it by then: two states may name theirs alike.
create function access.name_with_state(p_organization uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select concat_ws(' · ', o.name, j.name)
  from public.organizations o
  left join public.jurisdictions j on j.code = o.jurisdiction_code
  where o.id = p_organization
$$;

-- Who takes part, and as what, is what the parties agreed: only whoever administers the platform writes it down.
-- An arrangement has one Office, which approves; one that has ended takes in nobody.
-- Errors: 403 administration_only, 404 not_found, 409 arrangement_ended, 409 organization_is_party, 409 arrangement_has_office,
-- 422 not_an_office, 422 office_only_approves, 400 bad_input.
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
  perform access.require_fitting_role(p_organization, p_role);
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
    jsonb_build_object('role', p_role, 'arrangement', p_arrangement,
      -- Once it has been taken out the parties that stay find it in the record alone.
      'name', access.name_with_state(p_organization)));
end
$$;

-- Takes an organization out of an arrangement, which was the wrong one, or has left: from then on its people read nothing of
-- it; what they wrote, said and voted stays. Its seats go with it, so that none is left that nobody can fill. One that was
-- ever asked to vote is part of the record of that vote and stays, empty: it counts for nothing and is not shown, until the
-- organization is a party again, which finds it vacant. A round that is open and asks a seat of it has to be closed first;
-- its other seats stand in no vote's way. Invitations to come in by this arrangement are over, so that a later return does
-- not bring them back. What it is not taken from: an arrangement of its only secretaría técnica that can act, or its Office.
-- p_seen_role is what it was when whoever asks looked.
-- Errors: 403 administration_only, 404 not_found, 409 arrangement_ended, 422 organization_not_party, 400 bad_input,
-- 409 conflict, 409 arrangement_needs_office, 409 arrangement_needs_coordinator, 409 vote_is_open.
create function public.remove_party(p_arrangement uuid, p_organization uuid, p_seen_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
  v_role public.party_role;
  v_seat public.seats;
begin
  perform access.change_rights_as_administrator();
  -- Held: of two that coordinate one stays, and nobody is taken out after the end.
  select a.status into v_status from public.arrangements a where a.id = p_arrangement for update;
  if v_status is null then
    perform access.refuse(404, 'not_found');
  elsif v_status = 'ended' then
    perform access.refuse(409, 'arrangement_ended');
  end if;
  select ap.role into v_role from public.arrangement_parties ap
  where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization;
  if v_role is null then
    perform access.refuse(422, 'organization_not_party');
  elsif p_seen_role is null then
    perform access.refuse(400, 'bad_input');
  elsif p_seen_role <> v_role then
    perform access.refuse(409, 'conflict');
  elsif v_role = 'office' and exists (
    select from public.organizations o where o.id = p_organization and o.sector = 'office'
  ) then
    perform access.refuse(409, 'arrangement_needs_office');
  elsif v_role = 'coordinator' and not exists (
    select
    from public.arrangement_parties ap
    join public.organizations o on o.id = ap.organization_id and o.status = 'active'
    where ap.arrangement_id = p_arrangement and ap.role = 'coordinator' and ap.organization_id <> p_organization
  ) then
    perform access.refuse(409, 'arrangement_needs_coordinator');
  end if;
  -- Whoever opens a vote is waited for.
  perform access.hold_body(b.id) from public.bodies b where b.arrangement_id = p_arrangement;
  if exists (
    select
    from public.voting_round_seats rs
    join public.voting_rounds r on r.id = rs.round_id and r.closed_at is null
    join public.bodies b on b.id = r.body_id
    where b.arrangement_id = p_arrangement and rs.organization_id = p_organization
  ) then
    perform access.refuse(409, 'vote_is_open');
  end if;
  update public.invitations set revoked_at = now(), email = null
  where arrangement_id = p_arrangement and organization_id = p_organization and email is not null;
  for v_seat in
    select s.*
    from public.seats s
    join public.bodies b on b.id = s.body_id
    where b.arrangement_id = p_arrangement and s.organization_id = p_organization
    order by b.position, s.position, s.id
  loop
    if not exists (select from public.voting_round_seats rs where rs.seat_id = v_seat.id) then
      -- Who was invited to it stays on record, without the seat.
      update public.invitations set seat_id = null, capacity = null where seat_id = v_seat.id;
      delete from public.seats where id = v_seat.id;
      perform access.record('remove', 'seat', v_seat.id, p_arrangement, null,
        jsonb_build_object('body', v_seat.body_id, 'organization', p_organization, 'vote', v_seat.has_vote));
    elsif num_nonnulls(v_seat.titular_id, v_seat.suplente_id) > 0 then
      update public.seats set titular_id = null, suplente_id = null where id = v_seat.id;
      perform access.record('assign', 'seat', v_seat.id, p_arrangement, null, jsonb_build_object(
        'before', jsonb_build_object('titular', v_seat.titular_id, 'suplente', v_seat.suplente_id),
        'after', jsonb_build_object('titular', null, 'suplente', null)
      ));
    end if;
  end loop;
  -- On record and told to live connections by the table's own triggers.
  delete from public.arrangement_parties where arrangement_id = p_arrangement and organization_id = p_organization;
end
$$;
grant execute on function public.remove_party(uuid, uuid, public.party_role) to authenticated;

-- The organizations that the signed-in person may make a party of an arrangement, or of a new one (null), by name:
-- [{id, name, sector, jurisdiction: {code, name} or null}]; two states may name theirs alike. One value instead of rows, of
-- which REST gives a thousand and no more.
create or replace function public.organizations_to_add(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'sector', o.sector,
    'jurisdiction', case when j.code is not null then jsonb_build_object('code', j.code, 'name', j.name) end
  ) order by o.name, j.name, o.id), '[]')
  from public.organizations o
  left join public.jurisdictions j on j.code = o.jurisdiction_code
  where (select access.is_administrator()) and o.status = 'active' and not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.organization_id = o.id
  )
$$;

create or replace function access.record_party_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('change', 'party', old.organization_id, old.arrangement_id, null,
    jsonb_build_object('before', old.role, 'after', new.role));
  return null;
end
$$;

-- Told to the organization's other processes, too, which were told that it was added here. With its name: the parties that
-- stay know it, and find it nowhere else any more.
create function access.record_party_removal()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('remove', 'party', old.organization_id, told.arrangement_id, null, jsonb_build_object(
    'before', old.role, 'arrangement', old.arrangement_id, 'name', access.name_with_state(old.organization_id)
  ))
  from (
    select old.arrangement_id
    union
    select ap.arrangement_id from public.arrangement_parties ap where ap.organization_id = old.organization_id
    order by arrangement_id
  ) told;
  return null;
end
$$;
drop trigger record_removal on public.arrangement_parties;
create trigger record_removal after delete on public.arrangement_parties
for each row execute function access.record_party_removal();

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
            select count(*)
            from public.seats s
            join public.arrangement_parties ap on ap.arrangement_id = a.id and ap.organization_id = s.organization_id
            where s.body_id = b.id
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

-- Why the signed-in person does not reach any more what they were at work in, a document or an arrangement:
-- 'organization_suspended', or 'membership_ended' for whoever belonged to a party of it, or 'party_removed' where their
-- organization was one while they belonged to it. Null where they do reach it, and for whoever never did: to those nothing is
-- told of what there is.
create or replace function public.lost_access(p_of uuid)
returns text
language sql
stable
security definer
set search_path = ''
as $$
  select case
    when cardinality(access.person_roles(access.person_id(), w.arrangement_id)) > 0 then null
    when bool_or(took.part and m.status = 'active' and o.status = 'suspended') then 'organization_suspended'
    when bool_or(took.part and m.status = 'revoked' and m.revoked_at > w.created_at) then 'membership_ended'
    when bool_or(not took.part and m.status = 'active' and o.status = 'active') then 'party_removed'
  end
  from (
    select d.arrangement_id, d.created_at from public.documents d where d.id = p_of
    union all
    select a.id, a.created_at from public.arrangements a where a.id = p_of
  ) w
  join public.memberships m on m.person_id = access.person_id()
  join public.organizations o on o.id = m.organization_id
  cross join lateral (
    select exists (
      select from public.arrangement_parties ap
      where ap.arrangement_id = w.arrangement_id and ap.organization_id = m.organization_id
    ) as part
  ) took
  where took.part or exists (
    select
    from public.audit_entries e
    where e.arrangement_id = w.arrangement_id and e.action = 'remove' and e.noun = 'party'
      and e.noun_id = m.organization_id and e.at > greatest(w.created_at, m.created_at)
      and coalesce(e.detail ->> 'arrangement', w.arrangement_id::text) = w.arrangement_id::text
  )
  group by w.arrangement_id
$$;
