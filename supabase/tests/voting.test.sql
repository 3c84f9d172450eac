-- Voting: the seat votes, not the person; on one version, named by its seal; while the round is open.

create function pg_temp.round() returns uuid language sql stable security definer
as $$ select id from public.voting_rounds where document_id = tests.id('diagnostico') order by opened_at desc limit 1 $$;
create function pg_temp.seal() returns text language sql stable security definer
as $$ select v.sha256 from public.voting_rounds r join public.versions v on v.id = r.version_id where r.id = pg_temp.round() $$;
create function pg_temp.vote(p_seat text, p_choice text, p_dissent text default null, p_seal text default null)
returns text language sql stable
as $$ select format('select public.cast_vote(%L, %L, %L, %L, %L)', pg_temp.round(), tests.id(p_seat), p_choice, p_dissent,
  coalesce(p_seal, pg_temp.seal())) $$;
create function pg_temp.vote_seen(p_seat text, p_choice text, p_dissent text, p_seen text) returns text language sql stable
as $$ select format('select public.cast_vote(%L, %L, %L, %L, %L, %L)', pg_temp.round(), tests.id(p_seat), p_choice, p_dissent, pg_temp.seal(), p_seen) $$;
create function pg_temp.seen(p_choice text, p_capacity text, p_at timestamptz default now()) returns text language sql stable
as $$ select jsonb_build_object('choice', p_choice, 'capacity', p_capacity, 'castAt', p_at)::text $$;
create function pg_temp.votes() returns text language sql stable
as $$ select coalesce(string_agg(concat_ws(' ', tests.word(v.seat_id), v.choice, v.capacity, tests.word(v.person_id), v.dissent), ', ' order by tests.word(v.seat_id)), 'none')
  from public.votes v where v.round_id = pg_temp.round() $$;

-- Act 1, opening the vote asks the seats that vote, as they are now.
insert into public.seats (id, body_id, organization_id, titular_id, has_vote)
select tests.new_id(s.word), tests.id('comite'), tests.id(s.organization), tests.id(s.titular), s.has_vote
from (values
  ('asiento_con_voz', 'universidad', 'academia', false),
  ('asiento_observador', 'defensoria', 'observador', true), ('asiento_oficina', 'onu', 'oficina', true)
) as s (word, organization, titular, has_vote);
update public.seats set suplente_id = tests.id('academia') where id = tests.id('asiento_estado');
update public.documents set stage = 'consolidation' where id = tests.id('diagnostico');

-- Whoever gives the seats does not decide the quorum: vacant ones count, and those whose people have left.
create function pg_temp.with_vacant_seats()
returns setof text language plpgsql
as $$
declare
  v_read text[];
  v_held text;
begin
  begin
    insert into public.seats (id, body_id, organization_id, titular_id)
    values (tests.new_id('asiento_vacio'), tests.id('comite'), tests.id('universidad'), null),
      (tests.new_id('asiento_retirado'), tests.id('comite'), tests.id('red'), tests.id('retirada'));
    perform tests.act_as('coordinacion');
    perform public.assign_seat(tests.id('asiento_estado'), null, null);
    perform public.assign_seat(tests.id('asiento_federal'), null, null);
    begin
      perform public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation');
    exception when others then
      get stacked diagnostics v_held = pg_exception_detail;
    end;
    v_read := array[v_held];
    perform public.assign_seat(tests.id('asiento_federal'), tests.id('federal'), null);
    perform public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation');
    v_read := v_read || (
      select array[
        (r -> 'tally')::text,
        (select string_agg(concat_ws(' ', tests.word((s ->> 'id')::uuid), s ->> 'vacant'), ', ' order by tests.word((s ->> 'id')::uuid))
          from jsonb_array_elements(r -> 'seats') s)
      ]
      from public.voting_round(tests.id('diagnostico')) r
    );
    perform tests.act_as_owner();
    update public.memberships set status = 'active' where person_id = tests.id('retirada');
    v_read := v_read || (
      select string_agg(concat_ws(' ', who, tests.outcome(who, pg_temp.vote(seat, 'in_favour'))), ', ')
      from (values ('retirada', 'asiento_retirado'), ('estado', 'asiento_estado')) as attempts (who, seat)
    );
    delete from public.people where id = tests.id('federal');
    v_read := v_read || (select string_agg(tests.word(s.seat_id) || ' ' || s.vacant, ', ')
      from public.voting_round_seats s where s.seat_id = tests.id('asiento_federal'));
    raise exception using errcode = 'P0998', detail = array_to_json(v_read)::text;
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_held = pg_exception_detail;
  end;
  return query select json_array_elements_text(v_held::json);
