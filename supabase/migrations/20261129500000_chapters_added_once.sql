-- What is added or imported once is there once, though it was sent again because its answer was lost; and a document that
-- would hold too many chapters says how many.
drop function public.add_chapter(uuid, text);
drop function public.import_chapters(uuid, jsonb);

-- The id of the nth thing that was sent: the same each time the same is sent.
create function access.nth_id(p_sent text, p_place bigint)
returns uuid
language sql
immutable
set search_path = ''
as $$
  -- Sixteen of the hash's bytes, marked as an id of no other kind (RFC 9562, version 8).
  select overlay(overlay(
    left(encode(sha256(convert_to(p_sent || ' ' || p_place, 'UTF8')), 'hex'), 32) placing '8' from 13) placing '8' from 17)::uuid
$$;

-- Adds chapters at the end, each with the text it starts from (the collaboration server turns it into the first entry
-- of the log). p_chapters: [{"title": text, "content": ProseMirror document or null}], 1 to 100 of them.
-- p_sent names the form they were sent with, which is the same when it is sent again; a page of before says nothing.
-- Errors: 404 not_found, 403 not_allowed, 409 text_is_read_only, 400 bad_input, 422 too_many_chapters {"count", "most"}.
-- Returns their ids in order.
create function public.import_chapters(p_document uuid, p_chapters jsonb, p_sent uuid default null)
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item jsonb;
  v_sent text;
  v_ids uuid[];
  v_count integer := 0;
  v_position integer;
begin
  perform access.require_manage_document(p_document);
  if jsonb_typeof(p_chapters) is distinct from 'array' or jsonb_array_length(p_chapters) not between 1 and 100 then
    perform access.refuse(400, 'bad_input');
  end if;
  -- Sent twice, because the first answer was lost, it is one import, however it was named or moved since. The same titles
  -- in another form are other chapters; so they are where the first were taken out again.
  v_sent := encode(sha256(convert_to(
    jsonb_build_array(p_document, access.person_id(), coalesce(p_sent, gen_random_uuid()), p_chapters)::text, 'UTF8')), 'hex');
  v_ids := array(select access.nth_id(v_sent, n) from generate_series(1, jsonb_array_length(p_chapters)) n order by n);
  if exists (select from public.chapters c where c.id = any (v_ids)) then
    if not exists (select from public.chapters c where c.id = any (v_ids) and c.removed_at is not null) then
      return query select unnest(v_ids);
      return;
    end if;
    v_ids := array(select gen_random_uuid() from unnest(v_ids));
  end if;
  select coalesce(max(c.position), 0) into v_position
  from public.chapters c where c.document_id = p_document and c.removed_at is null;
  if v_position + jsonb_array_length(p_chapters) > 200 then
    perform access.refuse(422, 'too_many_chapters',
      jsonb_build_object('count', v_position + jsonb_array_length(p_chapters), 'most', 200));
  end if;
  for v_item in select value from jsonb_array_elements(p_chapters) loop
    if length(btrim(coalesce(v_item ->> 'title', ''))) not between 1 and 200 or not access.is_seen(v_item ->> 'title')
      or coalesce(jsonb_typeof(v_item -> 'content'), 'null') not in ('object', 'null')
      or (jsonb_typeof(v_item -> 'content') = 'object' and v_item -> 'content' ->> 'type' is distinct from 'doc') then
      perform access.refuse(400, 'bad_input');
    end if;
    v_count := v_count + 1;
    insert into public.chapters (id, document_id, position, title)
    values (v_ids[v_count], p_document, v_position + v_count, btrim(v_item ->> 'title'));
    insert into collab.chapter_seeds (chapter_id, person_id, content)
    values (v_ids[v_count], access.person_id(), nullif(v_item -> 'content', 'null'::jsonb));
    return next v_ids[v_count];
  end loop;
  perform access.record('add', 'chapter', v_ids[v_count], access.document_arrangement(p_document), p_document,
    jsonb_build_object('titles', (
      select jsonb_agg(btrim(item ->> 'title') order by place)
      from jsonb_array_elements(p_chapters) with ordinality as given (item, place)
    )));
  perform access.notify(jsonb_build_object('kind', 'document', 'document', p_document));
  perform access.notify(jsonb_build_object('kind', 'materialise', 'document', p_document));
end
$$;
grant execute on function public.import_chapters(uuid, jsonb, uuid) to authenticated;

create function public.add_chapter(p_document uuid, p_title text, p_sent uuid default null)
returns uuid
language sql
security definer
set search_path = ''
as $$
  select public.import_chapters(p_document, jsonb_build_array(jsonb_build_object('title', p_title)), p_sent)
$$;
grant execute on function public.add_chapter(uuid, text, uuid) to authenticated;
