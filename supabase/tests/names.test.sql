-- Names and titles can be seen: of what cannot, nobody finds or chooses anything, and it may look like something else.

create function pg_temp.names() returns text language sql stable
as $$ select string_agg(name, ', ' order by name) from (
  select title from public.documents union all select title from public.chapters union all select title from public.arrangements
  union all select name from public.bodies union all select name || short_name from public.organizations
  union all select count(*)::text from public.audit_entries
) names (name) $$;

-- By function.
select tests.refused(who, format(statement, name), 'PT400 bad_input', 'select pg_temp.names()', format('%s, named %s', statement, to_json(name)))
from (values (U&'\200B'), (U&'\202E'), (E'\n'), (E'\t'), (U&'\00A0'), (U&' \3000 '), (U&'Sa\00ADlud'), (U&'\202Edulas'), (E'Salud\nVivienda')) as names (name),
(values
  ('coordinacion', 'select public.create_document(tests.id(''oaxaca''), ''diagnosis'', %L)'),
  ('coordinacion', 'select public.add_chapter(tests.id(''diagnostico''), %L)'),
  ('coordinacion', 'select public.create_body(tests.id(''oaxaca''), ''working_table'', %L, 0.5, ''simple'')'),
  ('admin', 'select public.create_arrangement(''20'', ''agreement'', %L, '''', ''signed'', tests.id(''secretaria''))'),
  ('admin', 'select public.create_organization(%L, ''Corto'', ''academia'')'),
  ('admin', 'select public.create_organization(''Largo'', %L, ''academia'')')
) as writers (who, statement);

-- By table, and by whoever owns it: the constraints hold.
select tests.refused('coordinacion', format('update public.%I set title = %L where id = tests.id(%L)', noun, name, word),
  format('23514 new row for relation "%s" violates check constraint "%s_title_is_seen"', noun, noun), 'select pg_temp.names()',
  format('naming %s %s', noun, to_json(name)))
from (values ('documents', 'diagnostico'), ('chapters', 'marco')) as nouns (noun, word),
  (values (U&'\200B'), (U&'\202E'), (E'\n'), (U&'\00A0'), (E'Salud\nVivienda')) as names (name);
select throws_ok(format('update public.%I set %I = %L', noun, field, name), '23514', null, format('%s %s %s, as the owner', noun, field, to_json(name)))
from (values ('arrangements', 'title'), ('bodies', 'name'), ('organizations', 'name'), ('organizations', 'short_name'), ('people', 'display_name')) as fields (noun, field),
  (values (U&'\200B'), (U&'\00A0')) as names (name);

-- What can be seen is taken, in every script.
select tests.does('coordinacion', format('update public.chapters set title = %L where id = tests.id(%L)', name, 'marco'),
  $$ select title from public.chapters where id = tests.id('marco') $$, name, 'a chapter is named ' || name)
from (values ('Ñuu Savi: «Kuꞌu»'), (U&'Salud\00A0y vivienda — §4'), ('健康')) as names (name);
