-- Comment threads: said to everyone, to one's own sector, or to the Office; read, counted and closed by those alone.

create function pg_temp.open(p_who text, p_thread text, p_visibility text, p_chapter text default 'marco')
returns void language plpgsql
as $$
declare
  v_thread uuid;
begin
  perform tests.act_as(p_who);
  v_thread := public.open_comment_thread(tests.id(p_chapter), '{"quote": "Texto"}', 'Texto', 'Dice ' || p_thread, p_visibility::public.visibility);
  perform tests.act_as_owner();
  perform tests.new_id(p_thread, v_thread);
end
$$;
select pg_temp.open('osc', 'a_todos', 'arrangement');
select pg_temp.open('osc', 'a_su_sector', 'sector');
select pg_temp.open('osc', 'a_la_oficina', 'office');
select pg_temp.open('estado', 'del_estado', 'sector');
select pg_temp.open('coordinacion', 'del_estado_a_la_oficina', 'office');

-- Act 1, who reads what. The list is list_comment_threads(); the tables show what is everyone's and one's own.
create temporary table readers (who text, listed text[], by_table text[]);
insert into readers values
  ('coordinacion', '{a_todos,del_estado,del_estado_a_la_oficina}', '{a_todos,del_estado_a_la_oficina}'),
  ('estado', '{a_todos,del_estado}', '{a_todos,del_estado}'),
  ('federal', '{a_todos}', '{a_todos}'),
  ('osc', '{a_la_oficina,a_su_sector,a_todos}', '{a_la_oficina,a_su_sector,a_todos}'),
  ('osc2', '{a_su_sector,a_todos}', '{a_todos}'),
  ('academia', '{a_todos}', '{a_todos}'),
  ('observador', '{a_todos}', '{a_todos}'),
  ('oficina', '{a_la_oficina,a_todos,del_estado_a_la_oficina}', '{a_todos}');
grant select on readers to public;
select tests.sees(who, $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  listed, who || ' lists') from readers;
select tests.sees(who, $$ select t ->> 'chapterId' || (c ->> 'body') from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t,
  jsonb_array_elements(t -> 'comments') c order by c ->> 'body' $$,
  (select array_agg(tests.id('marco') || 'Dice ' || l order by 'Dice ' || l) from unnest(listed) l), who || ' reads') from readers;
select tests.sees(who, 'select tests.word(id) from public.comment_threads order by 1', by_table, who || ' by table (comment_threads_select_audience)') from readers;
select tests.sees(who, 'select body from public.comments order by 1',
  (select array_agg('Dice ' || l order by 1) from unnest(by_table) l), who || ' by table (comments_select_audience)') from readers;
select tests.sees(who, $$ select public.my_work() -> 'documents' -> 0 ->> 'openThreads' $$, array[cardinality(listed)::text], who || ' counts in my_work') from readers;
select tests.sees(who, 'select id from public.comment_threads', sees, who || ' by table')
from (values ('otroestado', array[]::text[]), ('admin', array[]::text[]), ('suspendida', array[]::text[]), ('retirada', array[]::text[]),
  ('anonymous', array['42501 permission denied for table comment_threads'])) as strangers (who, sees);
