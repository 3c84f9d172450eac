-- The record of an arrangement goes on naming who acted, and of whom it speaks, once a party has been taken out.

-- An arrangement's record, the newest entries first; without an arrangement what belongs to none, for the administration.
-- Who belongs where and who sits where is read by every party, the draft's own history by those who manage. Names are those
-- of the moment. Whoever may not be read has neither name nor id here: the id would lead to the name that stands beside what
-- they wrote. To those who manage, whoever acted for a party is named also once that party or the person has gone. That somebody did it, or sits there, is told: by_person, and true in the place of the id. Several entries of
-- one moment keep their order from page to page.
create or replace function public.list_audit_entries(p_arrangement uuid, p_skip integer default 0, p_most integer default 50)
returns table (
  at timestamptz, by_person boolean, person_id uuid, person_name text, organization_name text, action text, noun text,
  noun_id uuid, document_id uuid, detail jsonb
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
  select e.at, e.person_id is not null, doer.id, case when told.names then e.person_name end,
    case when told.names then e.organization_name end, e.action, e.noun,
    case when e.noun in ('membership', 'person', 'administrator') then (select k.id from known k where k.id = e.noun_id)
      else e.noun_id end,
    e.document_id,
    case when e.noun = 'person' and e.action = 'rename' and not told.names then '{}'
    when e.noun = 'seat' and e.detail ? 'after' then e.detail || (
      select jsonb_object_agg(side.key, (
        select jsonb_object_agg(holder.key, case
          when holder.value = 'null' or holder.value in (select to_jsonb(k.id) from known k) then holder.value else 'true'
        end)
        from jsonb_each(side.value) holder
      ))
      from jsonb_each(e.detail) side where side.key in ('before', 'after')
    ) else e.detail end
  from entries e
  cross join asked
  left join known doer on doer.id = e.person_id
  cross join lateral (
    select doer.id is not null
      or (asked.administers or asked.manages) and e.organization_name is not null as names
  ) told
  order by e.at desc, e.noun, e.action, e.noun_id
$$;

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

-- {"documents": [{"id", "title", "kind", "stage", "jurisdiction", "roles", "chapters", "editable", "openThreads"}],
--  "steps": [{"document", "title", "action", "ready"}], "votes": [{"document", "title", "seats"}],
--  "replies": [{"document", "title", "thread", "chapter", "quote", "by", "at"}]}.
-- `openThreads` is null where nobody can answer any more. `replies`: open threads the person took part in and where somebody else spoke last. Counts hold only what they may see.
create or replace function public.my_work()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  return (
    with mine as (
      select d.*, a.status = 'ended' or d.stage in ('published', 'superseded') as over, j.name as jurisdiction,
        access.person_roles(v_person, d.arrangement_id) as roles
      from public.documents d
      join public.arrangements a on a.id = d.arrangement_id
      join public.jurisdictions j on j.code = a.jurisdiction_code
      where d.id in (select access.readable_documents())
    ), threads as (
      select t.*
      from public.comment_threads t
      join public.chapters c on c.id = t.chapter_id and c.removed_at is null
      -- Where the arrangement has ended or the text is published nobody can answer or resolve one any more.
      where t.status = 'open'
        and t.document_id in (select m.id from mine m where not m.over)
        and t.id in (select access.heard_threads())
    )
    select jsonb_build_object(
      'documents', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'id', m.id, 'title', m.title, 'kind', m.kind, 'stage', m.stage, 'jurisdiction', m.jurisdiction,
          'roles', to_jsonb(m.roles),
          'chapters', (select count(*) from public.chapters c where c.document_id = m.id and c.removed_at is null),
          'editable', (
            select count(*) from public.chapters c
            where c.document_id = m.id and c.removed_at is null and access.edit_refusal(v_person, c.id) is null
          ),
          'openThreads', case when not m.over then (
            select count(*) from threads t where t.document_id = m.id
          ) end
        ) order by m.created_at desc), '[]')
        from mine m
      ),
      'steps', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'document', m.id, 'title', m.title, 'action', s.action,
          'ready', (
            select coalesce(bool_and((access.condition_shown(m.id, code) ->> 'met')::boolean), true)
            from unnest(s.conditions) as code
          )
        ) order by m.created_at desc, s.ordinal), '[]')
        from mine m
        join public.workflow_steps s on s.from_stage = m.stage and s.role = any (m.roles)
      ),
      'votes', (
        select coalesce(jsonb_agg(jsonb_build_object('document', m.id, 'title', m.title, 'seats', seats.waiting)), '[]')
        from mine m
        join public.voting_rounds r on r.document_id = m.id and r.closed_at is null
        cross join lateral (
          select count(*) as waiting
          from public.voting_round_seats rs
          where rs.round_id = r.id and case access.vote_capacity(v_person, r.id, rs.seat_id)
            -- Whatever the suplente voted, the titular has the last word.
            when 'titular' then not exists (
              select from public.votes v
              where v.round_id = rs.round_id and v.seat_id = rs.seat_id and v.capacity = 'titular'
            )
            when 'suplente' then not exists (
              select from public.votes v where v.round_id = rs.round_id and v.seat_id = rs.seat_id
            )
          end
        ) seats
        where seats.waiting > 0
      ),
      'replies', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'document', m.id, 'title', m.title, 'thread', t.id, 'chapter', t.chapter_id, 'quote', t.quote,
          'by', last.author_name, 'organization', last.organization_name, 'sector', last.sector, 'at', last.created_at
        ) order by last.created_at desc), '[]')
        from mine m
        join threads t on t.document_id = m.id
        cross join lateral (
          select c.* from public.comments c where c.thread_id = t.id order by c.created_at desc, c.id desc limit 1
        ) last
        where last.author_id is distinct from v_person
          and exists (select from public.comments c where c.thread_id = t.id and c.author_id = v_person)
      )
    )
  );
end
$$;
