-- Whoever has left an organization or is suspended is shown no more as holding its seat.

-- Who holds the seats of an arrangement, for whoever reads it: {seat id: [person id]}. Whoever has left the seat's
-- organization or is suspended holds it no more, though they are written there until the seat is given to somebody else.
create function public.seat_holders(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_object_agg(held.seat, held.people), '{}')
  from (
    select s.id as seat, jsonb_agg(p.id order by p.id = s.suplente_id) as people
    from public.bodies b
    join public.seats s on s.body_id = b.id
    join public.memberships m on m.organization_id = s.organization_id and m.status = 'active'
      and m.person_id in (s.titular_id, s.suplente_id)
    join public.people p on p.id = m.person_id and p.status = 'active'
    where b.arrangement_id = p_arrangement and b.id in (select access.readable_bodies())
    group by s.id
  ) held
$$;
grant execute on function public.seat_holders(uuid) to authenticated;