end
$$;
select results_eq('select pg_temp.with_vacant_seats()', array[
  '{"conditions": [{"met": false, "body": true, "code": "voting_body_ready", "count": 2, "seats": 6, "needed": 3}]}',
  '{"cast": 0, "seats": 6, "needed": 3, "quorumReached": false}',
  'asiento_estado true, asiento_federal false, asiento_osc false, asiento_osc2 false, asiento_retirado true, asiento_vacio true',
  'retirada PT403 vote_not_yours, estado PT403 vote_not_yours',
  'asiento_federal false'
], 'too few seats held, the vote is not opened; opened, it has all the seats; nobody votes from a vacant one; who is forgotten left none');

select tests.act_as('coordinacion');
select lives_ok($$ select public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation') $$, 'the vote is opened');
select tests.act_as_owner();
select results_eq($$ select tests.word(seat_id) || ' ' || organization_name || ' ' || sector from public.voting_round_seats order by 1 $$,
  array['asiento_estado Gobierno del estado state', 'asiento_federal Órgano federal federal', 'asiento_osc Red de organizaciones civil_society',
    'asiento_osc2 Centro de derechos civil_society'], 'not voice without vote, nor who looks on or approves');
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('gobierno'));

-- Act 2, who may vote with which seat.
select tests.refused(who, statement, refusal, 'select pg_temp.votes()', name)
from (values
  ('osc2', pg_temp.vote('asiento_osc', 'in_favour'), 'PT403 vote_not_yours', 'another organization''s seat'),
  ('coordinacion', pg_temp.vote('asiento_osc', 'in_favour'), 'PT403 vote_not_yours', 'the secretaría técnica for an NGO'),
  ('oficina', pg_temp.vote('asiento_oficina', 'in_favour'), 'PT403 vote_not_yours', 'the Office'),
  ('observador', pg_temp.vote('asiento_observador', 'in_favour'), 'PT403 vote_not_yours', 'an observer'),
  ('academia', pg_temp.vote('asiento_con_voz', 'in_favour'), 'PT403 vote_not_yours', 'voice without vote'),
  ('otroestado', pg_temp.vote('asiento_osc', 'in_favour'), 'PT404 not_found', 'another state'),
  ('admin', pg_temp.vote('asiento_osc', 'in_favour'), 'PT404 not_found', 'the administration'),
  ('suspendida', pg_temp.vote('asiento_osc', 'in_favour'), 'PT401 not_signed_in', 'a suspended suplente'),
  ('anonymous', pg_temp.vote('asiento_osc', 'in_favour'), '42501 permission denied for function cast_vote', 'the public'),
  ('osc', pg_temp.vote('asiento_osc', 'in_favour', p_seal => repeat('0', 64)), 'PT409 version_mismatch', 'another text'),
  ('osc', pg_temp.vote('asiento_osc', 'in_favour', 'Pero no.'), 'PT422 dissent_without_vote_against', 'a dissent in favour'),
  ('osc', pg_temp.vote('asiento_osc', 'against', repeat('x', 5001)), 'PT400 bad_input', 'a dissent of a book'),
  ('osc', pg_temp.vote('asiento_osc', null), 'PT400 bad_input', 'a vote for nothing'),
  ('osc', format('select public.cast_vote(%L, %L, %L, null, %L)', tests.id('nada'), tests.id('asiento_osc'), 'against', pg_temp.seal()),
    'PT404 not_found', 'a round that is not there')
) as attempts (who, statement, refusal, name);

