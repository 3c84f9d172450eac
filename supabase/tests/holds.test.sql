-- Holding the writing, so that a step can freeze the text while people type. Its rows are read as the owner: nobody else can.

create function pg_temp.hold(p_stage text default 'technical_review', p_action text default 'open_consultation')
returns text language sql
as $$ select format('select public.hold_writing(tests.id(%L), %L, %L)::text', 'diagnostico', p_action, p_stage) $$;
create function pg_temp.writes(p_who text default 'coordinacion', p_chapter text default 'marco')
returns text language sql
as $$ select coalesce(tests.edit(p_chapter, p_who, false), 'written') $$;
create function pg_temp.holds()
returns text language sql
as $$ select coalesce(string_agg(tests.word(h.person_id) || ' ' || tests.word(h.document_id), ','), 'none') from collab.holds h $$;
create temporary view heads as select tests.word(chapter_id) as chapter, last_seq from collab.chapter_heads;

-- Act 1, who: whoever may take the step, in the stage that they saw.
update public.documents set stage = 'technical_review' where id = tests.id('diagnostico');
select tests.refused(who, pg_temp.hold(), refusal, 'select pg_temp.holds()', who || ' holding the writing')
from (values
  ('estado', 'PT403 step_not_yours'), ('federal', 'PT403 step_not_yours'), ('osc', 'PT403 step_not_yours'),
  ('osc2', 'PT403 step_not_yours'), ('academia', 'PT403 step_not_yours'), ('observador', 'PT403 step_not_yours'),
  ('oficina', 'PT403 step_not_yours'), ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'),
  ('retirada', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function hold_writing')
) as expected (who, refusal);
select tests.refused('coordinacion', pg_temp.hold(stage, action), refusal, 'select pg_temp.holds()', action || ' as seen in ' || coalesce(stage, 'no stage'))
from (values
  ('consolidation', 'open_voting', 'PT409 stage_changed'), ('drafting', 'open_consultation', 'PT409 stage_changed'),
  (null, 'open_consultation', 'PT409 stage_changed'), ('technical_review', 'open_voting', 'PT409 step_not_available'),
  ('technical_review', 'nada', 'PT409 step_not_available'), ('technical_review', null, 'PT409 step_not_available')
) as expected (stage, action, refusal);

-- Act 2, what for: a step that freezes the text, and that nothing but the text is in the way of.
create function pg_temp.after(p_stage public.stage, p_break text, p_who text, p_action text)
returns text language plpgsql
as $$
declare
  v_hold text := pg_temp.hold(p_stage::text, p_action);
  v_got text;
begin
  begin
    perform tests.stand_in(p_stage);
    execute p_break;
    perform tests.act_as(p_who);
    execute v_hold into v_got;
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = v_got || ' ' || pg_temp.holds();
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return v_got;
end
$$;
select is(pg_temp.after(stage::public.stage, break, who, action), answer, name)
from (values
  ('drafting', 'select', 'coordinacion', 'submit', 'false none', 'handing in freezes nothing'),
  ('technical_review', 'select', 'coordinacion', 'return_to_drafting', 'false none', 'nor does sending back'),
  ('voting', 'select', 'coordinacion', 'close_voting', 'false none', 'nor closing the vote'),
  ('office_review', 'select', 'oficina', 'approve', 'false none', 'nor the Office''s step'),
  ('consolidation', 'select', 'coordinacion', 'open_voting', 'true coordinacion diagnostico', 'opening the vote does'),
  ('consolidation', $$ update public.documents set voting_body_id = null where id = tests.id('diagnostico') $$, 'coordinacion', 'open_voting',
    'false none', 'which nobody could vote in'),
  ('technical_review', $$ update public.chapters set removed_at = now() where document_id = tests.id('diagnostico') $$, 'coordinacion',
    'open_consultation', 'false none', 'a document without chapters'),
  ('technical_review', $$ delete from public.chapter_texts where chapter_id = tests.id('marco') $$, 'coordinacion', 'open_consultation',
    'true coordinacion diagnostico', 'a chapter that is not written down yet')
) as steps (stage, break, who, action, answer, name);

-- Act 3, what it does: nobody writes in the document, everybody in others; nothing is judged, claimed or numbered.
select is(pg_temp.writes(), 'written', 'people write');
select tests.sees('coordinacion', pg_temp.hold(), array['true'], 'the secretaría técnica holds them');
select ok((select until > clock_timestamp() + interval '7 seconds' and until <= clock_timestamp() + interval '8 seconds' from collab.holds),
  'for eight seconds at the most');
create temporary table before as select * from heads;
select is(pg_temp.writes(who, chapter), 'held', who || ' in ' || chapter)
from (values ('coordinacion', 'marco'), ('coordinacion', 'justicia'), ('estado', 'marco'), ('osc', 'marco')) as writers (who, chapter);
select results_eq(
  $$ select ordinal, seq, refusal from collab.append_updates(tests.id('marco'), array[tests.id('coordinacion'), tests.id('estado')],
       array[77, 78]::bigint[], array['\x01', '\x02']::bytea[]) $$,
  $$ values (1, null::bigint, 'held'), (2, null, 'held') $$, 'each entry of a batch is answered');
select set_eq('select * from heads', 'select * from before', 'the logs are as they were');
select is_empty($$ select client_id from collab.chapter_clients where client_id in (77, 78) $$, 'and the client ids nobody''s');
update public.documents set stage = 'drafting' where id = tests.id('puebla_diagnostico');
select is(pg_temp.writes('otroestado', 'puebla_marco'), 'written', 'another document is written in');

-- Act 4, it cannot be made to last.
select tests.sees('coordinacion', pg_temp.hold(), array['false'], 'it is not renewed');
update collab.holds set until = clock_timestamp() - interval '4 seconds';
select is(pg_temp.writes(), 'written', 'over, people write');
select tests.sees('coordinacion', pg_temp.hold(), array['false'], 'and are not held again at once');
select is(pg_temp.writes(), 'written', 'so that they write on');
update collab.holds set until = clock_timestamp() - interval '5 seconds';
select tests.sees('coordinacion', pg_temp.hold(), array['true'], 'but after a while');
select is(pg_temp.writes(), 'held', 'when they are');

-- Act 5, who lets go: whoever holds. Another coordinator's hold is theirs.
insert into public.arrangement_parties (arrangement_id, organization_id, role) values (tests.id('oaxaca'), tests.id('puebla_red'), 'coordinator');
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('puebla_red'));
select tests.sees(who, $$ select public.release_writing(tests.id('diagnostico'))::text $$, array['false'], who || ' lets nothing go')
from unnest(array['academia', 'estado', 'osc', 'observador', 'oficina']) who;
select tests.refused(who, $$ select public.release_writing(tests.id('diagnostico')) $$, refusal,
  'select (until > clock_timestamp())::text from collab.holds', who || ' letting go')
