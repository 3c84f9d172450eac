-- A party that was the wrong one is taken out: from then on its people read nothing; what happened stays on record.

create function pg_temp.everything() returns text language sql as $$
  select concat_ws(' | ', (select jsonb_agg(ap order by ap.arrangement_id, ap.organization_id) from public.arrangement_parties ap)::text,
    (select jsonb_agg(s order by s.id) from public.seats s)::text, (select jsonb_agg(i order by i.id) from public.invitations i)::text,
    (select count(*) from public.audit_entries))
$$;
grant execute on function pg_temp.everything() to public;
-- The seats of an organization in Oaxaca: its body, who sits there, whether it was ever asked to vote.
create function pg_temp.seats_of(p_organization text) returns text language sql as $$
  select coalesce(string_agg(concat_ws(' ', tests.word(s.body_id), coalesce(tests.word(s.titular_id), 'vacant'), coalesce(tests.word(s.suplente_id), 'vacant')), ', ' order by b.name), 'none')
  from public.seats s join public.bodies b on b.id = s.body_id and b.arrangement_id = tests.id('oaxaca') where s.organization_id = tests.id(p_organization)
$$;

-- The wrong organization: it has the name of the right one, of another state. Its people read, speak, sit and are invited.
update public.organizations set name = 'Red de organizaciones' where id = tests.id('puebla_red');
insert into public.memberships (person_id, organization_id) values (tests.new_person('ajena'), tests.id('puebla_red')), (tests.new_person('ajena2'), tests.id('puebla_red'));
select tests.does('admin', $$ select public.add_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$,
  $$ select role::text from public.arrangement_parties where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('puebla_red') $$, 'commenter', 'the wrong one');
create temporary table reads (what text, statement text);
insert into reads values
  ('document', $$ select tests.word(id) from public.documents where arrangement_id = tests.id('oaxaca') $$),
  ('chapters', $$ select tests.word(c.id) from public.chapters c where c.document_id = tests.id('diagnostico') order by c.position $$),
  ('text', $$ select tests.word(t.chapter_id) from public.chapter_texts t where t.chapter_id = tests.id('marco') $$),
  ('comments', $$ select c.body from public.comments c order by c.body $$),
  ('arrangement', $$ select a.title from public.arrangements a where a.id = tests.id('oaxaca') $$),
  ('parties', $$ select tests.word(ap.organization_id) from public.arrangement_parties ap where ap.arrangement_id = tests.id('oaxaca') and ap.role = 'office' $$),
  ('record', $$ select action || ' ' || noun from public.list_audit_entries(tests.id('oaxaca')) where noun = 'party' $$),
  ('bodies', $$ select tests.word(b.id) from public.bodies b where b.arrangement_id = tests.id('oaxaca') order by b.name $$),
  ('threads', $$ select t ->> 'quote' from jsonb_array_elements(public.list_comment_threads(tests.id('diagnostico'))) t $$);
grant select on reads to public;
select tests.does('ajena', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Dice la ajena', 'arrangement') $$,
  $$ select count(*)::text from public.comments $$, '1', 'its people speak');
select tests.sees('ajena', statement, sees, 'while it is a party: ' || what)
from (values ('document', array['diagnostico']), ('chapters', array['marco', 'justicia']), ('text', array['marco']), ('comments', array['Dice la ajena']),
  ('arrangement', array['Convenio de Oaxaca']), ('parties', array['onu']), ('record', array['add party']), ('bodies', array['comite', 'mesa'])) as expected (what, sees)
join reads using (what);

-- Act 1, who may not, and what is not taken out.
select tests.refused(who, format('select public.remove_party(tests.id(%L), tests.id(%L), %s)', arrangement, organization, quote_nullable(seen)), refusal,
  'select pg_temp.everything()', concat_ws(' ', who, 'takes', organization, 'out of', arrangement))
