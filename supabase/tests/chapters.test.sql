-- Chapters: read by the parties, ordered by the secretaría técnica, written through the log alone.

-- Act 1, who reads (chapters_select_parties, chapter_texts_select_parties).
select tests.sees(who, 'select tests.word(id) from public.chapters order by position, id', sees, who || ' sees these chapters')
from (values
  ('observador', array['marco', 'justicia']), ('otroestado', array['puebla_marco']), ('admin', array[]::text[]),
  ('suspendida', array[]::text[]), ('anonymous', array['42501 permission denied for table chapters'])
) as expected (who, sees);
select tests.sees(who, 'select tests.word(chapter_id) from public.chapter_texts order by 1', sees, who || ' reads these texts')
from (values
  ('osc', array['justicia', 'marco']), ('otroestado', array['puebla_marco']), ('retirada', array[]::text[]),
  ('anonymous', array['42501 permission denied for table chapter_texts'])
) as expected (who, sees);
select tests.refused('coordinacion', $$ update public.chapter_texts set content = '{}' $$,
  '42501 permission denied for table chapter_texts', $$ select string_agg(content::text, '') from public.chapter_texts $$,
  'writing a text past its log');

-- Act 2, added, moved, removed, brought back.
select tests.does('coordinacion', $$ select public.add_chapter(tests.id('diagnostico'), ' Mujeres ') $$,
  $$ select position || title from public.chapters where document_id = tests.id('diagnostico') order by position desc limit 1 $$,
  '3Mujeres', 'a chapter is added at the end');
select tests.new_id('mujeres', id) from public.chapters where title = 'Mujeres';
select tests.does('coordinacion', format('select public.move_chapter(tests.id(%L), %s)', chapter, place),
  $$ select tests.chapters('diagnostico') $$, order_after, chapter || ' moves to ' || place)
from (values
  ('mujeres', '1', 'mujeres marco justicia'), ('mujeres', '2', 'marco mujeres justicia'), ('mujeres', '99', 'marco justicia mujeres'),
  ('mujeres', '-3', 'mujeres marco justicia'), ('mujeres', '1', 'mujeres marco justicia'), ('mujeres', '3', 'marco justicia mujeres')
) as moves (chapter, place, order_after);
select tests.does('coordinacion', $$ select public.remove_chapter(tests.id('marco')) $$,
  $$ select tests.chapters('diagnostico') $$, 'justicia mujeres', 'a chapter is taken out');
select results_eq($$ select position from public.chapters where document_id = tests.id('diagnostico') and removed_at is null order by 1 $$,
  array[1, 2], 'the others close ranks');
select tests.sees('coordinacion', $$ select tests.word(id) from public.chapters order by position $$, array['justicia', 'mujeres'],
  'what is taken out is not in the list');
select is(tests.edit('marco', 'coordinacion'), 'revoked', 'nor is it written to');
select tests.refused('coordinacion', format('select public.%s', call), 'PT404 not_found', $$ select tests.chapters('diagnostico') $$, call)
from unnest(array[$$move_chapter(tests.id('marco'), 1)$$, $$remove_chapter(tests.id('marco'))$$, $$restore_chapter(tests.id('mujeres'))$$,
  $$issue_chapter_ticket(tests.id('marco'))$$, $$open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'x')$$,
  $$move_chapter(tests.id('nada'), 1)$$, $$move_chapter(tests.id('puebla_marco'), 1)$$, $$remove_chapter(null)$$]) as calls (call);
select tests.sees(who, format('select 1 from public.%I where %I = tests.id(%L)', relation, field, 'marco'), array[]::text[], who || ' and ' || relation || ' of what was taken out')
from unnest(array['coordinacion', 'estado', 'osc', 'oficina']) who, (values ('chapters', 'id'), ('chapter_texts', 'chapter_id'), ('chapter_sessions', 'chapter_id'),
  ('chapter_authorships', 'chapter_id'), ('comment_threads', 'chapter_id')) as tables (relation, field);
select tests.sees('coordinacion', $$ select concat_ws(' ', tests.word((e ->> 'id')::uuid), e ->> 'title', e ->> 'removedBy', (e ->> 'removedAt')::timestamptz = now())
  from jsonb_array_elements(public.list_removed_chapters(tests.id('diagnostico'))) e $$,
  array['marco Marco Coordinacion t'], 'the secretaría técnica finds it again, and who took it out');
update public.documents set stage = 'consultation' where id = tests.id('diagnostico');
select tests.sees('coordinacion', $$ select jsonb_array_length(public.list_removed_chapters(tests.id('diagnostico'))) $$, array['1'], 'at every stage');
select tests.refused('coordinacion', $$ select public.restore_chapter(tests.id('marco')) $$, 'PT409 text_is_read_only',
  $$ select tests.chapters('diagnostico') $$, 'bringing it back under consultation');
