-- An edition has one successor; and whoever reads an old one is led to the last one, not to the next.

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
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 then
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

-- Everything the public page shows, or null. Votes by seat, never by person; `canonical` is the sealed text itself.
create or replace function public.read_publication(p_slug text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'slug', p.slug, 'title', p.title, 'summary', p.summary, 'status', p.status, 'publishedAt', p.published_at,
    'gazette', case when p.gazette_name is not null then jsonb_build_object(
      'name', p.gazette_name, 'number', p.gazette_number, 'date', p.gazette_date) end,
    'kind', d.kind, 'stage', d.stage,
    'jurisdiction', jsonb_build_object('code', j.code, 'name', j.name),
    'arrangement', jsonb_build_object('title', a.title, 'kind', a.kind, 'signedOn', a.signed_on),
    -- The last of the editions that came after it.
    'successor', (
      with recursive later as (
        select d.id
        union
        select next.id
        from later
        join public.documents next on next.supersedes_id = later.id
        join public.publications published on published.document_id = next.id
      )
      select successor.slug
      from later
      join public.publications successor on successor.document_id = later.id
      where later.id <> d.id
      order by successor.published_at desc limit 1
    ),
    'version', jsonb_build_object('number', v.number, 'sha256', v.sha256, 'frozenAt', v.frozen_at),
    'canonical', v.canonical,
    -- Those of an arrangement that was never signed have not said so in public.
    'parties', p.parties,
    'vote', (
      select jsonb_build_object(
        'body', b.name, 'quorum', r.quorum, 'majorityRule', r.majority_rule, 'closedAt', r.closed_at,
        'outcome', r.outcome, 'tally', access.round_tally(r.id),
        'seats', (
          select jsonb_agg(jsonb_build_object(
            'organization', rs.organization_name, 'sector', rs.sector, 'vacant', rs.vacant, 'choice', vote.choice,
            'dissent', vote.dissent, 'castAt', vote.cast_at
          ) order by s.position, rs.organization_name)
          from public.voting_round_seats rs
          join public.seats s on s.id = rs.seat_id
          left join public.votes vote on vote.round_id = rs.round_id and vote.seat_id = rs.seat_id
          where rs.round_id = r.id
        )
      )
      from public.voting_rounds r
      join public.bodies b on b.id = r.body_id
      where r.version_id = v.id and r.outcome = 'adopted'
      order by r.closed_at desc limit 1
    ),
    'approval', (
      select jsonb_build_object('organization', t.organization_name, 'at', t.at)
      from public.document_transitions t
      where t.document_id = d.id and t.action = 'approve' and t.version_id = v.id
      order by t.at desc limit 1
    )
  )
  from public.publications p
  join public.documents d on d.id = p.document_id
  join public.versions v on v.id = p.version_id
  join public.arrangements a on a.id = d.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  where p.slug = p_slug
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
    -- A number or a date without the gazette's name is shown nowhere, and could not be completed later.
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
