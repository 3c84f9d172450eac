-- Titles and names can be seen, as those of people: one of what cannot be seen looked like none, or like another.

-- A text without controls, marks that turn the direction of what follows, and letters without a shape.
create function access.without_unseen(p_text text)
returns text
language sql
immutable
security definer
set search_path = ''
as $$
  select regexp_replace(p_text,
    '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]', '', 'g')
$$;

-- Whether there is something to see in a name or a title, and nothing that cannot be seen: it would look like another, or
-- like none, and could not be found or chosen (src/lib/domain/seen-text.ts).
create function access.is_seen(p_text text)
returns boolean
language sql
immutable
security definer
set search_path = ''
as $$
  select p_text = access.without_unseen(p_text) and p_text ~ '[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]'
$$;
-- Constraints ask it with the rights of whoever writes.
grant execute on function access.is_seen(text) to authenticated;

-- What was written before, without what cannot be seen; lines become one line. Frozen texts keep the title they have.
create function access.made_seen(p_text text, p_otherwise text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce((
    select line from btrim(access.without_unseen(regexp_replace(p_text, '[\t-\r\u0085\u2028\u2029]+', ' ', 'g'))) as line
    where access.is_seen(line)
  ), p_otherwise)
$$;
alter table public.documents disable trigger refuse_late_change;
alter table public.chapters disable trigger refuse_late_change;
update public.people set display_name = access.made_seen(display_name, access.name_of_newcomer())
where not access.is_seen(display_name);
update public.organizations set name = access.made_seen(name, 'Organización sin nombre') where not access.is_seen(name);
update public.organizations set short_name = access.made_seen(short_name, 'Sin nombre') where not access.is_seen(short_name);
update public.arrangements set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
update public.bodies set name = access.made_seen(name, 'Sin nombre') where not access.is_seen(name);
update public.documents set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
update public.chapters set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
alter table public.documents enable trigger refuse_late_change;
alter table public.chapters enable trigger refuse_late_change;
drop function access.made_seen(text, text);

alter table public.people drop constraint people_name_is_seen;
alter table public.people add constraint people_name_is_seen check (access.is_seen(display_name));
alter table public.organizations add constraint organizations_name_is_seen check (access.is_seen(name));
alter table public.organizations add constraint organizations_short_name_is_seen check (access.is_seen(short_name));
alter table public.arrangements add constraint arrangements_title_is_seen check (access.is_seen(title));
alter table public.bodies add constraint bodies_name_is_seen check (access.is_seen(name));
alter table public.documents add constraint documents_title_is_seen check (access.is_seen(title));
alter table public.chapters add constraint chapters_title_is_seen check (access.is_seen(title));

-- A person exists as soon as the Auth server knows them; the name is theirs to write. Only what an administrator of the
-- Auth server wrote down is taken over: anybody can sign up with an address that is not theirs, and a name of their choice.
create or replace function access.add_person_of_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.people (id, display_name)
  values (
    new.id,
    coalesce((
      select name from left(btrim(access.without_unseen(new.raw_app_meta_data ->> 'display_name')), 120) as name
      where access.is_seen(name)
    ), access.name_of_newcomer())
  )
  on conflict (id) do nothing;
  return new;
end
$$;

-- The secretaría técnica opens a document of its arrangement.
-- Errors: 404 not_found, 403 not_allowed, 400 bad_input, 409 edition_superseded.
create or replace function public.create_document(
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
  v_superseded public.stage;
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
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 or not access.is_seen(p_title) then
    perform access.refuse(400, 'bad_input');
  end if;
  -- A new edition is of the same kind, for the same state, of something that was published; whoever wrote that one.
  if p_supersedes is not null then
    select old.stage into v_superseded
    from public.documents old
    join public.arrangements was on was.id = old.arrangement_id
    join public.arrangements here on here.id = p_arrangement
    where old.id = p_supersedes and old.kind = p_kind and old.stage in ('published', 'superseded')
      and was.jurisdiction_code = here.jurisdiction_code;
    if v_superseded is null then
      perform access.refuse(400, 'bad_input');
    elsif v_superseded = 'superseded' then
      perform access.refuse(409, 'edition_superseded');
    end if;
  end if;
  insert into public.documents (arrangement_id, kind, title, voting_body_id, supersedes_id, created_by)
  values (p_arrangement, p_kind, btrim(p_title), p_voting_body, p_supersedes, v_person)
  returning id into v_document;
  perform access.record('create', 'document', v_document, p_arrangement, v_document,
    jsonb_strip_nulls(jsonb_build_object('title', btrim(p_title), 'kind', p_kind, 'supersedes', p_supersedes)));
  return v_document;
end
$$;

-- Adds chapters at the end, each with the text it starts from (the collaboration server turns it into the first entry
-- of the log). p_chapters: [{"title": text, "content": ProseMirror document or null}], 1 to 100 of them.
-- Errors: 404 not_found, 403 not_allowed, 409 text_is_read_only, 400 bad_input. Returns their ids in order.
create or replace function public.import_chapters(p_document uuid, p_chapters jsonb)
returns setof uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_item jsonb;
  v_chapter uuid;
  v_position integer;
begin
  perform access.require_manage_document(p_document);
  if jsonb_typeof(p_chapters) is distinct from 'array' or jsonb_array_length(p_chapters) not between 1 and 100 then
    perform access.refuse(400, 'bad_input');
  end if;
  select coalesce(max(c.position), 0) into v_position
  from public.chapters c where c.document_id = p_document and c.removed_at is null;
  if v_position + jsonb_array_length(p_chapters) > 200 then
    perform access.refuse(422, 'too_many_chapters', '{"most": 200}');
  end if;
  for v_item in select value from jsonb_array_elements(p_chapters) loop
    if length(btrim(coalesce(v_item ->> 'title', ''))) not between 1 and 200 or not access.is_seen(v_item ->> 'title')
      or coalesce(jsonb_typeof(v_item -> 'content'), 'null') not in ('object', 'null')
      or (jsonb_typeof(v_item -> 'content') = 'object' and v_item -> 'content' ->> 'type' is distinct from 'doc') then
      perform access.refuse(400, 'bad_input');
    end if;
    v_position := v_position + 1;
    insert into public.chapters (document_id, position, title)
    values (p_document, v_position, btrim(v_item ->> 'title'))
    returning id into v_chapter;
    insert into collab.chapter_seeds (chapter_id, person_id, content)
    values (v_chapter, access.person_id(), nullif(v_item -> 'content', 'null'::jsonb));
    return next v_chapter;
  end loop;
  perform access.record('add', 'chapter', v_chapter, access.document_arrangement(p_document), p_document,
    jsonb_build_object('titles', (
      select jsonb_agg(btrim(item ->> 'title') order by place)
      from jsonb_array_elements(p_chapters) with ordinality as given (item, place)
    )));
  perform access.notify(jsonb_build_object('kind', 'document', 'document', p_document));
  perform access.notify(jsonb_build_object('kind', 'materialise', 'document', p_document));
end
$$;

-- Whoever comes in says who they are: what they write, say and vote keeps the name that they had then.
-- A name that was said before stays. Errors: 422 name_required, 400 bad_input.
create or replace function access.say_name(p_person uuid, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := btrim(coalesce(p_name, ''));
begin
  if not exists (
    select from public.people p where p.id = p_person and p.display_name = access.name_of_newcomer()
  ) then
    return;
  end if;
  if v_name in ('', access.name_of_newcomer()) then
    perform access.refuse(422, 'name_required');
  end if;
  if length(v_name) > 120 or not access.is_seen(v_name) then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.people set display_name = v_name where id = p_person;
end
$$;

-- Errors: 403 not_allowed, 400 bad_input, 409 organization_exists. Returns its id.
create or replace function public.create_organization(
  p_name text, p_short_name text, p_sector public.sector, p_jurisdiction text default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_organization uuid;
begin
  perform access.require_administrator();
  if p_sector is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or length(btrim(coalesce(p_short_name, ''))) not between 1 and 60
    or not access.is_seen(p_name) or not access.is_seen(p_short_name)
    or (p_jurisdiction is not null and not exists (
      select from public.jurisdictions j where j.code = p_jurisdiction
    )) then
    perform access.refuse(400, 'bad_input');
  end if;
  -- An organization is known by its name: no other of the same state has it, and none anywhere that of one without a
  -- state, such as the Office. They are written one at a time.
  perform pg_advisory_xact_lock(hashtext('create_organization'));
  if exists (
    select from public.organizations o
    where lower(o.name) = lower(btrim(p_name))
      and (o.jurisdiction_code is null or p_jurisdiction is null or o.jurisdiction_code = p_jurisdiction)
  ) then
    perform access.refuse(409, 'organization_exists');
  end if;
  insert into public.organizations (name, short_name, sector, jurisdiction_code)
  values (btrim(p_name), btrim(p_short_name), p_sector, p_jurisdiction)
  returning id into v_organization;
  perform access.record('create', 'organization', v_organization, null, null,
    jsonb_build_object('name', btrim(p_name), 'sector', p_sector));
  return v_organization;
end
$$;

-- An arrangement as it was signed, with the organization that coordinates it. Errors: 403 not_allowed, 400 bad_input.
create or replace function public.create_arrangement(
  p_jurisdiction text, p_kind public.arrangement_kind, p_title text, p_object text,
  p_status public.arrangement_status, p_coordinator uuid
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid;
begin
  perform access.require_administrator();
  if p_kind is null or p_status is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200
    or not access.is_seen(p_title) or length(coalesce(p_object, '')) > 4000
    or not exists (select from public.jurisdictions j where j.code = p_jurisdiction)
    or not exists (select from public.organizations o where o.id = p_coordinator and o.status = 'active') then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.arrangements (jurisdiction_code, kind, title, object, status)
  values (p_jurisdiction, p_kind, btrim(p_title), btrim(coalesce(p_object, '')), p_status)
  returning id into v_arrangement;
  insert into public.arrangement_parties (arrangement_id, organization_id, role)
  values (v_arrangement, p_coordinator, 'coordinator');
  perform access.record('create', 'arrangement', v_arrangement, v_arrangement, null,
    jsonb_build_object('title', btrim(p_title), 'coordinator', p_coordinator));
  return v_arrangement;
end
$$;

-- Errors: 404 not_found, 403 not_allowed, 400 bad_input.
create or replace function public.create_body(
  p_arrangement uuid, p_kind public.body_kind, p_name text, p_quorum numeric, p_majority_rule public.majority_rule
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_body uuid;
begin
  perform access.require_person();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not access.can_manage_arrangement(p_arrangement) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_kind is null or p_majority_rule is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or not access.is_seen(p_name) or coalesce(p_quorum, 0) not between 0.5 and 1 then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.bodies (arrangement_id, kind, name, quorum, majority_rule, position)
  values (p_arrangement, p_kind, btrim(p_name), p_quorum, p_majority_rule, (
    select coalesce(max(b.position), 0) + 1 from public.bodies b where b.arrangement_id = p_arrangement
  ))
  returning id into v_body;
  perform access.record('create', 'body', v_body, p_arrangement, null,
    jsonb_build_object('name', btrim(p_name), 'quorum', p_quorum, 'majority_rule', p_majority_rule));
  return v_body;
end
$$;
