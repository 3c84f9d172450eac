-- Versions: the text of every chapter at a moment, in canonical form, sealed with its SHA-256.

-- A number as ECMAScript prints it (Number::toString), which RFC 8785 asks for. Both print the shortest digits that
-- read back as the same double; only the place of the point and the exponent are written differently.
create function access.canonical_number(p_value numeric)
returns text
language plpgsql
immutable
set search_path = ''
set extra_float_digits = 1
as $$
declare
  v_text text := p_value::double precision::text;
  v_mantissa text := split_part(ltrim(v_text, '-'), 'e', 1);
  v_whole text := split_part(v_mantissa, '.', 1);
  -- The digits, and where the point stands among them.
  v_digits text := v_whole || split_part(v_mantissa, '.', 2);
  v_point integer := length(v_whole) + coalesce(nullif(split_part(v_text, 'e', 2), '')::integer, 0);
  v_sign text := case when v_text like '-%' then '-' else '' end;
  v_zeros integer := length(v_digits) - length(ltrim(v_digits, '0'));
begin
  v_digits := rtrim(ltrim(v_digits, '0'), '0');
  v_point := v_point - v_zeros;
  if v_digits = '' then
    return '0';
  elsif v_point > 21 or v_point < -5 then
    return v_sign || left(v_digits, 1) || coalesce('.' || nullif(substr(v_digits, 2), ''), '')
      || 'e' || case when v_point > 0 then '+' else '' end || (v_point - 1);
  elsif v_point <= 0 then
    return v_sign || '0.' || repeat('0', -v_point) || v_digits;
  elsif v_point >= length(v_digits) then
    return v_sign || rpad(v_digits, v_point, '0');
  end if;
  return v_sign || left(v_digits, v_point) || '.' || substr(v_digits, v_point + 1);
end
$$;

-- RFC 8785 (JSON Canonicalization Scheme). Keys are sorted by code point, which is RFC 8785's order for every key in the
-- Basic Multilingual Plane; the manuscript's are ASCII. The twin in TypeScript is src/lib/domain/canonical-json.ts.
-- One call for each object and list, none for each value in them: a text has many.
create function access.canonical_json(p_value jsonb)
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

create table public.versions (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id),
  number integer not null check (number >= 1),
  -- {"chapters": [{"content", "id", "position", "title"}], "document": {"id", "jurisdiction", "kind", "title"},
  --  "format": "concierta/1", "number"}, RFC 8785.
  canonical text not null,
  sha256 text not null,
  frozen_by uuid references public.people (id) on delete set null,
  frozen_at timestamptz not null default now(),
  -- The step that froze it.
  reason text not null,
  unique (document_id, number),
  constraint versions_seal check (sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
);

create index versions_frozen_by_idx on public.versions (frozen_by);

grant select (id, document_id, number, canonical, sha256, frozen_at, reason) on public.versions to authenticated;
alter table public.versions enable row level security;
create policy versions_select_parties on public.versions for select to authenticated
using (document_id in (select access.readable_documents()));

-- The one change a record allows: it forgets who, when that person is removed (`on delete set null`).
create trigger refuse_rewrite before update on public.versions
for each row when (new.frozen_by is not null or to_jsonb(new) - 'frozen_by' <> to_jsonb(old) - 'frozen_by')
execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.versions
for each statement execute function access.refuse_rewrite();

-- Freezes the text of a document whose row the caller holds. Error: 409 text_not_settled, when an acknowledged edit
-- is in the log and not yet in the text.
create function access.freeze_version(p_document uuid, p_reason text)
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
