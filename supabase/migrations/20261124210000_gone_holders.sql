-- A seat is asked to vote while somebody who belongs to its organization holds it: one whose people have left would count
-- for the quorum, and nobody could vote from it.
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
  where b.id = p_body and s.has_vote
    and (
      s.organization_id in (select access.person_organizations(s.titular_id))
      or s.organization_id in (select access.person_organizations(s.suplente_id))
    )
    and access.organization_votes(s.organization_id, b.arrangement_id)
$$;
