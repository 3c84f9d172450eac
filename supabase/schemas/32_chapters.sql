-- Chapters: one right or population group each, with its own collaborative text and the mesa that leads it.

create table public.chapters (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id) on delete cascade,
  position integer not null check (position >= 1),
  title text not null check (length(title) <= 200 and btrim(title) <> ''),
  constraint chapters_title_is_seen check (access.is_seen(title)),
  lead_body_id uuid references public.bodies (id) on delete set null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  -- Several rows move in one statement.
  constraint chapters_position_once exclude using btree (document_id with =, position with =)
    where (removed_at is null) deferrable initially deferred
);
create index chapters_document_idx on public.chapters (document_id, position);
create index chapters_lead_body_idx on public.chapters (lead_body_id);

-- The text as last written down from the log; `seq` says up to which entry.
create table public.chapter_texts (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  seq bigint not null check (seq >= 0),
  content jsonb not null,
  updated_at timestamptz not null default now()
);

grant select on public.chapters, public.chapter_texts to authenticated;
grant update (title, lead_body_id) on public.chapters to authenticated;
alter table public.chapters enable row level security;
alter table public.chapter_texts enable row level security;

create function access.chapter_document(p_chapter uuid)
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.document_id from public.chapters c where c.id = p_chapter
$$;

-- Why a person may not edit a chapter now, or null when they may. The arrangement's end, the role, the stage, the mesa.
create function access.edit_refusal(p_person uuid, p_chapter uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when cardinality(mine.roles) = 0 or c.removed_at is not null then 'revoked'
      when a.status = 'ended' then 'ended'
      when not (mine.roles && '{coordinator,drafter}'::public.party_role[]) then 'not_a_drafter'
      when not (s.editors && mine.roles) then d.stage::text
      when 'coordinator' = any (mine.roles) or c.lead_body_id is null then null
      when exists (
        select
        from public.seats seat
        join public.bodies b on b.id = seat.body_id and b.status = 'installed'
        join public.arrangement_parties ap
          on ap.arrangement_id = b.arrangement_id and ap.organization_id = seat.organization_id
        where seat.body_id = c.lead_body_id and ap.role = any (s.editors)
          and seat.organization_id in (select access.person_organizations(p_person))
      ) then null
      else 'other_mesa'
    end
    from public.chapters c
    join public.documents d on d.id = c.document_id
    join public.arrangements a on a.id = d.arrangement_id
    join public.workflow_stages s on s.stage = d.stage
    cross join lateral (select access.person_roles(p_person, d.arrangement_id) as roles) mine
    where c.id = p_chapter
  );
end
$$;

create function access.readable_chapters()
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.id
  from public.chapters c
  where c.removed_at is null and c.document_id in (select access.readable_documents())
$$;
grant execute on function access.readable_chapters() to authenticated;

create policy chapters_select_parties on public.chapters for select to authenticated
using (removed_at is null and document_id in (select access.readable_documents()));
create policy chapters_update_managers on public.chapters for update to authenticated
using (removed_at is null and access.can_manage_document(document_id))
with check (
  access.can_manage_document(document_id)
  and (lead_body_id is null
    or access.body_arrangement(lead_body_id) = access.document_arrangement(document_id))
);
create policy chapter_texts_select_parties on public.chapter_texts for select to authenticated
using (chapter_id in (select access.readable_chapters()));
grant execute on function access.document_arrangement(uuid) to authenticated;

