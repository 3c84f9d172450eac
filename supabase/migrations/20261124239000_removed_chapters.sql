-- Whoever took a chapter out, or coordinates after them, finds it again and can bring it back.

-- The chapters that were taken out of a document and can be brought back, the last one first, and who took each out: null
-- where nobody by that name is left. For the secretaría técnica, at every stage; restore_chapter() asks for the stage.
-- Errors: 404 not_found, 403 not_allowed.
create function public.list_removed_chapters(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  if not 'coordinator' = any (access.document_roles(p_document)) then
    perform access.refuse(403, 'not_allowed');
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', c.id, 'title', c.title, 'removedAt', c.removed_at, 'removedBy', removal.person
    ) order by c.removed_at desc, c.title), '[]')
    from public.chapters c
    left join lateral (
      select p.display_name as person
      from public.audit_entries e
      left join public.people p on p.id = e.person_id
      where e.document_id = p_document and e.noun = 'chapter' and e.noun_id = c.id and e.action = 'remove'
      order by e.id desc
      limit 1
    ) removal on true
    where c.document_id = p_document and c.removed_at is not null
  );
end
$$;
grant execute on function public.list_removed_chapters(uuid) to authenticated;
