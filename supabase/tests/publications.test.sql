-- Publications: exactly what was voted and approved, for anyone; and what the public sees of the rest, which is not the draft.

create function pg_temp.publish(p_details text) returns text language sql
as $$ select format('select public.advance_document(tests.id(%L), %L, %L, null, %L, %L)', 'diagnostico', 'publish', 'approved', p_details, tests.seal()) $$;

-- Act 1, before: the public sees the state, its parties and its stage, and no text.
insert into public.comment_threads (document_id, chapter_id, anchor, quote, author_name, organization_name, sector, visibility, audience)
values (tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'Secreto', 'Secreto', 'Secreto', 'academia', 'office', '{}');
select tests.sees('anonymous', $$ select concat_ws(' ', s ->> 'arrangement', s ->> 'stage', s ->> 'publications')
  from jsonb_array_elements(public.list_states()) s where s ->> 'code' in ('19', '20', '21') order by s ->> 'code' $$,
  array['0', 'in_force drafting 0', 'signed drafting 0'], 'the states');
select tests.sees('anonymous', 'select count(*) from jsonb_array_elements(public.list_states())', array['32'], 'all 32 of them');
create function pg_temp.stands(p_change text)
returns text language plpgsql
as $$
declare
  v_got text;
begin
  begin
    execute p_change;
    select concat_ws(' ', s ->> 'arrangement', s ->> 'stage') into v_got
    from jsonb_array_elements(public.list_states()) s where s ->> 'code' = '20';
    raise exception using errcode = 'P0998', detail = v_got;
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return v_got;
end
$$;
select is(pg_temp.stands(change), standing, name)
from (values
  ($$ insert into public.arrangements (jurisdiction_code, kind, title) values ('20', 'agreement', 'Otro') $$, 'in_force drafting',
    'one that is signed stands before one that is negotiated'),
  ($$ update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
      insert into public.arrangements (jurisdiction_code, kind, title) values ('20', 'agreement', 'Otro') $$, 'negotiating',
    'any other stands before one that has ended, without the documents of that'),
  ($$ update public.arrangements set status = 'ended' where id = tests.id('oaxaca') $$, 'ended drafting', 'one that has ended says so')
) as changes (change, standing, name);
select tests.sees(who, $$ select concat_ws(' ', a ->> 'title', a ->> 'canOpen', a -> 'documents' -> 0 ->> 'stage', a -> 'documents' -> 0 ->> 'canOpen',
    jsonb_array_length(a -> 'parties'), jsonb_array_length(a -> 'bodies'))
  from jsonb_array_elements(public.state_overview('20') -> 'arrangements') a $$, array[sees], who || ' reads the state''s page')
from (values ('anonymous', 'Convenio de Oaxaca false drafting false 8 2'), ('otroestado', 'Convenio de Oaxaca false drafting false 8 2'),
  ('suspendida', 'Convenio de Oaxaca false drafting false 8 2'), ('observador', 'Convenio de Oaxaca true drafting true 8 2')) as expected (who, sees);
select tests.sees('anonymous', $$ select public.state_overview('20')::text ~* 'Texto de|Secreto|Marco|coordinacion' $$, array['false'],
  'no text, no chapter, no person, nothing told in confidence');
select tests.sees('anonymous', $$ select public.state_overview('99')::text $$, array[null], 'a state that does not exist');
select tests.sees('anonymous', $$ select public.read_publication('diagnostico')::text $$, array[null], 'nothing is published');
select tests.sees('anonymous', 'select slug from public.publications', array[]::text[], 'nor in the table');
select tests.sees('anonymous', 'select count(*) from public.jurisdictions', array['32'], 'states are everybody''s (jurisdictions_select_everyone)');
select tests.sees('anonymous', 'select public.ping()::text', array['true'], 'the house answers');

-- Act 2, what is asked of an address.
select tests.stand_in('approved');
select tests.refused('coordinacion', pg_temp.publish(details), refusal,
  $$ select stage || ' ' || (select count(*) from public.publications) from public.documents where id = tests.id('diagnostico') $$, 'publishing with ' || left(details, 60))
