-- Invitations: whoever brings people into an organization holds all its rights. So its own people do, and nobody comes in unasked.

create function pg_temp.invite(p_organization text, p_email text, p_more text default '', p_arrangement text default 'oaxaca')
returns text language sql stable
as $$ select format('select public.invite_person(tests.id(%L), tests.id(%L), %L%s)', p_arrangement, p_organization, p_email, p_more) $$;
-- The invitation to an address, under a word of its own.
create function pg_temp.called(p_word text, p_email text, p_organization text) returns void language sql
as $$ select tests.new_id(p_word, i.id) from public.invitations i where i.email = p_email and i.organization_id = tests.id(p_organization) $$;
create function pg_temp.state() returns text language sql
as $$ select concat_ws(' | ',
  (select string_agg(concat_ws(' ', tests.word(m.person_id), tests.word(m.organization_id), m.status), ', ' order by m.person_id, m.organization_id) from public.memberships m),
  (select string_agg(concat_ws(' ', tests.word(s.id), tests.word(s.titular_id)), ', ' order by s.id) from public.seats s),
  (select string_agg(concat_ws(' ', i.id, i.email, i.accepted_at is null, i.declined_at is null, i.revoked_at is null), ', ' order by i.id) from public.invitations i),
  (select count(*) from public.audit_entries)) $$;
insert into public.organizations (id, name, short_name, sector) values
  (tests.new_id('comunidad'), 'Comunidad', 'Comunidad', 'indigenous'), (tests.new_id('instituto'), 'Instituto', 'Instituto', 'federal'),
  (tests.new_id('otra_oficina'), 'Otra oficina', 'Otra', 'office');
insert into public.arrangement_parties values (tests.id('oaxaca'), tests.id('comunidad'), 'commenter'),
  (tests.id('oaxaca'), tests.id('instituto'), 'drafter'), (tests.id('puebla'), tests.id('instituto'), 'drafter');
insert into public.seats (id, body_id, organization_id) values (tests.new_id('asiento_comunidad'), tests.id('comite'), tests.id('comunidad'));

