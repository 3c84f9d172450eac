-- Whoever gains or loses a seat hears of it at once.

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
