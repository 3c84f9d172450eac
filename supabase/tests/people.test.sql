-- People: who sees whom, whose name is whose to change, what a signed-out token is worth, what is left of who is removed.

-- Act 1, everyone sees those they work with (people_select_partners).
select tests.sees('osc', 'select tests.word(id) from public.people order by 1',
  array['estado', 'federal', 'osc', 'osc2', 'retirada', 'suspendida'],
  'osc sees its own people and who holds a seat, nobody else');
select tests.sees('observador', 'select tests.word(id) from public.people order by 1',
  array['estado', 'federal', 'observador', 'osc', 'osc2', 'suspendida'], 'an observer sees itself and who holds a seat');
select tests.sees('coordinacion', 'select tests.word(id) from public.people order by 1',
  array['academia', 'coordinacion', 'estado', 'federal', 'observador', 'oficina', 'osc', 'osc2', 'suspendida'],
  'the secretaría técnica sees whom it may seat, and not who has left');
select tests.sees('otroestado', 'select tests.word(id) from public.people order by 1',
  array['federal', 'oficina', 'otroestado'], 'an official of another state sees who is party there too');
select tests.sees('oficina', 'select tests.word(id) from public.people order by 1',
  array['estado', 'federal', 'oficina', 'osc', 'osc2', 'otroestado', 'suspendida'],
  'the Office sees who holds a seat in every process it is party to');
select tests.sees('admin', 'select count(*) from public.people', array['12'], 'the administration sees everyone');
select tests.sees('suspendida', 'select tests.word(id) from public.people', array[]::text[], 'a suspended person sees nobody');
select tests.sees('retirada', 'select tests.word(id) from public.people', array['retirada'], 'who has left sees themselves');
select tests.sees('anonymous', 'select id from public.people', array['42501 permission denied for table people'],
  'the public sees no people');
select tests.sees('osc', 'select signed_out_at from public.people', array['42501 permission denied for table people'],
  'when somebody signed out is nobody''s business');
select tests.sees('osc', 'select email from auth.users', array['42501 permission denied for table users'],
  'e-mail addresses stay with the Auth server');
select tests.sees('admin', 'select tests.word(person_id) from public.platform_administrators', array['admin'],
  'an administrator knows it (platform_administrators_select_self)');
select tests.sees('coordinacion', 'select person_id from public.platform_administrators', array[]::text[],
  'others do not see who administers (platform_administrators_select_self)');

-- Act 2, a name is its owner's (people_update_self).
select tests.does('osc', $$ update public.people set display_name = 'Otro nombre' where id = tests.id('osc') $$,
  $$ select display_name from public.people where id = tests.id('osc') $$, 'Otro nombre', 'osc changes its own name');
select tests.refused('osc2', $$ update public.people set display_name = 'X' where id = tests.id('osc') $$, 'ok 0',
  $$ select display_name from public.people where id = tests.id('osc') $$, 'another''s name');
select tests.refused('suspendida', $$ update public.people set display_name = 'X' where id = tests.id('suspendida') $$, 'ok 0',
  $$ select display_name from public.people where id = tests.id('suspendida') $$, 'a suspended person''s own name');
select tests.refused('suspendida', $$ update public.people set status = 'active' $$,
  '42501 permission denied for table people',
  $$ select status::text from public.people where id = tests.id('suspendida') $$, 'lifting one''s own suspension');
select tests.refused('osc', $$ insert into public.platform_administrators values (tests.id('osc')) $$,
  '42501 permission denied for table platform_administrators',
  $$ select count(*)::text from public.platform_administrators $$, 'making oneself an administrator');
select tests.refused('osc', $$ update public.people set display_name = repeat(' ', 5000) || 'x' where id = tests.id('osc') $$,
  '23514 new row for relation "people" violates check constraint "people_display_name_check"',
  $$ select display_name from public.people where id = tests.id('osc') $$, 'a name padded with blanks');
select tests.refused('osc', $$ update public.people set display_name = '  ' where id = tests.id('osc') $$,
  '23514 new row for relation "people" violates check constraint "people_display_name_check"',
  $$ select display_name from public.people where id = tests.id('osc') $$, 'an empty name');