-- Act 1, for whom one may invite.
select tests.sees(who, $$ select tests.word(o) from public.inviting_organizations(tests.id('oaxaca')) o order by 1 $$, sees, who || ' may invite for')
from (values
  ('coordinacion', array['comunidad', 'secretaria']), ('osc', array['red']), ('observador', array['defensoria']), ('oficina', array['onu']),
  ('otroestado', array[]::text[]), ('suspendida', array[]::text[]), ('retirada', array[]::text[]),
  ('admin', array['comunidad', 'instituto'])
) as expected (who, sees);
select tests.refused(who, statement, refusal, 'select pg_temp.state()', who || ' ' || name)
from (values
  ('coordinacion', pg_temp.invite('onu', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting itself into the Office'),
  ('coordinacion', pg_temp.invite('red', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting into an NGO that has its own people'),
  ('coordinacion', pg_temp.invite('instituto', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting into what is party in another state'),
  ('coordinacion', pg_temp.invite('comunidad', ' Coordinacion@demo.test'), 'PT403 inviting_oneself', 'inviting itself as the first person of a party'),
  ('admin', pg_temp.invite('onu', 'admin@demo.test'), 'PT403 organization_invites_its_own', 'making itself the Office'),
  ('admin', pg_temp.invite('onu', 'x@demo.test'), 'PT403 organization_invites_its_own', 'making somebody the Office'),
  ('admin', pg_temp.invite('red', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting into an NGO that has its own people'),
  ('admin', pg_temp.invite('comunidad', 'admin@demo.test'), 'PT403 inviting_oneself', 'inviting itself'),
  ('osc', pg_temp.invite('centro', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting into another NGO'),
  ('osc', pg_temp.invite('red', 'x@demo.test', $$, tests.id('asiento_osc'), 'titular'$$), 'PT403 not_allowed', 'giving a seat away'),
  ('coordinacion', pg_temp.invite('puebla_red', 'x@demo.test'), 'PT422 organization_not_party', 'inviting who is not party'),
  ('coordinacion', pg_temp.invite('puebla_red', 'x@demo.test', '', 'puebla'), 'PT404 not_found', 'inviting in another state'),
  ('otroestado', pg_temp.invite('comunidad', 'x@demo.test'), 'PT404 not_found', 'inviting in another state'),
  ('suspendida', pg_temp.invite('red', 'x@demo.test'), 'PT401 not_signed_in', 'inviting while suspended'),
  ('anonymous', pg_temp.invite('red', 'x@demo.test'), '42501 permission denied for function invite_person', 'inviting'),
  ('coordinacion', pg_temp.invite('comunidad', 'nada'), 'PT400 bad_input', 'inviting nobody'),
  ('coordinacion', pg_temp.invite('comunidad', 'x@demo.test', $$, tests.id('asiento_osc'), 'titular'$$), 'PT400 bad_input', 'inviting to another''s seat'),
  ('coordinacion', pg_temp.invite('comunidad', 'x@demo.test', $$, tests.id('asiento_comunidad')$$), 'PT400 bad_input', 'inviting to a seat as nobody in particular')
) as attempts (who, statement, refusal, name);

update public.memberships set status = 'revoked' where organization_id = tests.id('onu');
select tests.refused(who, pg_temp.invite('onu', 'x@demo.test'), 'PT403 organization_invites_its_own', 'select pg_temp.state()',
  who || ' inviting into an Office that has nobody left')
from (values ('coordinacion'), ('admin')) as attempts (who);
update public.memberships set status = 'active' where organization_id = tests.id('onu');
insert into public.arrangement_parties values (tests.id('oaxaca'), tests.id('otra_oficina'), 'observer');
select tests.refused('coordinacion', pg_temp.invite('otra_oficina', 'x@demo.test'), 'PT403 organization_invites_its_own', 'select pg_temp.state()',
  'coordinacion inviting the first person into an Office that only looks on');
delete from public.arrangement_parties where organization_id = tests.id('otra_oficina');
create function pg_temp.log() returns setof text language sql
as $$ select concat_ws(' ', action, noun, tests.word(person_id), tests.word(arrangement_id), detail ->> 'capacity')
  from public.audit_entries where noun = 'invitation' order by id $$;

-- Act 2, the first person of a party that has nobody yet; again renews; whom one invites is one's own business.
select tests.does('coordinacion', pg_temp.invite('comunidad', ' Nueva@Demo.test ', $$, tests.id('asiento_comunidad'), 'titular'$$),
  $$ select concat_ws(' ', email, tests.word(organization_id), capacity, tests.word(invited_by)) from public.invitations $$,
  'nueva@demo.test comunidad titular coordinacion', 'the secretaría técnica invites');
select pg_temp.called('primera', 'nueva@demo.test', 'comunidad');
update public.invitations set expires_at = now() - interval '1 day';
select tests.new_person('nueva');
select tests.sees('nueva', 'select public.my_invitations()::text', array['[]'], 'one that ran out is not offered');
select tests.refused('nueva', $$ select public.accept_invitation(tests.id('primera')) $$, 'PT409 invitation_expired', 'select pg_temp.state()', 'too late');
select tests.does('coordinacion', pg_temp.invite('comunidad', 'nueva@demo.test', $$, tests.id('asiento_comunidad'), 'titular'$$),
  'select count(*) || '' '' || bool_and(expires_at > now()) from public.invitations', '1 true', 'inviting again renews it');
select tests.sees(who, 'select email from public.invitations', sees, who || ' sees (invitations_select_members)')
from (values ('coordinacion', array['nueva@demo.test']), ('admin', array[]::text[]), ('estado', array[]::text[]), ('otroestado', array[]::text[]),
  ('nueva', array[]::text[]), ('suspendida', array[]::text[]), ('anonymous', array['42501 permission denied for table invitations'])) as expected (who, sees);
select tests.sees('nueva', $$ select concat_ws(' ', i ->> 'organization', i ->> 'arrangement', i ->> 'role', i ->> 'by', i ->> 'body', i ->> 'capacity')
  from jsonb_array_elements(public.my_invitations()) i $$,
  array['Comunidad Convenio de Oaxaca commenter Coordinacion Comité titular'], 'it says who asks whom to be what, where');

-- Act 3, accepted with the confirmed address, and by nobody else; signing in by itself does nothing.
select tests.sees('nueva', 'select tests.word(id) from public.documents', array[]::text[], 'before she accepts she reads nothing');
update auth.users set email_confirmed_at = null where id = tests.id('nueva');
select tests.refused(who, $$ select public.accept_invitation(tests.id('primera')) $$, refusal, 'select pg_temp.state()', who || ' accepting')
from (values ('nueva', 'PT404 not_found'), ('osc2', 'PT404 not_found'), ('coordinacion', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function accept_invitation')) as attempts (who, refusal);
select tests.refused('osc2', $$ select public.decline_invitation(tests.id('primera')) $$, 'PT404 not_found', 'select pg_temp.state()', 'declining for another');
update auth.users set email_confirmed_at = now() where id = tests.id('nueva');
select tests.does('nueva', $$ select public.accept_invitation(tests.id('primera')) $$,
  $$ select concat_ws(' ', m.status, tests.word(s.titular_id), coalesce(i.email, 'forgotten')) from public.memberships m, public.seats s, public.invitations i
     where m.person_id = tests.id('nueva') and s.id = tests.id('asiento_comunidad') and i.id = tests.id('primera') $$,
  'active nueva forgotten', 'is a member, has the seat, and the address is forgotten');
select tests.refused('nueva', $$ select public.accept_invitation(tests.id('primera')) $$, 'PT409 invitation_expired', 'select pg_temp.state()', 'twice');
select tests.sees('nueva', 'select tests.word(id) from public.documents', array['diagnostico'], 'and reads the document');
select tests.refused('coordinacion', pg_temp.invite('comunidad', 'otra@demo.test'), 'PT403 organization_invites_its_own', 'select pg_temp.state()',
  'the party has its own people now');
select results_eq('select pg_temp.log()', array['invite invitation coordinacion oaxaca', 'invite invitation coordinacion oaxaca', 'accept invitation nueva oaxaca titular'],
  'on record, without the address');
select is((select count(*) from public.audit_entries where detail::text like '%@%'), 0::bigint, 'no address anywhere in the record');
select tests.sees(who, $$ select concat_ws(' ', action, coalesce(tests.word(person_id), 'somebody'))
  from public.list_audit_entries(tests.id('oaxaca')) where noun = 'invitation' order by at $$, sees, who || ' reads it, of whom they may know by id')
from (values ('coordinacion', array['invite coordinacion', 'invite coordinacion', 'accept nueva']),
  ('osc', array['invite somebody', 'invite somebody', 'accept nueva']), ('otroestado', array[]::text[])) as expected (who, sees);
select tests.sees('osc', $$ select noun from public.audit_entries $$, array['42501 permission denied for table audit_entries'], 'and not by table');

-- Act 4, an organization of two processes: what it does with its people is told in both.
select tests.does('admin', pg_temp.invite('instituto', 'nueva2@demo.test'), $$ select string_agg(tests.word(arrangement_id), ' ' order by tests.word(arrangement_id))
  from public.audit_entries where noun = 'invitation' and person_id = tests.id('admin') $$, 'oaxaca puebla', 'the administration invites the first, and both processes are told');
select pg_temp.called('de_admin', 'nueva2@demo.test', 'instituto');

-- Act 5, asked again when it is taken up: who wrote it, the arrangement, the organization, the person.
create function pg_temp.refuses(p_break text, p_word text, p_who text, p_refusal text, p_name text)
returns setof text language plpgsql
as $$
declare
  v_got text[];
begin
  begin
    execute p_break;
    v_got := array(select tests.refused(p_who, format('select public.accept_invitation(tests.id(%L))', p_word), p_refusal, 'select pg_temp.state()', p_name));
    raise exception using errcode = 'P0998', detail = array_to_json(v_got)::text;
  exception when sqlstate 'P0998' then
    get stacked diagnostics p_name = pg_exception_detail;
  end;
  return query select json_array_elements_text(p_name::json);
end
$$;
select tests.new_person('nueva2');
select tests.does('osc', pg_temp.invite('red', 'nueva2@demo.test'), 'select 1::text', '1', 'osc invites a colleague');
select pg_temp.called('de_osc', 'nueva2@demo.test', 'red');
select tests.sees(who, 'select email from public.invitations order by 1', sees, who || ' sees whom the NGO invites')
from (values ('osc', array['nueva2@demo.test']), ('coordinacion', array[]::text[]), ('osc2', array[]::text[])) as expected (who, sees);
select tests.refused('coordinacion', $$ select public.revoke_invitation(tests.id('de_osc')) $$, 'PT404 not_found', 'select pg_temp.state()', 'the secretaría técnica taking an NGO''s back');
select pg_temp.refuses(break, word, 'nueva2', refusal, name)
from (values
  ($$ update public.arrangements set status = 'ended' $$, 'de_osc', 'PT409 invitation_expired', 'after the end'),
  ($$ update public.organizations set status = 'suspended' where id = tests.id('red') $$, 'de_osc', 'PT409 invitation_expired', 'into a suspended organization'),
  ($$ update public.people set status = 'suspended' where id = tests.id('osc') $$, 'de_osc', 'PT409 invitation_expired', 'from a suspended person'),
  ($$ delete from public.arrangement_parties where organization_id = tests.id('red') $$, 'de_osc', 'PT409 invitation_expired', 'into who is no party any more'),
  ($$ update public.memberships set status = 'revoked' where person_id = tests.id('osc') $$, 'de_osc', 'PT409 invitation_expired', 'from who has left: it is closed'),
  ($$ update public.invitations set invited_by = null where id = tests.id('de_osc') $$, 'de_osc', 'PT409 invitation_expired', 'from nobody'),
  ($$ insert into public.memberships values (tests.id('academia'), tests.id('instituto')) $$, 'de_admin', 'PT409 invitation_expired', 'as the first person where there is one by now'),
  ($$ insert into public.memberships values (tests.id('nueva2'), tests.id('centro')) $$, 'de_admin', 'PT409 person_of_another_party', 'as the first person, being of another party'),
  ($$ delete from public.platform_administrators $$, 'de_admin', 'PT409 invitation_expired', 'from who administers no more')
) as attempts (break, word, refusal, name);
select tests.does('nueva2', $$ select public.decline_invitation(tests.id('de_admin')) $$,
  $$ select (declined_at is not null) || ' ' || (email is null) from public.invitations where id = tests.id('de_admin') $$, 'true true', 'she declines one');
select tests.does('nueva2', $$ select public.accept_invitation(tests.id('de_osc')) $$,
  $$ select string_agg(tests.word(organization_id), ' ') from public.memberships where person_id = tests.id('nueva2') $$, 'red', 'and accepts the other');

-- Act 6, a seat is taken only when it is vacant; who was put out does not come back by what was open.
select tests.does('nueva2', pg_temp.invite('red', 'puerta@demo.test'), 'select 1::text', '1', 'she invites in turn');
select pg_temp.called('puerta_abierta', 'puerta@demo.test', 'red');
insert into public.invitations (id, arrangement_id, organization_id, email, seat_id, capacity, invited_by)
values (tests.new_id('vuelta'), tests.id('oaxaca'), tests.id('red'), 'nueva2@demo.test', tests.id('asiento_osc'), 'titular', tests.id('osc'));
select tests.does('osc', $$ select public.revoke_membership(tests.id('nueva2'), tests.id('red')) $$,
  $$ select string_agg(concat_ws(' ', tests.word(i.id), i.revoked_at is not null, i.email), ', ' order by tests.word(i.id)) from public.invitations i where tests.word(i.id) in ('puerta_abierta', 'vuelta') $$,
  'puerta_abierta t, vuelta t', 'her membership ends, and what is open by and for her');
select tests.refused('nueva2', $$ select public.accept_invitation(tests.id('vuelta')) $$, 'PT409 invitation_expired', 'select pg_temp.state()', 'coming back');
select tests.new_person('puerta');
select tests.refused('puerta', $$ select public.accept_invitation(tests.id('puerta_abierta')) $$, 'PT404 not_found', 'select pg_temp.state()', 'by the door she left open');
select tests.does('osc', pg_temp.invite('red', 'nueva2@demo.test'), 'select 1::text', '1', 'osc asks her back');
update public.invitations set seat_id = tests.id('asiento_osc'), capacity = 'titular' where email = 'nueva2@demo.test';
select pg_temp.called('otra_vez', 'nueva2@demo.test', 'red');
select pg_temp.refuses($$ update public.invitations set invited_at = now() - interval '1 day' where id = tests.id('otra_vez') $$,
  'otra_vez', 'nueva2', 'PT409 invitation_expired', 'one from before she left');
select tests.does('nueva2', $$ select public.accept_invitation(tests.id('otra_vez')) $$,
  $$ select concat_ws(' ', m.status, tests.word(s.titular_id)) from public.memberships m, public.seats s where m.person_id = tests.id('nueva2') and s.id = tests.id('asiento_osc') $$,
  'active osc', 'she is back, and the sitting titular sits');

-- Act 7, taken back, and forgotten by themselves; two processes keep their invitations apart.
select tests.does('oficina', pg_temp.invite('onu', 'x@demo.test', '', arrangement), $$ select string_agg(tests.word(arrangement_id), ' ' order by tests.word(arrangement_id))
  from public.invitations where email = 'x@demo.test' $$, sees, 'the Office invites in ' || arrangement)
from (values ('oaxaca', 'oaxaca'), ('puebla', 'oaxaca puebla')) as invitations (arrangement, sees);
select tests.new_id('invitacion', id) from public.invitations where email = 'x@demo.test' and arrangement_id = tests.id('oaxaca');
select tests.refused(who, $$ select public.revoke_invitation(tests.id('invitacion')) $$, refusal, 'select pg_temp.state()', who || ' taking it back')
from (values ('osc', 'PT404 not_found'), ('otroestado', 'PT404 not_found'), ('coordinacion', 'PT404 not_found'), ('admin', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function revoke_invitation')) as attempts (who, refusal);
select tests.does('oficina', $$ select public.revoke_invitation(tests.id('invitacion')) $$,
  $$ select (revoked_at is not null)::text || (email is null) from public.invitations where id = tests.id('invitacion') $$, 'truetrue', 'the Office takes it back');
-- Whoever it was to is told that it is over, until it would have run out; nobody else is told that there was one.
select tests.new_person('tarde'), tests.new_person('sin_confirmar');
update auth.users set email_confirmed_at = null where id = tests.id('sin_confirmar');
insert into public.invitations (id, arrangement_id, organization_id, email, invited_by)
select tests.new_id('para_' || word), tests.id('oaxaca'), tests.id('onu'), word || '@demo.test', tests.id('oficina') from unnest(array['tarde', 'sin_confirmar']) word;
select tests.does('oficina', format('select public.revoke_invitation(tests.id(%L))', word),
  format('select coalesce(tests.word(person_id), %L) || (email is null) from public.invitations where id = tests.id(%L)', 'nobody', word), kept, word || ' is taken back')
from (values ('para_tarde', 'tardetrue'), ('para_sin_confirmar', 'nobodytrue')) as withdrawn (word, kept);
update auth.users set email_confirmed_at = now() where id = tests.id('sin_confirmar');
select tests.refused(who, format('select public.%s(tests.id(%L))', answer, word), refusal, 'select pg_temp.state()', concat_ws(' ', who, answer, word))
from unnest(array['accept_invitation', 'decline_invitation']) answer, (values
  ('tarde', 'para_tarde', 'PT409 invitation_expired'), ('osc2', 'para_tarde', 'PT404 not_found'), ('oficina', 'para_tarde', 'PT404 not_found'),
  ('otroestado', 'para_tarde', 'PT404 not_found'), ('suspendida', 'para_tarde', 'PT401 not_signed_in'),
  ('sin_confirmar', 'para_sin_confirmar', 'PT404 not_found')) as attempts (who, word, refusal);
select tests.sees(who, $$ select tests.word(id) from public.invitations where email is null $$, array[]::text[], who || ' reads nothing of what is over')
from unnest(array['oficina', 'tarde', 'admin', 'coordinacion']) who;
update public.invitations set expires_at = now() - interval '1 day' where email = 'x@demo.test' or id = tests.id('para_tarde');
select collab.forget_expired_invitations();
select tests.refused('tarde', $$ select public.accept_invitation(tests.id('para_tarde')) $$, 'PT404 not_found', 'select pg_temp.state()', 'once that is forgotten, too');
select is((select count(*) from public.invitations where email = 'x@demo.test'), 0::bigint, 'the worker forgets the address of what ran out');

-- Act 8, who comes in says who they are: what they say keeps the name that they had.
insert into auth.users (id, email, email_confirmed_at) values (tests.new_id('sin_nombre'), 'sin_nombre@demo.test', now());
select tests.does('osc', pg_temp.invite('red', 'sin_nombre@demo.test'), $$ select display_name from public.people where id = tests.id('sin_nombre') $$,
  'Persona invitada', 'an invitation makes an account without a name');
select pg_temp.called('anonima', 'sin_nombre@demo.test', 'red');
select tests.sees(who, $$ select i ->> 'asksName' from jsonb_array_elements(public.my_invitations()) i $$, sees, who || ' is asked for a name')
from (values ('sin_nombre', array['true']), ('osc', array[]::text[])) as expected (who, sees);
select tests.refused('sin_nombre', format('select public.accept_invitation(tests.id(%L)%s)', 'anonima', more), refusal,
  $$ select pg_temp.state() || display_name from public.people where id = tests.id('sin_nombre') $$, 'accepting as nobody' || left(more, 30))
from (values ('', 'PT422 name_required'), (', null', 'PT422 name_required'), (', $$  $$', 'PT422 name_required'), (', $$ Persona invitada $$', 'PT422 name_required'),
  (format(', %L', repeat('x', 121)), 'PT400 bad_input')) as attempts (more, refusal);
select tests.does('sin_nombre', $$ select public.accept_invitation(tests.id('anonima'), ' Enlace nuevo ') $$,
  $$ select concat_ws(' ', p.display_name, m.status) from public.people p join public.memberships m on m.person_id = p.id where p.id = tests.id('sin_nombre') $$,
  'Enlace nuevo active', 'she comes in under her name');
select tests.refused('osc', pg_temp.invite('red', ' Sin_nombre@demo.test'), 'PT409 already_member', 'select pg_temp.state()',
  'inviting whoever belongs there');
select tests.does('academia', pg_temp.invite('universidad', 'sin_nombre@demo.test'), 'select 1::text', '1', 'another organization invites her');
select pg_temp.called('segunda', 'sin_nombre@demo.test', 'universidad');
select tests.sees('sin_nombre', $$ select i ->> 'asksName' from jsonb_array_elements(public.my_invitations()) i $$, array['false'], 'she is not asked again');
select tests.does('sin_nombre', $$ select public.accept_invitation(tests.id('segunda'), 'Otra') $$,
  $$ select display_name from public.people where id = tests.id('sin_nombre') $$, 'Enlace nuevo', 'and keeps the name that she said');

-- Act 9, whom everybody has left: the administration fills it, and not whoever would read what its sector was told.
update public.memberships set status = 'revoked' where organization_id = tests.id('comunidad');
select tests.refused('coordinacion', pg_temp.invite('comunidad', 'ajena@demo.test'), 'PT403 organization_invites_its_own', 'select pg_temp.state()',
  'the secretaría técnica, where there once was somebody');
select tests.does('admin', pg_temp.invite('comunidad', 'propia@demo.test'), $$ select tests.word(invited_by) from public.invitations where email = 'propia@demo.test' $$,
  'admin', 'the administration');
