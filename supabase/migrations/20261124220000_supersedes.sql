-- A document may be opened as the next edition of a published one.

drop function public.create_document(uuid, public.document_kind, text, uuid);

create function public.create_document(
  p_arrangement uuid,
  p_kind public.document_kind,
  p_title text,
  p_voting_body uuid default null,
  p_supersedes uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_document uuid;
begin
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not ('coordinator' = any (access.person_roles(v_person, p_arrangement))) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_voting_body is not null and access.body_arrangement(p_voting_body) is distinct from p_arrangement then
    perform access.refuse(400, 'bad_input');
  end if;
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 then
    perform access.refuse(400, 'bad_input');
  end if;
  -- A new edition is of the same kind, for the same state, of something that was published; whoever wrote that one.
  if p_supersedes is not null and not exists (
    select from public.documents old
    join public.arrangements was on was.id = old.arrangement_id
    join public.arrangements here on here.id = p_arrangement
    where old.id = p_supersedes and old.kind = p_kind and old.stage = 'published'
      and was.jurisdiction_code = here.jurisdiction_code
  ) then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.documents (arrangement_id, kind, title, voting_body_id, supersedes_id, created_by)
  values (p_arrangement, p_kind, btrim(p_title), p_voting_body, p_supersedes, v_person)
  returning id into v_document;
  perform access.record('create', 'document', v_document, p_arrangement, v_document,
    jsonb_strip_nulls(jsonb_build_object('title', btrim(p_title), 'kind', p_kind, 'supersedes', p_supersedes)));
  return v_document;
end
$$;
grant execute on function public.create_document(uuid, public.document_kind, text, uuid, uuid) to authenticated;