update public.documents set stage = 'drafting' where id = tests.id('diagnostico');
select tests.sees(who, $$ select public.list_removed_chapters(tests.id('diagnostico')) $$, array[refusal], who || ' looking for it')
from (values ('estado', 'PT403 not_allowed'), ('federal', 'PT403 not_allowed'), ('osc', 'PT403 not_allowed'), ('observador', 'PT403 not_allowed'),
  ('oficina', 'PT403 not_allowed'), ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('retirada', 'PT404 not_found'),
  ('suspendida', 'PT401 not_signed_in'), ('anonymous', '42501 permission denied for function list_removed_chapters')) as attempts (who, refusal);
select tests.sees('coordinacion', format('select public.list_removed_chapters(%s)', document), array['PT404 not_found'], 'what was taken out of ' || document)
from unnest(array['null', $$tests.id('nada')$$, $$tests.id('puebla_diagnostico')$$]) document;
select tests.does('coordinacion', $$ select public.restore_chapter(tests.id('marco')) $$,
  $$ select tests.chapters('diagnostico') $$, 'justicia mujeres marco', 'and comes back at the end');
select tests.sees('coordinacion', $$ select public.list_removed_chapters(tests.id('diagnostico')) $$, array['[]'],
  'then nothing is left to bring back');
select results_eq(
  $$ select action from public.audit_entries where noun = 'chapter' order by id $$,
  array['add', 'move', 'move', 'move', 'move', 'move', 'move', 'remove', 'restore'], 'all of it on record'
);

-- Act 3, named and given to a mesa (chapters_update_managers).
select tests.does('coordinacion', $$ update public.chapters set title = 'Acceso a la justicia' where id = tests.id('justicia') $$,
  $$ select title from public.chapters where id = tests.id('justicia') $$, 'Acceso a la justicia', 'the secretaría técnica names it');
select is(tests.outcome('coordinacion', $$ update public.chapters set title = repeat(' ', 5000) || 'Otro  ' where id = tests.id('justicia') $$,
  $$ select title from public.chapters where id = tests.id('justicia') $$), 'ok 1 Otro', 'without the blanks around it');
select is(
  (select (e.detail -> 'before' ->> 'title') || ' → ' || (e.detail -> 'after' ->> 'title') from public.audit_entries e order by e.id desc limit 1),
  'Justicia → Acceso a la justicia', 'which is on record'
);
select tests.refused(who, $$ update public.chapters set title = 'X' where id = tests.id('justicia') $$, 'ok 0',
  $$ select title from public.chapters where id = tests.id('justicia') $$, who || ' naming it')
from unnest(array['estado', 'federal', 'osc', 'observador', 'oficina', 'otroestado', 'admin', 'suspendida', 'retirada']) as attempts (who);
select tests.refused('coordinacion', $$ update public.chapters set lead_body_id = tests.id('puebla_comite') where id = tests.id('marco') $$,
  '42501 new row violates row-level security policy for table "chapters"',
  $$ select tests.word(lead_body_id) from public.chapters where id = tests.id('marco') $$, 'a chapter led by another state''s body');
select tests.refused('coordinacion', $$ update public.chapters set document_id = tests.id('puebla_diagnostico') $$,
  '42501 permission denied for table chapters', $$ select string_agg(document_id::text, '' order by id) from public.chapters $$,
  'carrying a chapter to another document');
update public.documents set stage = 'consultation' where id = tests.id('diagnostico');
select tests.refused('coordinacion', $$ update public.chapters set title = 'X' where id = tests.id('justicia') $$, 'ok 0',
  $$ select title from public.chapters where id = tests.id('justicia') $$, 'naming it under consultation');
select throws_ok($$ update public.chapters set title = 'X' where id = tests.id('justicia') $$, 'PT409', 'text_is_read_only',
  'not even by whoever passed the policy a moment too early');
update public.documents set stage = 'drafting' where id = tests.id('diagnostico');

-- Act 4, brought in from a file: all of it or nothing.
select tests.refused('coordinacion', format('select public.import_chapters(tests.id(%L), %s)', 'diagnostico', chapters), refusal,
  $$ select tests.chapters('diagnostico') $$, 'importing ' || chapters)
from (values
  ($$'{}'$$, 'PT400 bad_input'), ($$'[]'$$, 'PT400 bad_input'), ($$null$$, 'PT400 bad_input'), ($$'[{"title": " "}]'$$, 'PT400 bad_input'),
  ($$'[{"title": "Uno"}, {"title": "Dos", "content": {"type": "paragraph"}}]'$$, 'PT400 bad_input'),
  ($$'[{"title": "Uno"}, {"title": "Dos", "content": "texto"}]'$$, 'PT400 bad_input'),
  ($$'[{"title": "Uno"}, 7]'$$, 'PT400 bad_input'),
  ($$(select jsonb_agg(jsonb_build_object('title', 'x')) from generate_series(1, 101))$$, 'PT400 bad_input')
) as attempts (chapters, refusal);
select tests.does('coordinacion',
  $$ select public.import_chapters(tests.id('diagnostico'), '[{"title": "  Salud ", "content": {"type": "doc", "content": []}}, {"title": "Agua"}]') $$,
  $$ select string_agg(c.title || ' ' || (s.content is null) || ' ' || tests.word(s.person_id), ', ' order by c.position)
     from public.chapters c join collab.chapter_seeds s on s.chapter_id = c.id where c.title in ('Salud', 'Agua') $$,
  'Salud false coordinacion, Agua true coordinacion', 'with the text they start from, by whom');
