-- House rules: what must hold for every table, function, view and policy there is and will be.

create temporary view house_functions as
select n.nspname as home, p.oid, n.nspname || '.' || p.proname as name, p.proconfig, p.prosecdef, p.proowner
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
where n.nspname in ('public', 'access', 'collab')
  and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e');

create temporary view house_relations as
select n.nspname || '.' || c.relname as name, c.*
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'access', 'collab') and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f');

select is_empty(
  $$ select name from house_relations where relkind in ('r', 'p') and not relrowsecurity $$,
  'row-level security is on for every table'
);
select is_empty(
  $$ select name from house_relations where relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false) $$,
  'views ask with the rights of whoever asks'
);
select is_empty(
  $$ select name from house_relations where relkind in ('m', 'f') $$,
  'nothing is copied or foreign, where row-level security would not reach'
);
select is_empty(
  $$ select name from house_functions where not coalesce('search_path=""' = any (proconfig), false) $$,
  'every function pins an empty search_path'
);
select is_empty(
  $$ select name from house_functions where prosecdef and proowner <> (select oid from pg_roles where rolname = 'postgres') $$,
  'whoever owns the schema owns the functions that act in its name'
);
select is_empty(
  $$ select name from house_functions f, pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
     where p.oid = f.oid and g.grantee = 0 $$,
  'no function is executable by PUBLIC'
);
select set_eq(
  $$ select name from house_functions where has_function_privilege('anon', oid, 'execute') $$,
  array['public.list_publications', 'public.list_states', 'public.ping', 'public.read_publication', 'public.state_overview'],
  'the public calls these functions and no other'
);
select set_eq(
  $$ select name from house_functions where home = 'access' and has_function_privilege('authenticated', oid, 'execute') $$,
  array['access.body_arrangement', 'access.can_manage_document', 'access.document_arrangement', 'access.is_administrator',
    'access.is_seen', 'access.my_organizations', 'access.person_id', 'access.readable_arrangements',
    'access.readable_bodies', 'access.readable_chapters', 'access.readable_documents', 'access.readable_organizations',
    'access.readable_people', 'access.readable_rounds', 'access.readable_threads', 'access.seated_organizations'],
  'policies and constraints need these predicates, and nothing else of access is open'
);
select is_empty(
  $$ select name from house_functions where home = 'collab' and (
       has_function_privilege('anon', oid, 'execute') or has_function_privilege('authenticated', oid, 'execute')) $$,
  'nobody who signs in calls the collaboration server''s functions'
);
select set_eq(
  $$ select name from house_functions where has_function_privilege('collab', oid, 'execute') $$,
  $$ select name from house_functions where home = 'collab' $$,
  'the collaboration server calls its own functions and no other'
);
select is_empty(
  $$ select r.name || ' ' || p.privilege
     from house_relations r, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p (privilege)
     where r.relkind <> 'S' and has_table_privilege('collab', r.oid, p.privilege) $$,
  'the collaboration server reads and writes no table by itself'
);
select ok(not has_schema_privilege('anon', 'access', 'usage'), 'the public has no business in access');
select ok(not has_schema_privilege('anon', 'collab', 'usage') and not has_schema_privilege('authenticated', 'collab', 'usage'),
  'nobody who signs in has any in collab');