from (values
  ('{}', 'PT400 bad_input'), ('[]', 'PT400 bad_input'), ('{"slug": "Con Mayúsculas"}', 'PT400 bad_input'), ('{"slug": "-x"}', 'PT400 bad_input'),
  ('{"slug": "../x"}', 'PT400 bad_input'), (jsonb_build_object('slug', repeat('x', 81))::text, 'PT400 bad_input'),
  (jsonb_build_object('slug', 'x', 'summary', repeat('x', 1001))::text, 'PT400 bad_input'),
  ('{"slug": "x", "gazetteName": "P", "gazetteDate": "ayer"}', 'PT400 bad_input'), ('{"slug": "x", "gazetteName": "P", "gazetteDate": "2026-02-31"}', 'PT400 bad_input'),
  (jsonb_build_object('slug', 'x', 'gazetteName', 'P', 'gazetteDate', current_date + 1)::text, 'PT400 bad_input'),
  ('{"slug": "x", "gazetteName": "P", "gazetteDate": "0206-11-20"}', 'PT400 bad_input'),
  ('{"slug": "x", "gazetteNumber": "12"}', 'PT400 bad_input'), ('{"slug": "x", "gazetteName": "  ", "gazetteDate": "2026-11-20"}', 'PT400 bad_input')
) as attempts (details, refusal);

-- Act 3, published: who, what, where.
update public.documents set supersedes_id = tests.id('puebla_diagnostico') where id = tests.id('diagnostico');
update public.documents set stage = 'published' where id = tests.id('puebla_diagnostico');
select tests.does('coordinacion', pg_temp.publish('{"slug": "diagnostico-2026", "summary": "Resumen", "gazetteName": "Periódico Oficial", "gazetteNumber": "12", "gazetteDate": "2026-11-20"}'),
  $$ select concat_ws(' ', p.slug, p.title, p.summary, p.status, v.number, p.gazette_name, p.gazette_number, p.gazette_date, tests.word(p.published_by), d.stage)
     from public.publications p join public.versions v on v.id = p.version_id join public.documents d on d.id = p.document_id $$,
  'diagnostico-2026 Diagnóstico Resumen published 1 Periódico Oficial 12 2026-11-20 coordinacion published', 'it is published');
select is((select stage::text from public.documents where id = tests.id('puebla_diagnostico')), 'superseded', 'and takes the place of the edition before');
select is((select string_agg(action || ' ' || noun, ', ' order by id) from public.audit_entries), 'change document, publish publication, publish document', 'on record');
select tests.sees('anonymous', 'select slug || title from public.publications', array['diagnostico-2026Diagnóstico'], 'anyone reads (publications_select_everyone)');
select tests.sees('anonymous', 'select published_by from public.publications', array['42501 permission denied for table publications'], 'though not which person published');
select tests.sees('anonymous', $$ select concat_ws(' ', p -> 'version' ->> 'number', p ->> 'canonical' = (select c), p -> 'version' ->> 'sha256' = (select s),
    p -> 'vote' -> 'tally' ->> 'inFavour', jsonb_array_length(p -> 'vote' -> 'seats'), p -> 'gazette' ->> 'number', p ->> 'successor')
  from public.read_publication('diagnostico-2026') p, $$ || format('(values (%L, %L)) x (c, s)', canonical, sha256),
  array['1 t t 4 4 12'], 'the sealed text itself, with the votes of its seats') from public.versions;
select tests.sees('anonymous', $$ select public.read_publication('diagnostico-2026')::text ~ tests.id('osc')::text $$, array['false'], 'votes by seat, never by person');
select tests.sees('anonymous', $$ select public.read_publication('otro')::text $$, array[null], 'another address is nobody''s');
select tests.sees('anonymous', $$ select p ->> 'slug' || (p -> 'jurisdiction' ->> 'code') from jsonb_array_elements(public.list_publications()) p $$,
  array['diagnostico-202620'], 'it is in the list');
