-- What is still open where nobody can answer any more waits for nobody, and is not counted.

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
