-- Whose a text is, with the sittings that it names: also when there were thousands of them.

-- Whose a chapter's text is: {"blocks": as in chapter_authorships, "sittings": the rows of chapter_sessions that they
-- name}, both of one moment, however many sittings there were. Errors: 401, 404 not_found.
create function public.read_authorship(p_chapter uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_chapter(p_chapter);
  return (
    select jsonb_build_object('blocks', coalesce(a.blocks, '[]'), 'sittings', (
      select coalesce(jsonb_agg(to_jsonb(s) - 'chapter_id' order by s.first_seq), '[]')
      from public.chapter_sessions s
      where s.chapter_id = p_chapter and s.first_seq in (
        select (run ->> 1)::bigint
        from jsonb_array_elements(a.blocks) as block
        cross join lateral jsonb_array_elements(block -> 'runs') as run
      )
    ))
    from (select p_chapter as id) asked
    left join public.chapter_authorships a on a.chapter_id = asked.id
  );
end
$$;
grant execute on function public.read_authorship(uuid) to authenticated;
