-- The workflow, walked from end to end: every stage × action × role, then every condition. What is expected is written
-- here from the domain's rules, not read from the views that the database works by.

create temporary table rules (from_stage public.stage, action text, to_stage public.stage, role text, note boolean);
insert into rules values
  ('drafting', 'submit', 'technical_review', 'coordinator', false),
  ('technical_review', 'return_to_drafting', 'drafting', 'coordinator', true),
  ('technical_review', 'open_consultation', 'consultation', 'coordinator', false),
  ('consultation', 'close_consultation', 'consolidation', 'coordinator', false),
  ('consolidation', 'open_voting', 'voting', 'coordinator', false),
  ('voting', 'close_voting', 'office_review', 'coordinator', false),
  ('voting', 'return_to_consolidation', 'consolidation', 'coordinator', true),
  ('office_review', 'approve', 'approved', 'office', false),
  ('office_review', 'return_with_observations', 'consolidation', 'office', true),
  ('approved', 'publish', 'published', 'coordinator', false);
create temporary table acting (who text, role text);
insert into acting values ('coordinacion', 'coordinator'), ('estado', 'drafter'), ('osc', 'commenter'),
  ('observador', 'observer'), ('oficina', 'office'), ('otroestado', 'stranger'), ('admin', 'stranger'),
  ('suspendida', 'suspended'), ('anonymous', 'anonymous');

-- Act 1, the table is the domain's: nothing more is in the view, nothing less.
select set_eq('select from_stage, action, to_stage, role::text, note_required from public.workflow_steps',
  'select from_stage, action, to_stage, role, note from rules', 'the steps are these');
select results_eq('select stage::text from public.workflow_stages order by ordinal', 'select unnest(enum_range(null::public.stage))::text',
  'every stage has its rule');

-- Act 2, every stage × action × person, with every condition met: the answer, then the stage and the steps on record.
create function pg_temp.walk()
returns table (name text, got text, expected text) language plpgsql
as $$
declare
  v_stage public.stage;
  v_action text;
  v_rule rules;
  v_acting acting;
begin
  foreach v_stage in array enum_range(null::public.stage) loop
    begin
      perform tests.stand_in(v_stage);
      for v_action in select distinct r.action from rules r union select 'supersede' order by 1 loop
        for v_acting in select * from acting loop
          v_rule := null;
          select r.* into v_rule from rules r where r.from_stage = v_stage and r.action = v_action;
          name := v_stage || ' × ' || v_action || ' × ' || v_acting.who;
          expected := case
            when v_acting.role = 'anonymous' then '42501 permission denied for function advance_document'
            when v_acting.role = 'suspended' then 'PT401 not_signed_in'
            when v_acting.role = 'stranger' then 'PT404 not_found'
            when v_rule.action is null then 'PT409 step_not_available'
            when v_rule.role <> v_acting.role then 'PT403 step_not_yours'
          end || ' ' || v_stage || ' 0';
          expected := coalesce(expected, 'ok ' || v_rule.to_stage || ' 1');
          got := tests.outcome(
            v_acting.who,
            format('select public.advance_document(tests.id(%L), %L, %L, %L, %L, %L)', 'diagnostico', v_action, v_stage,
              'Con observaciones', '{"slug": "diagnostico"}', tests.seal()),
            $q$ select d.stage || ' ' || (select count(*) from public.document_transitions t where t.document_id = d.id)
                from public.documents d where d.id = tests.id('diagnostico') $q$
          );
          return next;
        end loop;
      end loop;
      raise exception using errcode = 'P0998';
    exception when sqlstate 'P0998' then null;
    end;
  end loop;
end
$$;
select is(got, expected, name) from pg_temp.walk();

-- Act 3, what may be done with the text: every stage × person, as told by document_abilities() and as it really is.
-- Chapter `marco` is nobody's in particular, `justicia` is led by a mesa where the state's organization sits.
create temporary table open_stages (stage public.stage, edits_coordinator boolean, edits_drafter boolean, comments boolean);
insert into open_stages values
  ('drafting', true, true, true), ('technical_review', true, false, true), ('consultation', false, false, true),
  ('consolidation', true, true, true), ('voting', false, false, false), ('office_review', false, false, false),
  ('approved', false, false, false), ('published', false, false, false), ('superseded', false, false, false);
create temporary table parties (who text, role text, sits boolean);
insert into parties values ('coordinacion', 'coordinator', false), ('estado', 'drafter', true), ('federal', 'drafter', false),
  ('osc', 'commenter', false), ('academia', 'commenter', false), ('observador', 'observer', false), ('oficina', 'office', false);

create function pg_temp.try()
returns table (name text, got text, expected text) language plpgsql
as $$
declare
  v_stage open_stages;
  v_party parties;
  v_marco boolean;
  v_justicia boolean;
  v_comments boolean;
  v_manages boolean;
  v_sets boolean;