select tests.sees('anonymous', $$ select p ->> 'slug' from jsonb_array_elements(public.list_publications('21')) p $$, array[]::text[], 'and not in another state''s');
select tests.refused(who, statement, '42501 permission denied for table publications', 'select slug || title from public.publications', who || ' ' || statement)
from unnest(array['coordinacion', 'anonymous', 'admin']) who,
  unnest(array[$$update public.publications set title = 'X'$$, 'delete from public.publications']) statement;

select throws_ok(statement, 'PT403', 'record_is_append_only', statement || ', as the owner')
from unnest(array[$$update public.publications set title = 'X'$$, 'update public.publications set published_at = now() - interval $$1 day$$',
  'delete from public.publications', 'truncate public.publications']) as attempts (statement);
select is((select title from public.publications), 'Diagnóstico', 'it stands');
select lives_ok($$ update public.publications set status = 'corrected' $$, 'only its status changes');

-- Whoever joins, is renamed or takes part as something else afterwards does not change what was published.
create temporary table as_published as select public.read_publication('diagnostico-2026') -> 'parties' as parties;
grant select on as_published to public;
select is((select parties -> 0 from as_published), (select jsonb_build_object('name', o.name, 'shortName', o.short_name, 'sector', o.sector, 'role', 'coordinator')
  from public.arrangement_parties ap join public.organizations o on o.id = ap.organization_id
  where ap.arrangement_id = tests.id('oaxaca') and ap.role = 'coordinator'), 'a publication names its parties');
update public.organizations set name = 'Otro nombre', short_name = 'Otro', sector = 'academia';
update public.arrangement_parties set role = 'observer' where arrangement_id = tests.id('oaxaca') and role = 'coordinator';
insert into public.organizations (id, name, short_name, sector) values (tests.new_id('tardia'), 'Tardía', 'Tardía', 'academia');
insert into public.arrangement_parties (arrangement_id, organization_id, role) values (tests.id('oaxaca'), tests.id('tardia'), 'commenter');
select tests.sees('anonymous', $$ select jsonb_array_length(r.parties) || ' ' || (r.parties = k.parties)
  from (select public.read_publication('diagnostico-2026') -> 'parties') r (parties), as_published k $$, array['8 true'], 'with the names and roles they had');
select throws_ok($$ update public.publications set parties = '[]' $$, 'PT403', 'record_is_append_only', 'nor does anybody rewrite them');
delete from public.arrangement_parties where organization_id = tests.id('tardia');
update public.arrangement_parties set role = 'coordinator' where arrangement_id = tests.id('oaxaca') and role = 'observer'
  and organization_id = (select m.organization_id from public.memberships m where m.person_id = tests.id('coordinacion'));

-- Who negotiates is told to nobody else.
update public.arrangements set status = 'negotiating' where id = tests.id('oaxaca');
select tests.sees(who, $$ select jsonb_array_length(a -> 'parties') from jsonb_array_elements(public.state_overview('20') -> 'arrangements') a $$, array[sees], who || ' reads who negotiates')
from (values ('anonymous', '0'), ('otroestado', '0'), ('osc', '8')) as expected (who, sees);
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');

-- Nor who negotiated in vain; what was signed once names its parties when it ends, too.
insert into public.arrangements (id, jurisdiction_code, kind, title) values (tests.new_id('en_vano'), '19', 'agreement', 'En vano');
insert into public.arrangement_parties (arrangement_id, organization_id, role)
select tests.id('en_vano'), ap.organization_id, ap.role from public.arrangement_parties ap where ap.arrangement_id = tests.id('oaxaca');
create function pg_temp.named(p_code text) returns text language sql
as $$ select format('select jsonb_array_length(a -> %L) from jsonb_array_elements(public.state_overview(%L) -> %L) a', 'parties', p_code, 'arrangements') $$;
select tests.does('admin', format('select public.set_arrangement_status(tests.id(%L), %L)', arrangement, 'ended'),
  $$ select string_agg(status::text || ' ' || was_signed, ', ' order by was_signed) from public.arrangements where status = 'ended' $$, ended, arrangement || ' ends')
