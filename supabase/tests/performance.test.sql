-- With 2,000 organizations and 200 documents, a list asks about rights once, not once a row. Read from the plan that was
-- carried out: how often the function of a policy ran, and how many calls a query made, whatever the machine's speed.

insert into public.organizations (id, name, short_name, sector)
select tests.id('o' || n), 'Organización ' || n, 'O' || n, 'civil_society' from generate_series(1, 2000) n;
insert into public.arrangements (id, jurisdiction_code, kind, title)
select tests.id('a' || n), lpad((1 + n % 32)::text, 2, '0'), 'agreement', 'Arreglo ' || n from generate_series(1, 50) n;
insert into public.arrangement_parties (arrangement_id, organization_id, role)
select tests.id('a' || 1 + n % 50), tests.id('o' || n), 'commenter' from generate_series(1, 2000) n;
insert into public.arrangement_parties select tests.id('a' || n), tests.id('red'), 'commenter' from generate_series(1, 5) n;
insert into public.documents (id, arrangement_id, kind, title)
select tests.id('d' || n), tests.id('a' || 1 + n % 50), 'diagnosis', 'Documento ' || n from generate_series(1, 200) n;
insert into public.chapters (id, document_id, position, title)
select tests.id('c' || n || '-' || p), tests.id('d' || n), p, 'Capítulo' from generate_series(1, 200) n, generate_series(1, 10) p;
insert into public.chapter_texts (chapter_id, seq, content) select id, 0, '{}' from public.chapters on conflict do nothing;
insert into public.comment_threads (id, document_id, chapter_id, anchor, quote, author_name, organization_name, sector)
select tests.id('t' || n || '-' || p), tests.id('d' || n), tests.id('c' || n || '-1'), tests.anchor(), 'x', 'x', 'x', 'academia'
from generate_series(1, 200) n, generate_series(1, 10) p;
insert into public.comments (thread_id, author_name, organization_name, sector, body) select id, 'x', 'x', 'academia', 'x' from public.comment_threads;
analyze public.organizations, public.arrangements, public.arrangement_parties, public.documents, public.chapters, public.chapter_texts,
  public.comment_threads, public.comments;

-- The loops of each part of a plan that answers a policy's question.
create function pg_temp.questions(p_query text)
returns text language plpgsql
as $$
declare
  v_plan json;
  v_loops text;
begin
  perform tests.act_as('osc');
  execute 'explain (analyze, timing off, format json) ' || p_query into v_plan;
  perform tests.act_as_owner();
  select coalesce(max((part ->> 'Actual Loops')::numeric::int)::text, 'none') into v_loops
  from jsonb_path_query(v_plan::jsonb, '$.** ? (@."Parent Relationship" == "SubPlan" || @."Parent Relationship" == "InitPlan" || @."Node Type" == "ProjectSet")') part;
  return v_loops;
end
$$;
select tests.sees('osc', 'select count(*) from public.' || relation, array[rows::text], 'osc finds its ' || relation)
from (values ('arrangements', 6), ('organizations', 208), ('arrangement_parties', 213), ('documents', 21), ('chapters', 202),
  ('chapter_texts', 202), ('comment_threads', 200), ('comments', 200)) as lists (relation, rows);
create function pg_temp.whole(p_relation text)
returns text language sql
as $$
  select format('select %s from public.%I', string_agg(quote_ident(a.attname), ', '), p_relation)
  from pg_attribute a
  where a.attrelid = ('public.' || p_relation)::regclass and a.attnum > 0 and not a.attisdropped
    and has_column_privilege('authenticated', a.attrelid, a.attnum, 'select')
$$;
select is(pg_temp.questions(pg_temp.whole(relation)), '1', relation || ': asked once for the whole list')
from unnest(array['arrangements', 'arrangement_parties', 'documents', 'chapters', 'chapter_texts', 'comment_threads', 'comments',
  'memberships', 'bodies', 'seats', 'organizations', 'people']) as lists (relation);

-- The discussion of a document: 500 threads, a fifth of them confidences, in less than a second and without a question for
-- each (asked for each of them it took two).
insert into public.comment_threads (document_id, chapter_id, anchor, quote, author_name, organization_id, organization_name, sector, visibility, audience)
select tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'x', 'x', tests.id('centro'), 'x', 'academia',
  v.visibility::public.visibility, access.audience(tests.id('diagnostico'), v.visibility::public.visibility, null)
from generate_series(1, 500) n, lateral (select case when n % 5 = 0 then 'office' else 'arrangement' end) v (visibility);
insert into public.comments (thread_id, author_name, organization_id, organization_name, sector, body)
select t.id, 'x', tests.id('gobierno'), 'x', 'state', 'x' from public.comment_threads t, generate_series(1, 3) where t.document_id = tests.id('diagnostico');
analyze public.comment_threads, public.comments;
create function pg_temp.listed(p_who text)
returns table (threads integer, in_time boolean) language plpgsql
as $$
declare
  v_began timestamptz;
begin
  perform tests.act_as(p_who);
  v_began := clock_timestamp();
  threads := jsonb_array_length(public.list_comment_threads(tests.id('diagnostico')));
  in_time := clock_timestamp() - v_began < interval '1 second';
  perform tests.act_as_owner();
  return next;
end
$$;
select results_eq(format('select * from pg_temp.listed(%L)', who), format('values (%s, true)', threads), who || ' lists a long discussion')
from (values ('oficina', 500), ('coordinacion', 400), ('oficina', 500)) as readers (who, threads);
