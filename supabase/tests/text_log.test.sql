-- The text's log: passes to it, entries in it, the text written down from it.

-- Act 1, a pass is for one person, one chapter, one use.
create temporary table passes (who text, ticket text);
grant all on passes to public;
select tests.act_as('osc');
insert into passes select 'osc', public.issue_chapter_ticket(tests.id('marco'));
select tests.act_as_owner();
select results_eq(
  $$ select r.person_name || ' ' || r.organization_name || ' ' || r.sector || ' ' || tests.word(r.chapter_id) || ' ' || r.can_edit || ' ' || r.reason
     from passes p, collab.redeem_ticket(p.ticket) r $$,
  array['Osc Red civil_society marco false not_a_drafter'], 'osc comes in to read');
select is_empty($$ select r.* from passes p, collab.redeem_ticket(p.ticket) r $$, 'and not twice with the same pass');
select is_empty($$ select collab.redeem_ticket('adivinado') $$, 'a guessed pass opens nothing');
select tests.act_as('osc');
insert into passes select 'tarde', public.issue_chapter_ticket(tests.id('marco'));
insert into passes select 'suspendida', public.issue_chapter_ticket(tests.id('marco'));
select tests.act_as_owner();
update collab.tickets set expires_at = clock_timestamp() - interval '1 second'
where hash = sha256(convert_to((select ticket from passes where who = 'tarde'), 'UTF8'));
select is_empty($$ select r.* from passes p, collab.redeem_ticket(p.ticket) r where p.who = 'tarde' $$, 'nor does one that has expired');
update public.people set status = 'suspended' where id = tests.id('osc');
select is_empty($$ select r.* from passes p, collab.redeem_ticket(p.ticket) r where p.who = 'suspendida' $$, 'nor one of whoever was suspended since');
update public.people set status = 'active' where id = tests.id('osc');
select tests.act_as('osc');
select is((select count(public.issue_chapter_ticket(tests.id('marco'))) from generate_series(1, 100)), 100::bigint, 'a hundred passes may wait');
select tests.act_as_owner();
select is(tests.outcome('osc', $$ select public.issue_chapter_ticket(tests.id('marco')) $$, $$ select count(*)::text from collab.tickets $$),
  'PT429 too_many_passes 100', 'one more is refused, and none is written');
select is(tests.outcome('osc', $$ select public.issue_chapter_ticket(tests.id('marco')) from generate_series(1, 1000) $$,
  $$ select count(*)::text from collab.tickets $$), 'PT429 too_many_passes 100', 'nor by asking for many at once');
delete from collab.tickets t where t.hash not in (select min(hash::text)::bytea from collab.tickets);
select is(tests.outcome(who, $$ select public.issue_chapter_ticket(tests.id('marco')) $$, $$ select count(*)::text from collab.tickets $$),
  refusal || ' 1', who || ' asks for a pass: refused, and none is written')
from (values ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('retirada', 'PT404 not_found'), ('anonymous', '42501 permission denied for function issue_chapter_ticket')) as attempts (who, refusal);

-- Act 2, the same question for a socket that is open.
select results_eq(
  format($$ select can_read || ' ' || can_edit || ' ' || coalesce(reason, '-') from collab.chapter_access(tests.id(%L), tests.id(%L), now()) $$, chapter, who),
  answer, who || ' at ' || chapter)
from (values
  ('coordinacion', 'justicia', array['true true -']), ('estado', 'justicia', array['true true -']),
  ('federal', 'justicia', array['true false other_mesa']), ('federal', 'marco', array['true true -']),
  ('observador', 'marco', array['true false not_a_drafter']), ('oficina', 'marco', array['true false not_a_drafter']),
  ('otroestado', 'marco', array[]::text[]), ('suspendida', 'marco', array[]::text[]), ('retirada', 'marco', array[]::text[]),
  ('estado', 'nada', array[]::text[])
) as expected (who, chapter, answer);
select is_empty($$ select collab.chapter_access(tests.id('marco'), p.id, '2000-01-01') from public.people p
  where p.id = tests.id('estado') and p.signed_out_at > '2000-01-01' $$, 'sanity: nobody signed out yet');