begin
  for v_stage in select * from open_stages loop
    begin
      perform tests.stand_in(v_stage.stage);
      insert into public.documents (id, arrangement_id, kind, title, stage)
      values (tests.new_id('anterior'), tests.id('oaxaca'), 'diagnosis', 'Anterior', 'published');
      for v_party in select * from parties loop
        v_marco := case v_party.role when 'coordinator' then v_stage.edits_coordinator
          when 'drafter' then v_stage.edits_drafter else false end;
        v_justicia := v_marco and (v_party.role = 'coordinator' or v_party.sits);
        v_comments := v_stage.comments and v_party.role <> 'observer';
        v_manages := v_party.role = 'coordinator' and v_stage.edits_coordinator;
        v_sets := v_party.role = 'coordinator' and v_stage.stage not in ('published', 'superseded');
        name := v_stage.stage || ' × ' || v_party.who || ' × abilities';
        expected := concat_ws(' ', v_marco, v_justicia, v_comments, v_manages, v_sets);
        perform tests.act_as(v_party.who);
        select concat_ws(' ', a -> 'editableChapters' ? tests.id('marco')::text, a -> 'editableChapters' ? tests.id('justicia')::text,
          a ->> 'comment', a ->> 'manage', a ->> 'setSupersedes') into got
        from public.document_abilities(tests.id('diagnostico')) a;
        perform tests.act_as_owner();
        got := replace(replace(got, 'true', 't'), 'false', 'f');
        expected := replace(replace(expected, 'true', 't'), 'false', 'f');
        return next;

        name := v_stage.stage || ' × ' || v_party.who || ' × edit';
        expected := concat_ws(' ', case when v_marco then 'written' else 'refused' end,
          case when v_justicia then 'written' else 'refused' end);
        got := concat_ws(' ', case when tests.edit('marco', v_party.who) is null then 'written' else 'refused' end,
          case when tests.edit('justicia', v_party.who) is null then 'written' else 'refused' end);
        return next;

        name := v_stage.stage || ' × ' || v_party.who || ' × comment';
        expected := case when v_comments then 'ok 1' when v_party.role = 'observer' then 'PT403 not_allowed 0'
          else 'PT409 comments_closed 0' end;
        got := tests.outcome(v_party.who, $q$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Falta.') $q$,
          'select count(*)::text from public.comment_threads');
        return next;

        name := v_stage.stage || ' × ' || v_party.who || ' × add a chapter';
        expected := case when v_manages then 'ok 3' when v_party.role = 'coordinator' then 'PT409 text_is_read_only 2'
          else 'PT403 not_allowed 2' end;
        got := tests.outcome(v_party.who, $q$ select public.add_chapter(tests.id('diagnostico'), 'Otro') $q$,
          $q$ select count(*)::text from public.chapters where document_id = tests.id('diagnostico') $q$);
        return next;

        name := v_stage.stage || ' × ' || v_party.who || ' × name a chapter';
        expected := case when v_manages then 'ok 1 Otro' else 'ok 0 Marco' end;
        got := tests.outcome(v_party.who, $q$ update public.chapters set title = 'Otro' where id = tests.id('marco') $q$,
          $q$ select title from public.chapters where id = tests.id('marco') $q$);
        return next;

        name := v_stage.stage || ' × ' || v_party.who || ' × say which edition it takes the place of';
        expected := case when v_sets then 'ok anterior' when v_party.role = 'coordinator' then 'PT409 stage_changed (null)'
          else 'PT403 not_allowed (null)' end;
        got := tests.outcome(v_party.who, $q$ select public.set_supersedes(tests.id('diagnostico'), tests.id('anterior')) $q$,
          $q$ select tests.word(supersedes_id) from public.documents where id = tests.id('diagnostico') $q$);
        return next;
      end loop;
      raise exception using errcode = 'P0998';
    exception when sqlstate 'P0998' then null;
    end;
  end loop;
end
$$;
select is(got, expected, name) from pg_temp.try();

-- Act 4, what a step asks for. Each condition broken by itself refuses the step, names itself, and leaves all as it was.
create function pg_temp.advance(p_action text, p_stage text, p_note text default 'Nota', p_details jsonb default '{}')
returns text language sql
as $$ select format('select public.advance_document(tests.id(%L), %L, %L, %L, %L)', 'diagnostico', p_action, p_stage, p_note, p_details) $$;
create function pg_temp.refuses(p_stage public.stage, p_break text, p_action text, p_code text, p_name text)
returns setof text language plpgsql
as $$
declare
  v_got text;