from (values ('en_vano', 'ended false'), ('oaxaca', 'ended false, ended true')) as endings (arrangement, ended);
select tests.sees(who, pg_temp.named(code), array[sees], who || ' reads who took part in what ended in ' || code)
from (values ('anonymous', '19', '0'), ('otroestado', '19', '0'), ('osc', '19', '8'), ('anonymous', '20', '8')) as expected (who, code, sees);
select tests.sees('anonymous', $$ select jsonb_array_length(public.read_publication('diagnostico-2026') -> 'parties')::text $$, array['8'], 'as does its publication');
update public.arrangements set was_signed = false where id = tests.id('oaxaca');
select tests.sees('anonymous', $$ select jsonb_array_length(public.read_publication('diagnostico-2026') -> 'parties')::text $$, array['8'],
  'also where nothing was signed: their votes stand in what they published');
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');
select is((select was_signed from public.arrangements where id = tests.id('oaxaca')), true, 'what is in force was signed');

-- Act 4, an address is taken once.
update public.documents set stage = 'approved', supersedes_id = null where id = tests.id('diagnostico');
select tests.refused('coordinacion', pg_temp.publish('{"slug": "diagnostico-2026"}'), 'PT409 slug_taken',
  $$ select stage || ' ' || (select count(*) from public.publications) from public.documents where id = tests.id('diagnostico') $$, 'an address that is taken');

-- Act 5, an edition has one successor, and every edition leads to the last one.
update public.documents set stage = 'published', supersedes_id = tests.id('puebla_diagnostico') where id = tests.id('diagnostico');
insert into public.documents (id, arrangement_id, kind, title, stage, supersedes_id) values
  (tests.new_id('rival'), tests.id('oaxaca'), 'diagnosis', 'Rival', 'approved', tests.id('puebla_diagnostico')),
  (tests.new_id('tercera'), tests.id('oaxaca'), 'diagnosis', 'Tercera', 'published', tests.id('diagnostico')),
  (tests.new_id('borrador'), tests.id('oaxaca'), 'diagnosis', 'Borrador', 'drafting', tests.id('tercera'));
insert into public.versions (document_id, number, canonical, sha256, reason)
select tests.id(word), 1, '{}', encode(sha256('{}'), 'hex'), 'open_voting' from unnest(array['puebla_diagnostico', 'rival', 'tercera']) word;
select tests.sees('coordinacion', $$ select concat_ws(' ', s ->> 'action', s ->> 'ready') from jsonb_array_elements(public.my_work() -> 'steps') s
  where s ->> 'document' = tests.id('rival')::text $$, array['publish false'], 'a second successor is not ready to be published');
select tests.sees(who, $$ select c::text from jsonb_array_elements(public.document_abilities(tests.id('rival')) -> 'steps' -> 0 -> 'conditions') c $$,
  array['{"met": false, "code": "edition_in_force", "count": 1}'], who || ' reads why')
from unnest(array['coordinacion', 'osc']) as readers (who);
select tests.refused('coordinacion',
  $$ select public.advance_document(tests.id('rival'), 'publish', 'approved', null, '{"slug": "rival"}', tests.seal('rival')) $$,
  'PT409 edition_superseded', $$ select jsonb_agg(jsonb_build_array(d.id, d.stage, p.slug) order by d.id)::text
    from public.documents d left join public.publications p on p.document_id = d.id $$, 'publishing a second successor');
insert into public.publications (document_id, version_id, slug, title, published_at)
select v.document_id, v.id, replace(word, '_', '-'), 'Título', now() + at
from (values ('puebla_diagnostico', interval '-1 year'), ('tercera', interval '1 year')) as editions (word, at)
join public.versions v on v.document_id = tests.id(word);
select tests.sees('anonymous', $$ select slug || coalesce(' → ' || (public.read_publication(slug) ->> 'successor'), '') from public.publications order by published_at $$,
  array['puebla-diagnostico → tercera', 'diagnostico-2026 → tercera', 'tercera'], 'each leads to the last');