select is(tests.outcome('osc', pg_temp.vote('asiento_osc', choice, dissent), 'select pg_temp.votes()'), stands, choice || ' with a dissent that says ' || stands)
from (values ('in_favour', E'\n\u00a0\u200b', 'ok asiento_osc in_favour titular osc'), ('against', E'\t\n', 'ok asiento_osc against titular osc'),
  ('against', E' Falta:\n\n- salud\u00a0\u200b ', E'ok asiento_osc against titular osc Falta:\n\n- salud\u00a0\u200b')) as votes (choice, dissent, stands);

-- Act 3, the suplente votes, changes the vote, and the titular has the last word.
select tests.does('academia', pg_temp.vote('asiento_estado', 'against', ' Falta salud. '), 'select pg_temp.votes()',
  'asiento_estado against suplente academia Falta salud.', 'the suplente votes where the titular has not');
select tests.does('academia', pg_temp.vote('asiento_estado', 'abstains'), 'select pg_temp.votes()',
  'asiento_estado abstains suplente academia', 'and may think again');
select tests.sees(who, $$ select v ->> 'seats' from jsonb_array_elements(public.my_work() -> 'votes') v $$, waits, who || ' is asked where the suplente has voted')
from (values ('estado', array['1']), ('academia', array[]::text[])) as expected (who, waits);
-- A vote takes the place of the one that its page showed, and of no other.
select tests.refused('estado', pg_temp.vote_seen('asiento_estado', 'in_favour', null, seen), refusal, 'select pg_temp.votes()', name)
from (values
  ('{"choice": null, "capacity": null, "castAt": null}', 'PT409 vote_changed', 'the page of before the suplente voted'),
  ('{}', 'PT409 vote_changed', 'the same, said with no more words'),
  (pg_temp.seen('against', 'suplente'), 'PT409 vote_changed', 'the page of before the suplente thought again'),
  (pg_temp.seen('abstains', 'titular'), 'PT409 vote_changed', 'a vote of somebody else'),
  (pg_temp.seen('abstains', 'suplente', now() - interval '1 second'), 'PT409 vote_changed', 'the same choice, of before'),
  (pg_temp.seen('x', 'suplente'), '22P02 invalid input value for enum public.vote_choice: "x"', 'a vote for nothing that there is')
) as attempts (seen, refusal, name);
select tests.does('estado', pg_temp.vote_seen('asiento_estado', 'in_favour', null, pg_temp.seen('abstains', 'suplente')), 'select pg_temp.votes()',
  'asiento_estado in_favour titular estado', 'the titular''s vote takes its place');
select tests.does('estado', pg_temp.vote_seen('asiento_estado', 'in_favour', null, pg_temp.seen('abstains', 'suplente')), 'select pg_temp.votes()',
  'asiento_estado in_favour titular estado', 'sent twice it is no other vote');
select tests.refused('estado', pg_temp.vote_seen('asiento_estado', 'in_favour', null, '{}') || '; ' || pg_temp.vote_seen('asiento_estado', 'against', null, '{}'),
  'PT409 vote_changed', 'select pg_temp.votes()', 'the titular''s own page of before');
select tests.sees('estado', $$ select v ->> 'seats' from jsonb_array_elements(public.my_work() -> 'votes') v $$, array[]::text[], 'and is asked no more');
select tests.refused('academia', pg_temp.vote('asiento_estado', 'against'), 'PT409 vote_already_cast_by_titular', 'select pg_temp.votes()',
  'the suplente after the titular');
select tests.sees(who, $$ select s ->> 'titularVoted' from jsonb_array_elements(public.voting_round(tests.id('diagnostico')) -> 'seats') s
  where s ->> 'id' = tests.id('asiento_estado')::text $$, array[told], who || ' is told whether the titular voted in their place')
