-- Whoever may not know a person is given no id of theirs, by no table and no function: with it they would find what that
-- person said beside the name that it was said under.

-- Act 1, the scene: people of other organizations said, did and signed things everywhere, one left her seat.
create temporary table columns_of_people as
select c.conrelid::regclass::text as relation, a.attname::text as field
from pg_constraint c
join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
where c.contype = 'f' and c.confrelid = 'public.people'::regclass and c.connamespace = 'public'::regnamespace
union values ('chapter_sessions', 'person_id'), ('audit_entries', 'person_id');
select tests.act_as('coordinacion');
select public.assign_seat(tests.id('asiento_osc2'), null, tests.id('osc2'), null),
  public.assign_seat(tests.id('asiento_osc2'), tests.id('osc2'), null, null);
select tests.act_as_owner();
update public.seats set suplente_id = tests.id('academia') where id = tests.id('asiento_federal');
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('gobernacion'));
select tests.stand_in('voting');
update public.memberships set status = 'revoked'
where (person_id, organization_id) in ((tests.id('osc2'), tests.id('centro')), (tests.id('academia'), tests.id('gobernacion')));
alter table public.versions disable trigger refuse_rewrite;
update public.versions set frozen_by = tests.id('coordinacion');
alter table public.versions enable trigger refuse_rewrite;
insert into public.document_transitions (document_id, action, from_stage, to_stage, person_id, person_name, organization_name, sector)
values (tests.id('diagnostico'), 'open_voting', 'consolidation', 'voting', tests.id('coordinacion'), 'Coordinacion', 'Secretaría', 'state');
insert into public.publications (document_id, version_id, slug, title, published_by)
select document_id, id, 'diagnostico', 'Diagnóstico', tests.id('coordinacion') from public.versions;
insert into public.comment_threads (id, document_id, chapter_id, anchor, quote, author_id, author_name, organization_id, organization_name,
  sector, status, resolved_at, resolved_by, resolved_by_name)
values (tests.new_id('hilo'), tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'Texto', tests.id('osc2'), 'Osc2',
  tests.id('centro'), 'Centro', 'civil_society', 'resolved', now(), tests.id('coordinacion'), 'Coordinacion');
insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
values (tests.id('hilo'), tests.id('osc2'), 'Osc2', tests.id('centro'), 'Centro', 'civil_society', 'Falta la fuente.');
insert into public.confidential_readings (thread_id, person_id, person_name, organization_name)
values (tests.id('hilo'), tests.id('oficina'), 'Oficina', 'Oficina');
insert into public.invitations (arrangement_id, organization_id, email, invited_by)
values (tests.id('oaxaca'), tests.id('red'), 'alguien@demo.test', tests.id('coordinacion'));
insert into public.invitations (arrangement_id, organization_id, invited_by, person_id)
values (tests.id('oaxaca'), tests.id('red'), tests.id('osc'), tests.id('academia'));
select collab.save_history(tests.id('marco'), 0, 1, '{}', '[]', jsonb_build_array(jsonb_build_object(
  'first_seq', 1, 'last_seq', 1, 'person_id', tests.id('academia'), 'organization_id', tests.id('universidad'),
  'started_at', now(), 'ended_at', now(), 'added', 5, 'removed', 0)), '[{"id": "p1", "runs": [[5, 1]]}]');

create function pg_temp.known_to(p_who text)
returns uuid[] language plpgsql
as $$
declare
  v_known uuid[];
begin
  perform tests.act_as(p_who);
  v_known := array(select id from public.people);
  perform tests.act_as_owner();
  return v_known;
end
$$;
create function pg_temp.names_strangers(p_relation text, p_field text)
returns boolean language plpgsql
as $$
declare
  v_found boolean;
begin
  execute format('select exists (select from public.%I where %I <> all ($1))', p_relation, p_field)
  into v_found using pg_temp.known_to('osc');
  return v_found;
end
$$;
select is_empty(
  $$ select relation || '.' || field from columns_of_people where not pg_temp.names_strangers(relation, field) $$,
  'in every column that names people stands somebody whom osc may not know'
);

