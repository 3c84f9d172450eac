-- Says of a publication's parties what has been so since they are always named.
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
