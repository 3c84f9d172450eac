-- The record of an arrangement goes on naming who acted, and of whom it speaks, once a party has been taken out.

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
