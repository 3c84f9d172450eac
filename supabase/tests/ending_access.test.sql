-- How access ends, and comes back; on record whoever did it.

create function pg_temp.state() returns text language sql as $$
  select concat_ws(' | ', (select string_agg(concat_ws(' ', tests.word(m.person_id), tests.word(m.organization_id), m.status), ', ' order by m.person_id, m.organization_id) from public.memberships m),
    (select string_agg(p.status::text, ' ' order by p.id) from public.people p), (select string_agg(o.status::text, ' ' order by o.id) from public.organizations o),
    (select string_agg(a.status::text, ' ' order by a.id) from public.arrangements a), (select count(*) from public.audit_entries)) $$;

-- Act 1, who may not.
select tests.refused(who, statement, refusal, 'select pg_temp.state()', who || ': ' || statement)
from (values
  ('osc2', $$ select public.revoke_membership(tests.id('osc'), tests.id('red')) $$, 'PT404 not_found'),
  ('coordinacion', $$ select public.revoke_membership(tests.id('osc'), tests.id('red')) $$, 'PT404 not_found'),
  ('retirada', $$ select public.revoke_membership(tests.id('osc'), tests.id('red')) $$, 'PT404 not_found'),
  ('suspendida', $$ select public.revoke_membership(tests.id('osc'), tests.id('red')) $$, 'PT401 not_signed_in'),
  ('anonymous', $$ select public.revoke_membership(tests.id('osc'), tests.id('red')) $$, '42501 permission denied for function revoke_membership'),
  ('osc', $$ select public.revoke_membership(tests.id('retirada'), tests.id('red')) $$, 'PT404 not_found'),
  ('coordinacion', $$ select public.set_person_status(tests.id('osc'), 'suspended') $$, 'PT403 administration_only'),
  ('admin', $$ select public.set_person_status(tests.id('admin'), 'suspended') $$, 'PT403 not_allowed'),
  ('admin', $$ select public.set_person_status(tests.id('nada'), 'suspended') $$, 'PT404 not_found'),
  ('admin', $$ select public.set_person_status(tests.id('osc'), null) $$, 'PT404 not_found'),
  ('suspendida', $$ select public.set_person_status(tests.id('suspendida'), 'active') $$, 'PT401 not_signed_in'),
  ('coordinacion', $$ select public.set_organization_status(tests.id('red'), 'suspended') $$, 'PT403 administration_only'),
  ('admin', $$ select public.set_organization_status(tests.id('nada'), 'suspended') $$, 'PT404 not_found'),
  ('coordinacion', $$ select public.set_arrangement_status(tests.id('oaxaca'), 'ended') $$, 'PT403 administration_only'),
  ('admin', $$ select public.set_arrangement_status(tests.id('nada'), 'ended') $$, 'PT404 not_found'),
  ('anonymous', $$ select public.set_arrangement_status(tests.id('oaxaca'), 'ended') $$, '42501 permission denied for function set_arrangement_status')
) as attempts (who, statement, refusal);

-- Act 2, who may; what the record says, and where.
create function pg_temp.last() returns text language sql as $$
  select string_agg(entry, ', ' order by entry) from (
    select concat_ws(' ', e.action, e.noun, tests.word(e.noun_id), tests.word(e.person_id), tests.word(e.arrangement_id), e.detail ->> 'before', e.detail ->> 'after') as entry
    from public.audit_entries e where e.id > coalesce(nullif(current_setting('tests.seen', true), '')::bigint, 0)) s $$;
create function pg_temp.seen() returns void language sql as $$ select set_config('tests.seen', coalesce(max(id), 0)::text, true) from public.audit_entries $$;
select tests.does('oficina', $$ select public.revoke_membership(tests.id('oficina'), tests.id('onu')) $$, 'select pg_temp.last()',
  'revoke membership oficina oficina oaxaca, revoke membership oficina oficina puebla', 'oneself, told in every process');
