-- A session that was ended counts no more, though its token has not run out; the same in pages and over REST as on sockets.
create or replace function access.person_id()
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select p.id
  from public.people p
  where p.id = (select auth.uid())
    and p.status = 'active'
    and to_timestamp(((select auth.jwt()) ->> 'iat')::double precision) >= p.signed_out_at
    and not exists (
      select from collab.ended_sessions e where e.session_id = ((select auth.jwt()) ->> 'session_id')::uuid
    )
$$;
