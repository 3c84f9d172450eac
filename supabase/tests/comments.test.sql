-- Comment threads: said to everyone, to one's own sector, or to the Office; read, counted and closed by those alone.

create function pg_temp.open(p_who text, p_thread text, p_visibility text, p_chapter text default 'marco')
returns void language plpgsql
as $$
declare
  v_thread uuid;
begin
  perform tests.act_as(p_who);
  v_thread := public.open_comment_thread(tests.id(p_chapter), tests.anchor(), 'Texto', 'Dice ' || p_thread, p_visibility::public.visibility);
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
-- Nobody can answer it once the text is published.
update public.documents set stage = 'published' where id = tests.id('diagnostico');
select tests.sees('osc', $$ select jsonb_array_length(public.my_work() -> 'replies') || ' ' || (public.my_work() -> 'documents' -> 0 ->> 'openThreads' is null) $$,
  array['0 true'], 'nothing of it waits for osc then');
update public.documents set stage = 'drafting' where id = tests.id('diagnostico');
-- Nor once the arrangement has ended.
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.sees('osc', $$ select jsonb_array_length(public.my_work() -> 'replies')::text $$, array['0'], 'nor then');
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');
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
select tests.refused('osc', format(statement, tests.id('a_todos'), tests.id('marco'), body), 'PT400 bad_input',
  'select count(*)::text || (select count(*) from public.comment_threads) from public.comments', format(statement, '…', '…', 'nothing to see'))
from unnest(array['', E'\n', E'\t', U&'\00A0', U&'\200B', E' \r\n\u2028\u3164\u3000']) body,
  unnest(array['select public.reply_to_comment_thread(%1$L, %3$L)', 'select public.open_comment_thread(%2$L, tests.anchor(), ''Texto'', %3$L)']) statement;
select is(tests.outcome('osc', format('select public.reply_to_comment_thread(tests.id(%L), %L)', 'a_todos', body),
  'select body from public.comments order by created_at desc limit 1'), 'ok ' || body, 'what says something keeps its breaks, and what came along')
from unnest(array[E'Sí:\n\n\tfalta\u00a0la fuente\u200b', '¿?', '👍🏽']) body;
select tests.refused('osc', format('select public.open_comment_thread(%s)', arguments), refusal,
  'select count(*)::text from public.comment_threads', 'opening ' || left(arguments, 80))
from (values
  ($$tests.id('marco'), '[]', 'Texto', 'x'$$, 'PT400 bad_input'), ($$tests.id('marco'), null, 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), tests.anchor(), '', 'x'$$, 'PT400 bad_input'), ($$tests.id('marco'), tests.anchor(), 'Texto', repeat('x', 5001)$$, 'PT400 bad_input'),
  ($$tests.id('marco'), tests.anchor(), 'Texto', 'x', null$$, 'PT400 bad_input'),
  ($$tests.id('marco'), tests.anchor(), 'Otro texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), '{}', 'Texto', 'x'$$, 'PT400 bad_input'), ($$tests.id('marco'), tests.anchor() - 'block', 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{position,start}', '-1'), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{position,end}', '"5"'), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{quote,exact}', to_jsonb(repeat('x', 12001))), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{quote,exact}', to_jsonb(repeat('😀', 6001))), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{quote,prefix}', to_jsonb(repeat('x', 33))), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{blockEnd}', '7'), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), jsonb_set(tests.anchor(), '{relative}', '{"start": "<", "end": ""}'), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), tests.anchor(), 'Texto', repeat(' ', 6000) || 'x'$$, 'PT400 bad_input'),
  ($$tests.id('marco'), tests.anchor(), 'Texto', 'x', 'sector', tests.id('gobierno')$$, 'PT403 not_allowed'),
  ($$tests.id('marco'), tests.anchor(), 'Texto', 'x', 'sector', tests.id('centro')$$, 'PT403 not_allowed'),
  ($$tests.id('marco'), tests.anchor() || jsonb_build_object('x', repeat('x', 32001)), 'Texto', 'x'$$, 'PT400 bad_input'),
  ($$tests.id('puebla_marco'), tests.anchor(), 'Texto', 'x'$$, 'PT404 not_found'), ($$tests.id('nada'), tests.anchor(), 'Texto', 'x'$$, 'PT404 not_found'),
  ($$null, tests.anchor(), 'Texto', 'x'$$, 'PT404 not_found')
) as attempts (arguments, refusal);