begin
  begin
    perform tests.stand_in(p_stage);
    execute p_break;
    perform tests.act_as('coordinacion');
    begin
      perform public.advance_document(tests.id('diagnostico'), p_action, p_stage, 'Nota', '{}', tests.seal());
      v_got := 'done';
    exception when others then
      get stacked diagnostics v_got = pg_exception_detail;
      v_got := sqlstate || ' ' || sqlerrm || coalesce((
        select string_agg(' ' || (c ->> 'code'), '') from jsonb_array_elements(v_got::jsonb -> 'conditions') c), '');
    end;
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = v_got || ' ' || (select d.stage from public.documents d where d.id = tests.id('diagnostico'))
      || ' ' || (select count(*) from public.versions) || ' ' || (select count(*) from public.document_transitions);
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return next is(v_got, p_code || ' ' || p_stage || case when p_stage = 'voting' then ' 1 0' else ' 0 0' end, p_name);
end
$$;
select pg_temp.refuses(stage::public.stage, break, action, code, name)
from (values
  ('drafting', $$ update public.chapters set removed_at = now() where document_id = tests.id('diagnostico') $$, 'submit',
    'PT409 condition_not_met chapters_present', 'a document without chapters'),
  ('drafting', $$ update public.chapter_texts set content = '{"type": "doc", "content": [{"type": "paragraph"}, {"type": "text", "text": "  "}]}'
    where chapter_id = tests.id('marco') $$, 'submit', 'PT409 condition_not_met chapters_have_text', 'a chapter of blanks'),
  ('drafting', $$ update public.chapter_texts
    set content = jsonb_build_object('type', 'doc', 'content', jsonb_build_array(
      jsonb_build_object('type', 'text', 'text', U&'\200B\00AD'), jsonb_build_object('type', 'text', 'text', U&'\2800 \3164')))
    where chapter_id = tests.id('marco') $$, 'submit', 'PT409 condition_not_met chapters_have_text',
    'a chapter of letters that nobody sees'),
  ('drafting', $$ delete from public.chapter_texts where chapter_id = tests.id('marco') $$, 'submit',
    'PT409 condition_not_met chapters_have_text', 'a chapter never written'),
  ('technical_review', $$ select tests.edit('marco', 'coordinacion', false) $$, 'open_consultation', 'PT409 text_not_settled',
    'an acknowledged edit that is not in the text yet'),
  ('consolidation', $$ select tests.edit('marco', 'estado', false) $$, 'open_voting', 'PT409 text_not_settled',
    'the same before the vote'),
  ('consolidation', $$ insert into public.comment_threads (document_id, chapter_id, anchor, quote, author_name, organization_name, sector)
    values (tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'x', 'x', 'x', 'academia') $$, 'open_voting',
    'PT409 condition_not_met discussion_answered', 'an open point'),
  ('consolidation', $$ update public.documents set voting_body_id = null where id = tests.id('diagnostico') $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'nobody to vote'),
  ('consolidation', $$ update public.bodies set status = 'dissolved' where id = tests.id('comite') $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body dissolved'),
  ('consolidation', $$ update public.seats set titular_id = null, suplente_id = null $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body of empty chairs'),
  ('consolidation', $$ update public.bodies set quorum = 0.75 where id = tests.id('comite');
    update public.seats set titular_id = null, suplente_id = null where id in (tests.id('asiento_estado'), tests.id('asiento_osc2')) $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'fewer seats held than the quorum needs'),
  ('consolidation', $$ delete from public.seats where body_id = tests.id('comite') and id <> tests.id('asiento_osc') $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body of one seat'),
  ('consolidation', $$ update public.seats set organization_id = tests.id('red') where body_id = tests.id('comite') $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body of one organization'),
  ('consolidation', $$ update public.seats set titular_id = tests.id('osc') where body_id = tests.id('comite') $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body of one person on every chair'),
  ('consolidation', $$ update public.arrangement_parties set role = 'observer' where role <> 'coordinator' $$, 'open_voting',
    'PT409 condition_not_met voting_body_ready', 'a body of observers'),
  ('voting', $$ delete from public.votes where seat_id in (tests.id('asiento_estado'), tests.id('asiento_osc'), tests.id('asiento_osc2')) $$,
    'close_voting', 'PT409 condition_not_met quorum_reached', 'one vote of four'),
  ('voting', $$ delete from public.votes where seat_id <> tests.id('asiento_osc'); update public.votes set choice = 'against' $$,
    'close_voting', 'PT409 condition_not_met quorum_reached', 'one vote against of four, told like one in favour'),
  ('voting', $$ update public.votes set choice = 'against' where seat_id <> tests.id('asiento_osc') $$, 'close_voting',
    'PT409 condition_not_met majority_reached', 'one for, three against')
) as broken (stage, break, action, code, name);

-- What decides about a text names the text that was seen.
create function pg_temp.without_seal(p_stage public.stage, p_who text, p_action text, p_seal text)
returns setof text language plpgsql
as $$
declare
  v_got text[];
begin
  begin
    perform tests.stand_in(p_stage);
    v_got := array(select tests.refused(p_who,
      format('select public.advance_document(tests.id(%L), %L, %L, %L, %L, %L)', 'diagnostico', p_action, p_stage, 'Nota', '{"slug": "x"}', p_seal),
      'PT409 version_mismatch', $q$ select stage || ' ' || (select count(*) from public.document_transitions) from public.documents where id = tests.id('diagnostico') $q$,
      p_action || ' of ' || coalesce(left(p_seal, 4), 'nothing')));
    raise exception using errcode = 'P0998', detail = array_to_json(v_got)::text;
  exception when sqlstate 'P0998' then
    get stacked diagnostics p_action = pg_exception_detail;
  end;
  return query select json_array_elements_text(p_action::json);
end
$$;
select pg_temp.without_seal(stage::public.stage, who, action, seal)
from (values ('voting', 'coordinacion', 'close_voting'), ('office_review', 'oficina', 'approve'), ('approved', 'coordinacion', 'publish')) as steps (stage, who, action),
  unnest(array[null, repeat('0', 64)]) as seal;

-- A confidential point is in nobody's way and in nobody's count.
insert into public.comment_threads (document_id, chapter_id, anchor, quote, author_name, organization_name, sector, visibility, audience_sector, audience)
values (tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'x', 'x', 'x', 'academia', 'office', null, '{}'),
  (tests.id('diagnostico'), tests.id('marco'), tests.anchor(), 'x', 'x', 'x', 'academia', 'sector', 'academia', '{}');
select tests.stand_in('consolidation');
select tests.sees(who, $$ select s ->> 'conditions' from public.document_abilities(tests.id('diagnostico')) a, jsonb_array_elements(a -> 'steps') s $$,
  array['[{"met": true, "code": "chapters_present", "count": 2}, {"met": true, "code": "chapters_have_text", "count": 0}, {"met": true, "code": "discussion_answered", "count": 0}, {"met": true, "body": true, "code": "voting_body_ready", "count": 4, "seats": 4, "needed": 2}, {"met": true, "code": "edition_in_force", "count": 0}]'],
  who || ' reads the same conditions, confidential points left out')
from unnest(array['coordinacion', 'osc', 'academia', 'oficina']) as readers (who);

-- Act 5, words that a step needs, and a stage that somebody else has moved.
select tests.stand_in('technical_review');
select tests.refused('coordinacion', pg_temp.advance('return_to_drafting', 'technical_review', note), refusal,
  $$ select stage::text from public.documents where id = tests.id('diagnostico') $$, name)
from (values (null, 'PT422 note_required', 'returned without a word'), ('  ', 'PT422 note_required', 'returned with blanks'),
  (E'\n', 'PT422 note_required', 'returned with a break'), (E' \t\u00a0\r\n\u200b', 'PT422 note_required', 'returned with nothing to see'),
  (repeat('x', 5001), 'PT400 bad_input', 'returned with a book')) as attempts (note, refusal, name);
select tests.refused('coordinacion', pg_temp.advance('submit', 'drafting'), 'PT409 stage_changed',
  $$ select stage::text from public.documents where id = tests.id('diagnostico') $$, 'a step from the stage that was');
select throws_ok($$ select tests.act_as('coordinacion'); select public.advance_document(tests.id('diagnostico'), 'submit', null) $$,
  'PT409', 'stage_changed', 'a step from no stage');
select tests.act_as_owner();
select tests.does('coordinacion', pg_temp.advance('return_to_drafting', 'technical_review', ' Falta el capítulo de salud. '),
  $$ select concat_ws(' | ', action, from_stage, to_stage, tests.word(person_id), person_name, organization_name, sector, note)
     from public.document_transitions $$,
  'return_to_drafting | technical_review | drafting | coordinacion | Coordinacion | Secretaría | state | Falta el capítulo de salud.',
  'who, for whom, from where to where, and why');
select is((select concat_ws(' ', action, noun, tests.word(noun_id), tests.word(person_id), detail ->> 'from', detail ->> 'to')
  from public.audit_entries order by id desc limit 1), 'return_to_drafting document diagnostico coordinacion technical_review drafting', 'on record too');
select tests.sees(who, 'select action from public.document_transitions', sees, who || ' reads the history (document_transitions_select_parties)')
from (values ('observador', array['return_to_drafting']), ('otroestado', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for table document_transitions'])) as expected (who, sees);
select throws_ok(statement, 'PT403', 'record_is_append_only', statement || ', as the owner')
from unnest(array['update public.document_transitions set note = $$x$$', 'delete from public.document_transitions',
  'truncate public.document_transitions']) as attempts (statement);
select is((select note from public.document_transitions), 'Falta el capítulo de salud.', 'the history stands');
