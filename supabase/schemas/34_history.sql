-- A chapter's past: who wrote what and when, derived from the log by the collaboration server and read with the draft's
-- rights (docs/adr/0012-who-wrote-what.md). Nothing here is a source: all of it can be made anew from the log.

-- Sittings: what one person wrote for one organization without a pause of more than some minutes. Names as they were.
create table public.chapter_sessions (
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  first_seq bigint not null check (first_seq >= 1),
  last_seq bigint not null check (last_seq >= first_seq),
  person_id uuid not null,
  person_name text not null,
  organization_id uuid,
  organization_name text not null,
  sector public.sector,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  -- Characters.
  added integer not null check (added >= 0),
  removed integer not null check (removed >= 0),
  primary key (chapter_id, first_seq)
);

-- Whose every character of the text is, as of entry `seq`: [{"id": block, "runs": [[characters, first_seq], …]}, …] in
-- reading order; `first_seq` names a row of chapter_sessions.
create table public.chapter_authorships (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  seq bigint not null check (seq >= 0),
  blocks jsonb not null
);

-- What the next entries are judged by: whose each client's clocks are, and words that were taken out lately, which stay
-- their author's when they come back.
create table collab.chapter_histories (
  chapter_id uuid primary key references public.chapters (id) on delete cascade,
  seq bigint not null,
  spans jsonb not null,
  removed jsonb not null
);

-- The text at some entries, so that a past moment is had without reading the log from its beginning.
create table collab.chapter_checkpoints (
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  seq bigint not null,
  state bytea not null,
  primary key (chapter_id, seq)
);

-- Under the name of that moment, without the person's id: it would lead to what somebody is called now.
grant select (
  chapter_id, first_seq, last_seq, person_name, organization_id, organization_name, sector, started_at, ended_at, added, removed
) on public.chapter_sessions to authenticated;
grant select on public.chapter_authorships to authenticated;
alter table public.chapter_sessions enable row level security;
alter table public.chapter_authorships enable row level security;
alter table collab.chapter_histories enable row level security;
alter table collab.chapter_checkpoints enable row level security;
create policy chapter_sessions_select_parties on public.chapter_sessions for select to authenticated
using (chapter_id in (select access.readable_chapters()));
create policy chapter_authorships_select_parties on public.chapter_authorships for select to authenticated
using (chapter_id in (select access.readable_chapters()));

-- Where the history of a chapter stands, with the last sitting of each person and organization. No row: not begun.
create function collab.read_history(p_chapter uuid)
returns table (seq bigint, spans jsonb, removed jsonb, sessions jsonb)
language sql
stable
security definer
set search_path = ''
as $$
  select h.seq, h.spans, h.removed, (
    select coalesce(jsonb_agg(to_jsonb(last) order by last.first_seq), '[]')
    from (
      select distinct on (s.person_id, s.organization_id)
        s.first_seq, s.last_seq, s.person_id, s.organization_id, s.started_at, s.ended_at, s.added, s.removed
      from public.chapter_sessions s
      where s.chapter_id = p_chapter
      order by s.person_id, s.organization_id, s.first_seq desc
    ) last
  )
  from collab.chapter_histories h
  where h.chapter_id = p_chapter
$$;

-- Entries with who sent them, from a number on, p_limit of them at most.
create function collab.log_since(p_chapter uuid, p_seq bigint, p_limit integer)
returns table (seq bigint, person_id uuid, organization_id uuid, at timestamptz, payload bytea)
language sql
stable
security definer
set search_path = ''
as $$
  select u.seq, u.person_id, u.organization_id, u.at, u.payload
  from collab.chapter_updates u
  where u.chapter_id = p_chapter and u.seq > p_seq
  order by u.seq
  limit p_limit
$$;

-- The last checkpoint at or before an entry.
create function collab.checkpoint_before(p_chapter uuid, p_seq bigint)
returns table (seq bigint, state bytea)
language sql
stable
security definer
set search_path = ''
as $$
  select c.seq, c.state
  from collab.chapter_checkpoints c
  where c.chapter_id = p_chapter and c.seq <= p_seq
  order by c.seq desc
  limit 1
$$;

create function collab.save_checkpoint(p_chapter uuid, p_seq bigint, p_state bytea)
returns void
language sql
security definer
set search_path = ''
as $$
  insert into collab.chapter_checkpoints (chapter_id, seq, state)
  select h.chapter_id, p_seq, p_state from collab.chapter_heads h where h.chapter_id = p_chapter and h.last_seq >= p_seq
  on conflict do nothing
$$;

