-- Whoever may not know a person reads no id of theirs by table either. Such an id, from a seat that somebody has left or from
-- a step, found what they had said and so their name. What is told of people keeps the name of that moment.
revoke select on public.seats, public.documents, public.chapter_sessions, public.comment_threads, public.comments,
  public.versions, public.voting_round_seats, public.document_transitions, public.invitations from authenticated;
grant select (id, body_id, organization_id, has_vote, label, position) on public.seats to authenticated;
grant select (id, arrangement_id, kind, title, stage, voting_body_id, supersedes_id, created_at)
on public.documents to authenticated;
grant select (
  chapter_id, first_seq, last_seq, person_name, organization_id, organization_name, sector, started_at, ended_at, added, removed
) on public.chapter_sessions to authenticated;
grant select (
  id, document_id, chapter_id, anchor, quote, visibility, audience_sector, audience, status, author_name, organization_id,
  organization_name, sector, detached, created_at, resolved_at, resolved_by_name
) on public.comment_threads to authenticated;
grant select (id, thread_id, author_name, organization_id, organization_name, sector, body, created_at)
on public.comments to authenticated;
grant select (id, document_id, number, canonical, sha256, frozen_at, reason) on public.versions to authenticated;
grant select (round_id, seat_id, organization_id, organization_name, sector, label, vacant)
on public.voting_round_seats to authenticated;
grant select (
  id, document_id, action, from_stage, to_stage, person_name, organization_name, sector, note, version_id, version_sha256, at
) on public.document_transitions to authenticated;
grant select (
  id, arrangement_id, organization_id, email, seat_id, capacity, invited_at, expires_at, accepted_at, declined_at, revoked_at
) on public.invitations to authenticated;

-- Who is written on the seats of an arrangement, of those whom the reader may know: {seat id: {"titular": {"id", "name",
-- "holds"} or null, "suplente": the same}}. Whoever has left the seat's organization or is suspended holds it no more,
-- though they are written there until the seat is given to somebody else.
create or replace function public.seat_holders(p_arrangement uuid)
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  with known as materialized (
    select r as id from access.readable_people() r
  )
  select coalesce(jsonb_object_agg(written.seat, written.sides), '{}')
  from (
    select s.id as seat, jsonb_object_agg(side.capacity, case when p.id is not null then jsonb_build_object(
      'id', p.id, 'name', p.display_name, 'holds', p.status = 'active' and m.person_id is not null
    ) end) as sides
    from public.bodies b
    join public.seats s on s.body_id = b.id
    cross join lateral (values ('titular', s.titular_id), ('suplente', s.suplente_id)) as side (capacity, person)
    left join public.people p on p.id = side.person and p.id in (select k.id from known k)
    left join public.memberships m
      on m.person_id = p.id and m.organization_id = s.organization_id and m.status = 'active'
    where b.arrangement_id = p_arrangement and b.id in (select access.readable_bodies())
    group by s.id
  ) written
$$;

-- Whose a chapter's text is: {"blocks": as in chapter_authorships, "sittings": the rows of chapter_sessions that they
-- name}, both of one moment, however many sittings there were. A sitting has no person's id: its "author" is the first of
-- these sittings of the same person for the same organization. Errors: 401, 404 not_found.
create or replace function public.read_authorship(p_chapter uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_chapter(p_chapter);
  return (
    select jsonb_build_object('blocks', coalesce(a.blocks, '[]'), 'sittings', (
      select coalesce(jsonb_agg(to_jsonb(named) - '{chapter_id,person_id}'::text[] order by named.first_seq), '[]')
      from (
        select s.*, min(s.first_seq) over (partition by s.person_id, s.organization_id) as author
        from public.chapter_sessions s
        where s.chapter_id = p_chapter and s.first_seq in (
          select (run ->> 1)::bigint
          from jsonb_array_elements(a.blocks) as block
          cross join lateral jsonb_array_elements(block -> 'runs') as run
        )
      ) named
    ))
    from (select p_chapter as id) asked
    left join public.chapter_authorships a on a.chapter_id = asked.id
  );
end
$$;
