-- Documents: who reads, who opens one, who names it. The stage moves elsewhere (workflow.test.sql).

-- Act 1, everyone reads the drafts of their own processes (documents_select_parties).
select tests.sees(who, 'select tests.word(id) from public.documents order by 1', sees, who || ' sees these documents')
from (values
  ('coordinacion', array['diagnostico']), ('estado', array['diagnostico']), ('federal', array['diagnostico', 'puebla_diagnostico']),
  ('osc', array['diagnostico']), ('osc2', array['diagnostico']), ('academia', array['diagnostico']),
  ('observador', array['diagnostico']), ('oficina', array['diagnostico', 'puebla_diagnostico']),
  ('otroestado', array['puebla_diagnostico']), ('admin', array[]::text[]), ('suspendida', array[]::text[]),
  ('retirada', array[]::text[]), ('anonymous', array['42501 permission denied for table documents'])
) as expected (who, sees);
select is(tests.outcome(who, $$ select public.document_abilities(tests.id('diagnostico')) $$), refusal, who || ' asks what may be done')
from (values
  ('admin', 'PT404 not_found'), ('otroestado', 'PT404 not_found'), ('retirada', 'PT404 not_found'),
  ('suspendida', 'PT401 not_signed_in'), ('anonymous', '42501 permission denied for function document_abilities')
) as expected (who, refusal);

-- Act 2, the secretaría técnica opens documents of its own arrangement.
select tests.does('coordinacion',
  $$ select public.create_document(tests.id('oaxaca'), 'action_plan', '  Programa  ', tests.id('comite')) $$,
  $$ select title || ' ' || kind || ' ' || stage || ' ' || tests.word(voting_body_id) || ' ' || tests.word(created_by)
     from public.documents where kind = 'action_plan' $$,
  'Programa action_plan drafting comite coordinacion', 'a plan is opened');
select tests.refused(who, format('select public.create_document(tests.id(%L), %s)', arrangement, arguments), refusal,
  $$ select count(*)::text from public.documents $$, who || ' opening ' || arrangement || ' ' || arguments)
from (values
  ('estado', 'oaxaca', $$'diagnosis', 'Otro'$$, 'PT403 not_allowed'),
  ('oficina', 'oaxaca', $$'diagnosis', 'Otro'$$, 'PT403 not_allowed'),
  ('admin', 'oaxaca', $$'diagnosis', 'Otro'$$, 'PT403 not_allowed'),
  ('otroestado', 'oaxaca', $$'diagnosis', 'Otro'$$, 'PT404 not_found'),
  ('suspendida', 'oaxaca', $$'diagnosis', 'Otro'$$, 'PT401 not_signed_in'),
  ('anonymous', 'oaxaca', $$'diagnosis', 'Otro'$$, '42501 permission denied for function create_document'),
  ('coordinacion', 'oaxaca', $$'diagnosis', ' '$$, 'PT400 bad_input'),
  ('coordinacion', 'oaxaca', $$'diagnosis', null$$, 'PT400 bad_input'),
  ('coordinacion', 'oaxaca', $$null, 'Otro'$$, 'PT400 bad_input'),
  ('coordinacion', 'oaxaca', $$'diagnosis', repeat('x', 201)$$, 'PT400 bad_input'),
  ('coordinacion', 'oaxaca', $$'diagnosis', 'Otro', tests.id('puebla_comite')$$, 'PT400 bad_input'),
  ('coordinacion', 'oaxaca', $$'diagnosis', 'Otro', null, tests.id('diagnostico')$$, 'PT400 bad_input')
) as attempts (who, arrangement, arguments, refusal);

-- A next edition: of the same kind, of something published, for the same state.
update public.documents set stage = 'published' where id in (tests.id('diagnostico'), tests.id('puebla_diagnostico'));
select tests.refused('coordinacion', format('select public.create_document(tests.id(''oaxaca''), %s)', arguments), 'PT400 bad_input',
  $$ select count(*)::text from public.documents $$, 'opening ' || arguments)
from (values
  ($$'action_plan', 'Otro', null, tests.id('diagnostico')$$),
  ($$'diagnosis', 'Otro', null, tests.id('puebla_diagnostico')$$)
) as attempts (arguments);
select tests.does('coordinacion',
  $$ select public.create_document(tests.id('oaxaca'), 'diagnosis', 'Segunda edición', null, tests.id('diagnostico')) $$,
  $$ select tests.word(supersedes_id) from public.documents where title = 'Segunda edición' $$, 'diagnostico', 'a second edition is opened');
delete from public.documents where title = 'Segunda edición';
update public.documents set stage = 'superseded' where id in (tests.id('diagnostico'), tests.id('puebla_diagnostico'));
select tests.refused('coordinacion', format('select public.create_document(tests.id(''oaxaca''), %s)', arguments), refusal,
  $$ select count(*)::text from public.documents $$, 'opening one more edition of what was superseded: ' || arguments)