from (values
  ('coordinacion', 'oaxaca', 'puebla_red', 'commenter', 'PT403 administration_only'), ('oficina', 'oaxaca', 'puebla_red', 'commenter', 'PT403 administration_only'),
  ('osc', 'oaxaca', 'puebla_red', 'commenter', 'PT403 administration_only'), ('ajena', 'oaxaca', 'puebla_red', 'commenter', 'PT403 administration_only'),
  ('otroestado', 'oaxaca', 'puebla_red', 'commenter', 'PT403 administration_only'), ('suspendida', 'oaxaca', 'puebla_red', 'commenter', 'PT401 not_signed_in'),
  ('anonymous', 'oaxaca', 'puebla_red', 'commenter', '42501 permission denied for function remove_party'),
  ('admin', 'nada', 'puebla_red', 'commenter', 'PT404 not_found'), ('admin', 'oaxaca', 'puebla_gobierno', 'commenter', 'PT422 organization_not_party'),
  ('admin', 'oaxaca', 'nada', 'commenter', 'PT422 organization_not_party'), ('admin', 'oaxaca', 'puebla_red', null, 'PT400 bad_input'),
  -- Its role is another than when the page was read.
  ('admin', 'oaxaca', 'puebla_red', 'observer', 'PT409 conflict'),
  ('admin', 'oaxaca', 'onu', 'office', 'PT409 arrangement_needs_office'), ('admin', 'oaxaca', 'secretaria', 'coordinator', 'PT409 arrangement_needs_coordinator')
) as attempts (who, arrangement, organization, seen, refusal);
update public.arrangement_parties set role = 'coordinator' where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('gobierno');
update public.organizations set status = 'suspended' where id = tests.id('gobierno');
select tests.refused('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('secretaria'), 'coordinator') $$, 'PT409 arrangement_needs_coordinator',
  'select pg_temp.everything()', 'the other one that coordinates is suspended');
update public.organizations set status = 'active' where id = tests.id('gobierno');
select is(tests.outcome('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('secretaria'), 'coordinator') $$,
  $$ select string_agg(tests.word(ap.organization_id), ' ') from public.arrangement_parties ap where ap.arrangement_id = tests.id('oaxaca') and ap.role = 'coordinator' $$),
  'ok gobierno', 'where another coordinates, it may go');
update public.arrangement_parties set role = 'drafter' where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('gobierno');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.refused('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$, 'PT409 arrangement_ended',
  'select pg_temp.everything()', 'after the end');
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');

-- Act 2, while a seat of it is asked to vote it stays; one without a vote, or of another body, is in no vote's way.
insert into public.seats (id, body_id, organization_id, titular_id, suplente_id, position) values (tests.new_id('asiento_ajeno'), tests.id('comite'), tests.id('puebla_red'), tests.id('ajena'), tests.id('ajena2'), 9);
select tests.stand_in('voting');
select tests.refused('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$, 'PT409 vote_is_open', 'select pg_temp.everything()', 'it is asked to vote');
insert into public.seats (id, body_id, organization_id, titular_id, has_vote) values (tests.new_id('asiento_sin_voto'), tests.id('comite'), tests.id('defensoria'), tests.id('observador'), false);
select is(tests.outcome('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('defensoria'), 'observer') $$, $$ select pg_temp.seats_of('defensoria') $$),
  'ok none', 'who sits there without a vote may go');
update public.voting_rounds set closed_at = now(), outcome = 'returned';
update public.documents set stage = 'consultation' where id = tests.id('diagnostico');

-- Act 3, it is taken out, with its seats and what it was asked; that is on record, with its name, where it was told.
insert into public.seats (id, body_id, organization_id, titular_id) values (tests.new_id('asiento_de_mesa'), tests.id('mesa'), tests.id('puebla_red'), tests.id('ajena2'));
insert into public.invitations (id, arrangement_id, organization_id, email, seat_id, capacity, invited_by) values
  (tests.new_id('abierta'), tests.id('oaxaca'), tests.id('puebla_red'), 'academia@demo.test', tests.id('asiento_de_mesa'), 'suplente', tests.id('ajena')),
  (tests.new_id('otra_puerta'), tests.id('puebla'), tests.id('puebla_red'), 'academia@demo.test', null, null, tests.id('ajena')),
  (tests.new_id('de_otra'), tests.id('oaxaca'), tests.id('red'), 'academia@demo.test', null, null, tests.id('osc'));
select tests.act_as('ajena');
select public.invite_person(tests.id('oaxaca'), tests.id('puebla_red'), 'otra@example.org');
select tests.act_as_owner();
select tests.new_id('de_la_ajena', i.id) from public.invitations i where i.email = 'otra@example.org';
create temporary table before_it on commit drop as select
  (select jsonb_agg(v order by v.round_id, v.seat_id) from public.votes v) as votes,
  (select jsonb_agg(rs order by rs.round_id, rs.seat_id) from public.voting_round_seats rs) as asked, (select max(id) from public.audit_entries) as seen;
grant select on before_it to public;
select is(public.state_overview('20') #>> '{arrangements,0,bodies}', jsonb_build_array(
  jsonb_build_object('kind', 'coordinating_committee', 'name', 'Comité', 'seats', 6), jsonb_build_object('kind', 'working_table', 'name', 'Mesa', 'seats', 2))::text, 'so many seats');
select tests.does('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$,
  $$ select string_agg(tests.word(ap.arrangement_id), ' ') from public.arrangement_parties ap where ap.organization_id = tests.id('puebla_red') $$, 'puebla', 'it is taken out of this one');
select is(pg_temp.seats_of('puebla_red'), 'comite vacant vacant', 'its seats are gone; the one that voted is empty');
select is(public.state_overview('20') #>> '{arrangements,0,bodies}', jsonb_build_array(
  jsonb_build_object('kind', 'coordinating_committee', 'name', 'Comité', 'seats', 5), jsonb_build_object('kind', 'working_table', 'name', 'Mesa', 'seats', 1))::text, 'and is not counted');
