-- Where the official gazette prints a text is known after it is published here, and could never be written down: the public
-- page said for ever that it was not printed yet. The secretaría técnica records it later, once and complete.

drop trigger refuse_rewrite on public.publications;
create trigger refuse_rewrite before update on public.publications
for each row when (
  to_jsonb(new) - '{status,published_by,gazette_name,gazette_number,gazette_date}'::text[]
    <> to_jsonb(old) - '{status,published_by,gazette_name,gazette_number,gazette_date}'::text[]
  or (num_nulls(old.gazette_name, old.gazette_number, old.gazette_date) = 0 or new.gazette_name is null)
    and (new.gazette_name, new.gazette_number, new.gazette_date)
      is distinct from (old.gazette_name, old.gazette_number, old.gazette_date)
  or coalesce(new.published_by <> old.published_by, new.published_by is not null)
) execute function access.refuse_rewrite();

-- Where the official gazette printed a publication is written down by the secretaría técnica, once.
create function access.can_record_gazette(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select 'coordinator' = any (access.document_roles(p_document)) and exists (
    select from public.publications p where p.document_id = p_document
      and (p.gazette_name is null or p.gazette_number is null or p.gazette_date is null)
  )
$$;

create or replace function public.document_abilities(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_roles public.party_role[];
  v_document public.documents;
  v_ended boolean;
begin
  perform access.require_document(p_document);
  select d.* into v_document from public.documents d where d.id = p_document;
  select a.status = 'ended' into v_ended from public.arrangements a where a.id = v_document.arrangement_id;
  v_roles := access.document_roles(p_document);
  return jsonb_build_object(
    'document', v_document.id,
    'stage', v_document.stage,
    'ended', v_ended,
    'roles', to_jsonb(v_roles),
    'read', true,
    'comment', access.can_comment_document(p_document),
    'manage', access.can_manage_document(p_document),
    'setSupersedes', access.can_set_supersedes(p_document),
    'mayVote', exists (
      select
      from public.voting_rounds r
      join public.voting_round_seats rs on rs.round_id = r.id
      where r.document_id = p_document and r.closed_at is null
        and access.vote_capacity(v_person, r.id, rs.seat_id) is not null
    ),
    'recordGazette', access.can_record_gazette(p_document),
    'editableChapters', (
      select coalesce(jsonb_agg(c.id order by c.position), '[]')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is null
    ),
    'refusals', (
      select coalesce(jsonb_object_agg(c.id, access.edit_refusal(v_person, c.id)), '{}')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is not null
    ),
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'action', s.action, 'toStage', s.to_stage, 'role', s.role, 'mine', s.role = any (v_roles),
        'noteRequired', s.note_required,
        'conditions', (
          select coalesce(jsonb_agg(access.condition_shown(p_document, c.code) order by c.ordinality), '[]')
          from unnest(s.conditions) with ordinality as c (code, ordinality)
        )
      ) order by s.ordinal), '[]')
      from public.workflow_steps s
      where s.from_stage = v_document.stage and not v_ended
    )
  );
end
$$;

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
create function public.record_gazette(p_document uuid, p_name text, p_number text, p_date date)
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
    -- What is printed tomorrow is not printed yet; the clock of the database is ahead of the country's.
    or p_date is null or p_date not between '1800-01-01' and current_date then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.publications
  set gazette_name = btrim(p_name), gazette_number = btrim(p_number), gazette_date = p_date
  where id = v_publication.id;
  perform access.record('record_gazette', 'publication', v_publication.id, access.document_arrangement(p_document), p_document,
    jsonb_build_object('slug', v_publication.slug, 'name', btrim(p_name), 'number', btrim(p_number), 'date', p_date));
end
$$;
grant execute on function public.record_gazette(uuid, text, text, date) to authenticated;
