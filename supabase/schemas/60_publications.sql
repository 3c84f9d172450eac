-- Publications: what anyone reads. Exactly the version that was voted and approved.

create table public.publications (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null references public.documents (id),
  version_id uuid not null references public.versions (id),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  title text not null,
  summary text not null default '' check (length(summary) <= 1000),
  status public.publication_status not null default 'published',
  published_at timestamptz not null default now(),
  published_by uuid references public.people (id) on delete set null,
  -- The official gazette's record, when there is one: only the gazette has legal force. It mostly prints it later.
  gazette_name text check (length(gazette_name) <= 200),
  gazette_number text check (length(gazette_number) <= 60),
  gazette_date date,
  -- Who took part, and as what, when it was published: [{"name", "shortName", "sector", "role"}] (keep_parties).
  parties jsonb not null
);
create index publications_document_idx on public.publications (document_id);
create index publications_version_idx on public.publications (version_id);
create index publications_published_by_idx on public.publications (published_by);

grant select (id, document_id, version_id, slug, title, summary, status, published_at, gazette_name, gazette_number, gazette_date)
on public.publications to anon, authenticated;
alter table public.publications enable row level security;
create policy publications_select_everyone on public.publications for select to anon, authenticated using (true);

-- Whoever leaves, joins, is renamed or takes part as something else later does not change what was published.
create function access.keep_parties()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.parties := (
    select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'shortName', o.short_name, 'sector', o.sector, 'role', ap.role)
      order by ap.role, o.name), '[]')
    from public.documents d
    join public.arrangement_parties ap on ap.arrangement_id = d.arrangement_id
    join public.organizations o on o.id = ap.organization_id
    where d.id = new.document_id
  );
  return new;
end
$$;
create trigger keep_parties before insert on public.publications
for each row execute function access.keep_parties();

-- Exactly what was approved stays at its address, whoever asks: only the status changes, the person is
-- forgotten, and where the gazette printed it is written down once (record_gazette).
create trigger refuse_rewrite before update on public.publications
for each row when (
  to_jsonb(new) - '{status,published_by,gazette_name,gazette_number,gazette_date}'::text[]
    <> to_jsonb(old) - '{status,published_by,gazette_name,gazette_number,gazette_date}'::text[]
  or (num_nulls(old.gazette_name, old.gazette_number, old.gazette_date) = 0 or new.gazette_name is null)
    and (new.gazette_name, new.gazette_number, new.gazette_date)
      is distinct from (old.gazette_name, old.gazette_number, old.gazette_date)
  or coalesce(new.published_by <> old.published_by, new.published_by is not null)
) execute function access.refuse_rewrite();
create trigger refuse_removal before delete or truncate on public.publications
for each statement execute function access.refuse_rewrite();

-- Latest first, for lists: [{"slug", "title", "summary", "kind", "jurisdiction", "publishedAt", "version"}].
create function public.list_publications(p_jurisdiction text default null)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'slug', p.slug, 'title', p.title, 'summary', p.summary, 'status', p.status, 'kind', d.kind,
    'stage', d.stage, 'jurisdiction', jsonb_build_object('code', j.code, 'name', j.name),
    'publishedAt', p.published_at, 'version', v.number
  ) order by p.published_at desc), '[]')
  from public.publications p
  join public.documents d on d.id = p.document_id
  join public.versions v on v.id = p.version_id
  join public.arrangements a on a.id = d.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  where p_jurisdiction is null or j.code = p_jurisdiction
$$;
grant execute on function public.list_publications(text) to anon, authenticated;

-- The editions that a document can take the place of, the latest first, and the one it does, also where that one has been
-- replaced: [{"document", "title", "stage", "publishedAt"}]. Error: 404 not_found.
create function public.list_editions(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'document', e.id, 'title', p.title, 'stage', e.stage, 'publishedAt', p.published_at
    ) order by p.published_at desc), '[]')
    from public.documents d
    cross join lateral access.earlier_editions(d.arrangement_id, d.kind) e
    join public.publications p on p.document_id = e.id
    where d.id = p_document and e.id <> d.id and (e.stage = 'published' or e.id = d.supersedes_id)
  );
end
$$;
grant execute on function public.list_editions(uuid) to authenticated;

-- The documents in preparation that are to take the place of an edition of an arrangement's state, the oldest first: of
-- several the first to be published does, and the others cannot be any more. Their titles and stages are public
-- (state_overview). [{"edition", "document", "title", "stage", "canOpen"}]. Error: 404 not_found.
create function public.editions_in_preparation(p_arrangement uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'edition', d.supersedes_id, 'document', d.id, 'title', d.title, 'stage', d.stage,
      'canOpen', access.can_read_document(d.id)
    ) order by d.created_at, d.id), '[]')
    from public.arrangements here
    join public.arrangements a on a.jurisdiction_code = here.jurisdiction_code and a.status <> 'ended'
    join public.documents d on d.arrangement_id = a.id
    where here.id = p_arrangement and d.supersedes_id is not null and d.stage not in ('published', 'superseded')
  );