from (values ('academia', 'true'), ('estado', 'false'), ('osc', 'false'), ('observador', 'false')) as expected (who, told);
select tests.does('estado', pg_temp.vote('asiento_estado', 'against', 'Sin presupuesto.'), 'select pg_temp.votes()',
  'asiento_estado against titular estado Sin presupuesto.', 'the titular may think again');
select is((select string_agg(concat_ws(' ', action, noun, tests.word(noun_id), detail ->> 'capacity', detail ->> 'choice'), ', ' order by id)
  from public.audit_entries where noun = 'vote'),
  'cast vote asiento_estado suplente, cast vote asiento_estado suplente, cast vote asiento_estado titular, cast vote asiento_estado titular',
  'that a seat voted is on record, how it voted is not');

-- Act 4, a closed ballot shows who has voted, not how (voting_rounds_select_parties, voting_round_seats_select_parties).
select tests.sees('osc', 'select choice from public.votes', array['42501 permission denied for table votes'], 'votes are not read by table');
select tests.sees(who, 'select tests.word(document_id) from public.voting_rounds', sees, who || ' sees the round')
from (values ('observador', array['diagnostico']), ('otroestado', array[]::text[]), ('suspendida', array[]::text[]),
  ('anonymous', array['42501 permission denied for table voting_rounds'])) as expected (who, sees);
select tests.sees(who, 'select count(*) from public.voting_round_seats', sees, who || ' sees who is asked')
from (values ('observador', array['4']), ('otroestado', array['0']), ('anonymous', array['42501 permission denied for table voting_round_seats'])) as expected (who, sees);
select tests.sees(who, $$ select concat_ws(' ', s ->> 'voted', s ->> 'choice', s ->> 'dissent', s ->> 'myCapacity')
  from jsonb_array_elements(public.voting_round(tests.id('diagnostico')) -> 'seats') s order by s ->> 'organization' $$, sees, who || ' reads the ballot')
from (values
  ('osc', array['false', 'true', 'false', 'false titular']),
  ('estado', array['false', 'true against Sin presupuesto. titular', 'false', 'false']),
  ('coordinacion', array['false', 'true', 'false', 'false'])
) as expected (who, sees);
select tests.sees('coordinacion', $$ select (public.voting_round(tests.id('diagnostico')) -> 'tally')::text $$,
  array['{"cast": 1, "seats": 4, "needed": 2, "quorumReached": false}'], 'no running tally, not for the secretaría técnica either');
select tests.sees('otroestado', $$ select public.voting_round(tests.id('diagnostico')) $$, array['PT404 not_found'], 'nothing for another state');
select tests.does('osc', pg_temp.vote('asiento_osc', 'in_favour'), 'select 1::text', '1', 'osc votes');
select tests.sees(who, $$ select c::text from jsonb_array_elements(public.document_abilities(tests.id('diagnostico')) -> 'steps' -> 0 -> 'conditions') c $$,
  array['{"met": true, "code": "quorum_reached", "count": 2, "needed": 2}', majority], who || ' reads what is missing to close')
from (values ('coordinacion', '{"met": false, "code": "majority_reached"}'),
  ('osc', '{"met": false, "code": "majority_reached", "hidden": true}'), ('oficina', '{"met": false, "code": "majority_reached", "hidden": true}')) as expected (who, majority);
update public.voting_rounds set open_tally = true;
select tests.sees('osc', $$ select public.voting_round(tests.id('diagnostico')) -> 'tally' ->> 'against' $$, array['1'], 'an open tally is open');
update public.voting_rounds set open_tally = false;
select tests.sees(who, $$ select public.document_abilities(tests.id('diagnostico')) ->> 'mayVote' $$, array[answer], who || ' may vote')
from (values ('osc', 'true'), ('estado', 'true'), ('academia', 'false'), ('coordinacion', 'false'), ('oficina', 'false')) as expected (who, answer);
select tests.sees(who, $$ select (public.my_work() -> 'votes')::text $$, array[answer], who || ' is asked to vote')
from (values ('osc', '[]'), ('federal', format('[{"seats": 1, "title": "Diagnóstico", "document": "%s"}]', tests.id('diagnostico'))),
  ('coordinacion', '[]')) as expected (who, answer);

