-- How an installation begins: organizations, arrangements, parties, bodies and seats.

create function pg_temp.everything() returns text language sql as $$
  select concat_ws(' | ',
    (select count(*) from public.organizations), (select count(*) from public.arrangements),
    (select jsonb_agg(ap order by ap.arrangement_id, ap.organization_id) from public.arrangement_parties ap)::text,
    (select jsonb_agg(b order by b.id) from public.bodies b)::text, (select jsonb_agg(s order by s.id) from public.seats s)::text)
$$;
grant execute on function pg_temp.everything() to public;

-- Act 1, who administers the platform writes down what was agreed; each act is on record.
select tests.does('admin',
  $$ select public.create_organization('  Colectivo de familiares ', 'Colectivo', 'civil_society', '20') $$,
  $$ select o.name || ' ' || o.sector || ' ' || o.status from public.organizations o where o.short_name = 'Colectivo' $$,
  'Colectivo de familiares civil_society active', 'an organization');
select tests.new_id('colectivo', id) from public.organizations where short_name = 'Colectivo';
select tests.does('admin',
  $$ select public.create_arrangement('12', 'agreement', 'Convenio de Guerrero', 'Un diagnóstico', 'in_force', tests.id('secretaria')) $$,
  $$ select a.title || ' ' || a.status || ' ' || (select string_agg(tests.word(ap.organization_id) || ' ' || ap.role, ',')
       from public.arrangement_parties ap where ap.arrangement_id = a.id)
     from public.arrangements a where a.jurisdiction_code = '12' $$,
  'Convenio de Guerrero in_force secretaria coordinator', 'an arrangement with who coordinates it');
select tests.new_id('guerrero', id) from public.arrangements where jurisdiction_code = '12';
select tests.does('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('colectivo'), 'commenter') $$,
  $$ select role::text from public.arrangement_parties where arrangement_id = tests.id('guerrero') and organization_id = tests.id('colectivo') $$,
  'commenter', 'a party');
select tests.does('coordinacion',
  $$ select public.create_body(tests.id('guerrero'), 'coordinating_committee', 'Comité Coordinador', 0.666, 'two_thirds') $$,
  $$ select name || ' ' || quorum || ' ' || majority_rule || ' ' || status from public.bodies where arrangement_id = tests.id('guerrero') $$,
  'Comité Coordinador 0.666 two_thirds installed', 'the secretaría técnica installs a body');
select tests.new_id('guerrero_comite', id) from public.bodies where arrangement_id = tests.id('guerrero');
select tests.does('coordinacion',
  $$ select public.add_seat(tests.id('guerrero_comite'), tests.id('colectivo'), true, 'Familiares') $$,
  $$ select tests.word(organization_id) || ' ' || has_vote || ' ' || label from public.seats where body_id = tests.id('guerrero_comite') $$,
  'colectivo true Familiares', 'and gives a party a seat in it');
select tests.act_as_owner();
select results_eq(
  $$ select action || ' ' || noun || ' ' || tests.word(person_id) from public.audit_entries order by id desc limit 5 $$,
  array['add seat coordinacion', 'create body coordinacion', 'add party admin', 'create arrangement admin', 'create organization admin'],
  'all of it is on record');

-- Act 2, nobody else does, and nothing changes.
select tests.refused(who, statement, refusal, 'select pg_temp.everything()', who || ': ' || statement)
from (values
  ('coordinacion', $$ select public.create_organization('Otra', 'Otra', 'state') $$, 'PT403 administration_only'),
  ('coordinacion', $$ select public.create_arrangement('20', 'agreement', 'Otro', '', 'in_force', tests.id('secretaria')) $$, 'PT403 administration_only'),
  ('coordinacion', $$ select public.add_party(tests.id('oaxaca'), tests.id('colectivo'), 'drafter') $$, 'PT403 administration_only'),
  ('oficina', $$ select public.add_party(tests.id('oaxaca'), tests.id('colectivo'), 'office') $$, 'PT403 administration_only'),
  ('estado', $$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 0.5, 'simple') $$, 'PT403 not_allowed'),
  ('otroestado', $$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 0.5, 'simple') $$, 'PT404 not_found'),
  ('estado', $$ select public.add_seat(tests.id('comite'), tests.id('gobierno'), true) $$, 'PT403 not_allowed'),
  ('otroestado', $$ select public.add_seat(tests.id('comite'), tests.id('gobierno'), true) $$, 'PT404 not_found'),
  ('suspendida', $$ select public.create_organization('Otra', 'Otra', 'state') $$, 'PT401 not_signed_in'),
  ('anonymous', $$ select public.create_organization('Otra', 'Otra', 'state') $$, '42501 permission denied for function create_organization'),
  ('anonymous', $$ select public.add_seat(tests.id('comite'), tests.id('gobierno'), true) $$, '42501 permission denied for function add_seat')
) as attempts (who, statement, refusal);

