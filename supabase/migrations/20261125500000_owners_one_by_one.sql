-- Whose each Yjs client id of a batch is, is asked for one by one. It was put together in one object that grew with each
-- new id and was copied for each, so that thousands of them took longer than their author waits.

-- Appends a batch of one chapter. The document's row is held, so that a step which freezes it waits for this or goes
-- before it, never between. Each entry is written or answered with the reason why not; entries of one message, which
-- build on each other, are written all or none. While the document is held nothing is judged: every answer is 'held',
-- for the moment.
create or replace function collab.append_updates(
  p_chapter uuid, p_people uuid[], p_clients bigint[], p_payloads bytea[], p_messages integer[] default null,
  p_signed_in timestamptz[] default null, p_sessions uuid[] default null
)
returns table (ordinal integer, seq bigint, refusal text)
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_arrangement uuid;
  v_seq bigint;
  -- By person: why they may not write (null: they may), and the organization they write for.
  v_refusals jsonb := '{}';
  v_voices jsonb := '{}';
  -- By entry: whether its session has ended. By message: why it is not written.
  v_ended bigint[];
  v_refused jsonb := '{}';
  v_key text;
  v_owner uuid;
begin
  select d.id, d.arrangement_id into v_document, v_arrangement
  from public.documents d
  join public.chapters c on c.document_id = d.id
  where c.id = p_chapter
  for share of d;
  -- A statement of its own, after the row: whoever set a hold had the row before us, and is seen.
  if exists (select from collab.holds h where h.document_id = v_document and h.until > clock_timestamp()) then
    return query select place, null::bigint, 'held' from generate_subscripts(p_people, 1) as place;
    return;
  end if;
  insert into collab.chapter_heads (chapter_id) select c.id from public.chapters c where c.id = p_chapter
  on conflict do nothing;
  select h.last_seq into v_seq from collab.chapter_heads h where h.chapter_id = p_chapter for update;
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
    -- Client 0 signs deletions, which are nobody's own.
    if refusal is null and p_clients[i] <> 0 then
      -- Asked for one by one: a list that grows by each is copied for each.
      select k.person_id into v_owner
      from collab.chapter_clients k
      where k.chapter_id = p_chapter and k.client_id = p_clients[i];
      if coalesce(v_owner, collab.claim_client(p_chapter, p_clients[i], p_people[i])) <> p_people[i] then
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