create function access.require_manage_document(p_document uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Two people ordering chapters at once take turns; a step taken meanwhile is waited for and seen.
  perform from public.documents d where d.id = p_document for no key update;
  if not access.can_manage_document(p_document) then
    if 'coordinator' = any (access.document_roles(p_document)) then
      perform access.refuse(409, 'text_is_read_only');
    end if;
    perform access.refuse_right(access.document_arrangement(p_document));
  end if;
end
$$;

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

-- Moves a chapter to a place (1 is the first); the others close ranks.
-- Errors: 404 not_found, 403 not_allowed, 409 text_is_read_only.
create function public.move_chapter(p_chapter uuid, p_position integer)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid := access.chapter_document(p_chapter);
begin
  perform access.require_manage_document(v_document);
  if not exists (select from public.chapters c where c.id = p_chapter and c.removed_at is null) then
    perform access.refuse(404, 'not_found');
  end if;
  with others as (
    select c.id, row_number() over (order by c.position) as place
    from public.chapters c
    where c.document_id = v_document and c.removed_at is null and c.id <> p_chapter
  ), target as (
    select greatest(1, least(p_position, 1 + (select count(*) from others))) as place
  ), placed as (
    select o.id, o.place + (case when o.place >= t.place then 1 else 0 end) as place from others o, target t
    union all
    select p_chapter, t.place from target t
  )
  update public.chapters c
  set position = placed.place
  from placed
  where c.id = placed.id and c.position <> placed.place and c.removed_at is null;
  perform access.record('move', 'chapter', p_chapter, access.document_arrangement(v_document), v_document,
    jsonb_build_object('position', p_position));
end
$$;
grant execute on function public.move_chapter(uuid, integer) to authenticated;

-- Takes a chapter out of the document. Its log and threads are kept; restore_chapter() brings it back at the end. A point
-- that waits for its answer is not taken out with it; confidences neither hold it back nor show themselves by that.
-- Errors: 404 not_found, 403 not_allowed, 409 text_is_read_only, 409 chapter_has_open_threads.
create function public.remove_chapter(p_chapter uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid := access.chapter_document(p_chapter);
  v_open bigint;
begin
  perform access.require_manage_document(v_document);
  -- Whoever is commenting on it is waited for and counted.
  perform from public.chapters c where c.id = p_chapter for update;
  select count(*) into v_open
  from public.comment_threads t
  join public.chapters c on c.id = t.chapter_id and c.removed_at is null
  where t.chapter_id = p_chapter and t.visibility = 'arrangement' and t.status = 'open';
  if v_open > 0 then
    perform access.refuse(409, 'chapter_has_open_threads', jsonb_build_object('count', v_open));
  end if;
  update public.chapters set removed_at = now() where id = p_chapter and removed_at is null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
  with placed as (
    select c.id, row_number() over (order by c.position) as place
    from public.chapters c where c.document_id = v_document and c.removed_at is null
  )
  update public.chapters c set position = placed.place from placed where c.id = placed.id and c.position <> placed.place;
  perform access.record('remove', 'chapter', p_chapter, access.document_arrangement(v_document), v_document);
  perform access.notify(jsonb_build_object('kind', 'access', 'document', v_document));
end
$$;
grant execute on function public.remove_chapter(uuid) to authenticated;

create function public.restore_chapter(p_chapter uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid := access.chapter_document(p_chapter);
begin
  perform access.require_manage_document(v_document);
  update public.chapters
  set removed_at = null,
    position = 1 + (
      select coalesce(max(c.position), 0) from public.chapters c
      where c.document_id = v_document and c.removed_at is null
    )
  where id = p_chapter and removed_at is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
  perform access.record('restore', 'chapter', p_chapter, access.document_arrangement(v_document), v_document);
end
$$;
grant execute on function public.restore_chapter(uuid) to authenticated;

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
      select coalesce(e.person_name, p.display_name) as person
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

-- As with the document's own name. The row is held with the lock of a foreign key: a step that freezes waits for it, the
-- order of the chapters does not.
create function access.refuse_late_chapter_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.documents d where d.id = new.document_id for key share;
  if not exists (
    select
    from public.documents d
    join public.workflow_stages s on s.stage = d.stage
    where d.id = new.document_id and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.document_id) then
    perform access.refuse_right(access.document_arrangement(new.document_id));
  end if;
  new.title := btrim(new.title);
  return new;
end
$$;
create trigger hold_rights before update of title, lead_body_id on public.chapters
for each statement execute function access.hold_rights_of_statement();
-- A body that goes takes itself out of its chapters.
create trigger refuse_late_change before update of title, lead_body_id on public.chapters
for each row when (
  new.title <> old.title
  or (new.lead_body_id is distinct from old.lead_body_id and (new.lead_body_id is not null or pg_trigger_depth() = 0))
)
execute function access.refuse_late_chapter_change();

create function access.record_chapter_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record(
    'change', 'chapter', new.id, access.document_arrangement(new.document_id), new.document_id, jsonb_build_object(
      'before', jsonb_build_object('title', old.title, 'lead_body', old.lead_body_id),
      'after', jsonb_build_object('title', new.title, 'lead_body', new.lead_body_id)
    )
  );
  return null;
end
$$;
create trigger record_change after update of title, lead_body_id on public.chapters
for each row when ((new.title, new.lead_body_id) is distinct from (old.title, old.lead_body_id))
execute function access.record_chapter_change();

create function access.notify_chapter()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.notify(jsonb_build_object('kind', 'document', 'document', new.document_id));
  if new.lead_body_id is distinct from old.lead_body_id then
    perform access.notify(jsonb_build_object('kind', 'access', 'document', new.document_id));
  end if;
  return null;
end
$$;
create trigger notify_chapter after update on public.chapters
for each row execute function access.notify_chapter();

-- Whether there is a word in a text: letters that nobody sees are none.
create function access.has_words(p_content jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select exists (
    select from jsonb_path_query(p_content, '$.**.text') as said (words) where access.says_something(words #>> '{}')
  )
$$;

-- A chapter without a word keeps the document from its next step (80_abilities.sql): whoever has it open is told when that
-- changes, and not each time the text is written down.
create function access.notify_text()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_had boolean := false;
begin
  if tg_op = 'UPDATE' then
    v_had := access.has_words(old.content);
  end if;
  if access.has_words(new.content) <> v_had then
    perform access.notify(jsonb_build_object('kind', 'document', 'document', c.document_id))
    from public.chapters c
    where c.id = new.chapter_id and c.removed_at is null;
  end if;
  return null;
end
$$;
create trigger notify_text after insert or update of content on public.chapter_texts
for each row execute function access.notify_text();
