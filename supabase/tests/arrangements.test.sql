-- Arrangements, their parties, bodies and seats.

-- Act 1, everyone sees their own (arrangements_select_parties, arrangement_parties_select_parties, bodies_select_parties,
-- seats_select_parties).
select tests.sees(who, 'select tests.word(id) from public.arrangements order by 1', sees, who || ' sees these arrangements')
from (values
  ('coordinacion', array['oaxaca']), ('estado', array['oaxaca']), ('federal', array['oaxaca', 'puebla']),
  ('osc', array['oaxaca']), ('osc2', array['oaxaca']), ('academia', array['oaxaca']), ('observador', array['oaxaca']),
  ('oficina', array['oaxaca', 'puebla']), ('admin', array['oaxaca', 'puebla']), ('otroestado', array['puebla']),
  ('suspendida', array[]::text[]), ('retirada', array[]::text[]),
  ('anonymous', array['42501 permission denied for table arrangements'])
) as expected (who, sees);
select tests.sees(who,
  'select tests.word(arrangement_id) || '' '' || tests.word(organization_id) || '' '' || role from public.arrangement_parties order by 1',
  sees, who || ' sees these parties')
from (values
  ('otroestado', array['puebla gobernacion drafter', 'puebla onu office', 'puebla puebla_gobierno coordinator',
    'puebla puebla_red commenter']),
  ('osc', array['oaxaca centro commenter', 'oaxaca defensoria observer', 'oaxaca gobernacion drafter', 'oaxaca gobierno drafter',
    'oaxaca onu office', 'oaxaca red commenter', 'oaxaca secretaria coordinator', 'oaxaca universidad commenter']),
  ('suspendida', array[]::text[])
) as expected (who, sees);
select tests.sees(who, 'select tests.word(id) from public.bodies order by 1', sees, who || ' sees these bodies')
from (values ('osc', array['comite', 'mesa']), ('otroestado', array['puebla_comite']), ('retirada', array[]::text[])) as expected (who, sees);
select tests.sees(who, 'select tests.word(id) from public.seats order by 1', sees, who || ' sees these seats')
from (values
  ('observador', array['asiento_estado', 'asiento_federal', 'asiento_mesa', 'asiento_osc', 'asiento_osc2']),
  ('otroestado', array['asiento_puebla']), ('suspendida', array[]::text[])
) as expected (who, sees);
select tests.refused('coordinacion', statement, '42501 permission denied for table ' || relation,
  format('select jsonb_agg(t order by t)::text from public.%I t', relation), 'the secretaría técnica: ' || statement)
from (values
  ('arrangement_parties', $$ update public.arrangement_parties set role = 'coordinator' $$),
  ('arrangement_parties', $$ delete from public.arrangement_parties where role = 'office' $$),
  ('arrangements', $$ update public.arrangements set status = 'ended' $$),
  ('bodies', $$ update public.bodies set quorum = 0.1 $$),
  ('seats', $$ update public.seats set titular_id = tests.id('coordinacion') $$)
) as attempts (relation, statement);

-- Act 2, what one may do in an arrangement.
select tests.sees(who, $$ select public.arrangement_abilities(tests.id('oaxaca'))::text $$, array[abilities::jsonb::text], who || ' may')
from (values
  ('coordinacion', '{"read": true, "manage": true, "roles": ["coordinator"], "voting": []}'),
  ('oficina', '{"read": true, "manage": false, "roles": ["office"], "voting": []}'),
  ('admin', '{"read": true, "manage": true, "roles": [], "voting": []}'),
  ('otroestado', '{"read": false, "manage": false, "roles": [], "voting": []}'),
  ('suspendida', '{"read": false, "manage": false, "roles": [], "voting": []}')
) as expected (who, abilities);

create function pg_temp.holders()
returns text language sql
as $$
  select string_agg(concat_ws(' ', tests.word(seat::uuid), (
    select string_agg(tests.word((side.value ->> 'id')::uuid), '+' order by side.key = 'suplente')
    from jsonb_each(sides) side where (side.value ->> 'holds')::boolean
  )), ', ' order by tests.word(seat::uuid))
  from jsonb_each(public.seat_holders(tests.id('oaxaca'))) as held (seat, sides)
$$;
grant execute on function pg_temp.holders() to public;
select tests.sees(who, 'select pg_temp.holders()', array[holders], who || ' reads who holds the seats')
from (values ('osc', 'asiento_estado estado, asiento_federal federal, asiento_mesa estado, asiento_osc osc, asiento_osc2 osc2'),
  ('otroestado', null), ('anonymous', '42501 permission denied for function seat_holders')) as expected (who, holders);