select tests.sees('oficina', 'select tests.word(id) from public.documents', array[]::text[], 'and at once there is nothing to read');
select tests.sees(who, $$ select concat_ws(' ', e.action, tests.word(e.noun_id), tests.word(e.person_id))
  from unnest(array['oaxaca', 'puebla']) a, public.list_audit_entries(tests.id(a)) e where e.noun = 'membership' $$, sees, who || ' reads that somebody left')
from (values ('osc', array['revoke']), ('otroestado', array['revoke']), ('observador', array['revoke']),
  ('admin', array['revoke oficina oficina', 'revoke oficina oficina'])) as expected (who, sees);
select pg_temp.seen();
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('red'));
select tests.does('osc', $$ select public.revoke_membership(tests.id('academia'), tests.id('red')) $$, 'select pg_temp.last()', 'revoke membership academia osc oaxaca', 'a colleague');
select pg_temp.seen();
select tests.does('admin', $$ select public.revoke_membership(tests.id('osc2'), tests.id('centro')) $$, 'select pg_temp.last()', 'revoke membership osc2 admin oaxaca', 'the administration');
select pg_temp.seen();
select tests.does('admin', $$ select public.set_person_status(tests.id('osc'), 'suspended') $$, 'select pg_temp.last()',
  'change person osc admin active suspended, change person osc admin oaxaca active suspended', 'a person is suspended');
select is(tests.outcome('osc', 'select public.my_work()'), 'PT401 not_signed_in', 'and is out');
select tests.does('admin', $$ select public.set_person_status(tests.id('osc'), 'active') $$, $$ select status::text from public.people where id = tests.id('osc') $$, 'active', 'and back');
select pg_temp.seen();
select tests.does('admin', $$ select public.set_organization_status(tests.id('red'), 'suspended') $$, 'select pg_temp.last()', 'change organization red admin oaxaca active suspended', 'an organization');
select tests.sees('osc', 'select tests.word(id) from public.documents', array[]::text[], 'whose people read nothing');
-- Whoever loses their access in the middle of a form is told why, and nobody else anything.
insert into public.documents (id, arrangement_id, kind, title, created_at)
select tests.new_id('posterior'), tests.id('oaxaca'), 'diagnosis', 'Posterior', clock_timestamp() + interval '1 second';
select tests.sees(who, format('select coalesce(public.lost_access(%L), %L)', tests.id(noun), 'nothing'), array[told], who || ' asks why of ' || noun)
from (values
  ('osc', 'diagnostico', 'organization_suspended'), ('osc', 'oaxaca', 'organization_suspended'), ('osc', 'posterior', 'organization_suspended'),
  ('osc2', 'diagnostico', 'membership_ended'), ('osc2', 'oaxaca', 'membership_ended'), ('osc2', 'posterior', 'nothing'),
  ('oficina', 'diagnostico', 'membership_ended'), ('academia', 'diagnostico', 'nothing'), ('coordinacion', 'diagnostico', 'nothing'),
  ('otroestado', 'diagnostico', 'nothing'), ('admin', 'diagnostico', 'nothing'), ('osc', 'nada', 'nothing'),
  ('suspendida', 'diagnostico', 'nothing')
) as asks (who, noun, told);
select is(tests.outcome('anonymous', $$ select public.lost_access(tests.id('diagnostico')) $$), '42501 permission denied for function lost_access', 'the public does not ask');
select pg_temp.seen();
select tests.does('admin', $$ select public.set_arrangement_status(tests.id('oaxaca'), 'ended') $$, 'select pg_temp.last()', 'change arrangement oaxaca admin oaxaca in_force ended', 'an arrangement ends');
select pg_temp.seen();

-- Act 3, what is done past the interface is on record, too.
update public.arrangement_parties set role = 'observer' where organization_id = tests.id('universidad');
delete from public.arrangement_parties where organization_id = tests.id('defensoria');
insert into public.platform_administrators values (tests.id('federal'));
delete from public.platform_administrators where person_id = tests.id('federal');
select is(pg_temp.last(), 'add administrator federal, change party universidad oaxaca commenter observer, remove administrator federal, remove party defensoria oaxaca observer',
  'a role, a party, an administrator');
