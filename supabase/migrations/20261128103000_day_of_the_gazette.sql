-- Whether the gazette of a day can have printed something. What is printed tomorrow is not printed yet; the clock of the
-- database is ahead of the country's. Once written down it stands.
create function access.can_be_printed(p_day date)
returns boolean
language sql
stable
set search_path = ''
as $$
  select p_day is null or p_day between '1800-01-01' and current_date
$$;

-- Publishes an approved version under its address; the edition it supersedes says so from then on.
-- Errors: 400 bad_input, 409 slug_taken, 409 edition_superseded.
create or replace function access.publish(p_document uuid, p_version uuid, p_details jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slug text := p_details ->> 'slug';
  v_publication uuid;
  v_superseded uuid;
begin
  if coalesce(v_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(v_slug) > 80
    or length(coalesce(p_details ->> 'summary', '')) > 1000
    or length(coalesce(p_details ->> 'gazetteName', '')) > 200
    or length(coalesce(p_details ->> 'gazetteNumber', '')) > 60
    or coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01') !~ '^\d{4}-\d{2}-\d{2}$'
    or not pg_input_is_valid(coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01'), 'date')
    -- A number or a date without the gazette's name is shown nowhere; later it is written down complete (record_gazette).
    or (btrim(coalesce(p_details ->> 'gazetteName', '')) = ''
      and btrim(concat(p_details ->> 'gazetteNumber', p_details ->> 'gazetteDate')) <> '') then
    perform access.refuse(400, 'bad_input');
  end if;
  if not access.can_be_printed(nullif(p_details ->> 'gazetteDate', '')::date) then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.publications (
    document_id, version_id, slug, title, summary, published_by, gazette_name, gazette_number, gazette_date
  )
  select d.id, p_version, v_slug, d.title, coalesce(p_details ->> 'summary', ''), access.person_id(),
    nullif(btrim(p_details ->> 'gazetteName'), ''), nullif(btrim(p_details ->> 'gazetteNumber'), ''),
    nullif(p_details ->> 'gazetteDate', '')::date
  from public.documents d
  where d.id = p_document
  on conflict (slug) do nothing
  returning id into v_publication;
  if v_publication is null then
    perform access.refuse(409, 'slug_taken');
  end if;
  update public.documents old
  set stage = 'superseded'
  from public.documents new
  where new.id = p_document and old.id = new.supersedes_id and old.stage = 'published'
  returning old.id into v_superseded;
  -- An edition has one successor: whoever publishes another at the same moment is waited for, and comes first.
  if v_superseded is null and exists (
    select from public.documents d where d.id = p_document and d.supersedes_id is not null
  ) then
    perform access.refuse(409, 'edition_superseded');
  end if;
  perform access.record('publish', 'publication', v_publication, access.document_arrangement(p_document), p_document,
    jsonb_strip_nulls(jsonb_build_object('slug', v_slug, 'version', p_version, 'supersedes', v_superseded)));
end
$$;

-- Writes down where the official gazette printed what is published, mostly after it was published here: all of it, as it
-- does not change afterwards. Errors: 404 not_found, 409 gazette_recorded, 403 not_allowed, 400 bad_input.
create or replace function public.record_gazette(p_document uuid, p_name text, p_number text, p_date date)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_publication public.publications;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Of two who write it down, the second finds that it is there.
  select p.* into v_publication from public.publications p where p.document_id = p_document for no key update;
  if num_nulls(v_publication.gazette_name, v_publication.gazette_number, v_publication.gazette_date) = 0 then
    perform access.refuse(409, 'gazette_recorded');
  end if;
  if not access.can_record_gazette(p_document) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if coalesce(btrim(p_name), '') = '' or length(p_name) > 200
    or coalesce(btrim(p_number), '') = '' or length(p_number) > 60
    or p_date is null or not access.can_be_printed(p_date) then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.publications
  set gazette_name = btrim(p_name), gazette_number = btrim(p_number), gazette_date = p_date
  where id = v_publication.id;
  perform access.record('record_gazette', 'publication', v_publication.id, access.document_arrangement(p_document), p_document,
    jsonb_build_object('slug', v_publication.slug, 'name', btrim(p_name), 'number', btrim(p_number), 'date', p_date));
end
$$;