select is((select string_agg(tests.word(s), ' ' order by tests.word(s)) from access.voting_seats(tests.id('comite')) s), 'asiento_estado asiento_federal asiento_osc asiento_osc2', 'nor asked again');
select results_eq($$ select (select jsonb_agg(v order by v.round_id, v.seat_id) from public.votes v), (select jsonb_agg(rs order by rs.round_id, rs.seat_id) from public.voting_round_seats rs) $$,
  'select votes, asked from before_it', 'how it voted stays');
select results_eq($$ select tests.word(i.id) || ' ' || coalesce(i.email, 'over') || ' ' || (i.seat_id is not null) from public.invitations i where i.id in (tests.id('abierta'), tests.id('otra_puerta'), tests.id('de_otra')) order by 1 $$,
  array['abierta over false', 'de_otra academia@demo.test false', 'otra_puerta academia@demo.test false'], 'invitations to come in by it are over');
select is(tests.outcome('academia', $$ select public.accept_invitation(tests.id('abierta')) $$), 'PT409 invitation_expired', 'and cannot be taken up');
select results_eq($$ select concat_ws(' ', e.action, e.noun, tests.word(e.noun_id), tests.word(e.arrangement_id), tests.word(e.person_id), e.detail ->> 'name') from public.audit_entries e, before_it where e.id > seen order by 1 $$,
  array['assign seat asiento_ajeno oaxaca admin', 'remove party puebla_red oaxaca admin Red de organizaciones · Puebla',
    'remove party puebla_red puebla admin Red de organizaciones · Puebla', 'remove seat asiento_de_mesa oaxaca admin'], 'it is on record');
select is(public.check_audit_chain(), null, 'whose chain holds') from tests.act_as('admin');
select tests.act_as_owner();
select tests.sees(who, $$ select e.detail ->> 'name' from public.list_audit_entries(tests.id('oaxaca')) e where e.noun = 'party' and e.action = 'remove' $$, array['Red de organizaciones · Puebla'], who || ' reads which it was')
from unnest(array['admin', 'coordinacion', 'osc', 'observador']) as who;
select tests.refused('admin', $$ select public.remove_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$, 'PT422 organization_not_party', 'select pg_temp.everything()', 'twice is once');

-- The record goes on naming who acted for it and whose seat it was, to those who manage; other parties are not told of people
-- whom they may not know.
select tests.sees(who, $$ select concat_ws(' ', e.person_name, e.organization_name) from public.list_audit_entries(tests.id('oaxaca')) e
  where e.noun = 'invitation' and e.noun_id = tests.id('de_la_ajena') $$, named, who || ' reads who invited')