-- Act 3, nor is what makes no sense written down.
insert into public.organizations (id, name, short_name, sector) values (tests.new_id('otra_onu'), 'Otra oficina', 'Otra', 'office');
select tests.refused(who, statement, refusal, 'select pg_temp.everything()', who || ': ' || statement)
from (values
  ('admin', $$ select public.create_organization('   ', 'x', 'state') $$, 'PT400 bad_input'),
  ('admin', $$ select public.create_organization(' COLECTIVO de familiares', 'x', 'state', '20') $$, 'PT409 organization_exists'),
  ('admin', $$ select public.create_organization('Colectivo de familiares', 'x', 'state') $$, 'PT409 organization_exists'),
  ('admin', $$ select public.create_organization(E'Colectivo\u00a0 de  familiares', 'x', 'state') $$, 'PT409 organization_exists'),
  ('admin', $$ select public.create_organization('Otra', 'Otra', 'state', '99') $$, 'PT400 bad_input'),
  ('admin', $$ select public.create_arrangement('99', 'agreement', 'Otro', '', 'in_force', tests.id('secretaria')) $$, 'PT400 bad_input'),
  ('admin', $$ select public.create_arrangement('20', 'agreement', 'Otro', '', 'in_force', tests.id('nada')) $$, 'PT400 bad_input'),
  ('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('colectivo'), 'drafter') $$, 'PT409 organization_is_party'),
  ('admin', $$ select public.add_party(tests.id('oaxaca'), tests.id('otra_onu'), 'office') $$, 'PT409 arrangement_has_office'),
  ('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('puebla_red'), 'office') $$, 'PT422 not_an_office'),
  ('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('onu'), 'coordinator') $$, 'PT422 office_only_approves'),
  ('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('onu'), 'drafter') $$, 'PT422 office_only_approves'),
  ('admin', $$ select public.add_party(tests.id('guerrero'), tests.id('onu'), 'commenter') $$, 'PT422 office_only_approves'),
  ('admin', $$ select public.create_arrangement('20', 'agreement', 'Otro', '', 'in_force', tests.id('onu')) $$, 'PT422 office_only_approves'),
  ('coordinacion', $$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 0.499, 'simple') $$, 'PT400 bad_input'),
  ('admin', $$ select public.add_party(tests.id('nada'), tests.id('colectivo'), 'drafter') $$, 'PT404 not_found'),
  ('coordinacion', $$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 0, 'simple') $$, 'PT400 bad_input'),
  ('coordinacion', $$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 1.5, 'simple') $$, 'PT400 bad_input'),
  ('coordinacion', $$ select public.add_seat(tests.id('comite'), tests.id('onu'), true) $$, 'PT422 party_does_not_vote'),
  ('coordinacion', $$ select public.add_seat(tests.id('comite'), tests.id('onu'), null) $$, 'PT422 party_does_not_vote'),
  ('coordinacion', $$ select public.add_seat(tests.id('comite'), tests.id('defensoria'), true) $$, 'PT422 party_does_not_vote'),
  ('coordinacion', $$ select public.add_seat(tests.id('comite'), tests.id('colectivo'), true) $$, 'PT422 organization_not_party')
) as attempts (who, statement, refusal);

-- Who does not vote may be given a seat to speak from.
select tests.does('coordinacion', $$ select public.add_seat(tests.id('comite'), tests.id(organization), false, 'Con voz') from unnest(array['onu', 'defensoria']) organization $$,
  $$ select string_agg(tests.word(s.organization_id) || ' ' || s.has_vote, ', ' order by s.position) from public.seats s where s.body_id = tests.id('comite') and s.label = 'Con voz' $$,
  'onu false, defensoria false', 'a voice for who approves and who looks on');
delete from public.seats where label = 'Con voz';

-- Act 4, whom one may add is told to who may add, with their names and in their order; of a new arrangement, everybody.
select tests.sees(who, format($$ select tests.word((o ->> 'id')::uuid) || ' ' || (o ->> 'name')
  from jsonb_array_elements(public.organizations_to_add(%s)) with ordinality as offered (o, place)
  where o ->> 'id' in (tests.id('colectivo')::text, tests.id('red')::text) order by place $$, arrangement), sees, concat_ws(' ', who, 'may add to', arrangement))
from (values
  ('admin', $$tests.id('guerrero')$$, array['red Red de organizaciones']),
  ('admin', 'null', array['colectivo Colectivo de familiares', 'red Red de organizaciones']),
  ('coordinacion', $$tests.id('guerrero')$$, array[]::text[]), ('coordinacion', 'null', array[]::text[]),
  ('suspendida', 'null', array[]::text[]), ('anonymous', 'null', array['42501 permission denied for function organizations_to_add'])
) as expected (who, arrangement, sees);
insert into public.organizations (name, short_name, sector) select 'Organización ' || n, 'O' || n, 'academia' from generate_series(1, 1100) n;
select tests.sees('admin', $$ select count(*)::text from jsonb_array_elements(public.organizations_to_add(null)) o where o ->> 'name' like 'Organización %' $$,
  array['1100'], 'beyond the thousandth too');
delete from public.organizations where name like 'Organización %';

-- Act 5, as what a party takes part is corrected by who wrote it down, and that is on record. What is expected is every
-- role on every party that is not the Office.
create function pg_temp.corrects(p_organization text, p_role text)
returns text language plpgsql
as $$
declare
  v_got text;
begin
  begin
    perform tests.act_as('admin');
    perform public.set_party_role(tests.id('oaxaca'), tests.id(p_organization), p_role::public.party_role);
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = concat_ws(' ',
      (select ap.role from public.arrangement_parties ap where ap.arrangement_id = tests.id('oaxaca') and ap.organization_id = tests.id(p_organization)),
      (select concat_ws(' ', action, noun, tests.word(noun_id), tests.word(person_id), detail ->> 'before', detail ->> 'after')
        from public.audit_entries where noun = 'party' and arrangement_id = tests.id('oaxaca') order by id desc limit 1));
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return v_got;
end
$$;
select is(pg_temp.corrects(organization, role), role || case when role = before then '' else
  format(' change party %s admin %s %s', organization, before, role) end, organization || ' takes part as ' || role)
from (values ('gobierno', 'drafter'), ('red', 'commenter'), ('defensoria', 'observer')) as parties (organization, before),
  unnest(array['coordinator', 'drafter', 'commenter', 'observer']) as role;
select is(pg_temp.corrects('secretaria', 'coordinator'), 'coordinator', 'the secretaría técnica stays what it is');
select tests.refused(who, format('select public.set_party_role(tests.id(%L), tests.id(%L), %s)', arrangement, organization, quote_nullable(role)), refusal,
  'select pg_temp.everything()', concat_ws(' ', who, 'makes', organization, coalesce(role, 'nothing')))
from (values
  ('coordinacion', 'oaxaca', 'red', 'drafter', 'PT403 administration_only'), ('estado', 'oaxaca', 'gobierno', 'coordinator', 'PT403 administration_only'),
  ('osc', 'oaxaca', 'red', 'drafter', 'PT403 administration_only'), ('observador', 'oaxaca', 'defensoria', 'commenter', 'PT403 administration_only'),
  ('oficina', 'oaxaca', 'onu', 'coordinator', 'PT403 administration_only'), ('otroestado', 'oaxaca', 'red', 'drafter', 'PT403 administration_only'),
  ('suspendida', 'oaxaca', 'red', 'drafter', 'PT401 not_signed_in'),
  ('anonymous', 'oaxaca', 'red', 'drafter', '42501 permission denied for function set_party_role'),
  ('admin', 'nada', 'red', 'drafter', 'PT404 not_found'), ('admin', 'oaxaca', 'puebla_red', 'drafter', 'PT422 organization_not_party'),
  ('admin', 'oaxaca', 'red', null, 'PT400 bad_input'), ('admin', 'oaxaca', 'red', 'office', 'PT422 not_an_office'), ('admin', 'guerrero', 'colectivo', 'office', 'PT422 not_an_office'),
  ('admin', 'oaxaca', 'onu', 'coordinator', 'PT409 arrangement_needs_office'), ('admin', 'oaxaca', 'onu', 'drafter', 'PT409 arrangement_needs_office'),
  ('admin', 'oaxaca', 'onu', 'commenter', 'PT409 arrangement_needs_office'), ('admin', 'oaxaca', 'onu', 'observer', 'PT409 arrangement_needs_office'),
  ('admin', 'oaxaca', 'secretaria', 'drafter', 'PT409 arrangement_needs_coordinator'),
  ('admin', 'oaxaca', 'secretaria', 'observer', 'PT409 arrangement_needs_coordinator')
) as attempts (who, arrangement, organization, role, refusal);
-- The Office looks on, or approves where none does yet, and is nothing else.
select tests.does('admin', format($$ select public.add_party(tests.id('guerrero'), tests.id(%L), 'observer') $$, organization),
  format($$ select role::text from public.arrangement_parties where arrangement_id = tests.id('guerrero') and organization_id = tests.id(%L) $$, organization),
  'observer', organization || ' may look on')
from unnest(array['onu', 'otra_onu']) as organization;
select tests.refused('admin', format('select public.set_party_role(tests.id(%L), tests.id(%L), %L)', 'guerrero', 'onu', role), 'PT422 office_only_approves',
  'select pg_temp.everything()', 'the Office that looks on does not become ' || role)
from unnest(array['coordinator', 'drafter', 'commenter']) as role;
select tests.does('admin', $$ select public.set_party_role(tests.id('guerrero'), tests.id('onu'), 'office') $$,
  $$ select role::text from public.arrangement_parties where arrangement_id = tests.id('guerrero') and organization_id = tests.id('onu') $$,
  'office', 'where there is none yet, it becomes the Office');
select tests.refused('admin', $$ select public.set_party_role(tests.id('guerrero'), tests.id('otra_onu'), 'office') $$,
  'PT409 arrangement_has_office', 'select pg_temp.everything()', 'and no other does');
select tests.does('admin', $$ select public.set_party_role(tests.id('guerrero'), tests.id('onu'), 'office') $$,
  $$ select count(*)::text from public.audit_entries where action = 'change' and noun = 'party' $$, '1', 'what is written already is not written again');
-- Whoever was made the Office before this was asked, and is none, is made something else; and the Office comes in.
update public.arrangement_parties set role = 'observer' where arrangement_id = tests.id('guerrero') and organization_id = tests.id('onu');
update public.arrangement_parties set role = 'office' where arrangement_id = tests.id('guerrero') and organization_id = tests.id('colectivo');
select tests.refused('admin', $$ select public.set_party_role(tests.id('guerrero'), tests.id('onu'), 'office') $$,
  'PT409 arrangement_has_office', 'select pg_temp.everything()', 'not beside another');
select tests.does('admin', $$ select public.set_party_role(tests.id('guerrero'), tests.id('colectivo'), 'commenter') $$,
  $$ select role::text from public.arrangement_parties where arrangement_id = tests.id('guerrero') and organization_id = tests.id('colectivo') $$,
  'commenter', 'the role of the Office is taken back from who is none');
-- The secretaría técnica is handed over: first given to another, then taken from the one.
update public.arrangement_parties set role = 'coordinator' where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('gobierno');
select is(pg_temp.corrects('secretaria', role), role || format(' change party secretaria admin coordinator %s', role), 'where another coordinates, secretaria takes part as ' || role)
from unnest(array['drafter', 'commenter', 'observer']) as role;
update public.organizations set status = 'suspended' where id = tests.id('gobierno');
select tests.refused('admin', $$ select public.set_party_role(tests.id('oaxaca'), tests.id('secretaria'), 'drafter') $$,
  'PT409 arrangement_needs_coordinator', 'select pg_temp.everything()', 'the other one is suspended');
update public.organizations set status = 'active' where id = tests.id('gobierno');
update public.arrangement_parties set role = 'drafter' where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('gobierno');
select tests.stand_in('voting');
select tests.refused('admin', $$ select public.set_party_role(tests.id('oaxaca'), tests.id('red'), 'observer') $$, 'PT409 vote_is_open',
  'select pg_temp.everything()', 'whoever is asked to vote stays what they are');
select tests.does('admin', $$ select public.set_party_role(tests.id('oaxaca'), tests.id('defensoria'), 'commenter') $$,
  $$ select role::text from public.arrangement_parties where arrangement_id = tests.id('oaxaca') and organization_id = tests.id('defensoria') $$,
  'commenter', 'whoever is not asked may become another');
select tests.sees(who, format($$ select public.arrangement_abilities(tests.id(%L)) ->> 'voting' $$, arrangement), array[voting], who || ' reads who votes in ' || arrangement)
from (values ('coordinacion', 'oaxaca', format('["%s"]', tests.id('comite'))), ('admin', 'oaxaca', format('["%s"]', tests.id('comite'))),
  ('osc', 'oaxaca', format('["%s"]', tests.id('comite'))), ('otroestado', 'oaxaca', '[]'), ('admin', 'guerrero', '[]')) as readers (who, arrangement, voting);

-- Who is who, for the administration alone; of whoever was invited no more than since when there is the account.
insert into auth.users (id, email) values (tests.new_id('nueva'), 'nueva@demo.test');
insert into public.invitations (arrangement_id, organization_id, email) values (tests.id('oaxaca'), tests.id('centro'), 'nueva@demo.test');
update public.people set created_at = '2026-11-01T12:00:00Z';
update public.organizations set status = 'suspended' where id = tests.id('red');
select tests.sees('admin', $$ select concat_ws(' ', tests.word(p.key::uuid), (p.value ->> 'since')::timestamptz = '2026-11-01T12:00:00Z', p.value ->> 'administers', p.value ->> 'organizations')
  from jsonb_each(public.people_told_apart(array[tests.id('admin'), tests.id('osc'), tests.id('retirada'), tests.id('nueva'), tests.id('nada')])) p order by 1 $$,
  array['admin t true []', 'nueva t false []', 'osc t false [{"name": "Red de organizaciones", "status": "suspended"}]', 'retirada t false []'], 'people are told apart');
update public.organizations set status = 'active' where id = tests.id('red');
select tests.sees(who, $$ select public.people_told_apart(array[tests.id('osc')])::text $$, array[refusal], who || ' tells nobody apart')
from (values ('coordinacion', 'PT403 administration_only'), ('osc', 'PT403 administration_only'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function people_told_apart')) as readers (who, refusal);

-- Sent twice, because the first answer was lost: what is there is there once, as none of it can be taken away.
select tests.refused(who, statement, refusal, $$ select concat((select count(*) from public.arrangements), ' ', (select count(*) from public.bodies),
  ' ', (select count(*) from public.seats)) $$, 'again: ' || statement)
from (values
  ('admin', $$ select public.create_arrangement('12', 'agreement', ' convenio de Guerrero', 'Lo mismo', 'in_force', tests.id('secretaria')) $$, 'PT409 arrangement_exists'),
  ('admin', $$ select public.create_body(tests.id('guerrero'), 'working_table', 'Comité coordinador', 0.5, 'simple') $$, 'PT409 body_exists'),
  ('admin', $$ select public.add_seat(tests.id('guerrero_comite'), tests.id('colectivo'), false, 'familiares ') $$, 'PT409 seat_exists')
) as attempts (who, statement, refusal);