-- Sent again, because the answer was lost, it is the same import; in another form it is another.
create function pg_temp.adds(p_form text, p_title text) returns text language sql
as $$ select format('select public.add_chapter(tests.id(%L), %L, %L)', 'diagnostico', p_title, p_form) $$;
create function pg_temp.count_of(p_title text) returns text language sql
as $$ select format($q$ select count(*)::text from public.chapters where title = %L and removed_at is null $q$, p_title) $$;
select tests.does('coordinacion', pg_temp.adds(form, title), pg_temp.count_of('Anexo'), there, what)
from (values
  ('0190f000-0000-4000-8000-00000000000a', 'Anexo', '1', 'a chapter is added'),
  ('0190f000-0000-4000-8000-00000000000a', 'Anexo', '1', 'sent again it is there once'),
  ('0190f000-0000-4000-8000-00000000000b', 'Anexo', '2', 'another of the same title is another'),
  ('0190f000-0000-4000-8000-00000000000a', 'Anexo 2', '2', 'as are other words in the same form'),
  (null, 'Anexo', '3', 'and what a page of before sends')
) as sent (form, title, there, what);
select is(count(*), 4::bigint, 'each on record once') from public.audit_entries where noun = 'chapter' and action = 'add' and detail ->> 'titles' like '%Anexo%';
select tests.sees('coordinacion', $$ select count(distinct id) || ' of ' || count(*) from (
    select public.import_chapters(tests.id('diagnostico'), '[{"title": "Ríos", "content": {"type": "doc"}}, {"title": "Lagos"}]', '0190f000-0000-4000-8000-00000000000c')
    union all
    select public.import_chapters(tests.id('diagnostico'), '[{"title": "Ríos", "content": {"type": "doc"}}, {"title": "Lagos"}]', '0190f000-0000-4000-8000-00000000000c')
  ) sent (id) $$, array['2 of 4'], 'an import sent twice gives the same chapters');
select is(tests.ask(pg_temp.count_of('Ríos')), '1', 'which are there once');
select tests.does('coordinacion', $$ select public.remove_chapter((select c.id from public.chapters c where c.title = 'Anexo 2')) $$, pg_temp.count_of('Anexo 2'), '0', 'what was taken out');
select tests.does('coordinacion', pg_temp.adds('0190f000-0000-4000-8000-00000000000a', 'Anexo 2'), pg_temp.count_of('Anexo 2'), '1', 'can be added again with the same form');
insert into public.chapters (document_id, position, title) select tests.id('diagnostico'), 100 + n, 'x' from generate_series(1, 99) n;
select tests.refused('coordinacion', $$ select public.import_chapters(tests.id('diagnostico'), '[{"title": "Uno"}, {"title": "Dos"}]') $$, 'PT422 too_many_chapters',
  $$ select tests.chapters('diagnostico') $$, 'more chapters than a document holds');
create function pg_temp.detail_of(p_chapters jsonb) returns text language plpgsql as $$
declare
  v_detail text;
begin
  perform tests.act_as('coordinacion');
  perform public.import_chapters(tests.id('diagnostico'), p_chapters);
  return 'done';
exception when others then
  get stacked diagnostics v_detail = pg_exception_detail;
  return v_detail;
end
$$;
select is(pg_temp.detail_of('[{"title": "Uno"}, {"title": "Dos"}, {"title": "Tres"}]')::jsonb, '{"count": 202, "most": 200}', 'it says how many there would be');
select is(tests.outcome(who, $$ select public.import_chapters(tests.id('diagnostico'), '[{"title": "Uno"}]') $$), refusal, who || ' importing')
from (values ('estado', 'PT403 not_allowed'), ('osc', 'PT403 not_allowed'), ('otroestado', 'PT404 not_found'),
  ('suspendida', 'PT401 not_signed_in'), ('anonymous', '42501 permission denied for function import_chapters')) as attempts (who, refusal);

-- Act 5, the mesa gives the pen while it is installed, and to the organization that drafts.
create function pg_temp.pen(p_who text) returns text language sql
as $$ select coalesce(access.edit_refusal(tests.id(p_who), tests.id('justicia')), 'writes') $$;
select is(pg_temp.pen('estado'), 'writes', 'who drafts and sits in the mesa');
update public.bodies set status = 'dissolved' where id = tests.id('mesa');
select is(pg_temp.pen('estado'), 'other_mesa', 'a dissolved mesa gives no pen');
update public.bodies set status = 'installed' where id = tests.id('mesa');
insert into public.seats (body_id, organization_id) values (tests.id('mesa'), tests.id('red'));
insert into public.memberships (person_id, organization_id) values (tests.id('federal'), tests.id('red'));
select is(pg_temp.pen('federal'), 'other_mesa', 'drafting for one organization and sitting for another gives none');
insert into public.seats (body_id, organization_id) values (tests.id('mesa'), tests.id('gobernacion'));
select is(pg_temp.pen('federal'), 'writes', 'sitting for the one that drafts does');
