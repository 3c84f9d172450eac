-- The record: appended in one place, sealed entry by entry, never rewritten; a changed row breaks the chain at that row.

select tests.act_as('coordinacion');
select public.add_chapter(tests.id('diagnostico'), 'Tres'), public.add_chapter(tests.id('diagnostico'), 'Cuatro'), public.add_chapter(tests.id('diagnostico'), 'Cinco');
select public.move_chapter(tests.id('marco'), 3);
select tests.act_as_owner();

-- Act 1, who reads it: by one function.
select tests.sees(who, $$ select action from public.list_audit_entries(tests.id('oaxaca')) order by at $$, sees, who || ' reads')
from (values ('coordinacion', array['add', 'add', 'add', 'move']), ('admin', array['add', 'add', 'add', 'move']), ('estado', array[]::text[]),
  ('oficina', array[]::text[]), ('otroestado', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for function list_audit_entries'])) as expected (who, sees);
select results_eq($$ select concat_ws(' ', id, tests.word(person_id), noun, tests.word(document_id), detail::text) from public.audit_entries where id in (1, 4) $$,
  array['1 coordinacion chapter diagnostico {"titles": ["Tres"]}', '4 coordinacion chapter diagnostico {"position": 3}'], 'who did what');

-- By table it is nobody's: ids would lead to names, and gaps between the numbers count what one may not read.
select tests.sees(who, format('select %s::text from public.audit_entries', field), array['42501 permission denied for table audit_entries'], who || ' does not read ' || field)
from unnest(array['coordinacion', 'admin']) who, unnest(array['id', 'hash', 'previous_hash', 'person_id', 'noun_id', 'detail', 'action']) field;

-- Act 2, nobody rewrites it.
select tests.refused(who, statement, '42501 permission denied for table audit_entries', 'select jsonb_agg(e order by id)::text from public.audit_entries e', who || ' ' || statement)
from unnest(array['coordinacion', 'admin', 'anonymous']) who,
  unnest(array[$$update public.audit_entries set action = 'x'$$, 'delete from public.audit_entries',
    $$insert into public.audit_entries select 9, now(), null, 'x', 'x', null, null, null, null, '{}', 'x', 'x'$$]) statement;
select throws_ok(statement, 'PT403', 'record_is_append_only', statement || ', as the owner')
from unnest(array[$$update public.audit_entries set action = 'x'$$, 'delete from public.audit_entries', 'truncate public.audit_entries']) statement;
select is((select string_agg(action, ' ' order by id) from public.audit_entries), 'add add add move', 'it stands');

-- Act 3, the chain is checked by the administration.
select is(tests.outcome(who, 'select public.check_audit_chain()'), refusal, who || ' checking the chain')
from (values ('coordinacion', 'PT403 not_allowed'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function check_audit_chain')) as attempts (who, refusal);
select tests.sees('admin', 'select public.check_audit_chain()', array[null], 'it holds');

-- Act 4, whoever gets past the database's guards is found at the row they touched.
create function pg_temp.found_at(p_tampering text)
returns text language plpgsql
as $$
declare
  v_found text;
begin
  begin
    alter table public.audit_entries disable trigger refuse_rewrite;
    execute p_tampering;
    perform tests.act_as('admin');
    v_found := public.check_audit_chain();
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = coalesce(v_found, 'nothing');
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_found = pg_exception_detail;
  end;
  return v_found;
end
$$;
select is(pg_temp.found_at(tampering), row, tampering)
from (values
  ('select 1', 'nothing'),
  ($$update public.audit_entries set action = 'remove' where id = 2$$, '2'),
  ($$update public.audit_entries set detail = '{"titles": ["Otro"]}' where id = 1$$, '1'),
  ($$update public.audit_entries set at = at + interval '1 microsecond' where id = 3$$, '3'),
  ($$update public.audit_entries set person_id = null where id = 2$$, '2'),
  ($$update public.audit_entries set person_name = 'Otro' where id = 2$$, '2'),
  ($$update public.audit_entries set organization_name = null where id = 3$$, '3'),
  ($$update public.audit_entries set document_id = noun_id, noun_id = document_id where id = 4$$, '4'),
  ($$update public.audit_entries set arrangement_id = null, document_id = arrangement_id where id = 2$$, '2'),
  ($$update public.audit_entries e set detail = '{}', hash = access.audit_hash(jsonb_populate_record(e, '{"detail": {}}')) where id = 2$$, '3'),
  ($$delete from public.audit_entries where id = 2$$, '3'),
  ($$delete from public.audit_entries where id = 1$$, '2'),
  ($$update public.audit_entries set id = 9 where id = 2$$, '3')
) as attempts (tampering, row);
set local timezone = 'Asia/Tokyo';
select tests.sees('admin', 'select public.check_audit_chain()', array[null], 'it holds in every time zone');

-- Act 5, what belongs to no arrangement is the administration's.
select tests.act_as('admin');
select public.set_person_status(tests.id('academia'), 'suspended'), public.set_person_status(tests.id('academia'), 'active');
select tests.act_as_owner();
select tests.sees(who, 'select noun from public.list_audit_entries(null)', sees, who || ' reads')
from (values ('coordinacion', array[]::text[]), ('osc', array[]::text[]), ('admin', array['person', 'person'])) as expected (who, sees);

-- Act 6, somebody whom the reader may not know did it, or sits there: neither the system nor a vacancy.
select tests.act_as('admin');
select public.set_arrangement_status(tests.id('oaxaca'), 'ended'), public.set_arrangement_status(tests.id('oaxaca'), 'in_force');
select tests.act_as('coordinacion');
select public.assign_seat(tests.id('asiento_osc'), tests.id('osc'), null);
select tests.act_as_owner();
update public.memberships set status = 'revoked' where person_id = tests.id('osc');
select tests.sees('academia', $$ select concat_ws(' ', noun, action, by_person, tests.word(person_id), detail -> 'after' ->> 'titular', detail -> 'after' ->> 'suplente')
  from public.list_audit_entries(tests.id('oaxaca')) where noun in ('arrangement', 'seat', 'membership') order by at $$,
  array['arrangement change t', 'arrangement change t', 'seat assign t true', 'membership revoke f'], 'as a party reads it');

-- Act 7, names are those of the moment: whoever calls themselves otherwise later changes no entry, and is on record.
update public.memberships set status = 'active' where person_id = tests.id('osc');
create function pg_temp.read_by(p_who text)
returns setof text language plpgsql
as $$
begin
  perform tests.act_as(p_who);
  return query select concat_ws(' ', e.noun, e.action, e.person_name, e.organization_name, e.detail ->> 'before', e.detail ->> 'after')
    from public.list_audit_entries(tests.id('oaxaca')) e where e.action in ('invite', 'rename') order by e.at;
  perform tests.act_as_owner();
end
$$;
select tests.act_as('osc');
select public.invite_person(tests.id('oaxaca'), tests.id('red'), 'alguien@example.org');
update public.people set display_name = 'Coordinación técnica' where id = tests.id('osc');
select tests.act_as_owner();
select results_eq($$ select * from pg_temp.read_by('admin') $$,
  array['invitation invite Osc Red', 'person rename Coordinación técnica Red Osc Coordinación técnica'], 'as the administration reads it');
select results_eq($$ select * from pg_temp.read_by('academia') $$, array['invitation invite Osc Red'], 'as another party reads it');
update public.memberships set status = 'revoked' where person_id = tests.id('osc');
