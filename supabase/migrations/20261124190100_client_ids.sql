-- Yjs client ids have an owner in the database, so that several servers cannot give one id to two people.

-- Whose a Yjs client id is in a chapter: of who wrote or showed a caret under it first, for good. What is written
-- under another's id would push that person's own words aside wherever the log is read.
create table collab.chapter_clients (
  chapter_id uuid not null references public.chapters (id) on delete cascade,
  client_id bigint not null,
  person_id uuid not null,
  primary key (chapter_id, client_id)
);
alter table collab.chapter_clients enable row level security;

insert into collab.chapter_clients (chapter_id, client_id, person_id)
select distinct on (u.chapter_id, u.client_id) u.chapter_id, u.client_id, u.person_id
from collab.chapter_updates u
where u.client_id <> 0
order by u.chapter_id, u.client_id, u.seq;

drop function collab.client_owners(uuid);
drop function collab.append_updates(uuid, uuid[], bigint[], bytea[]);

-- Whose Yjs client ids a chapter knows, so that nobody writes under another's.
create function collab.client_owners(p_chapter uuid)
returns table (client_id bigint, person_id uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select k.client_id, k.person_id from collab.chapter_clients k where k.chapter_id = p_chapter
$$;

-- Makes a Yjs client id a person's, if it is nobody's yet. Says whose it is.
create function collab.claim_client(p_chapter uuid, p_client bigint, p_person uuid)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_owner uuid;
begin
  insert into collab.chapter_clients as k (chapter_id, client_id, person_id) values (p_chapter, p_client, p_person)
  on conflict do nothing
  returning k.person_id into v_owner;
  if v_owner is null then
    select k.person_id into v_owner
    from collab.chapter_clients k
    where k.chapter_id = p_chapter and k.client_id = p_client;
  end if;
  return v_owner;
end
$$;

-- Appends a batch of one chapter. The document's row is held, so that a step which freezes it waits for this or goes
-- before it, never between. Each entry is written or answered with the reason why not; entries of one message, which
-- build on each other, are written all or none.
create function collab.append_updates(
  p_chapter uuid, p_people uuid[], p_clients bigint[], p_payloads bytea[], p_messages integer[] default null,
  p_signed_in timestamptz[] default null, p_sessions uuid[] default null
)
returns table (ordinal integer, seq bigint, refusal text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_arrangement uuid;
  v_seq bigint;
  -- By person: why they may not write (null: they may), and the organization they write for.
  v_refusals jsonb := '{}';
  v_voices jsonb := '{}';
  -- By Yjs client id: whose it is. By entry: whether its session has ended. By message: why it is not written.
  v_owners jsonb;
  v_ended bigint[];
  v_refused jsonb := '{}';
  v_key text;
  v_client text;
begin
  select d.arrangement_id into v_arrangement
  from public.documents d
  join public.chapters c on c.document_id = d.id
  where c.id = p_chapter
  for share of d;
  insert into collab.chapter_heads (chapter_id) select c.id from public.chapters c where c.id = p_chapter
  on conflict do nothing;
  select h.last_seq into v_seq from collab.chapter_heads h where h.chapter_id = p_chapter for update;
  select coalesce(jsonb_object_agg(k.client_id, k.person_id), '{}') into v_owners
  from collab.chapter_clients k
  where k.chapter_id = p_chapter and k.client_id = any (p_clients);
  select coalesce(array_agg(e.place), '{}') into v_ended
  from unnest(p_people, p_signed_in, p_sessions) with ordinality e (person, signed_in, session, place)
  join public.people p on p.id = e.person
  left join collab.ended_sessions s on s.session_id = e.session
  where e.signed_in < p.signed_out_at or s.session_id is not null;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    v_key := p_people[i]::text;
    if not v_refusals ? v_key then
      v_refusals := v_refusals || jsonb_build_object(
        v_key, case when v_seq is null then 'not_found' else access.edit_refusal(p_people[i], p_chapter) end
      );
      v_voices := v_voices || jsonb_build_object(v_key, access.person_voice(p_people[i], v_arrangement));
    end if;
    refusal := case when i = any (v_ended) then 'signed_out' else v_refusals ->> v_key end;
    v_client := p_clients[i]::text;
    -- Client 0 signs deletions, which are nobody's own.
    if refusal is null and p_clients[i] <> 0 then
      if not v_owners ? v_client then
        v_owners := v_owners || jsonb_build_object(
          v_client, collab.claim_client(p_chapter, p_clients[i], p_people[i])
        );
      end if;
      if v_owners ->> v_client <> p_people[i]::text then
        refusal := 'foreign_client';
      end if;
    end if;
    if refusal is not null then
      v_refused := v_refused || jsonb_build_object(coalesce(p_messages[i], i), refusal);
    end if;
  end loop;

  for i in 1 .. coalesce(cardinality(p_people), 0) loop
    ordinal := i;
    refusal := v_refused ->> coalesce(p_messages[i], i)::text;
    seq := null;
    if refusal is null then
      v_seq := v_seq + 1;
      seq := v_seq;
      insert into collab.chapter_updates (chapter_id, seq, person_id, organization_id, client_id, payload)
      values (
        p_chapter, v_seq, p_people[i], (v_voices ->> p_people[i]::text)::uuid, p_clients[i], p_payloads[i]
      );
    end if;
    return next;
  end loop;
  update collab.chapter_heads h set last_seq = v_seq where h.chapter_id = p_chapter and h.last_seq <> v_seq;
end
$$;

grant execute on function collab.client_owners(uuid) to collab;
grant execute on function collab.claim_client(uuid, bigint, uuid) to collab;
grant execute on function collab.append_updates(uuid, uuid[], bigint[], bytea[], integer[], timestamptz[], uuid[])
to collab;