update public.people set signed_out_at = now() where id = tests.id('estado');
select results_eq($$ select can_read, can_edit, reason from collab.chapter_access(tests.id('marco'), tests.id('estado'), now() - interval '1 second') $$,
  $$ values (false, false, 'signed_out') $$, 'a socket of before signing out everywhere reads nothing');
select is((select can_edit from collab.chapter_access(tests.id('marco'), tests.id('estado'), now())), true, 'one of after does');

-- Act 3, a batch: each entry is written or says why not; the numbers have no gap.
select results_eq(
  $$ select ordinal, seq, refusal from collab.append_updates(tests.id('justicia'),
       array[tests.id('estado'), tests.id('federal'), tests.id('osc'), tests.id('estado'), tests.id('otroestado')],
       array[1, 2, 3, 1, 4]::bigint[], array['\x01', '\x02', '\x03', '\x04', '\x05']::bytea[]) $$,
  $$ values (1, 2::bigint, null::text), (2, null, 'other_mesa'), (3, null, 'not_a_drafter'), (4, 3::bigint, null), (5, null, 'revoked') $$,
  'who may, writes');
select results_eq(
  $$ select seq, payload, tests.word(person_id), tests.word(organization_id) from collab.chapter_updates where chapter_id = tests.id('justicia') order by seq $$,
  $$ values (1::bigint, '\x01'::bytea, 'coordinacion', 'secretaria'), (2, '\x01', 'estado', 'gobierno'), (3, '\x04', 'estado', 'gobierno') $$,
  'and nothing else is in the log');
select results_eq($$ select * from collab.updates_since(tests.id('justicia'), 2) $$, $$ values (3::bigint, '\x04'::bytea) $$, 'read from a number on');
select results_eq($$ select client_id, tests.word(person_id) from collab.client_owners(tests.id('justicia')) order by 1 $$,
  $$ values (1::bigint, 'estado') $$, 'a client id belongs to who wrote under it first, and that of the seed to nobody');
select is(tests.word(collab.claim_client(tests.id('justicia'), 1, tests.id('coordinacion'))), 'estado', 'whoever claims it later is told whose it is');
select is(tests.word(collab.claim_client(tests.id('justicia'), 9, tests.id('coordinacion'))), 'coordinacion', 'a new one is theirs before they write');
select results_eq(
  $$ select ordinal, seq is not null, refusal from collab.append_updates(tests.id('justicia'),
       array[tests.id('estado'), tests.id('estado'), tests.id('estado'), tests.id('coordinacion'), tests.id('coordinacion')],
       array[9, 1, 9, 9, 0]::bigint[], array['\x05', '\x06', '\x07', '\x08', '\x09']::bytea[], array[1, 2, 2, 3, 3]) $$,
  $$ values (1, false, 'foreign_client'), (2, false, 'foreign_client'), (3, false, 'foreign_client'), (4, true, null), (5, true, null) $$,
  'under another''s id nothing is written, nor what came in one message with it');
select results_eq($$ select payload from collab.chapter_updates where chapter_id = tests.id('justicia') and seq > 3 order by seq $$,
  array['\x08', '\x09']::bytea[], 'and nothing else is in the log');
select results_eq(
  $$ select refusal from collab.append_updates(tests.id('justicia'), array[tests.id('estado'), tests.id('estado')], array[1, 1]::bigint[],
       array['\x0a', '\x0b']::bytea[], null, array[now() - interval '1 second', now() + interval '1 second']) $$,
  array['signed_out', null], 'a session of before signing out everywhere writes nothing, one of after does');