-- Act 5, closing and reopening: the author; for what everyone sees, the secretaría técnica; for what the Office was told,
-- the Office. Another's point is answered first. (a_todos has been answered, the others not.)
select tests.refused('oficina', $$ select public.set_comment_thread_status(tests.id('a_la_oficina'), 'resolved') $$, 'PT409 answer_required',
  $$ select status::text from public.comment_threads where id = tests.id('a_la_oficina') $$, 'closing what nobody answered');
select tests.does('oficina', $$ select public.reply_to_comment_thread(tests.id('a_la_oficina'), 'Lo vemos.') $$,
  $$ select organization_name from public.comments order by created_at desc limit 1 $$, 'Oficina', 'the Office answers');
select pg_temp.open('osc', 'sin_respuesta', 'arrangement');
select tests.refused('coordinacion', $$ select public.set_comment_thread_status(tests.id('sin_respuesta'), 'resolved') $$, 'PT409 answer_required',
  $$ select status::text from public.comment_threads where id = tests.id('sin_respuesta') $$, 'the same for the secretaría técnica');
select tests.does('osc2', $$ select public.reply_to_comment_thread(tests.id('sin_respuesta'), 'Nosotras también.') $$,
  $$ select organization_name from public.comments order by created_at desc limit 1 $$, 'Centro', 'another party agrees');
select tests.refused('coordinacion', $$ select public.set_comment_thread_status(tests.id('sin_respuesta'), 'resolved') $$, 'PT409 answer_required',
  $$ select status::text from public.comment_threads where id = tests.id('sin_respuesta') $$, 'which is no answer');
select tests.sees(who, $$ select concat_ws(' ', t -> 'abilities' ->> 'resolve', t -> 'abilities' ->> 'needsAnswer') from jsonb_array_elements(
    public.list_comment_threads(tests.id('diagnostico'))) t where t ->> 'id' = tests.id('sin_respuesta')::text $$, array[told], who || ' is told what is missing')
from (values ('coordinacion', 'true true'), ('osc', 'true false'), ('estado', 'false false'), ('osc2', 'false false')) as expected (who, told);
select tests.refused('coordinacion', $$ select public.remove_chapter(tests.id('marco')) $$, 'PT409 chapter_has_open_threads',
  $$ select tests.chapters('diagnostico') $$, 'a chapter goes with no open point');
select tests.does('estado', $$ select public.reply_to_comment_thread(tests.id('sin_respuesta'), 'Se agrega la fuente.') $$,
  $$ select organization_name from public.comments order by created_at desc limit 1 $$, 'Gobierno', 'those who write answer');
select is(tests.outcome('coordinacion', $$ select public.set_comment_thread_status(tests.id('sin_respuesta'), 'resolved') $$), 'ok', 'and then it may be closed');
delete from public.comments where thread_id = tests.id('sin_respuesta');
delete from public.comment_threads where id = tests.id('sin_respuesta');

select is(tests.outcome(who, format('select public.set_comment_thread_status(tests.id(%L), %L)', thread, 'resolved'),
    format('select status::text from public.comment_threads where id = tests.id(%L)', thread)), answer, who || ' closes ' || thread)