from (values
  ($$'diagnosis', 'Otro', null, tests.id('diagnostico')$$, 'PT409 edition_superseded'),
  ($$'diagnosis', 'Otro', null, tests.id('puebla_diagnostico')$$, 'PT400 bad_input')
) as attempts (arguments, refusal);
update public.documents set stage = 'drafting' where id in (tests.id('diagnostico'), tests.id('puebla_diagnostico'));

-- Act 3, its name and voting body, while it is open (documents_update_managers).
select tests.does('coordinacion', $$ update public.documents set title = 'Diagnóstico 2026' where id = tests.id('diagnostico') $$,
  $$ select title from public.documents where id = tests.id('diagnostico') $$, 'Diagnóstico 2026', 'the secretaría técnica names it');
select is(tests.outcome('coordinacion', $$ update public.documents set title = repeat(' ', 5000) || 'Otro  ' where id = tests.id('diagnostico') $$,
  $$ select title from public.documents where id = tests.id('diagnostico') $$), 'ok 1 Otro', 'without the blanks around it');
select tests.refused('coordinacion', $$ update public.documents set title = '  ' where id = tests.id('diagnostico') $$,
  '23514 new row for relation "documents" violates check constraint "documents_title_check"',
  $$ select title from public.documents where id = tests.id('diagnostico') $$, 'no name at all');
select is(
  (select e.action || ' ' || e.noun || ' ' || (e.detail -> 'before' ->> 'title') || ' → ' || (e.detail -> 'after' ->> 'title')
   from public.audit_entries e order by e.id desc limit 1),
  'change document Diagnóstico → Diagnóstico 2026', 'which is on record'
);
select tests.refused(who, $$ update public.documents set title = 'X' where id = tests.id('diagnostico') $$, 'ok 0',
  $$ select title from public.documents where id = tests.id('diagnostico') $$, who || ' naming it')
from unnest(array['estado', 'osc', 'observador', 'oficina', 'otroestado', 'admin', 'suspendida', 'retirada']) as attempts (who);
select tests.refused('coordinacion', $$ update public.documents set stage = 'published' $$,
  '42501 permission denied for table documents', $$ select string_agg(stage::text, ' ') from public.documents $$, 'moving the stage by table');
select tests.refused('coordinacion',
  $$ update public.documents set voting_body_id = tests.id('puebla_comite') where id = tests.id('diagnostico') $$,
  '42501 new row violates row-level security policy for table "documents"',
  $$ select tests.word(voting_body_id) from public.documents where id = tests.id('diagnostico') $$, 'a vote by another state''s body');
update public.documents set stage = 'voting' where id = tests.id('diagnostico');
select tests.refused('coordinacion', $$ update public.documents set title = 'X' where id = tests.id('diagnostico') $$, 'ok 0',
  $$ select title from public.documents where id = tests.id('diagnostico') $$, 'naming it while it is voted on');
select throws_ok($$ update public.documents set title = 'X' where id = tests.id('diagnostico') $$, 'PT409', 'text_is_read_only',
  'not even by whoever passed the policy a moment too early');

-- Act 4, which edition it takes the place of: until it is published, also while its text is sealed and voted on.
insert into public.documents (id, arrangement_id, kind, title, stage) values
  (tests.new_id('primera'), tests.id('oaxaca'), 'diagnosis', 'Primera', 'superseded'),
  (tests.new_id('vigente'), tests.id('oaxaca'), 'diagnosis', 'Vigente', 'published'),
  (tests.new_id('plan'), tests.id('oaxaca'), 'action_plan', 'Plan', 'published'),
  (tests.new_id('borrador'), tests.id('oaxaca'), 'diagnosis', 'Borrador', 'drafting');
update public.documents set stage = 'published' where id = tests.id('puebla_diagnostico');
create function pg_temp.supersedes() returns text language sql
as $$ select $q$ select tests.word(d.supersedes_id) || ' ' || d.stage || ' ' || (select count(*) from public.audit_entries)
  from public.documents d where d.id = tests.id('diagnostico') $q$ $$;
create function pg_temp.last_record() returns text language sql
as $$ select concat_ws(' ', tests.word(e.person_id), e.action, e.noun, e.visibility, tests.word((e.detail -> 'before' ->> 'supersedes')::uuid), '→',
    tests.word((e.detail -> 'after' ->> 'supersedes')::uuid), e.detail -> 'before' ->> 'title' = e.detail -> 'after' ->> 'title')
  from public.audit_entries e order by e.id desc limit 1 $$;
update public.documents set supersedes_id = tests.id('primera') where id = tests.id('diagnostico');
select tests.does('coordinacion', $$ select public.set_supersedes(tests.id('diagnostico'), tests.id('vigente')) $$,
  $$ select tests.word(supersedes_id) || ' ' || stage from public.documents where id = tests.id('diagnostico') $$, 'vigente voting',
  'the secretaría técnica says that it takes the place of the edition in force');
