-- A chapter's past: who reads whose words they are and what the text was, and how it is written down from the log.

create function pg_temp.history(p_chapter text, p_from bigint, p_seq bigint, p_first bigint, p_who text, p_added integer)
returns boolean language sql
as $$
  select collab.save_history(tests.id(p_chapter), p_from, p_seq, '{"1": [[0, 1]]}', '[]', jsonb_build_array(jsonb_build_object(
    'first_seq', p_first, 'last_seq', p_seq, 'person_id', tests.id(p_who), 'organization_id', m.organization_id,
    'started_at', '2026-03-01T10:00:00Z', 'ended_at', '2026-03-01T10:05:00Z', 'added', p_added, 'removed', 0)),
    jsonb_build_array(jsonb_build_object('id', 'p1', 'runs', jsonb_build_array(jsonb_build_array(p_added, p_first)))))
  from public.memberships m where m.person_id = tests.id(p_who)
$$;

-- Act 1, the collaboration server writes it down: once for each stretch of the log, never ahead of it.
select set_eq($$ select tests.word(u) from collab.unwritten_histories(tests.id('diagnostico')) u $$, array['marco', 'justicia'],
  'no history has been written yet');
select is_empty($$ select collab.read_history(tests.id('marco')) $$, 'nor begun');
select is(pg_temp.history('marco', 0, 2, 1, 'coordinacion', 10), false, 'of entries that are not there');
select is(pg_temp.history('marco', 0, 1, 1, 'coordinacion', 10), true, 'the first entry');
select is(pg_temp.history('marco', 0, 1, 1, 'coordinacion', 99), false, 'another process that comes too late');
select is(tests.edit('marco', 'estado'), null, 'somebody else writes');
select is(pg_temp.history('marco', 1, 2, 2, 'estado', 5), true, 'and the history goes on');
select is(pg_temp.history('puebla_marco', 0, 1, 1, 'otroestado', 7), true, 'another state has one of its own');
select results_eq(
  $$ select seq, spans, removed, jsonb_array_length(sessions) from collab.read_history(tests.id('marco')) $$,
  $$ values (2::bigint, '{"1": [[0, 1]]}'::jsonb, '[]'::jsonb, 2) $$, 'what is read to go on from');
select results_eq($$ select seq, tests.word(person_id), tests.word(organization_id) from collab.log_since(tests.id('marco'), 0, 1) $$,
  $$ values (1::bigint, 'coordinacion', 'secretaria') $$, 'the log is read in portions');
select collab.save_checkpoint(tests.id('marco'), 2, '\x0a0b');
select collab.save_checkpoint(tests.id('marco'), 3, '\x0c');
select results_eq($$ select seq, state from collab.checkpoint_before(tests.id('marco'), 99) $$,
  $$ values (2::bigint, '\x0a0b'::bytea) $$, 'a checkpoint of an entry that is not there is not kept');
select is_empty($$ select collab.checkpoint_before(tests.id('marco'), 1) $$, 'nor is a later one given');

-- Act 2, read by exactly those who may read the draft (chapter_sessions_select_parties, chapter_authorships_select_parties).
select tests.sees(who, $$ select tests.word(chapter_id) || ' ' || first_seq || ' ' || person_name || ', ' || organization_name || ', ' || sector || ' +' || added
  from public.chapter_sessions order by 1 $$, sees, who || ' reads these sittings')
from (values
  ('osc', array['marco 1 Coordinacion, Secretaría, state +10', 'marco 2 Estado, Gobierno, state +5']),
  ('observador', array['marco 1 Coordinacion, Secretaría, state +10', 'marco 2 Estado, Gobierno, state +5']),
  ('otroestado', array['puebla_marco 1 Otroestado, Otro gobierno, state +7']),
  ('suspendida', array[]::text[]), ('retirada', array[]::text[]), ('admin', array[]::text[]),
  ('anonymous', array['42501 permission denied for table chapter_sessions'])
) as expected (who, sees);
select tests.sees(who, $$ select tests.word(chapter_id) || ' ' || seq || ' ' || blocks from public.chapter_authorships order by 1 $$, sees,
  who || ' reads whose words they are')
from (values
  ('oficina', array['marco 2 [{"id": "p1", "runs": [[5, 2]]}]', 'puebla_marco 1 [{"id": "p1", "runs": [[7, 1]]}]']),
  ('otroestado', array['puebla_marco 1 [{"id": "p1", "runs": [[7, 1]]}]']),
  ('retirada', array[]::text[]), ('suspendida', array[]::text[]), ('admin', array[]::text[]),
  ('anonymous', array['42501 permission denied for table chapter_authorships'])
) as expected (who, sees);
select tests.refused('coordinacion', format('update public.%s set %s', relation, change), '42501 permission denied for table ' || relation,
  format('select string_agg(t::text, %L) from public.%s t', ' ', relation), 'rewriting ' || relation)
from (values ('chapter_sessions', $$person_name = 'Otra'$$), ('chapter_authorships', $$blocks = '[]'$$)) as attempts (relation, change);

