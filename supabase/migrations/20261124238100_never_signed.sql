-- The parties of an arrangement that was never signed stay unnamed, also once it has ended.

alter table public.arrangements add column was_signed boolean not null default false;

-- Of those that ended before, the record says which had been signed; and no text goes on in what nobody agreed.
update public.arrangements a
set was_signed = true
where a.status not in ('negotiating', 'ended')
  or a.signed_on is not null
  or exists (
    select from public.audit_entries e
    where e.noun = 'arrangement' and e.action = 'change' and e.noun_id = a.id
      and (e.detail ->> 'before' in ('signed', 'in_force', 'amended') or e.detail ->> 'after' in ('signed', 'in_force', 'amended'))
  )
  or (a.status = 'ended' and exists (
    select from public.documents d
    where d.arrangement_id = a.id and (
      d.stage <> 'drafting' or exists (select from public.publications p where p.document_id = d.id)
    )
  ));

-- Whoever negotiates has not said so in public, and need never say so when nothing comes of it: what ends is told apart by
-- this mark, which no later status takes back.
create function access.mark_signed()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.was_signed := new.was_signed or new.status not in ('negotiating', 'ended') or new.signed_on is not null;
  return new;
end
$$;
create trigger mark_signed before insert or update of status, signed_on on public.arrangements
for each row execute function access.mark_signed();

-- Parties as they were when it was published, and none of what was never signed.
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
    'successor', (
      select successor.slug
      from public.documents next
      join public.publications successor on successor.document_id = next.id
      where next.supersedes_id = d.id
      order by successor.published_at desc limit 1
    ),
    'version', jsonb_build_object('number', v.number, 'sha256', v.sha256, 'frozenAt', v.frozen_at),
    'canonical', v.canonical,
    -- Those of an arrangement that was never signed have not said so in public.
    'parties', case when a.was_signed then p.parties else '[]' end,
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

create or replace function public.state_overview(p_code text)
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
            select count(*) from public.seats s where s.body_id = b.id
          )) order by b.position, b.name), '[]')
          from public.bodies b where b.arrangement_id = a.id and b.status = 'installed'
        ),
        'documents', (
          select coalesce(jsonb_agg(jsonb_build_object(
            'id', d.id, 'kind', d.kind, 'title', d.title, 'stage', d.stage, 'canOpen', access.can_read_document(d.id),
            'publication', (select p.slug from public.publications p where p.document_id = d.id
              order by p.published_at desc limit 1),
            'steps', (
              select coalesce(jsonb_agg(jsonb_build_object('stage', t.to_stage, 'at', t.at) order by t.at), '[]')
              from public.document_transitions t where t.document_id = d.id
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
