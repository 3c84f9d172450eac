-- Whoever has a document open is told when a chapter gets its first word or loses its last.
-- Whether there is a word in a text.
create function access.has_words(p_content jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select coalesce(jsonb_path_exists(p_content, '$.**.text ? (@ like_regex "\\S")'), false)
$$;

-- A chapter without a word keeps the document from its next step (80_abilities.sql): whoever has it open is told when that
-- changes, and not each time the text is written down.
create function access.notify_text()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_had boolean := false;
begin
  if tg_op = 'UPDATE' then
    v_had := access.has_words(old.content);
  end if;
  if access.has_words(new.content) <> v_had then
    perform access.notify(jsonb_build_object('kind', 'document', 'document', c.document_id))
    from public.chapters c
    where c.id = new.chapter_id and c.removed_at is null;
  end if;
  return null;
end
$$;
create trigger notify_text after insert or update of content on public.chapter_texts
for each row execute function access.notify_text();

-- Whether a step's condition holds: {"code", "met", "count"?, "seats"?, "needed"?}.
create or replace function access.condition(p_document uuid, p_condition text)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_count bigint;
  v_tally jsonb;
  v_round public.voting_rounds;
begin
  if p_condition = 'chapters_present' then
    select count(*) into v_count from public.chapters c where c.document_id = p_document and c.removed_at is null;
    return jsonb_build_object('code', p_condition, 'met', v_count > 0, 'count', v_count);
  elsif p_condition = 'chapters_have_text' then
    -- Counts chapters without a word.
    select count(*) into v_count
    from public.chapters c
    left join public.chapter_texts t on t.chapter_id = c.id
    where c.document_id = p_document and c.removed_at is null
      and not access.has_words(t.content);
    return jsonb_build_object('code', p_condition, 'met', v_count = 0, 'count', v_count);
  elsif p_condition = 'discussion_answered' then
    -- Only what everyone can see: a confidential thread must not show itself in a count.
    select count(*) into v_count
    from public.comment_threads t
    join public.chapters c on c.id = t.chapter_id and c.removed_at is null
    where t.document_id = p_document and t.visibility = 'arrangement' and t.status = 'open';
    return jsonb_build_object('code', p_condition, 'met', v_count = 0, 'count', v_count);
  elsif p_condition = 'voting_body_ready' then
    return access.voting_body_ready(p_document);
  elsif p_condition in ('quorum_reached', 'majority_reached') then
    select r.* into v_round from public.voting_rounds r where r.document_id = p_document and r.closed_at is null;
    v_tally := access.round_tally(v_round.id);
    if p_condition = 'quorum_reached' then
      return jsonb_build_object('code', p_condition, 'met', coalesce((v_tally ->> 'quorumReached')::boolean, false),
        'count', v_tally -> 'cast', 'needed', v_tally -> 'needed');
    end if;
    return jsonb_build_object('code', p_condition, 'met', coalesce((v_tally ->> 'majorityReached')::boolean, false));
  end if;
  raise exception 'unknown condition %', p_condition;
end
$$;