select tests.refused('osc', format('update public.people set display_name = %L where id = tests.id(%L)', name, 'osc'),
  '23514 new row for relation "people" violates check constraint "people_name_is_seen"',
  $$ select display_name from public.people where id = tests.id('osc') $$, 'a name of what cannot be seen, or that turns the words')
from (values (U&'\200B\200B'), (U&'Ana\202Eaña'), (U&'\3164'), (E'Ana\nLópez')) as names (name);
insert into auth.users (id, email, raw_user_meta_data) values
  (tests.new_id('de_otro_nombre'), 'de_otro_nombre@demo.test', '{"display_name": "Oficina ONU-DH"}');
select is((select display_name from public.people where id = tests.id('de_otro_nombre')), 'Persona invitada',
  'what somebody signs up with is not their name');

-- Act 3, signing out everywhere: what was issued until now counts for nothing, what comes after does.
select tests.act_as('osc2');
select lives_ok('select public.sign_out_everywhere()', 'osc2 signs out everywhere');
select tests.sees('osc2', 'select tests.word(id) from public.people', array[]::text[], 'with the old token there is nothing to see');
select is(tests.outcome('osc2', 'select public.my_work()'), 'PT401 not_signed_in', 'and nothing to do');
select tests.act_as('osc2', now() + interval '2 seconds');
select results_eq($$ select count(*) from public.documents $$, array[1::bigint], 'a token issued later is good');
select tests.act_as_owner();
select tests.refused('anonymous', 'select public.sign_out_everywhere()',
  '42501 permission denied for function sign_out_everywhere',
  $$ select string_agg(signed_out_at::text, ' ' order by id) from public.people $$, 'the public signing out');
select set_config('role', 'authenticated', true),
  set_config('request.jwt.claims', jsonb_build_object('sub', tests.id('osc'), 'role', 'authenticated')::text, true);
select is_empty('select id from public.people', 'a token that does not say when it was issued counts for nothing');
select set_config('request.jwt.claims', '', true);
select is_empty('select id from public.people', 'nor does no token at all');
select tests.act_as_owner();

-- Act 4, a removed person leaves the record standing.
select tests.stand_in('approved');
insert into public.comment_threads (id, document_id, chapter_id, anchor, quote, author_id, author_name, organization_name, sector)
values (tests.new_id('hilo'), tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'x', tests.id('osc'), 'Osc', 'Red', 'civil_society');
insert into public.comments (thread_id, author_id, author_name, organization_name, sector, body)
values (tests.id('hilo'), tests.id('osc'), 'Osc', 'Red', 'civil_society', 'Falta la fuente.');
insert into public.document_transitions (document_id, action, from_stage, to_stage, person_id, person_name, organization_name, sector)
values (tests.id('diagnostico'), 'approve', 'office_review', 'approved', tests.id('osc'), 'Osc', 'Red', 'civil_society');
alter table public.versions disable trigger refuse_rewrite;
update public.versions set frozen_by = tests.id('osc');
alter table public.versions enable trigger refuse_rewrite;
select lives_ok($$ delete from auth.users where id = tests.id('osc') $$, 'a person is removed');
select results_eq(
  $$ select 'comment by ' || author_name from public.comments
     union all select 'thread by ' || author_name from public.comment_threads
     union all select 'vote ' || choice from public.votes where seat_id = tests.id('asiento_osc')
     union all select 'step by ' || person_name from public.document_transitions
     union all select 'version ' || number from public.versions $$,
  array['comment by Osc', 'thread by Osc', 'vote in_favour', 'step by Osc', 'version 1'],
  'what they said, voted, did and froze stays'
);
select is_empty(
  $$ select 1 from public.people where id = tests.id('osc') union all
     select 1 from public.memberships where person_id = tests.id('osc') union all
     select 1 from public.seats where titular_id = tests.id('osc') union all
     select 1 from public.comments where author_id = tests.id('osc') union all
     select 1 from public.votes where person_id = tests.id('osc') $$,
  'and nothing points at them'
);
