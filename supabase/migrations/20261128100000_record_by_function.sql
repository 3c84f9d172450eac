-- The record is read by one function, which tells that somebody did something from that nobody did. By table, those who
-- manage read the ids of people whom they may not know.
drop policy audit_entries_select_managers on public.audit_entries;
revoke all on public.audit_entries from authenticated;
revoke execute on function access.managed_arrangements() from authenticated;

drop function public.list_audit_entries(uuid, integer, integer);
-- An arrangement's record, the newest entries first; without an arrangement what belongs to none, for the administration.
-- Who belongs where and who sits where is read by every party, the draft's own history by those who manage. Whoever may not
-- be read has no id here either: it would lead to the name that stands beside what they wrote. That somebody did it, or
-- sits there, is told: by_person, and true in the place of the id. Several entries of one moment keep their order from
-- page to page.
create function public.list_audit_entries(p_arrangement uuid, p_skip integer default 0, p_most integer default 50)
returns table (
  at timestamptz, by_person boolean, person_id uuid, action text, noun text, noun_id uuid, document_id uuid, detail jsonb
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
  select e.at, e.person_id is not null, (select k.id from known k where k.id = e.person_id), e.action, e.noun,
    case when e.noun in ('membership', 'person', 'administrator') then (select k.id from known k where k.id = e.noun_id)
      else e.noun_id end,
    e.document_id,
    case when e.noun = 'seat' and e.detail ? 'after' then e.detail || (
      select jsonb_object_agg(side.key, (
        select jsonb_object_agg(holder.key, case
          when holder.value = 'null' or holder.value in (select to_jsonb(k.id) from known k) then holder.value else 'true'
        end)
        from jsonb_each(side.value) holder
      ))
      from jsonb_each(e.detail) side where side.key in ('before', 'after')
    ) else e.detail end
  from entries e
  order by e.at desc, e.noun, e.action, e.noun_id
$$;
grant execute on function public.list_audit_entries(uuid, integer, integer) to authenticated;