-- A party that is suspended meanwhile is marked; its vote of before stands.
update public.organizations set status = 'suspended' where id in (tests.id('red'), tests.id('gobernacion'));
select tests.sees(who, $$ select concat_ws(' ', tests.word((s ->> 'id')::uuid), s ->> 'suspended', s ->> 'voted')
  from jsonb_array_elements(public.voting_round(tests.id('diagnostico')) -> 'seats') s order by 1 $$,
  array['asiento_estado false true', 'asiento_federal true false', 'asiento_osc true true', 'asiento_osc2 false false'], who || ' reads who is suspended')
from unnest(array['coordinacion', 'osc2']) as readers (who);
update public.organizations set status = 'active' where id in (tests.id('red'), tests.id('gobernacion'));

-- So is a seat for which nobody can vote any more.
create function pg_temp.unmanned(p_change text) returns text language plpgsql
as $$
declare
  v_got text;
begin
  begin
    execute p_change;
    perform tests.act_as('coordinacion');
    select coalesce(string_agg(tests.word((s ->> 'id')::uuid), ', ' order by 1), 'none') into v_got
    from jsonb_array_elements(public.voting_round(tests.id('diagnostico')) -> 'seats') s where (s ->> 'unmanned')::boolean;
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = v_got;
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return v_got;
end
$$;
select is(pg_temp.unmanned(change), seats, name)
from (values
  ('select 1', 'none', 'where somebody can'),
  ($$ update public.memberships set status = 'revoked' where person_id in (tests.id('osc2'), tests.id('osc')) $$, 'asiento_osc2',
    'where its people have left, not where it voted before'),
  ($$ update public.people set status = 'suspended' where id = tests.id('federal') $$, 'asiento_federal', 'where they are suspended'),
  ($$ update public.arrangement_parties set role = 'observer' where organization_id = tests.id('centro') $$, 'asiento_osc2', 'where it looks on'),
  ($$ update public.organizations set status = 'suspended' where id = tests.id('centro') $$, 'none', 'of a suspended organization that is said'),
  ($$ update public.voting_round_seats set titular_id = null where seat_id = tests.id('asiento_osc2') $$, 'asiento_osc2', 'where they were forgotten'),
  ($$ update public.voting_rounds set closed_at = now(), outcome = 'returned'; update public.memberships set status = 'revoked' where person_id = tests.id('osc2') $$,
    'none', 'not once it is over')
) as cases (change, seats, name);

-- While the vote is open nobody is seated, and it is of those who sat when it was opened.
select tests.refused('coordinacion', statement, 'PT409 vote_is_open', $$ select jsonb_agg(s order by s.id)::text from public.seats s $$, statement)
from unnest(array[$$ select public.assign_seat(tests.id('asiento_osc'), null, null) $$, $$ select public.add_seat(tests.id('comite'), tests.id('red'), true) $$]) as attempts (statement);
update public.seats set titular_id = tests.id('coordinacion') where id = tests.id('asiento_federal');
insert into public.memberships (person_id, organization_id) values (tests.id('coordinacion'), tests.id('gobernacion')), (tests.id('coordinacion'), tests.id('red'));
select tests.refused('coordinacion', pg_temp.vote('asiento_federal', 'in_favour'), 'PT403 vote_not_yours', 'select pg_temp.votes()', 'who was seated after the vote was opened');
update public.seats set titular_id = tests.id('coordinacion') where id = tests.id('asiento_osc');
select tests.refused('coordinacion', pg_temp.vote('asiento_osc', 'against'), 'PT403 vote_not_yours', 'select pg_temp.votes()', 'taking a seat that has voted');
select tests.sees('coordinacion', $$ select coalesce(s ->> 'choice', 'hidden') from jsonb_array_elements(public.voting_round(tests.id('diagnostico')) -> 'seats') s
  where s ->> 'id' = tests.id('asiento_osc')::text $$, array['hidden'], 'nor does the ballot show itself to them');
