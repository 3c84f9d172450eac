-- Versions: frozen once, sealed, and not rewritten by anybody.

select tests.act_as('coordinacion');
select lives_ok($$ select public.advance_document(tests.id('diagnostico'), 'submit', 'drafting') $$, 'the draft is handed in');
select lives_ok($$ select public.advance_document(tests.id('diagnostico'), 'open_consultation', 'technical_review') $$, 'and goes to consultation, frozen');
select tests.act_as_owner();
select is((select canonical from public.versions),
  format('{"chapters":[{"content":{"content":[{"attrs":{"id":"p1"},"content":[{"text":"Texto de marco","type":"text"}],"type":"paragraph"}],"type":"doc"},"id":"%s","position":1,"title":"Marco"},{"content":{"content":[{"attrs":{"id":"p1"},"content":[{"text":"Texto de justicia","type":"text"}],"type":"paragraph"}],"type":"doc"},"id":"%s","position":2,"title":"Justicia"}],"document":{"id":"%s","jurisdiction":"20","kind":"diagnosis","title":"Diagnóstico"},"format":"concierta/1","number":1}',
    tests.id('marco'), tests.id('justicia'), tests.id('diagnostico')), 'the canonical text, to the letter');
select results_eq($$ select number, tests.word(frozen_by), reason, sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex') from public.versions $$,
  $$ values (1, 'coordinacion', 'open_consultation', true) $$, 'with its number, who froze it, why, and its seal');
select is((select version_sha256 from public.document_transitions where action = 'open_consultation'), (select sha256 from public.versions), 'the step names the seal');

select tests.sees(who, 'select number from public.versions', sees, who || ' sees (versions_select_parties)')
from (values ('observador', array['1']), ('oficina', array['1']), ('otroestado', array[]::text[]), ('admin', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for table versions'])) as expected (who, sees);

select tests.refused('coordinacion', statement, '42501 permission denied for table versions', 'select canonical || sha256 from public.versions', statement)
from unnest(array[$$ update public.versions set canonical = 'x' $$, $$ delete from public.versions $$,
  $$ insert into public.versions (document_id, number, canonical, sha256, reason) values (tests.id('diagnostico'), 2, 'x', 'x', 'x') $$]) as attempts (statement);
select throws_ok(statement, state, message, statement || ', as the owner')
from (values
  ($$ update public.versions set canonical = replace(canonical, 'marco', 'otro') $$, 'PT403', 'record_is_append_only'),
  ($$ update public.versions set frozen_by = tests.id('osc') $$, 'PT403', 'record_is_append_only'),
  ($$ update public.versions set frozen_by = null, number = 7 $$, 'PT403', 'record_is_append_only'),
  ($$ delete from public.versions $$, 'PT403', 'record_is_append_only'),
  ($$ truncate public.versions cascade $$, 'PT403', 'record_is_append_only'),
  ($$ insert into public.versions (document_id, number, canonical, sha256, reason) values (tests.id('diagnostico'), 2, 'x', repeat('0', 64), 'x') $$,
    '23514', 'new row for relation "versions" violates check constraint "versions_seal"'),
  ($$ insert into public.versions (document_id, number, canonical, sha256, reason) select document_id, number, canonical, sha256, reason from public.versions $$,
    '23505', 'duplicate key value violates unique constraint "versions_document_id_number_key"')
) as attempts (statement, state, message);
alter table public.versions disable trigger refuse_rewrite;
select throws_ok($$ update public.versions set canonical = replace(canonical, 'marco', 'otro') $$, '23514',
  'new row for relation "versions" violates check constraint "versions_seal"', 'even with the trigger off, the seal breaks');
alter table public.versions enable trigger refuse_rewrite;

-- The next freeze is the next number; the first stays what it was, whatever is written since.
update public.documents set stage = 'consolidation' where id = tests.id('diagnostico');
update public.chapters set title = 'Marco y método' where id = tests.id('marco');
select tests.act_as('coordinacion');
select lives_ok($$ select public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation') $$, 'the text goes to the vote');
select tests.act_as_owner();
select results_eq($$ select number, canonical::jsonb -> 'chapters' -> 0 ->> 'title', canonical::jsonb ->> 'number' from public.versions order by number $$,
  $$ values (1, 'Marco', '1'), (2, 'Marco y método', '2') $$, 'two versions, each as it was');