select is_empty(
  $$ select role || ' ' || schema from unnest(array['anon', 'authenticated', 'collab']) role,
     unnest(array['public', 'access', 'collab']) schema where has_schema_privilege(role, schema, 'create') $$,
  'no role makes things of its own'
);
select set_eq(
  $$ select r.name || '.' || a.attname
     from house_relations r
     join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
     where has_column_privilege('anon', r.oid, a.attnum, 'select') $$,
  $$ select 'public.' || t from unnest(array[
       'jurisdictions.code', 'jurisdictions.name', 'jurisdictions.short_name', 'jurisdictions.slug',
       'publications.id', 'publications.document_id', 'publications.version_id', 'publications.slug', 'publications.title',
       'publications.summary', 'publications.status', 'publications.published_at', 'publications.gazette_name',
       'publications.gazette_number', 'publications.gazette_date']) t
     union all select 'public.' || c.table_name || '.' || c.column_name from information_schema.columns c
     where c.table_schema = 'public' and c.table_name in ('workflow_stages', 'workflow_steps') $$,
  'the public reads these columns and no other: the states, what is published, the rules of the workflow'
);
-- Not the ids of the rows themselves, nor references to anything else: what is left may be the id of a person.
select set_eq(
  $$ select r.name || '.' || a.attname
     from house_relations r
     join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
     where (has_column_privilege('anon', r.oid, a.attnum, 'select') or has_column_privilege('authenticated', r.oid, a.attnum, 'select'))
       and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
       and (a.attname <> 'id' or r.name = 'public.people')
       and not exists (
         select from pg_constraint c
         where c.conrelid = r.oid and c.contype = 'f' and a.attnum = any (c.conkey)
           and c.confrelid not in ('public.people'::regclass, 'auth.users'::regclass, 'public.platform_administrators'::regclass)
       ) $$,
  array[
    -- Whom one may know, oneself and nobody else: the policies say so.
    'public.people.id', 'public.memberships.person_id', 'public.platform_administrators.person_id',
    'public.confidential_readings.person_id',
    -- Organizations.
    'public.chapter_sessions.organization_id', 'public.comment_threads.audience'
  ],
  'these ids are read by table, and no other that could be a person''s: whoever may not know somebody has no id of theirs'
);
select set_eq(
  $$ select g.role || ' ' || p.privilege || ' ' || r.name || '.' || a.attname
     from house_relations r
     join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped,
     unnest(array['anon', 'authenticated']) g (role), unnest(array['insert', 'update']) p (privilege)
     where has_column_privilege(g.role, r.oid, a.attnum, p.privilege) $$,
  array['authenticated update public.people.display_name', 'authenticated update public.people.locale',
    'authenticated update public.documents.title', 'authenticated update public.documents.voting_body_id',
    'authenticated update public.chapters.title', 'authenticated update public.chapters.lead_body_id'],
  'these columns are written by table, all else by function: no stage, no role, no author is in reach'
);
select is_empty(
  $$ select g.role || ' ' || p.privilege || ' ' || r.name
     from house_relations r, unnest(array['anon', 'authenticated']) g (role),
     unnest(array['delete', 'truncate', 'references', 'trigger']) p (privilege)
     where r.relkind <> 'S' and has_table_privilege(g.role, r.oid, p.privilege) $$,
  'nothing is deleted by table'
);
select set_eq(
  $$ select r.name from house_relations r where r.relkind = 'r'
     and not has_any_column_privilege('authenticated', r.oid, 'select') $$,
  array['public.audit_entries', 'public.votes', 'collab.chapter_checkpoints', 'collab.chapter_clients', 'collab.chapter_heads', 'collab.chapter_histories', 'collab.chapter_seeds', 'collab.chapter_snapshots',
    'collab.chapter_updates', 'collab.ended_sessions', 'collab.holds', 'collab.tickets'],
  'the record, how seats voted and the text''s log are read by function alone'
);
select is_empty(
  $$ select c.conrelid::regclass || ' ' || c.conname
     from pg_constraint c
     join house_relations r on r.oid = c.conrelid
     where c.contype = 'f' and not exists (
       select from pg_index i
       where i.indrelid = c.conrelid and i.indpred is null
         and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
     ) $$,
  'every foreign key has an index'
);
select is_empty(
  $$ select tablename || ' ' || policyname from pg_policies
     where schemaname in ('public', 'collab') and (not roles <@ array['anon', 'authenticated']::name[] or permissive <> 'PERMISSIVE') $$,
  'every policy names whom it is for'
);
select is_empty(
  $$ select tablename || ' ' || policyname from pg_policies
     where schemaname in ('public', 'collab') and policyname !~ ('^' || tablename || '_' || lower(cmd) || '_[a-z]+$') $$,
  'every policy is named <table>_<verb>_<who>'
);
select is_empty(
  $$ select tablename || ' ' || policyname from pg_policies
     where schemaname in ('public', 'collab') and cmd = 'SELECT'
       and regexp_replace(qual, 'SELECT access\.\w+\(\)', '', 'g') ~ 'access\.' $$,
  'what one may read is asked as a set, once a query, never row by row'
);