update public.seats set titular_id = tests.id('federal') where id = tests.id('asiento_federal');
update public.seats set titular_id = tests.id('osc') where id = tests.id('asiento_osc');
delete from public.memberships where person_id = tests.id('coordinacion') and organization_id <> tests.id('secretaria');
update public.bodies set status = 'dissolved' where id = tests.id('comite');
select tests.refused('osc', pg_temp.vote('asiento_osc', 'against'), 'PT403 vote_not_yours', 'select pg_temp.votes()', 'in a body that was dissolved');
update public.bodies set status = 'installed' where id = tests.id('comite');
update public.arrangements set status = 'ended' where id = tests.id('oaxaca');
select tests.refused(who, pg_temp.vote(seat, 'against'), refusal, 'select pg_temp.votes()', who || ' in an arrangement that has ended')
from (values ('osc', 'asiento_osc', 'PT409 arrangement_ended'), ('osc', 'asiento_federal', 'PT409 arrangement_ended'),
  ('otroestado', 'asiento_osc', 'PT404 not_found')) as attempts (who, seat, refusal);
update public.arrangements set status = 'in_force' where id = tests.id('oaxaca');

-- Given up before its quorum, a closed ballot stays closed; given up after it, it shows.
create function pg_temp.given_up(p_votes integer)
returns text language plpgsql
as $$
declare
  v_got text;
begin
  begin
    delete from public.votes v where v.seat_id in (select w.seat_id from public.votes w order by w.seat_id offset p_votes);
    perform tests.act_as('coordinacion');
    perform public.advance_document(tests.id('diagnostico'), 'return_to_consolidation', 'voting', 'Nota');
    select concat_ws(' ', r ->> 'outcome', r ->> 'tallyShown', r -> 'tally' ? 'inFavour',
      (select count(*) from jsonb_array_elements(r -> 'seats') s where s ->> 'choice' is not null)) into v_got
    from public.voting_round(tests.id('diagnostico')) r;
    perform tests.act_as_owner();
    v_got := v_got || ' ' || (
      select (e.detail ? 'round') || ' ' || (e.detail ? 'votes_sha256')
      from public.audit_entries e where e.action = 'return_to_consolidation'
    );
    raise exception using errcode = 'P0998', detail = v_got;
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_got = pg_exception_detail;
  end;
  return v_got;
end
$$;
select is(pg_temp.given_up(1), 'returned false f 0 true false', 'given up with one vote, it is not shown, nor sealed: the seal of so few would tell');
select is(pg_temp.given_up(2), 'returned true t 2 true true', 'given up with its quorum, it is');

-- Act 5, an organization suspended or gone has no vote left, whoever sits there.
update public.organizations set status = 'suspended' where id = tests.id('centro');
select tests.refused('osc2', pg_temp.vote('asiento_osc2', 'in_favour'), 'PT404 not_found', 'select pg_temp.votes()', 'a suspended organization');
update public.organizations set status = 'active' where id = tests.id('centro');
update public.arrangement_parties set role = 'observer' where organization_id = tests.id('centro');
select tests.refused('osc2', pg_temp.vote('asiento_osc2', 'in_favour'), 'PT403 vote_not_yours', 'select pg_temp.votes()', 'a party that has become an observer');
update public.arrangement_parties set role = 'commenter' where organization_id = tests.id('centro');