select tests.sees('anonymous', $$ select concat_ws(' ← ', public.read_publication(slug) -> 'predecessor' ->> 'slug', slug) from public.publications order by published_at $$,
  array['puebla-diagnostico', 'puebla-diagnostico ← diagnostico-2026', 'diagnostico-2026 ← tercera'], 'and back to the one whose place it took');
select tests.sees(who, $$ select concat_ws(' ', d ->> 'title', s ->> 'stage', s ->> 'successor', (s ->> 'at')::timestamptz = p.published_at)
  from jsonb_array_elements(public.state_overview('20') -> 'arrangements') a, jsonb_array_elements(a -> 'documents') d, jsonb_array_elements(d -> 'steps') s
  join public.publications p on p.slug = s ->> 'successor' $$, array['Diagnóstico superseded tercera t'], who || ' reads in the state''s record that it was superseded')
from unnest(array['anonymous', 'osc']) as readers (who);
select tests.sees(who, $$ select public.succeeding_edition(tests.id('diagnostico')) ->> 'slug' $$, sees, who || ' reads what took its place')
from (values ('osc', array['tercera']), ('observador', array['tercera']), ('otroestado', array['PT404 not_found']),
  ('anonymous', array['42501 permission denied for function succeeding_edition'])) as readers (who, sees);

-- Act 6, the gazette prints it later: written down by the secretaría técnica, once and complete.
create function pg_temp.gazette(p_document text, p_name text, p_number text, p_date text) returns text language sql
as $$ select format('select public.record_gazette(tests.id(%L), %L, %L, %L)', p_document, p_name, p_number, p_date) $$;
create function pg_temp.printed() returns text language sql
as $$ select 'select string_agg(concat_ws('' '', slug, gazette_name, gazette_number, gazette_date), '', '' order by slug) from public.publications' $$;
create function pg_temp.may_record(p_document text) returns text language sql
as $$ select format('select public.document_abilities(tests.id(%L)) ->> %L', p_document, 'recordGazette') $$;
select tests.sees(who, pg_temp.may_record(document), array[may], who || ' may record the gazette of ' || document)
from (values ('coordinacion', 'tercera', 'true'), ('osc', 'tercera', 'false'), ('oficina', 'tercera', 'false'),
  ('coordinacion', 'diagnostico', 'false'), ('coordinacion', 'rival', 'false')) as expected (who, document, may);
select tests.refused(who, pg_temp.gazette(document, 'Periódico Oficial', '12', '2026-11-20'), refusal, pg_temp.printed(), who || ' records the gazette of ' || document)
from (values ('osc', 'tercera', 'PT403 not_allowed'), ('oficina', 'tercera', 'PT403 not_allowed'), ('otroestado', 'tercera', 'PT404 not_found'),
  ('suspendida', 'tercera', 'PT401 not_signed_in'), ('anonymous', 'tercera', '42501 permission denied for function record_gazette'),
  ('coordinacion', 'diagnostico', 'PT409 gazette_recorded'), ('coordinacion', 'rival', 'PT403 not_allowed')) as attempts (who, document, refusal);
select tests.refused('coordinacion', pg_temp.gazette('tercera', name, number, day), 'PT400 bad_input', pg_temp.printed(), concat_ws(', ', 'a gazette', name, number, day))
from (values ('  ', '12', '2026-11-20'), (null, '12', '2026-11-20'), (repeat('x', 201), '12', '2026-11-20'), ('P', ' ', '2026-11-20'), ('P', null, '2026-11-20'),
  ('P', repeat('x', 61), '2026-11-20'), ('P', '12', null), ('P', '12', 'infinity'), ('P', '12', '0026-11-20'), ('P', '12', (current_date + 1)::text)) as attempts (name, number, day);
select tests.does('coordinacion', pg_temp.gazette('tercera', ' Periódico Oficial ', '48', '2026-11-21'), pg_temp.printed(),
  'diagnostico-2026 Periódico Oficial 12 2026-11-20, puebla-diagnostico, tercera Periódico Oficial 48 2026-11-21', 'it is written down');
select is((select action || ' ' || noun || ' ' || detail::text from public.audit_entries order by id desc limit 1),
  'record_gazette publication {"date": "2026-11-21", "name": "Periódico Oficial", "slug": "tercera", "number": "48"}', 'on record');