-- Act 3, the text as it was, for the same people.
select tests.sees(who, $$ select concat_ws(' ', m ->> 'seq', 'of', m ->> 'head', coalesce(m ->> 'person', 'somebody'), m ->> 'parts')
  from public.read_chapter_moment(tests.id('marco'), 1) m $$, sees, 'the first entry, from the log, as ' || who || ' reads it, of whom they may know')
from (values ('coordinacion', array['1 of 2 Coordinacion ["AQ=="]']), ('osc', array['1 of 2 somebody ["AQ=="]'])) as expected (who, sees);
select tests.sees('osc', $$ select m ->> 'parts' from public.read_chapter_moment(tests.id('marco'), 2) m $$, array['["Cgs="]'],
  'the second, from its checkpoint');
select is(tests.outcome(who, format('select public.%s', call)), refusal, who || ' asks ' || call)
from unnest(array[$$read_chapter_moment(tests.id('marco'), 1)$$, $$read_authorship(tests.id('marco'))$$, $$request_history(tests.id('marco'))$$]) as calls (call),
  (values ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('retirada', 'PT404 not_found'),
    ('suspendida', 'PT401 not_signed_in')) as attempts (who, refusal);
select is(tests.outcome('anonymous', $$ select public.read_chapter_moment(tests.id('marco'), 1) $$),
  '42501 permission denied for function read_chapter_moment', 'the public does not');
select is(tests.outcome('anonymous', $$ select public.read_authorship(tests.id('marco')) $$),
  '42501 permission denied for function read_authorship', 'nor whose words they are');
select tests.sees('observador', $$ select (w -> 'blocks')::text || ' ' || (s ->> 'first_seq') || ' ' || (s ->> 'person_name') || ' ' || (s ->> 'added')
  from public.read_authorship(tests.id('marco')) w, jsonb_array_elements(w -> 'sittings') s $$,
  array['[{"id": "p1", "runs": [[5, 2]]}] 2 Estado 5'], 'whose words they are comes with the sittings that it names, and no others');
select tests.sees('observador', $$ select string_agg(key, ' ' order by key)
  from public.read_authorship(tests.id('marco')) w, jsonb_object_keys(w -> 'sittings' -> 0) key $$,
  array['added author ended_at first_seq last_seq organization_id organization_name person_name removed sector started_at'], 'without a person''s id');
insert into public.chapter_sessions select chapter_id, n, n, tests.id(who), 'Otroestado', tests.id(organization), '', null, ended_at, ended_at, 1, 0
from public.chapter_sessions, (values (2, 'federal', 'gobernacion'), (3, 'otroestado', 'puebla_gobierno'), (4, 'otroestado', 'puebla_red'),
  (5, 'federal', 'gobernacion')) as more (n, who, organization) where chapter_id = tests.id('puebla_marco');
update public.chapter_authorships set blocks = '[{"id": "p1", "runs": [[1, 2], [1, 3], [1, 4], [1, 5], [7, 1]]}]' where chapter_id = tests.id('puebla_marco');
select tests.sees('oficina', $$ select (s ->> 'first_seq') || ' of ' || (s ->> 'author')
  from public.read_authorship(tests.id('puebla_marco')) w, jsonb_array_elements(w -> 'sittings') s $$,
  array['1 of 1', '2 of 2', '3 of 1', '4 of 4', '5 of 2'], 'authors of one name are told apart, and whoever speaks for two is two');
delete from public.chapter_sessions where chapter_id = tests.id('puebla_marco') and first_seq > 1;
update public.chapter_authorships set blocks = '[{"id": "p1", "runs": [[7, 1]]}]' where chapter_id = tests.id('puebla_marco');
select tests.sees('otroestado', $$ select jsonb_array_length(w -> 'sittings')::text from public.read_authorship(tests.id('puebla_marco')) w $$,
  array['1'], 'each state its own');
select is(tests.outcome('anonymous', $$ select public.request_history(tests.id('marco')) $$),
  '42501 permission denied for function request_history', 'nor asks for a history');
select is(tests.outcome('osc', $$ select public.read_chapter_moment(tests.id('marco'), 3) $$), 'PT404 not_found', 'an entry that is not there');
select is(tests.outcome('osc', $$ select public.read_chapter_moment(tests.id('nada'), 1) $$), 'PT404 not_found', 'a chapter that is not there');

-- Act 4, whether it is as new as the log.
select tests.sees('osc', $$ select public.request_history(tests.id('marco')) $$, array['true'], 'it is');
select is(tests.edit('marco', 'estado'), null, 'a word more');
select tests.sees('osc', $$ select public.request_history(tests.id('marco')) $$, array['false'], 'and it is not, and asked for');
select tests.does('coordinacion', $$ select public.remove_chapter(tests.id('marco')) $$,
  $$ select tests.chapters('diagnostico') $$, 'justicia', 'the chapter is taken out');
select is(tests.outcome('osc', $$ select public.read_chapter_moment(tests.id('marco'), 1) $$), 'PT404 not_found', 'and its past with it');