insert into collab.ended_sessions (session_id) values ('00000000-0000-4000-8000-00000000000a');
select results_eq(
  $$ select refusal from collab.append_updates(tests.id('justicia'), array[tests.id('coordinacion'), tests.id('coordinacion')], array[9, 9]::bigint[],
       array['\x0c', '\x0d']::bytea[], null, array[now(), now()],
       array['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b']::uuid[]) $$,
  array['signed_out', null], 'nor does one that was ended, and the person''s other one does');
select results_eq($$ select payload from collab.chapter_updates where chapter_id = tests.id('justicia') and seq > 5 order by seq $$,
  array['\x0b', '\x0d']::bytea[], 'which the log shows');
select results_eq($$ select refusal from collab.append_updates(tests.id('nada'), array[tests.id('estado')], array[1]::bigint[], array['\x01']::bytea[]) $$,
  array['not_found'], 'a chapter that does not exist');
select is(collab.append_seed(tests.id('justicia'), '\xff'), null, 'a log that has begun takes no seed');
select is((select count(*) from collab.chapter_updates where payload = '\xff'), 0::bigint, 'and writes none');

select is(tests.outcome('anonymous', 'select public.sign_out_here()', 'select count(*)::text from collab.ended_sessions'),
  '42501 permission denied for function sign_out_here 1', 'nobody who is not signed in ends a session');
select is(tests.outcome('suspendida', 'select public.sign_out_here()', 'select count(*)::text from collab.ended_sessions'),
  'PT401 not_signed_in 1', 'nor does a suspended person');

-- Act 4, the text written down follows the log, never runs ahead of it or back.
select results_eq($$ select tests.word(u) from collab.unsettled_chapters(tests.id('diagnostico')) u $$, array['justicia'],
  'the chapter whose log has moved is unsettled');
select is(collab.save_chapter_text(tests.id('justicia'), 8, '\x00', '{"type": "doc"}'), false, 'a text of an entry that is not there');
select is(collab.save_chapter_text(tests.id('justicia'), 7, '\x33', '{"type": "doc"}'), true, 'the text of the last entry');
select is(collab.save_chapter_text(tests.id('justicia'), 2, '\x22', '{}'), false, 'an older one afterwards');
select results_eq($$ select t.seq, t.content, s.seq, s.state from public.chapter_texts t join collab.chapter_snapshots s using (chapter_id)
  where t.chapter_id = tests.id('justicia') $$, $$ values (7::bigint, '{"type": "doc"}'::jsonb, 7::bigint, '\x33'::bytea) $$, 'what is stored is the newest');
select is_empty($$ select collab.unsettled_chapters(tests.id('diagnostico')) $$, 'and all is settled');

-- Act 5, a chapter that starts from a seed is unsettled until its first entry is written down.
select tests.act_as('coordinacion');
select lives_ok($$ select public.import_chapters(tests.id('diagnostico'), '[{"title": "Salud", "content": {"type": "doc"}}]') $$, 'a chapter comes in');
select tests.act_as_owner();
select tests.new_id('salud', id) from public.chapters where title = 'Salud';
select results_eq($$ select seq, state, seed, tests.word(seed_author) from collab.read_snapshot(tests.id('salud')) $$,
  $$ values (0::bigint, null::bytea, '{"type": "doc"}'::jsonb, 'coordinacion') $$, 'with its seed and no log');
select results_eq($$ select tests.word(u) from collab.unsettled_chapters(tests.id('diagnostico')) u $$, array['salud'], 'and is unsettled');
select is(collab.append_seed(tests.id('salud'), '\x01'), 1::bigint, 'whose first entry is its seed''s');
select is(collab.save_chapter_text(tests.id('salud'), 1, '\x01', '{"type": "doc"}'), true, 'written down');
select is_empty($$ select collab.unsettled_chapters(tests.id('diagnostico')) $$, 'it is settled');
select tests.sees('osc', $$ select public.request_materialisation(tests.id('diagnostico'))::text $$, array['true'], 'which a party may ask');
select is(tests.outcome('otroestado', $$ select public.request_materialisation(tests.id('diagnostico')) $$), 'PT404 not_found', 'and another state may not');
