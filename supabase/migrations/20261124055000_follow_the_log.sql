-- Several collaboration servers follow one log (docs/adr/0010-several-servers.md).

-- The log from an entry on, with who wrote each and under which Yjs client id: for a server that follows another's writing.
create function collab.entries_since(p_chapter uuid, p_seq bigint)
returns table (seq bigint, person_id uuid, client_id bigint, payload bytea)
language sql
stable
security definer
set search_path = ''
as $$
  select u.seq, u.person_id, u.client_id, u.payload
  from collab.chapter_updates u
  where u.chapter_id = p_chapter and u.seq > p_seq
  order by u.seq
$$;

-- The last entry of each of these chapters' logs.
create function collab.heads_of(p_chapters uuid[])
returns table (chapter_id uuid, last_seq bigint)
language sql
stable
security definer
set search_path = ''
as $$
  select h.chapter_id, h.last_seq from collab.chapter_heads h where h.chapter_id = any (p_chapters)
$$;

grant execute on function collab.entries_since(uuid, bigint) to collab;
grant execute on function collab.heads_of(uuid[]) to collab;