from (values
  ('osc', 'a_todos', 'ok resolved'), ('coordinacion', 'a_todos', 'ok resolved'), ('estado', 'a_todos', 'PT403 not_allowed open'),
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

-- Act 6, the record says what everyone saw; what was told in confidence is there for the chain alone.
select results_eq($$ select concat_ws(' ', action, tests.word(noun_id), visibility) from public.audit_entries where noun = 'comment_thread' order by id $$,
  array['open a_todos arrangement', 'open a_su_sector sector', 'open a_la_oficina office', 'open del_estado sector',
    'open del_estado_a_la_oficina office', 'open sin_respuesta arrangement', 'resolve a_todos arrangement', 'reopen a_todos arrangement'], 'all of it is on record');
select tests.sees(who, $$ select action || ' ' || tests.word(noun_id) from public.list_audit_entries(tests.id('oaxaca')) where noun = 'comment_thread' order by at $$,
  array['open a_todos', 'open sin_respuesta', 'resolve a_todos', 'reopen a_todos'], who || ' reads what everyone saw, and no more')
from unnest(array['coordinacion', 'admin']) who;

-- Act 7, a chapter taken out takes its points out of lists and counts; anchors follow the text.
select pg_temp.open('osc', 'en_justicia', 'arrangement', 'justicia');
update public.chapters set removed_at = now() where id = tests.id('justicia');
select tests.sees('osc', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_la_oficina', 'a_su_sector', 'a_todos'], 'not in the list');
select tests.sees('osc', $$ select public.my_work() -> 'documents' -> 0 ->> 'openThreads' $$, array['3'], 'not in the count');
select results_eq($$ select tests.word(thread_id), quote, detached from collab.threads_of(tests.id('justicia')) $$,
  $$ values ('en_justicia', 'Texto', false) $$, 'the collaboration server knows every anchor of a chapter');
select collab.save_anchor(tests.id('en_justicia'), tests.anchor() || '{"block": "p2"}', true);
select results_eq($$ select anchor, detached from public.comment_threads where id = tests.id('en_justicia') $$,
  $$ values (tests.anchor() || '{"block": "p2"}', true) $$, 'and writes down where it is now');

-- Act 8, whoever loses their place loses what they were told in confidence, their own included; the Office keeps its own.
delete from public.arrangement_parties where organization_id = tests.id('red');
select is(tests.outcome('osc', $$ select public.list_comment_threads(tests.id('diagnostico')) $$), 'PT404 not_found', 'osc is out');
select tests.sees('osc', 'select id from public.comment_threads', array[]::text[], 'by table too');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.sees('oficina', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_la_oficina', 'a_todos', 'del_estado_a_la_oficina'], 'after the end of the arrangement');

-- Act 9, for whom one speaks.
create function pg_temp.again() returns void language plpgsql
as $$
begin
  update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');
  insert into public.arrangement_parties (arrangement_id, organization_id, role) values (tests.id('oaxaca'), tests.id('red'), 'commenter');
end
$$;
-- Whoever comes back reads again what they were told and told; whoever comes later was not told.
insert into public.organizations (id, name, short_name, sector) values (tests.new_id('nueva'), 'Organización nueva', 'Nueva', 'civil_society');
select tests.new_person('nuevo');
insert into public.memberships (person_id, organization_id) values (tests.id('nuevo'), tests.id('nueva'));
select pg_temp.again();
insert into public.arrangement_parties (arrangement_id, organization_id, role) values (tests.id('oaxaca'), tests.id('nueva'), 'commenter');
select tests.sees(who, $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  listed, who || ' after the parties changed')
from (values ('osc', array['a_la_oficina', 'a_su_sector', 'a_todos']), ('osc2', array['a_su_sector', 'a_todos']), ('nuevo', array['a_todos'])) as expected (who, listed);
select tests.sees('nuevo', $$ select public.my_work() -> 'documents' -> 0 ->> 'openThreads' $$, array['1'], 'who comes later counts none of it');
select tests.refused('nuevo', $$ select public.reply_to_comment_thread(tests.id('a_su_sector'), 'x') $$, 'PT404 not_found',
  'select count(*)::text from public.comments', 'replying to what was said before');
-- Nor does who changes sector, or is made the Office.
update public.organizations set sector = 'civil_society' where id = tests.id('universidad');
update public.arrangement_parties set role = 'office' where organization_id = tests.id('universidad');
select tests.sees('academia', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_todos'], 'another sector now, another role now');
-- A person of two organizations.
select tests.new_person('doble');
insert into public.memberships (person_id, organization_id) values (tests.id('doble'), tests.id('red')), (tests.id('doble'), tests.id('gobierno'));
select tests.refused('doble', format('select public.open_comment_thread(tests.id(%L), tests.anchor(), %L, %L, %L%s)', 'marco', 'Texto', 'x', visibility, organization), refusal,
  'select count(*)::text from public.comment_threads', 'doble to ' || visibility || organization)
from (values ('sector', '', 'PT422 voice_required'), ('arrangement', '', 'PT422 voice_required'), ('sector', $$, tests.id('centro')$$, 'PT403 not_allowed'),
  ('sector', $$, tests.id('nada')$$, 'PT403 not_allowed')) as attempts (visibility, organization, refusal);
select tests.does('doble', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Con miedo.', 'sector', tests.id('red')) $$,
  $$ select concat_ws(' ', organization_name, sector, audience_sector) || (select string_agg(' ' || tests.word(o), '' order by tests.word(o)) from unnest(audience) o)
     from public.comment_threads where author_id = tests.id('doble') $$,
  'Otra red civil_society civil_society centro nueva red universidad', 'speaks for the one they say, to that one''s sector');
select tests.new_id('de_doble', (select id from public.comment_threads where author_id = tests.id('doble')));
select tests.sees(who, $$ select t ->> 'id' from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t where t ->> 'id' = tests.id('de_doble')::text $$,
  sees, who || ' and what doble told') from (values ('estado', array[]::text[]), ('coordinacion', array[]::text[]), ('oficina', array[]::text[]),
    ('osc2', array[tests.id('de_doble')::text]), ('osc', array[tests.id('de_doble')::text]), ('nuevo', array[tests.id('de_doble')::text])) as expected (who, sees);
select tests.does('doble', $$ select public.reply_to_comment_thread(tests.id('de_doble'), 'Más.') $$,
  $$ select organization_name from public.comments order by created_at desc limit 1 $$, 'Otra red', 'in a confidence one speaks for who was told');
select tests.refused('doble', $$ select public.reply_to_comment_thread(tests.id('de_doble'), 'x', tests.id('gobierno')) $$, 'PT403 not_allowed',
  'select count(*)::text from public.comments', 'and for nobody else');
select tests.refused('doble', $$ select public.reply_to_comment_thread(tests.id('a_todos'), 'x') $$, 'PT422 voice_required',
  'select count(*)::text from public.comments', 'replying where everyone reads');
select tests.sees('doble', $$ select v ->> 'name' || ' ' || (v ->> 'sector') || ' ' || (v ->> 'toldTo') from jsonb_array_elements(public.discussion_abilities(tests.id('diagnostico')) -> 'voices') v $$,
  array['Gobierno state ["Gobierno", "Secretaría"]', 'Otra red civil_society ["Centro", "Nueva", "Otra red", "Universidad"]'], 'the form says for whom, and who hears it');
select tests.sees(who, $$ select concat_ws(' ', a ->> 'comment', a ->> 'closed', a ->> 'office') from public.discussion_abilities(tests.id('diagnostico')) a $$, array[told], who || ' and the discussion')
from (values ('osc', 'true true'), ('observador', 'false role true'), ('admin', null), ('otroestado', null)) as expected (who, told) where told is not null;
select is(tests.outcome(who, $$ select public.discussion_abilities(tests.id('diagnostico')) $$), refusal, who || ' asks about the discussion')
from (values ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function discussion_abilities')) as strangers (who, refusal);

-- Act 10, who told it is told who read it, also when the reader is gone.
select tests.sees('doble', $$ select concat_ws(' ', r ->> 'name', r ->> 'organization') from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t,
  jsonb_array_elements(t -> 'readings') r where t ->> 'id' = tests.id('de_doble')::text order by 1 $$,
  array['Nuevo Nueva', 'Osc2 Centro', 'Otro nombre Otra red'], 'readings, for the author');
select tests.sees('osc2', $$ select jsonb_typeof(t -> 'readings') from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t where t ->> 'id' = tests.id('de_doble')::text $$,
  array['null'], 'and for nobody else');
update public.people set display_name = 'Con otro nombre' where id = tests.id('nuevo');
select tests.sees('doble', $$ select r ->> 'name' from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t,
  jsonb_array_elements(t -> 'readings') r where t ->> 'id' = tests.id('de_doble')::text and r ->> 'organization' = 'Nueva' $$,
  array['Con otro nombre'], 'under the name of today: nobody reads under one that they take for the moment');
delete from auth.users where id = tests.id('nuevo');
select results_eq($$ select tests.word(person_id), person_name from public.confidential_readings where thread_id = tests.id('de_doble') and person_name = 'Nuevo' $$,
  $$ values (null::text, 'Nuevo') $$, 'the record outlives the reader');
-- Who leaves the organization leaves its confidences, also those they wrote.
update public.memberships set status = 'revoked' where person_id = tests.id('doble') and organization_id = tests.id('red');
select tests.sees('doble', $$ select tests.word((t ->> 'id')::uuid) from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t order by 1 $$,
  array['a_todos', 'del_estado'], 'their old sector''s thread is not theirs any more');
select tests.sees('doble', 'select tests.word(id) from public.comment_threads order by 1', array['a_todos'], 'by table neither');
select tests.sees('doble', $$ select body from public.comments where body in ('Con miedo.', 'Más.') $$, array[]::text[], 'nor what was said');

-- Act 11, nobody to tell, too much to say, an end.
update public.arrangement_parties set role = 'observer' where organization_id in (tests.id('universidad'), tests.id('onu'));
select tests.refused('osc', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'x', 'office') $$, 'PT422 office_not_party',
  'select count(*)::text from public.comment_threads', 'telling an Office that takes no part');
insert into public.comments (thread_id, author_id, author_name, organization_name, sector, body)
select tests.id('a_todos'), tests.id('osc2'), 'x', 'x', 'civil_society', 'x' from generate_series(1, 200);
select tests.refused('osc2', $$ select public.reply_to_comment_thread(tests.id('a_todos'), 'x') $$, 'PT429 too_many_comments',
  'select count(*)::text from public.comments', 'two hundred in an hour');
select tests.refused('osc2', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'x') $$, 'PT429 too_many_comments',
  'select count(*)::text from public.comment_threads', 'neither a new one');
-- What was said before the measure was full, and is sent again because the answer was lost, was said.
select tests.act_as('osc');
create temporary table at_the_measure as select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'La última') as thread,
  public.reply_to_comment_thread(tests.id('a_todos'), 'La última') as comment;
select tests.act_as_owner();
insert into public.comment_threads (id, document_id, chapter_id, anchor, quote, author_name, organization_name, sector)
values (tests.new_id('sin_medida'), tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'Texto', 'X', 'X', 'civil_society');
insert into public.comments (thread_id, author_id, author_name, organization_name, sector, body)
select tests.id('sin_medida'), tests.id('osc'), 'x', 'x', 'civil_society', 'x' from generate_series(1, 200);
select tests.act_as('osc');
select results_eq($$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'La última'),
  public.reply_to_comment_thread(tests.id('a_todos'), 'La última') $$, 'select thread, comment from at_the_measure', 'the last of an hour, sent again');
select tests.act_as_owner();
select tests.refused('osc', $$ select public.reply_to_comment_thread(tests.id('a_todos'), 'Otra') $$, 'PT429 too_many_comments',
  'select count(*)::text from public.comments', 'one more');
delete from public.comment_threads where id in (tests.id('sin_medida'), (select thread from at_the_measure));
update public.comments set created_at = created_at - interval '61 minutes' where author_id = tests.id('osc2');
select is(tests.outcome('osc2', $$ select public.reply_to_comment_thread(tests.id('a_todos'), 'x') $$), 'ok', 'an hour later');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.sees('osc', $$ select tests.word((t ->> 'id')::uuid) || ' ' || (t -> 'abilities' ->> 'reply') || (t -> 'abilities' ->> 'resolve') from jsonb_array_elements(
    public.list_comment_threads(tests.id('diagnostico'))) t where t ->> 'id' <> tests.id('de_doble')::text order by 1 $$,
  array['a_la_oficina falsefalse', 'a_su_sector falsefalse', 'a_todos falsefalse'], 'what was said stays readable after the end');
select tests.sees('osc', $$ select public.discussion_abilities(tests.id('diagnostico')) ->> 'closed' $$, array['ended'], 'and the pane says why nobody writes');

-- Sent twice, because the first answer was lost: one point, one comment; somebody else's words, or another passage's, are their own.
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');
update public.documents set stage = 'drafting' where id = tests.id('diagnostico');
select tests.act_as('osc');
select results_eq($$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Dos veces') $$,
  $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Dos veces ') $$, 'the same point');
select isnt(public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Dos veces', 'sector'),
  public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Dos veces'), 'told to others it is another one');
select tests.act_as_owner();
select tests.new_id('dos_veces', t.id) from public.comment_threads t join public.comments c on c.thread_id = t.id
where c.body = 'Dos veces' and t.visibility = 'arrangement';
select tests.act_as('osc');
select results_eq($$ select public.reply_to_comment_thread(tests.id('dos_veces'), 'Otra vez') $$,
  $$ select public.reply_to_comment_thread(tests.id('dos_veces'), 'Otra vez') $$, 'the same comment');
select tests.act_as('estado');
select isnt(public.reply_to_comment_thread(tests.id('dos_veces'), 'Otra vez'), null, 'and somebody else says so, too');
select tests.act_as_owner();
select is((select count(*) from public.comments c where c.body in ('Dos veces', 'Otra vez')), 4::bigint, 'nothing twice');

-- The same words are said again where something was said since, or where they opened the thread; and words of a reply open
-- a thread of their own.
create function pg_temp.say(p_who text, p_body text) returns void language plpgsql
as $$
begin
  perform tests.act_as(p_who);
  perform public.reply_to_comment_thread(tests.id('dos_veces'), p_body);
  perform tests.act_as_owner();
end
$$;
select pg_temp.say(who, body) from (values ('osc', 'Sí'), ('osc2', '¿Seguro?'), ('osc', 'Sí'), ('osc', 'Sí')) as said (who, body);
select results_eq($$ select tests.word(author_id) || ' ' || body from public.comments where body in ('Sí', '¿Seguro?') order by created_at $$,
  array['osc Sí', 'osc2 ¿Seguro?', 'osc Sí'], 'a second answer stands, sent twice or not');
select tests.act_as('osc');
select isnt(public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Sí'), tests.id('dos_veces'), 'what was replied opens another thread');
select tests.act_as_owner();
select tests.new_id('si', t.id) from public.comment_threads t join public.comments c on c.thread_id = t.id
where c.body = 'Sí' and t.id <> tests.id('dos_veces');
select tests.act_as('osc');
select results_eq($$ select public.reply_to_comment_thread(tests.id('si'), 'Sí') $$, $$ select public.reply_to_comment_thread(tests.id('si'), 'Sí') $$,
  'words that open a thread are replied once more, and once');
select tests.act_as_owner();
select is((select count(*) from public.comments where thread_id = tests.id('si')), 2::bigint, 'both stand');