end
$$;
grant execute on function public.editions_in_preparation(uuid) to authenticated;

-- What took the place of a published document: {"slug", "title", "publishedAt"}, or null. Of several documents that were to,
-- one is published. Error: 404 not_found.
create function public.succeeding_edition(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  return (
    select jsonb_build_object('slug', p.slug, 'title', p.title, 'publishedAt', p.published_at)
    from public.documents next
    join public.publications p on p.document_id = next.id
    where next.supersedes_id = p_document
  );
end
$$;
grant execute on function public.succeeding_edition(uuid) to authenticated;

-- Everything the public page shows, or null. Votes by seat, never by person; `canonical` is the sealed text itself.
create function public.read_publication(p_slug text)
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
    -- The one whose place it took.
    'predecessor', (
      select jsonb_build_object('slug', old.slug, 'title', old.title, 'publishedAt', old.published_at)
      from public.publications old where old.document_id = d.supersedes_id
    ),
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
    -- As they were when it was published, also of an arrangement that was never signed: they agreed on it.
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
grant execute on function public.read_publication(text) to anon, authenticated;

-- The 32 states with where their process stands, for the map and its list. The stage is public; the draft is not.
create function public.list_states()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object(
    'code', j.code, 'name', j.name, 'shortName', j.short_name, 'slug', j.slug,
    'arrangement', latest.status,
    'stage', (
      select d.stage from public.documents d
      where d.arrangement_id = latest.id and d.stage <> 'superseded'
      order by (d.kind = 'diagnosis') desc, d.created_at desc limit 1
    ),
    'publications', (
      select count(*) from public.publications p
      join public.documents d on d.id = p.document_id
      join public.arrangements a on a.id = d.arrangement_id
      where a.jurisdiction_code = j.code
    )
  ) order by j.code)
  from public.jurisdictions j
  -- The one that stands for the state: before one that has ended, any other.
  left join lateral (
    select a.id, a.status
    from public.arrangements a
    where a.jurisdiction_code = j.code
    order by a.status = 'ended', a.signed_on desc nulls last, a.created_at desc
    limit 1
  ) latest on true
$$;
grant execute on function public.list_states() to anon, authenticated;

-- What a state's page shows to everyone, plus what the reader may open. Null for an unknown code.
create function public.state_overview(p_code text)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'code', j.code, 'name', j.name, 'shortName', j.short_name,
    'arrangements', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', a.id, 'title', a.title, 'kind', a.kind, 'status', a.status, 'object', a.object, 'signedOn', a.signed_on,
        'canOpen', access.can_read_arrangement(a.id),
        'parties', (
          select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'sector', o.sector, 'role', ap.role)
            order by ap.role, o.name), '[]')
          from public.arrangement_parties ap
          join public.organizations o on o.id = ap.organization_id
          -- Who is still negotiating has not said so in public; who did in vain never will.
          where ap.arrangement_id = a.id
            and ((a.was_signed and a.status <> 'negotiating') or access.can_read_arrangement(a.id))
        ),
        'bodies', (
          select coalesce(jsonb_agg(jsonb_build_object('name', b.name, 'kind', b.kind, 'seats', (
            select count(*)
            from public.seats s
            join public.arrangement_parties ap on ap.arrangement_id = a.id and ap.organization_id = s.organization_id
            where s.body_id = b.id
          )) order by b.position, b.name), '[]')
          from public.bodies b where b.arrangement_id = a.id and b.status = 'installed'
        ),
        'documents', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'id', d.id, 'kind', d.kind, 'title', d.title, 'stage', d.stage, 'canOpen', access.can_read_document(d.id),
            'publication', (select p.slug from public.publications p where p.document_id = d.id
              order by p.published_at desc limit 1),
            'steps', (
              select coalesce(jsonb_agg(jsonb_build_object('stage', t.stage, 'at', t.at, 'successor', t.slug) order by t.at), '[]')
              from (
                select taken.to_stage, taken.at, null
                from public.document_transitions taken where taken.document_id = d.id
                union all
                -- Nobody takes this step: it is the publication of what comes after.
                select 'superseded', p.published_at, p.slug
                from public.documents next
                join public.publications p on p.document_id = next.id
                where next.supersedes_id = d.id
              ) t (stage, at, slug)
            )
          ) order by d.created_at), '[]')
          from public.documents d where d.arrangement_id = a.id
        )
      ) order by a.signed_on desc nulls last), '[]')
      from public.arrangements a where a.jurisdiction_code = j.code
    )
  )
  from public.jurisdictions j
  where j.code = p_code
$$;
grant execute on function public.state_overview(text) to anon, authenticated;
