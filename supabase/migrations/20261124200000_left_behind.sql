-- Chapters whose text or history is behind their log: left so by a server that was killed. At most p_most of them.
create function collab.chapters_behind(p_most integer)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.id
  from collab.chapter_heads l
  join public.chapters c on c.id = l.chapter_id and c.removed_at is null
  left join public.chapter_texts t on t.chapter_id = l.chapter_id
  left join collab.chapter_histories h on h.chapter_id = l.chapter_id
  where l.last_seq > 0 and (t.seq is distinct from l.last_seq or h.seq is distinct from l.last_seq)
  limit p_most
$$;

grant execute on function collab.chapters_behind(integer) to collab;