select tests.sees('anonymous', $$ select public.read_publication('tercera') -> 'gazette' ->> 'number' $$, array['48'], 'anyone reads it');
select tests.sees('coordinacion', pg_temp.may_record('tercera'), array['false'], 'once it is there nobody is asked again');
select tests.refused('coordinacion', pg_temp.gazette('tercera', 'Otro', '49', '2026-11-22'), 'PT409 gazette_recorded', pg_temp.printed(), 'writing it down again');
select throws_ok(statement, 'PT403', 'record_is_append_only', statement || ', as the owner')
from unnest(array[$$ update public.publications set gazette_number = '49' where slug = 'tercera' $$,
  $$ update public.publications set gazette_name = null, gazette_number = null, gazette_date = null where slug = 'tercera' $$,
  $$ update public.publications set gazette_number = '49' where slug = 'puebla-diagnostico' $$]) as attempts (statement);
select is((select gazette_number from public.publications where slug = 'tercera'), '48', 'it stands, too');

-- Act 7, an approved text whose edition was replaced meanwhile is published once it is said what it takes the place of now.
update public.documents set stage = 'superseded' where id = tests.id('diagnostico');
create function pg_temp.editions(p_document text) returns text language sql
as $$ select format($q$ select concat_ws(' ', tests.word((e ->> 'document')::uuid), e ->> 'title', e ->> 'stage', (e ->> 'publishedAt')::timestamptz > now())
  from jsonb_array_elements(public.list_editions(tests.id(%L))) e $q$, p_document) $$;
select tests.sees(who, pg_temp.editions('rival'), sees, who || ' reads which editions it can take the place of')
from (values
  ('coordinacion', array['tercera Título published t']), ('osc', array['tercera Título published t']),
  ('otroestado', array['PT404 not_found']), ('admin', array['PT404 not_found']), ('suspendida', array['PT401 not_signed_in']),
  ('anonymous', array['42501 permission denied for function list_editions'])
) as expected (who, sees);
select tests.sees('otroestado', pg_temp.editions('puebla_diagnostico'), array[]::text[], 'those of another state are none for it');
create function pg_temp.rival() returns text language sql
as $$ select $q$ select concat_ws(' ', tests.word(d.supersedes_id), d.stage, v.number, v.canonical, v.sha256 = encode(sha256('{}'), 'hex'))
  from public.documents d join public.versions v on v.document_id = d.id where d.id = tests.id('rival') $q$ $$;
select tests.does('coordinacion', $$ select public.set_supersedes(tests.id('rival'), tests.id('tercera')) $$, pg_temp.rival(),
  'tercera approved 1 {} t', 'it is said, and what was approved stays as it is');
select tests.does('coordinacion',
  $$ select public.advance_document(tests.id('rival'), 'publish', 'approved', null, '{"slug": "rival"}', tests.seal('rival')) $$,
  $$ select string_agg(tests.word(d.id) || ' ' || d.stage, ', ' order by d.title) from public.documents d where d.id in (tests.id('rival'), tests.id('tercera')) $$,
  'rival published, tercera superseded', 'it is published and takes that one''s place');
select tests.sees('anonymous', $$ select slug || coalesce(' → ' || (public.read_publication(slug) ->> 'successor'), '') from public.publications
  where slug in ('tercera', 'rival') order by slug $$, array['rival', 'tercera → rival'], 'which leads to it');
select tests.sees('coordinacion', pg_temp.editions('borrador'), array['tercera Título superseded t', 'rival Rival published f'],
  'whoever was to take the place of that one reads that it was replaced, and by what it can be instead');
select tests.does('coordinacion', $$ select public.set_supersedes(tests.id('borrador'), null) $$,
  $$ select coalesce(tests.word(supersedes_id), 'none') from public.documents where id = tests.id('borrador') $$, 'none', 'or none');
select tests.sees('coordinacion', pg_temp.editions('borrador'), array['rival Rival published f'], 'and what was replaced is no choice any more');