update public.seats set suplente_id = tests.id('federal') where id = tests.id('asiento_estado');
insert into public.memberships (person_id, organization_id) values (tests.id('federal'), tests.id('gobierno'));
update public.memberships set status = 'revoked' where person_id = tests.id('osc2');
select tests.sees('osc', 'select pg_temp.holders()',
  array['asiento_estado estado+federal, asiento_federal federal, asiento_mesa estado, asiento_osc osc, asiento_osc2'],
  'titular and suplente hold a seat, and who has left holds none');
update public.memberships set status = 'active' where person_id = tests.id('osc2');
update public.seats set suplente_id = null where id = tests.id('asiento_estado');
delete from public.memberships where person_id = tests.id('federal') and organization_id = tests.id('gobierno');

insert into public.seats (id, body_id, organization_id) values (tests.new_id('asiento_osc_dos'), tests.id('comite'), tests.id('red'));
-- Act 3, the secretaría técnica seats whom the organization named.
update public.seats set titular_id = null where id = tests.id('asiento_mesa');
select tests.does('coordinacion',
  $$ select public.assign_seat(tests.id('asiento_mesa'), tests.id('estado'), null) $$,
  $$ select action || ' ' || noun || ' ' || tests.word(person_id) from public.audit_entries order by id desc limit 1 $$,
  'assign seat coordinacion', 'a seat given is on record');
select tests.does('coordinacion',
  format('select public.assign_seat(tests.id(%L), tests.id(%L), null%s)', 'asiento_mesa', 'estado', seen),
  $$ select count(*) from public.audit_entries where action = 'assign' $$, '1', 'and sent twice it is there once' || seen)
from unnest(array['', $$, '{"titular": null, "suplente": null}'$$]) seen;
select tests.refused(who, format('select public.assign_seat(tests.id(%L), %s, %s)', seat, titular, suplente), refusal,
  $$ select string_agg(concat_ws(' ', tests.word(id), tests.word(titular_id), tests.word(suplente_id)), ',' order by id) from public.seats $$,
  who || ' seating ' || reason)
from (values
  ('estado', 'asiento_estado', $$tests.id('estado')$$, 'null', 'PT403 not_allowed', 'oneself'),
  ('oficina', 'asiento_osc', 'null', 'null', 'PT403 not_allowed', 'nobody'),
  ('otroestado', 'asiento_osc', 'null', 'null', 'PT404 not_found', 'in another state'),
  ('suspendida', 'asiento_osc', 'null', 'null', 'PT401 not_signed_in', 'while suspended'),
  ('anonymous', 'asiento_osc', 'null', 'null', '42501 permission denied for function assign_seat', 'from the street'),
  ('coordinacion', 'asiento_puebla', 'null', 'null', 'PT404 not_found', 'in another state'),
  ('coordinacion', 'asiento_nada', 'null', 'null', 'PT404 not_found', 'on a chair that is not there'),
  ('coordinacion', 'asiento_osc', $$tests.id('osc2')$$, 'null', 'PT422 seat_person_not_member', 'another NGO'),
  ('coordinacion', 'asiento_osc', $$tests.id('retirada')$$, 'null', 'PT422 seat_person_not_member', 'who has left'),
  ('coordinacion', 'asiento_osc', $$tests.id('suspendida')$$, 'null', 'PT422 seat_person_not_member', 'who is suspended'),
  ('coordinacion', 'asiento_osc', $$tests.id('osc')$$, $$tests.id('osc')$$, 'PT422 seat_same_person', 'one person twice'),
  ('coordinacion', 'asiento_osc_dos', $$tests.id('osc')$$, 'null', 'PT422 seat_person_has_another', 'one person on two chairs'),
  ('coordinacion', 'asiento_osc_dos', 'null', $$tests.id('osc')$$, 'PT422 seat_person_has_another', 'one person behind another chair')
) as attempts (who, seat, titular, suplente, refusal, reason);

-- Somebody else has given the suplente's chair since one looked.
update public.seats set suplente_id = tests.id('academia') where id = tests.id('asiento_mesa');
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('gobierno'));
create function pg_temp.seat_as_seen(p_titular text, p_suplente text, p_seen text)
returns text language sql stable
as $$ select format('select public.assign_seat(%L, %L, %L, %L)', tests.id('asiento_mesa'), tests.id(p_titular), tests.id(p_suplente), p_seen) $$;
create function pg_temp.seen(p_titular text, p_suplente text)
returns text language sql stable
as $$ select jsonb_build_object('titular', tests.id(p_titular), 'suplente', tests.id(p_suplente))::text $$;
select tests.refused('coordinacion', pg_temp.seat_as_seen(titular, suplente, seen), refusal,
  $$ select string_agg(concat_ws(' ', tests.word(id), tests.word(titular_id), tests.word(suplente_id)), ',' order by id) from public.seats $$, name)