-- Act 6, the round is closed, and its votes stay and show.
select tests.does('osc2', pg_temp.vote('asiento_osc2', 'in_favour'), 'select 1::text', '1', 'osc2 votes');
select tests.act_as('coordinacion');
select lives_ok($$ select public.advance_document(tests.id('diagnostico'), 'close_voting', 'voting', null, '{}', tests.seal()) $$, 'the vote is closed');
select tests.act_as_owner();
select tests.refused(who, pg_temp.vote(seat, 'against'), 'PT409 round_closed', 'select pg_temp.votes()', who || ' after the close')
from (values ('osc', 'asiento_osc'), ('federal', 'asiento_federal'), ('osc2', 'asiento_osc')) as attempts (who, seat);
select tests.sees('observador', $$ select concat_ws(' ', r ->> 'outcome', r -> 'tally' ->> 'inFavour', r -> 'tally' ->> 'against',
    (select string_agg(coalesce(s ->> 'choice', '-'), ' ' order by s ->> 'organization') from jsonb_array_elements(r -> 'seats') s))
  from public.voting_round(tests.id('diagnostico')) r $$, array['adopted 2 1 in_favour against - in_favour'], 'everyone in the process reads how each seat voted');

select is((select detail ->> 'votes_sha256' from public.audit_entries where action = 'close_voting'), access.votes_sha256(pg_temp.round()), 'the record seals the votes');
select throws_ok(statement, 'PT403', 'record_is_append_only', statement || ', as the owner')
from unnest(array[$$update public.votes set choice = 'in_favour' where seat_id = tests.id('asiento_estado')$$, 'delete from public.votes',
  'update public.voting_rounds set quorum = 1', 'delete from public.voting_rounds', $$update public.voting_round_seats set titular_id = tests.id('osc2')$$,
  $$update public.voting_round_seats set label = 'x'$$, 'delete from public.voting_round_seats']) as attempts (statement);
select is(access.votes_sha256(pg_temp.round()), (select detail ->> 'votes_sha256' from public.audit_entries where action = 'close_voting'), 'and they stand');

-- A round that others have followed is read as it was closed, by whoever reads the document, and shows no more than then.
create function pg_temp.read_round(p_who text, p_version integer)
returns text language plpgsql
as $$
declare
  v_read text;
begin
  perform tests.act_as(p_who);
  begin
    select concat_ws(' ', r -> 'version' ->> 'number', coalesce(r ->> 'outcome', 'open'), r -> 'tally' ->> 'against', (
      select string_agg(concat_ws(' ', s ->> 'choice', s ->> 'dissent'), ', ' order by s ->> 'organization')
      from jsonb_array_elements(r -> 'seats') s where s ->> 'choice' is not null
    )) into v_read
    from public.voting_round(tests.id('diagnostico'), p_version) r;
  exception when others then
    v_read := sqlstate || ' ' || sqlerrm;
  end;
  perform tests.act_as_owner();
  return v_read;
end
$$;
create function pg_temp.later_rounds()
returns setof text language plpgsql
as $$
declare
  v_held text;
begin
  begin
    perform tests.act_as('oficina');
    perform public.advance_document(tests.id('diagnostico'), 'return_with_observations', 'office_review', 'Nota');
    perform tests.act_as('coordinacion');
    perform public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation');
    perform tests.act_as('estado');
    perform public.cast_vote((public.voting_round(tests.id('diagnostico')) ->> 'id')::uuid, tests.id('asiento_estado'), 'against',
      'Otra razón.', public.voting_round(tests.id('diagnostico')) -> 'version' ->> 'sha256');
    perform tests.act_as('coordinacion');
    perform public.advance_document(tests.id('diagnostico'), 'return_to_consolidation', 'voting', 'Nota');
    perform public.advance_document(tests.id('diagnostico'), 'open_voting', 'consolidation');
    perform tests.act_as_owner();
    raise exception using errcode = 'P0998', detail = (
      select json_agg(concat_ws(' ', who || ':', pg_temp.read_round(who, number)) order by place)
      from (values
        (1, 'observador', 1), (2, 'observador', 2), (3, 'estado', 2), (4, 'observador', 3), (5, 'observador', null),
        (6, 'observador', 4), (7, 'observador', 0), (8, 'otroestado', 1), (9, 'admin', 1), (10, 'anonymous', 1)
      ) as reads (place, who, number)
    )::text;
  exception when sqlstate 'P0998' then
    get stacked diagnostics v_held = pg_exception_detail;
  end;
  return query select json_array_elements_text(v_held::json);
