-- How access ends, and comes back. Each change is on record wherever it was made, also by whoever owns the database.

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
create trigger record_end after update of status on public.memberships
for each row when (new.status = 'revoked' and old.status <> 'revoked') execute function access.record_membership_end();

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
create trigger record_status after update of status on public.organizations
for each row when (new.status <> old.status) execute function access.record_organization_status();

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
create trigger record_status after update of status on public.people
for each row when (new.status <> old.status) execute function access.record_person_status();

create function access.record_party_change()
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
create trigger record_role after update of role on public.arrangement_parties
for each row when (new.role <> old.role) execute function access.record_party_change();

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
create trigger record_removal after delete on public.arrangement_parties
for each row execute function access.record_party_removal();

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
create trigger record_status after update of status on public.arrangements
for each row when (new.status <> old.status) execute function access.record_arrangement_status();

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
create trigger record_change after insert or delete on public.platform_administrators
for each row execute function access.record_administrator();

create function access.may_end_membership(p_person uuid, p_whose uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select p_person = p_whose or access.is_member(p_person, p_organization) or access.is_administrator()
$$;

-- Ends a membership: one's own, that of a person of one's own organization, or any for whoever administers the platform.
-- What is open in that person's name ends with it. Errors: 404 not_found.
create function public.revoke_membership(p_person uuid, p_organization uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  -- Everybody who writes is waited for: nobody gets that far who may not.
  if not access.may_end_membership(v_person, p_person, p_organization) then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.change_rights();
  if not access.may_end_membership(v_person, p_person, p_organization) then
    perform access.refuse(404, 'not_found');
  end if;
  -- What ends with it is held first: whoever accepts holds their invitation, too, before the membership.
  perform from public.invitations i
  where i.organization_id = p_organization and i.email is not null and (
    i.invited_by = p_person or i.email = (select lower(u.email) from auth.users u where u.id = p_person)
  )
  order by i.id
  for update;
  update public.memberships set status = 'revoked'
  where person_id = p_person and organization_id = p_organization and status = 'active';
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.revoke_membership(uuid, uuid) to authenticated;

-- Suspends a person everywhere, or lets them back; nobody does it to themselves. One at a time: two administrators who
-- suspend each other in the same moment would leave nobody.
-- Errors: 403 administration_only, 403 not_allowed, 404 not_found.
create function public.set_person_status(p_person uuid, p_status public.person_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
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

-- Errors: 403 administration_only, 404 not_found.
create function public.set_organization_status(p_organization uuid, p_status public.organization_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
  update public.organizations set status = p_status where id = p_organization and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.set_organization_status(uuid, public.organization_status) to authenticated;

-- Once an arrangement has ended its parties read, and that is all. Errors: 403 administration_only, 404 not_found.
create function public.set_arrangement_status(p_arrangement uuid, p_status public.arrangement_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.change_rights_as_administrator();
  update public.arrangements set status = p_status where id = p_arrangement and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
grant execute on function public.set_arrangement_status(uuid, public.arrangement_status) to authenticated;