-- Act 2, everything that is readable is read: every column of every table, every function that only reads.
create function pg_temp.statements()
returns table (place text, statement text) language sql
as $$
  select r.relname::text, format('select coalesce(string_agg(to_jsonb(q)::text, %L), %L) from (select %s from public.%I) q', ' ', '',
    string_agg(quote_ident(a.attname), ', '), r.relname)
  from pg_class r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  where r.relnamespace = 'public'::regnamespace and r.relkind in ('r', 'v')
    and has_column_privilege('authenticated', r.oid, a.attnum, 'select')
  group by r.relname
  union all
  select p.proname::text, format('select coalesce(string_agg(to_jsonb(q)::text, %L), %L) from public.%I(%s) q', ' ', '', p.proname, (
    select string_agg(coalesce(given.value, 'null'), ', ' order by named.place)
    from unnest(p.proargnames) with ordinality named (argument, place)
    left join (values ('p_arrangement', $v$tests.id('oaxaca')$v$), ('p_document', $v$tests.id('diagnostico')$v$),
      ('p_chapter', $v$tests.id('marco')$v$), ('p_seq', '1'), ('p_slug', $v$'diagnostico'$v$), ('p_code', $v$'20'$v$),
      ('p_skip', '0'), ('p_most', '1000')) as given (argument, value) on given.argument = named.argument
    where named.place <= p.pronargs
  ))
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and has_function_privilege('authenticated', p.oid, 'execute')
    and (p.provolatile <> 'v' or p.proname like 'list\_%')
$$;
-- Ids of people whom the reader may not know, and where; and what could not be read.
create function pg_temp.strangers(p_who text)
returns table (place text, found text) language plpgsql
as $$
declare
  v_known uuid[] := pg_temp.known_to(p_who);
  v_statement record;
  v_text text;
begin
  for v_statement in select * from pg_temp.statements() loop
    perform tests.act_as(p_who);
    begin
      execute v_statement.statement into v_text;
    exception when sqlstate 'PT403' or sqlstate 'PT404' then
      v_text := '';
    end;
    perform tests.act_as_owner();
    return query
      select distinct v_statement.place, tests.word(p.id)
      from regexp_matches(v_text, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') hit
      join public.people p on p.id = hit[1]::uuid
      where p.id <> all (v_known);
  end loop;
end
$$;
select cmp_ok((select count(*) from pg_temp.statements()), '>', 35::bigint, 'there is much to read');
select is_empty(format('select * from pg_temp.strangers(%L)', who), who || ' is given no id of anybody they may not know')
from unnest(array['osc', 'estado', 'coordinacion', 'observador', 'oficina', 'academia', 'otroestado', 'retirada']) who;

-- Act 3, nor is an id that somebody has from elsewhere good for asking whose a thing is.
select is(tests.outcome('osc', format('select 1 from public.%I where %I = tests.id(%L)', relation, field, 'osc2')),
  '42501 permission denied for table ' || relation, relation || ' is not asked by ' || field)
from columns_of_people
where (relation, field) not in (values ('memberships', 'person_id'), ('platform_administrators', 'person_id'), ('confidential_readings', 'person_id'));
select is(tests.outcome('osc', format('select %s', columns)), '42501 permission denied for table ' || relation, relation || ': ' || columns)
from (values ('seats', '* from public.seats'),
  ('seats', 'p.id from public.people p join public.seats s on s.titular_id = p.id'),
  ('comments', 'id from public.comments order by author_id'),
  ('comments', 'count(distinct author_id) from public.comments')) as attempts (relation, columns);

-- Act 4, who reads whom on the seats: who has left is nobody's but theirs who give the seat away, and their colleagues'.
select tests.sees(who, $$ select concat_ws(' ', tests.word(seat::uuid), side.key, tests.word((side.value ->> 'id')::uuid), side.value ->> 'name',
    case when not (side.value ->> 'holds')::boolean then 'no more' end)
  from jsonb_each(public.seat_holders(tests.id('oaxaca'))) as held (seat, sides), jsonb_each(sides) side
  where seat::uuid in (tests.id('asiento_osc2'), tests.id('asiento_osc'), tests.id('asiento_federal')) order by 1 $$, sees, who || ' reads who sits')
from (values
  ('osc', array['asiento_federal suplente', 'asiento_federal titular federal Federal', 'asiento_osc suplente suspendida Suspendida no more',
    'asiento_osc titular osc Osc', 'asiento_osc2 suplente', 'asiento_osc2 titular']),
  ('coordinacion', array['asiento_federal suplente academia Academia no more', 'asiento_federal titular federal Federal',
    'asiento_osc suplente suspendida Suspendida no more', 'asiento_osc titular osc Osc', 'asiento_osc2 suplente',
    'asiento_osc2 titular osc2 Osc2 no more']),
  ('federal', array['asiento_federal suplente academia Academia no more', 'asiento_federal titular federal Federal',
    'asiento_osc suplente suspendida Suspendida no more', 'asiento_osc titular osc Osc', 'asiento_osc2 suplente',
    'asiento_osc2 titular']),
  ('otroestado', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for function seat_holders'])
) as expected (who, sees);
