-- Whoever sits in a mesa hears at once that it is dissolved, or installed again.

-- A mesa lets those who sit in it write while it is installed: dissolved or installed again, those who sit in it hear of it.
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