end
$$;
select results_eq('select pg_temp.later_rounds()', array[
  'observador: 1 adopted 1 in_favour, against Sin presupuesto., in_favour', 'observador: 2 returned',
  'estado: 2 returned against Otra razón.', 'observador: 3 open', 'observador: 3 open',
  'observador: PT404 not_found', 'observador: PT404 not_found', 'otroestado: PT404 not_found', 'admin: PT404 not_found',
  'anonymous: 42501 permission denied for function voting_round'
], 'each round by its version; one given up before its quorum shows one''s own vote alone; no round of others'' documents');

-- Act 7, quorum and majority, rule by rule, over four seats: state, federal, civil society twice.
create function pg_temp.tally(p_rule public.majority_rule, p_quorum numeric, p_choices text)
returns text language plpgsql
as $$
declare
  v_tally jsonb;
begin
  delete from public.votes where round_id = pg_temp.round();
  update public.voting_rounds set majority_rule = p_rule, quorum = p_quorum;
  insert into public.votes (round_id, seat_id, choice, person_id, capacity, version_sha256)
  select pg_temp.round(), tests.id(seat), case c when '+' then 'in_favour' when '-' then 'against' else 'abstains' end::public.vote_choice,
    tests.id('osc'), 'titular', 'x'
  from unnest(array['asiento_estado', 'asiento_federal', 'asiento_osc', 'asiento_osc2'], string_to_array(p_choices, null)) as x (seat, c)
  where c <> '.';
  v_tally := access.round_tally(pg_temp.round());
  return concat_ws(' ', v_tally ->> 'cast' || '/' || (v_tally ->> 'needed'), v_tally ->> 'quorumReached', v_tally ->> 'majorityReached');
end
$$;
alter table public.votes disable trigger user;
alter table public.voting_rounds disable trigger user;
select is(pg_temp.tally(rule::public.majority_rule, quorum, choices), answer, rule || ' ' || quorum || ' ' || choices)
from (values
  ('simple', 0.5, '....', '0/2 false false'), ('simple', 0.5, '+...', '1/2 false true'), ('simple', 0.5, '+-..', '2/2 true false'),
  ('simple', 0.5, '++-.', '3/2 true true'), ('simple', 0.5, '+000', '4/2 true true'), ('simple', 0.5, '0000', '4/2 true false'),
  ('simple', 0.5, '++--', '4/2 true false'), ('simple', 0.75, '++..', '2/3 false true'), ('simple', 0.75, '++0.', '3/3 true true'),
  ('simple', 1, '+++.', '3/4 false true'), ('simple', 0.501, '++..', '2/3 false true'),
  ('two_thirds', 0.5, '++-.', '3/2 true true'), ('two_thirds', 0.5, '++--', '4/2 true false'), ('two_thirds', 0.5, '+++-', '4/2 true true'),
  ('two_thirds', 0.5, '+-0.', '3/2 true false'), ('two_thirds', 0.5, '+000', '4/2 true true'),
  ('consensus', 0.5, '+++-', '4/2 true false'), ('consensus', 0.5, '++00', '4/2 true true'), ('consensus', 0.5, '0000', '4/2 true false'),
  ('each_sector', 0.5, '+++0', '4/2 true true'), ('each_sector', 0.5, '+++-', '4/2 true false'), ('each_sector', 0.5, '+-++', '4/2 true false'),
  ('each_sector', 0.5, '+0++', '4/2 true true'), ('each_sector', 0.5, '++..', '2/2 true true'), ('each_sector', 0.5, '-0++', '4/2 true false')
) as cases (rule, quorum, choices, answer);