from (values
  ('estado', null, pg_temp.seen('estado', null), 'PT409 conflict', 'the form of before, unchanged'),
  (null, null, '{}', 'PT409 conflict', 'the form of a vacant seat'),
  ('academia', null, pg_temp.seen('academia', 'estado'), 'PT409 conflict', 'another titular than there is'),
  ('estado', null, '{"titular": "nobody"}', '22P02 invalid input syntax for type uuid: "nobody"', 'what cannot be seen')
) as attempts (titular, suplente, seen, refusal, name);
select is(tests.outcome('coordinacion', pg_temp.seat_as_seen(titular, suplente, seen),
  $$ select concat_ws(' ', tests.word(titular_id), tests.word(suplente_id)) from public.seats where id = tests.id('asiento_mesa') $$), result, name)
from (values
  ('estado', null, pg_temp.seen('estado', 'academia'), 'ok estado', 'who was seen is taken out'),
  ('estado', 'academia', pg_temp.seen('estado', null), 'ok estado academia', 'the same answer sent twice is done'),
  ('estado', null, null, 'ok estado', 'a page of before, which does not say what it saw, is not asked')
) as attempts (titular, suplente, seen, result, name);
update public.seats set suplente_id = null where id = tests.id('asiento_mesa');
delete from public.memberships where person_id = tests.id('academia') and organization_id = tests.id('gobierno');

select tests.sees('osc', $$ select (a ->> 'ended') || ' ' || (a -> 'steps' -> 0 ->> 'action') from public.document_abilities(tests.id('diagnostico')) a $$,
  array['false submit'], 'while it stands, the next step is told');

-- Act 4, an arrangement that has ended is read by its parties, and that is all.
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.sees('coordinacion',
  $$ select a ->> 'roles' || (a ->> 'read') || (a ->> 'comment') || (a ->> 'manage') || (a ->> 'editableChapters')
     from public.document_abilities(tests.id('diagnostico')) a $$,
  array['["observer"]truefalsefalse[]'], 'its secretaría técnica looks on');
select tests.sees(who, $$ select (a ->> 'ended') || ' ' || (a ->> 'steps') from public.document_abilities(tests.id('diagnostico')) a $$,
  array['true []'], who || ' is told that it has ended, and of no step that would follow')
from unnest(array['coordinacion', 'estado', 'osc', 'observador', 'oficina']) as who;
select is(tests.edit('marco', 'coordinacion'), 'ended', 'and writes no more');
select tests.sees('admin', $$ select public.arrangement_abilities(tests.id('oaxaca')) ->> 'manage' $$, array['false'], 'the administration manages it no more');
select tests.refused('admin', statement, refusal, $$ select jsonb_agg(s order by s.id)::text || (select count(*) from public.bodies) || (select jsonb_agg(ap order by ap)::text from public.arrangement_parties ap) from public.seats s $$,
  'the administration after the end: ' || statement)
from (values
  ($$ select public.assign_seat(tests.id('asiento_osc'), null, null) $$, 'PT409 arrangement_ended'),
  ($$ select public.create_body(tests.id('oaxaca'), 'working_table', 'Mesa', 0.5, 'simple') $$, 'PT409 arrangement_ended'),
  ($$ select public.add_party(tests.id('oaxaca'), tests.id('puebla_red'), 'commenter') $$, 'PT409 arrangement_ended'),
  ($$ select public.set_party_role(tests.id('oaxaca'), tests.id('red'), 'drafter') $$, 'PT409 arrangement_ended')
) as attempts (statement, refusal);
select tests.refused('coordinacion', statement, refusal,
  $$ select jsonb_agg(d order by d)::text || tests.chapters('diagnostico') from public.documents d $$, 'after the end: ' || statement)
from (values
  ($$ select public.advance_document(tests.id('diagnostico'), 'submit', 'drafting') $$, 'PT409 arrangement_ended'),
  ($$ select public.add_chapter(tests.id('diagnostico'), 'Otro') $$, 'PT409 arrangement_ended'),
  ($$ select public.create_document(tests.id('oaxaca'), 'diagnosis', 'Otro') $$, 'PT409 arrangement_ended'),
  ($$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'x') $$, 'PT409 arrangement_ended'),
  ($$ select public.assign_seat(tests.id('asiento_osc'), null, null) $$, 'PT409 arrangement_ended'),
  ($$ select public.invite_person(tests.id('oaxaca'), tests.id('secretaria'), 'x@demo.test') $$, 'PT409 arrangement_ended')
) as attempts (statement, refusal);