from (values ('otroestado', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('retirada', 'PT404 not_found'),
  ('suspendida', 'PT401 not_signed_in'), ('anonymous', '42501 permission denied for function release_writing')) as expected (who, refusal);
select is(pg_temp.writes(), 'held', 'people are held still');
select tests.sees('coordinacion', $$ select public.release_writing(tests.id('diagnostico'))::text $$, array['true'], 'whoever holds lets go');
select is(pg_temp.writes(), 'written', 'and people write');
select tests.sees('coordinacion', $$ select public.release_writing(tests.id('diagnostico'))::text $$, array['false'], 'once');
select tests.sees('coordinacion', pg_temp.hold(), array['false'], 'to let go does not make a hold sooner');

-- Act 6, the step. Refused it leaves the hold to whoever has it; taken it ends it, and the stage is the reason.
update collab.holds set until = clock_timestamp() - interval '5 seconds';
select tests.sees('coordinacion', pg_temp.hold(), array['true'], 'held for the step');
select tests.refused('coordinacion', $$ select public.advance_document(tests.id('diagnostico'), 'open_consultation', 'technical_review') $$,
  'PT409 text_not_settled', 'select pg_temp.holds()', 'the step before the text is written down');
select collab.save_chapter_text(tests.id('marco'), h.last_seq, '\x02', t.content)
from collab.chapter_heads h join public.chapter_texts t using (chapter_id) where h.chapter_id = tests.id('marco');
select tests.does('coordinacion', $$ select public.advance_document(tests.id('diagnostico'), 'open_consultation', 'technical_review') $$,
  'select pg_temp.holds()', 'none', 'the step is taken');
select is(pg_temp.writes(), 'consultation', 'and whoever was held is told why');