select is(pg_temp.last_record(), 'coordinacion change document arrangement primera → vigente t', 'which is on record');
select tests.refused(who, $$ select public.set_supersedes(tests.id('diagnostico'), null) $$, refusal, pg_temp.supersedes(), who || ' says so')
from (values
  ('estado', 'PT403 not_allowed'), ('osc', 'PT403 not_allowed'), ('observador', 'PT403 not_allowed'), ('oficina', 'PT403 not_allowed'),
  ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('retirada', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function set_supersedes')
) as attempts (who, refusal);
select tests.refused('coordinacion', format('select public.set_supersedes(tests.id(%L), tests.id(%L))', 'diagnostico', edition), refusal,
  pg_temp.supersedes(), name)
from (values
  ('primera', 'PT409 edition_superseded', 'what has a successor already'), ('plan', 'PT400 bad_input', 'another kind'),
  ('puebla_diagnostico', 'PT400 bad_input', 'another state'), ('borrador', 'PT400 bad_input', 'what is not published'),
  ('diagnostico', 'PT400 bad_input', 'itself'), ('nada', 'PT400 bad_input', 'what does not exist')
) as attempts (edition, refusal, name);
select tests.refused('coordinacion', $$ update public.documents set supersedes_id = null where id = tests.id('diagnostico') $$,
  '42501 permission denied for table documents', pg_temp.supersedes(), 'by table');
select tests.refused('coordinacion', $$ select public.set_supersedes(tests.id('puebla_diagnostico'), null) $$, 'PT404 not_found',
  pg_temp.supersedes(), 'of another state''s document');
select is(tests.outcome('coordinacion', $$ select public.set_supersedes(tests.id('diagnostico'), tests.id('vigente')) $$,
  $$ select count(*)::text from public.audit_entries $$), 'ok ' || (select count(*) from public.audit_entries), 'what is so already is no change');
select tests.does('coordinacion', $$ select public.set_supersedes(tests.id('diagnostico'), null) $$,
  $$ select coalesce(tests.word(supersedes_id), 'none') from public.documents where id = tests.id('diagnostico') $$, 'none', 'it takes the place of none');
select is(pg_temp.last_record(), 'coordinacion change document arrangement vigente → t', 'which is on record, too');
update public.documents set stage = 'published' where id = tests.id('diagnostico');
select tests.refused('coordinacion', $$ select public.set_supersedes(tests.id('diagnostico'), tests.id('vigente')) $$, 'PT409 stage_changed',
  $$ select coalesce(tests.word(supersedes_id), 'none') from public.documents where id = tests.id('diagnostico') $$, 'once it is published');
update public.documents set stage = 'approved' where id = tests.id('diagnostico');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.refused('coordinacion', $$ select public.set_supersedes(tests.id('diagnostico'), tests.id('vigente')) $$, 'PT409 arrangement_ended',
  $$ select coalesce(tests.word(supersedes_id), 'none') from public.documents where id = tests.id('diagnostico') $$, 'once its arrangement has ended');

-- Act 5, whoever takes part in the state is told what else is to take the place of an edition.
update public.documents set supersedes_id = tests.id('vigente') where id in (tests.id('diagnostico'), tests.id('borrador'));
insert into public.arrangements (id, jurisdiction_code, kind, title) values
  (tests.new_id('segundo'), '20', 'agreement', 'Segundo'), (tests.new_id('terminado'), '20', 'agreement', 'Terminado');
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');
update public.arrangements set status = 'ended' where id = tests.id('terminado');
insert into public.documents (id, arrangement_id, kind, title, stage, supersedes_id) values
  (tests.new_id('ajeno'), tests.id('segundo'), 'diagnosis', 'Ajeno', 'approved', tests.id('vigente')),
  (tests.new_id('abandonado'), tests.id('terminado'), 'diagnosis', 'Abandonado', 'approved', tests.id('vigente')),
  (tests.new_id('ya_publicado'), tests.id('oaxaca'), 'diagnosis', 'Publicado', 'published', tests.id('primera'));
select tests.sees(who, $$ select concat_ws(' ', tests.word((e ->> 'edition')::uuid), tests.word((e ->> 'document')::uuid), e ->> 'title', e ->> 'stage', e ->> 'canOpen')
  from jsonb_array_elements(public.editions_in_preparation(tests.id('oaxaca'))) e order by 1 $$, sees, who || ' is told what replaces an edition')
from (values
  ('coordinacion', array['vigente ajeno Ajeno approved false', 'vigente borrador Borrador drafting true', 'vigente diagnostico Diagnóstico 2026 approved true']),
  ('osc', array['vigente ajeno Ajeno approved false', 'vigente borrador Borrador drafting true', 'vigente diagnostico Diagnóstico 2026 approved true']),
  ('otroestado', array['PT404 not_found']), ('retirada', array['PT404 not_found']), ('suspendida', array['PT401 not_signed_in']),
  ('anonymous', array['42501 permission denied for function editions_in_preparation'])
) as readers (who, sees);
