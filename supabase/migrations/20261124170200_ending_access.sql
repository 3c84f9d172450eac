-- Access ends, and comes back, from the interface; every change of rights is on record. An arrangement has one Office.

create or replace function public.add_party(p_arrangement uuid, p_organization uuid, p_role public.party_role)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_status public.arrangement_status;
begin
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
    jsonb_build_object('role', p_role, 'arrangement', p_arrangement));
end
$$;

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
  perform access.require_person();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(p_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_kind is null or p_majority_rule is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or coalesce(p_quorum, 0) not between 0.5 and 1 then
    perform access.refuse(400, 'bad_input');
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
  perform access.require_person();
  if v_arrangement is null or not access.can_read_arrangement(v_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(v_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = v_arrangement and ap.organization_id = p_organization
  ) then
    perform access.refuse(422, 'organization_not_party');
  end if;
  if length(coalesce(p_label, '')) > 120 then
    perform access.refuse(400, 'bad_input');
  end if;
  perform from public.bodies b where b.id = p_body for update;
  if access.is_asked_to_vote(p_body) then
    perform access.refuse(409, 'vote_is_open');
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

create function access.record_membership_end()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record_of_organization('revoke', 'membership', new.person_id, new.organization_id);
  return null;
end
$$;

create function access.record_organization_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record_of_organization('change', 'organization', new.id, new.id,
    jsonb_build_object('before', old.status, 'after', new.status));
  return null;
end
$$;

create function access.record_person_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('change', 'person', new.id, null, null,
    jsonb_build_object('before', old.status, 'after', new.status));
  perform access.record_of_organization('change', 'person', new.id, m.organization_id,
    jsonb_build_object('before', old.status, 'after', new.status))
  from public.memberships m
  where m.person_id = new.id and m.status = 'active' and exists (
    select from public.arrangement_parties ap where ap.organization_id = m.organization_id
  );
  return null;
end
$$;

create function access.record_party_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record(case tg_op when 'DELETE' then 'remove' else 'change' end, 'party', old.organization_id,
    old.arrangement_id, null, jsonb_build_object('before', old.role)
      || case tg_op when 'DELETE' then '{}' else jsonb_build_object('after', new.role) end);
  return null;
end
$$;

create function access.record_arrangement_status()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('change', 'arrangement', new.id, new.id, null,
    jsonb_build_object('before', old.status, 'after', new.status));
  return null;
end
$$;

create function access.record_administrator()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record(case tg_op when 'DELETE' then 'remove' else 'add' end, 'administrator',
    coalesce(new.person_id, old.person_id), null, null);
  return null;
end
$$;

create function public.revoke_membership(p_person uuid, p_organization uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  if not (v_person = p_person or access.is_member(v_person, p_organization) or access.is_administrator()) then
    perform access.refuse(404, 'not_found');
  end if;
  update public.memberships set status = 'revoked'
  where person_id = p_person and organization_id = p_organization and status = 'active';
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.revoke_membership(uuid, uuid) to authenticated;

create function public.set_person_status(p_person uuid, p_status public.person_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  if p_person = access.person_id() then
    perform access.refuse(403, 'not_allowed');
  end if;
  update public.people set status = p_status where id = p_person and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.set_person_status(uuid, public.person_status) to authenticated;

create function public.set_organization_status(p_organization uuid, p_status public.organization_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  update public.organizations set status = p_status where id = p_organization and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.set_organization_status(uuid, public.organization_status) to authenticated;

create function public.set_arrangement_status(p_arrangement uuid, p_status public.arrangement_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_administrator();
  update public.arrangements set status = p_status where id = p_arrangement and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.set_arrangement_status(uuid, public.arrangement_status) to authenticated;

create trigger record_end after update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked') execute function access.record_membership_end();
create trigger record_status after update of status on public.organizations
for each row when (new.status <> old.status) execute function access.record_organization_status();
create trigger record_status after update of status on public.people
for each row when (new.status <> old.status) execute function access.record_person_status();
create trigger record_role after update of role on public.arrangement_parties
for each row when (new.role <> old.role) execute function access.record_party_change();
create trigger record_removal after delete on public.arrangement_parties
for each row execute function access.record_party_change();
create trigger record_status after update of status on public.arrangements
for each row when (new.status <> old.status) execute function access.record_arrangement_status();
create trigger record_change after insert or delete on public.platform_administrators
for each row execute function access.record_administrator();