from (values ('admin', array['Ajena Otra red']), ('coordinacion', array['Ajena Otra red']), ('osc', array[''])) as expected (who, named);
select tests.sees(who, $$ select concat_ws(' ', r -> 'organizations' ->> tests.id('puebla_red')::text, tests.word((r #>> array['seats', tests.id('asiento_de_mesa')::text, 'organization'])::uuid),
    tests.word((r #>> array['seats', tests.id('asiento_de_mesa')::text, 'body'])::uuid)) from public.recorded_names(tests.id('oaxaca')) r $$,
  called, who || ' reads what is there no more')
from (values ('admin', array['Red de organizaciones · Puebla puebla_red mesa']), ('osc', array['Red de organizaciones · Puebla puebla_red mesa']),
  ('ajena', array['']), ('otroestado', array['']), ('anonymous', array['42501 permission denied for function recorded_names'])) as expected (who, called);

-- Act 4, its people read nothing any more, and are told why if they were at work; what they said is there for the others.
select tests.sees('ajena', statement, case what when 'threads' then array['PT404 not_found'] else '{}' end, 'afterwards: ' || what) from reads where what <> 'comments';
select tests.sees('ajena', 'select c.body from public.comments c', array[]::text[], 'not what they said themselves');
select is(tests.outcome('ajena', $$ select public.document_abilities(tests.id('diagnostico')) $$), 'PT404 not_found', 'nor anything of the document');
select is(access.edit_refusal(tests.id('ajena'), tests.id('marco')), 'revoked', 'an open text is closed to them');
select tests.sees('osc', 'select c.body from public.comments c', array['Dice la ajena'], 'the others still read what they said');
select tests.sees(who, format('select coalesce(public.lost_access(%L), %L)', tests.id(noun), 'nothing'), array[told], who || ' asks why of ' || noun)
from (values ('ajena', 'diagnostico', 'party_removed'), ('ajena', 'oaxaca', 'party_removed'), ('ajena', 'puebla_diagnostico', 'nothing'), ('otroestado', 'diagnostico', 'nothing'),
  ('federal', 'diagnostico', 'nothing'), ('coordinacion', 'oaxaca', 'nothing'), ('ajena', 'nada', 'nothing')) as asks (who, noun, told);
-- Who comes to the organization afterwards never could.
insert into public.memberships (person_id, organization_id, created_at) values (tests.new_person('posterior'), tests.id('puebla_red'), clock_timestamp());
select tests.sees('posterior', format('select coalesce(public.lost_access(%L), %L)', tests.id('diagnostico'), 'nothing'), array['nothing'], 'who came afterwards is told nothing');
select tests.sees('admin', $$ select o ->> 'name' || ' ' || coalesce(o #>> '{jurisdiction,name}', '') || ' ' || coalesce(o #>> '{jurisdiction,code}', '')
  from jsonb_array_elements(public.organizations_to_add(tests.id('oaxaca'))) o $$, array['Gobierno de otro estado Puebla 21', 'Red de organizaciones Puebla 21'], 'it is offered again, with its state');
select tests.sees('admin', $$ select o ->> 'name' || ' ' || coalesce(o #>> '{jurisdiction,name}', 'none')
  from jsonb_array_elements(public.organizations_to_add(null)) o where o ->> 'name' in ('Red de organizaciones', 'Oficina') $$,
  array['Oficina none', 'Red de organizaciones Oaxaca', 'Red de organizaciones Puebla'], 'two of the same name are told apart by their states');

-- Act 5, it may come in again, and finds what it was told; its seat is vacant, and no invitation of before opens.
select tests.does('admin', $$ select public.add_party(tests.id('oaxaca'), tests.id('puebla_red'), 'observer') $$, $$ select pg_temp.seats_of('puebla_red') $$, 'comite vacant vacant', 'added again');
select tests.sees('ajena', statement, sees, 'again: ' || what)
from (values ('document', array['diagnostico']), ('comments', array['Dice la ajena'])) as expected (what, sees) join reads using (what);
select tests.sees('academia', $$ select tests.word((i ->> 'id')::uuid) from jsonb_array_elements(public.my_invitations()) i order by 1 $$, array['de_otra', 'otra_puerta'], 'no invitation of before comes back');
