-- The sealed form is made when a text is written down, not while a step holds its lock; the same bytes, some four times as
-- fast.

-- RFC 8785 (JSON Canonicalization Scheme). Keys are sorted by code point, which is RFC 8785's order for every key in the
-- Basic Multilingual Plane; the manuscript's are ASCII. The twin in TypeScript is src/lib/domain/canonical-json.ts.
-- One call for each object and list, none for each value in them: a text has many.
create or replace function access.canonical_json(p_value jsonb)
returns text
language plpgsql
immutable
set search_path = ''
as $$
declare
  v_kind text := jsonb_typeof(p_value);
  v_members text;
begin
  if v_kind = 'object' then
    select string_agg(to_jsonb(e.key)::text || ':' || case
      when jsonb_typeof(e.value) in ('object', 'array') then access.canonical_json(e.value)
      when jsonb_typeof(e.value) = 'number' then access.canonical_number(e.value::numeric)
      else e.value::text
    end, ',' order by e.key collate "C")
    into v_members
    from jsonb_each(p_value) e;
    return '{' || coalesce(v_members, '') || '}';
  elsif v_kind = 'array' then
    select string_agg(case
      when jsonb_typeof(e.value) in ('object', 'array') then access.canonical_json(e.value)
      when jsonb_typeof(e.value) = 'number' then access.canonical_number(e.value::numeric)
      else e.value::text
    end, ',' order by e.ordinality)
    into v_members
    from jsonb_array_elements(p_value) with ordinality e;
    return '[' || coalesce(v_members, '') || ']';
  elsif v_kind = 'number' then
    return access.canonical_number(p_value::numeric);
  end if;
  return p_value::text;
end
$$;

-- A chapter's text in that form, made when it is written down: a step holds its lock for no longer than it takes to put
-- the chapters one after the other.
alter table public.chapter_texts add column canonical text not null generated always as (access.canonical_json(content)) stored;

-- Freezes the text of a document whose row the caller holds. Error: 409 text_not_settled, when an acknowledged edit
-- is in the log and not yet in the text.
create or replace function access.freeze_version(p_document uuid, p_reason text)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_version uuid;
  v_number integer;
  v_canonical text;
begin
  if exists (select from collab.unsettled_chapters(p_document)) then
    perform access.refuse(409, 'text_not_settled');
  end if;
  select coalesce(max(v.number), 0) + 1 into v_number from public.versions v where v.document_id = p_document;
  select '{"chapters":[' || coalesce((
    select string_agg(
      '{"content":' || t.canonical || ',"id":' || to_jsonb(c.id) || ',"position":' || c.position
        || ',"title":' || to_jsonb(c.title) || '}',
      ',' order by c.position
    )
    from public.chapters c
    join public.chapter_texts t on t.chapter_id = c.id
    where c.document_id = d.id and c.removed_at is null
  ), '') || '],"document":' || access.canonical_json(jsonb_build_object(
    'id', d.id, 'kind', d.kind, 'title', d.title, 'jurisdiction', a.jurisdiction_code
  )) || ',"format":"concierta/1","number":' || v_number || '}'
  into v_canonical
  from public.documents d
  join public.arrangements a on a.id = d.arrangement_id
  where d.id = p_document;
  insert into public.versions (document_id, number, canonical, sha256, frozen_by, reason)
  values (
    p_document, v_number, v_canonical, encode(sha256(convert_to(v_canonical, 'UTF8')), 'hex'), access.person_id(), p_reason
  )
  returning id into v_version;
  return v_version;
end
$$;
