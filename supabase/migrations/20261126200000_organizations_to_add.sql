-- Whom one may add to an arrangement comes with its name: asked for by their ids, some four hundred no longer fitted into
-- an address, and the page of the arrangement was not there for whoever administers it.

drop function public.organizations_to_add(uuid);

-- The organizations that the signed-in person may make a party of an arrangement, or of a new one (null), by name:
-- [{id, name}]. One value instead of rows, of which REST gives a thousand and no more.
create function public.organizations_to_add(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'sector', o.sector) order by o.name, o.id), '[]')
  from public.organizations o
  where (select access.is_administrator()) and o.status = 'active' and not exists (
    select from public.arrangement_parties ap
    where ap.arrangement_id = p_arrangement and ap.organization_id = o.id
  )
$$;
grant execute on function public.organizations_to_add(uuid) to authenticated;