-- Writes down the history from entry p_from to p_seq. False when another process was first, or the log is shorter.
-- p_sessions: the sittings that are new or went on, as read_history() gives them.
create function collab.save_history(
  p_chapter uuid, p_from bigint, p_seq bigint, p_spans jsonb, p_removed jsonb, p_sessions jsonb, p_blocks jsonb
)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from collab.chapter_heads h where h.chapter_id = p_chapter and h.last_seq >= p_seq;
  if not found then
    return false;
  end if;
  insert into collab.chapter_histories (chapter_id, seq, spans, removed) values (p_chapter, 0, '{}', '[]')
  on conflict do nothing;
  update collab.chapter_histories h set seq = p_seq, spans = p_spans, removed = p_removed
  where h.chapter_id = p_chapter and h.seq = p_from;
  if not found then
    return false;
  end if;
  insert into public.chapter_sessions as s (
    chapter_id, first_seq, last_seq, person_id, person_name, organization_id, organization_name, sector,
    started_at, ended_at, added, removed
  )
  select p_chapter, n.first_seq, n.last_seq, n.person_id, coalesce(p.display_name, ''), n.organization_id,
    coalesce(o.short_name, o.name, ''), o.sector, n.started_at, n.ended_at, n.added, n.removed
  from jsonb_to_recordset(p_sessions) as n (
    first_seq bigint, last_seq bigint, person_id uuid, organization_id uuid, started_at timestamptz,
    ended_at timestamptz, added integer, removed integer
  )
  left join public.people p on p.id = n.person_id
  left join public.organizations o on o.id = n.organization_id
  on conflict (chapter_id, first_seq) do update
  set last_seq = excluded.last_seq, ended_at = excluded.ended_at, added = excluded.added, removed = excluded.removed;
  insert into public.chapter_authorships as a (chapter_id, seq, blocks) values (p_chapter, p_seq, p_blocks)
  on conflict (chapter_id) do update set seq = excluded.seq, blocks = excluded.blocks;
  return true;
end
$$;

-- Chapters of a document whose history is behind their log, or whose log has not begun.
create function collab.unwritten_histories(p_document uuid)
returns setof uuid
language sql
stable
security definer
set search_path = ''
as $$
  select c.id
  from public.chapters c
  left join collab.chapter_heads l on l.chapter_id = c.id
  left join collab.chapter_histories h on h.chapter_id = c.id
  where c.document_id = p_document and c.removed_at is null and (h.seq is null or h.seq <> l.last_seq)
$$;

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

create function access.require_chapter(p_chapter uuid)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_person();
  if not exists (
    select from public.chapters c
    where c.id = p_chapter and c.removed_at is null and access.can_read_document(c.document_id)
  ) then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;

-- Whether a chapter's history is as new as its log; if not, whoever writes it is asked to. Errors: 401, 404 not_found.
create function public.request_history(p_chapter uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.require_chapter(p_chapter);
  if exists (
    select from collab.unwritten_histories(access.chapter_document(p_chapter)) as u (id) where u.id = p_chapter
  ) then
    perform access.notify(jsonb_build_object('kind', 'materialise', 'document', access.chapter_document(p_chapter)));
    return false;
  end if;
  return true;
end
$$;
grant execute on function public.request_history(uuid) to authenticated;

-- Whose a chapter's text is: {"blocks": as in chapter_authorships, "sittings": the rows of chapter_sessions that they
-- name}, both of one moment, however many sittings there were. A sitting has no person's id: its "author" is the first of
-- these sittings of the same person for the same organization. Errors: 401, 404 not_found.
create function public.read_authorship(p_chapter uuid)
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
grant execute on function public.read_authorship(uuid) to authenticated;

-- A chapter's text as of an entry, in parts that Yjs puts together: {"seq", "head", "at", "person", "parts": [base64, …]}.
-- REST carries no bytes here, hence the base64. Errors: 401, 404 not_found (also for an entry that is not there).
create function public.read_chapter_moment(p_chapter uuid, p_seq bigint)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_entry record;
  v_base record;
begin
  perform access.require_chapter(p_chapter);
  -- The name of whoever may be read; what they were called then is in their writing session (chapter_sessions).
  select u.seq, u.at, p.display_name as person into v_entry
  from collab.chapter_updates u
  left join public.people p on p.id = u.person_id and p.id in (select access.readable_people())
  where u.chapter_id = p_chapter and u.seq = p_seq;
  if v_entry.seq is null then
    perform access.refuse(404, 'not_found');
  end if;
  select c.seq, c.state into v_base from collab.checkpoint_before(p_chapter, p_seq) c;
  return jsonb_build_object(
    'seq', v_entry.seq,
    'head', (select h.last_seq from collab.chapter_heads h where h.chapter_id = p_chapter),
    'at', v_entry.at,
    'person', v_entry.person,
    'parts', (
      select coalesce(jsonb_agg(encode(part.bytes, 'base64') order by part.seq), '[]')
      from (
        select v_base.seq, v_base.state as bytes where v_base.seq is not null
        union all
        select u.seq, u.payload
        from collab.chapter_updates u
        where u.chapter_id = p_chapter and u.seq > coalesce(v_base.seq, 0) and u.seq <= p_seq
      ) part
    )
  );
end
$$;
grant execute on function public.read_chapter_moment(uuid, bigint) to authenticated;