select tests.sees(who, 'select id from public.comments', sees, who || ' by table, what was said')
from (values ('otroestado', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for table comments'])) as strangers (who, sees);
select is(tests.outcome(who, $$ select public.list_comment_threads(tests.id('diagnostico')) $$), refusal, who || ' lists')
from (values ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'), ('retirada', 'PT404 not_found'),
  ('anonymous', '42501 permission denied for function list_comment_threads')) as strangers (who, refusal);

-- Act 2, reading another's confidence is recorded, once, and shown to whoever read (confidential_readings_select_self).
select tests.act_as(who), public.list_comment_threads(tests.id('diagnostico'))
from unnest(array['osc', 'osc2', 'oficina', 'coordinacion', 'osc2']) as readers (who);
select tests.act_as_owner();
select results_eq($$ select tests.word(person_id) || ' ' || tests.word(thread_id) from public.confidential_readings order by 1 $$,
  array['coordinacion del_estado', 'oficina a_la_oficina', 'oficina del_estado_a_la_oficina', 'osc2 a_su_sector'], 'who read whose confidence');
select tests.sees(who, 'select tests.word(thread_id) from public.confidential_readings', sees, who || ' sees what they read')
from (values ('osc2', array['a_su_sector']), ('osc', array[]::text[]), ('admin', array[]::text[]),
  ('anonymous', array['42501 permission denied for table confidential_readings'])) as expected (who, sees);

-- Act 3, the author's name, organization and sector as they were when they spoke.
update public.people set display_name = 'Otro nombre' where id = tests.id('osc');
update public.organizations set short_name = 'Otra red' where id = tests.id('red');
select tests.sees('osc2', $$ select concat_ws(' ', author_name, organization_name, sector, audience_sector) from public.comment_threads $$,
  array['Osc Red civil_society'], 'what was said keeps who said it');

-- Act 4, replies.
select tests.does('coordinacion', $$ select public.reply_to_comment_thread(tests.id('a_todos'), '  Se atiende. ') $$,
  $$ select concat_ws(' ', tests.word(author_id), organization_name, sector, body) from public.comments order by created_at desc limit 1 $$,
  'coordinacion Secretaría state Se atiende.', 'the secretaría técnica answers');
select tests.sees('osc', $$ select r ->> 'quote' || ' ' || (r ->> 'by') || ' ' || (r ->> 'sector') from jsonb_array_elements(public.my_work() -> 'replies') r $$,
  array['Texto Coordinacion state'], 'which waits for osc');
select tests.sees('coordinacion', $$ select r::text from jsonb_array_elements(public.my_work() -> 'replies') r $$, array[]::text[], 'and not for who spoke last');
select tests.refused(who, format('select public.reply_to_comment_thread(tests.id(%L), %L)', thread, body), refusal,
  'select count(*)::text from public.comments', who || ' replying to ' || thread)
from (values
  ('coordinacion', 'a_la_oficina', 'x', 'PT404 not_found'), ('coordinacion', 'a_su_sector', 'x', 'PT404 not_found'),
  ('estado', 'a_su_sector', 'x', 'PT404 not_found'), ('osc2', 'a_la_oficina', 'x', 'PT404 not_found'),
  ('otroestado', 'a_todos', 'x', 'PT404 not_found'), ('admin', 'a_todos', 'x', 'PT404 not_found'),
  ('suspendida', 'a_todos', 'x', 'PT401 not_signed_in'), ('retirada', 'a_todos', 'x', 'PT404 not_found'),
  ('observador', 'a_todos', 'x', 'PT403 not_allowed'), ('osc', 'a_todos', '  ', 'PT400 bad_input'),
  ('osc', 'nada', 'x', 'PT404 not_found'), ('anonymous', 'a_todos', 'x', '42501 permission denied for function reply_to_comment_thread')
) as attempts (who, thread, body, refusal);
select tests.refused('osc', format('select public.open_comment_thread(%s)', arguments), refusal,
  'select count(*)::text from public.comment_threads', 'opening ' || left(arguments, 80))
from (values
  ($$tests.id('marco'), '[]', 'Texto', 'x'$$, 'PT400 bad_input'), ($$tests.id('marco'), null, 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), '{}', '', 'x'$$, 'PT400 bad_input'), ($$tests.id('marco'), '{}', 'Texto', repeat('x', 5001)$$, 'PT400 bad_input'),
  ($$tests.id('marco'), '{}', 'Texto', 'x', null$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_build_object('x', repeat('x', 32001)), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('puebla_marco'), '{}', 'Texto', 'x'$$, 'PT404 not_found'), ($$tests.id('nada'), '{}', 'Texto', 'x'$$, 'PT404 not_found'),
  ($$null, '{}', 'Texto', 'x'$$, 'PT404 not_found')
) as attempts (arguments, refusal);

-- Act 5, closing and reopening: the author; for what everyone sees, those who write; for what the Office was told, the Office.
select is(tests.outcome(who, format('select public.set_comment_thread_status(tests.id(%L), %L)', thread, 'resolved'),
    format('select status::text from public.comment_threads where id = tests.id(%L)', thread)), answer, who || ' closes ' || thread)
from (values
  ('osc', 'a_todos', 'ok resolved'), ('coordinacion', 'a_todos', 'ok resolved'), ('estado', 'a_todos', 'ok resolved'),
  ('osc2', 'a_todos', 'PT403 not_allowed open'), ('oficina', 'a_todos', 'PT403 not_allowed open'),
  ('observador', 'a_todos', 'PT403 not_allowed open'), ('osc', 'a_su_sector', 'ok resolved'), ('osc2', 'a_su_sector', 'PT403 not_allowed open'),
  ('coordinacion', 'del_estado', 'PT403 not_allowed open'), ('coordinacion', 'a_su_sector', 'PT404 not_found open'),
  ('oficina', 'a_la_oficina', 'ok resolved'), ('osc', 'a_la_oficina', 'ok resolved'), ('coordinacion', 'a_la_oficina', 'PT404 not_found open'),
  ('otroestado', 'a_todos', 'PT404 not_found open'), ('suspendida', 'a_todos', 'PT401 not_signed_in open'),
  ('anonymous', 'a_todos', '42501 permission denied for function set_comment_thread_status open')
) as attempts (who, thread, answer);
select tests.does('coordinacion', $$ select public.set_comment_thread_status(tests.id('a_todos'), 'resolved') $$,
  $$ select status || ' ' || tests.word(resolved_by) || ' ' || resolved_by_name from public.comment_threads where id = tests.id('a_todos') $$,
  'resolved coordinacion Coordinacion', 'a point is answered');
select tests.refused('osc', $$ select public.reply_to_comment_thread(tests.id('a_todos'), 'Falta.') $$, 'PT409 thread_closed',
  'select count(*)::text from public.comments', 'replying to what is closed');
select tests.does('osc', $$ select public.set_comment_thread_status(tests.id('a_todos'), 'open') $$,
  $$ select status || coalesce(resolved_by_name, ' again') from public.comment_threads where id = tests.id('a_todos') $$, 'open again', 'its author reopens it');

-- Act 6, the record says that something was told in confidence to those who keep the record, and to nobody else.
select results_eq($$ select concat_ws(' ', action, tests.word(noun_id), visibility) from public.audit_entries where noun = 'comment_thread' order by id $$,
  array['open a_todos arrangement', 'open a_su_sector sector', 'open a_la_oficina office', 'open del_estado sector',
    'open del_estado_a_la_oficina office', 'resolve a_todos arrangement', 'reopen a_todos arrangement'], 'all of it is on record');
select tests.sees('coordinacion', $$ select action from public.audit_entries where noun = 'comment_thread' order by id $$, array['open', 'resolve', 'reopen'],
  'the secretaría técnica reads what everyone saw');

-- Act 7, a chapter taken out takes its points out of lists and counts; anchors follow the text.
select pg_temp.open('osc', 'en_justicia', 'arrangement', 'justicia');
update public.chapters set removed_at = now() where id = tests.id('justicia');
select tests.sees('osc', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_la_oficina', 'a_su_sector', 'a_todos'], 'not in the list');
select tests.sees('osc', $$ select public.my_work() -> 'documents' -> 0 ->> 'openThreads' $$, array['3'], 'not in the count');
select results_eq($$ select tests.word(thread_id), quote, detached from collab.threads_of(tests.id('justicia')) $$,
  $$ values ('en_justicia', 'Texto', false) $$, 'the collaboration server knows every anchor of a chapter');
select collab.save_anchor(tests.id('en_justicia'), '{"block": "p2"}', true);
select results_eq($$ select anchor, detached from public.comment_threads where id = tests.id('en_justicia') $$,
  $$ values ('{"block": "p2"}'::jsonb, true) $$, 'and writes down where it is now');

-- Act 8, whoever loses their place loses what they were told in confidence, their own included; the Office keeps its own.
delete from public.arrangement_parties where organization_id = tests.id('red');
select is(tests.outcome('osc', $$ select public.list_comment_threads(tests.id('diagnostico')) $$), 'PT404 not_found', 'osc is out');
select tests.sees('osc', 'select id from public.comment_threads', array[]::text[], 'by table too');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.sees('oficina', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_la_oficina', 'a_todos', 'del_estado_a_la_oficina'], 'after the end of the arrangement');
