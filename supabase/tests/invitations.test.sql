-- Invitations: whoever brings people into an organization holds all its rights. So its own people do.

create function pg_temp.invite(p_organization text, p_email text, p_more text default '', p_arrangement text default 'oaxaca')
returns text language sql stable
as $$ select format('select public.invite_person(tests.id(%L), tests.id(%L), %L%s)', p_arrangement, p_organization, p_email, p_more) $$;
insert into public.organizations (id, name, short_name, sector) values (tests.new_id('comunidad'), 'Comunidad', 'Comunidad', 'indigenous');
insert into public.arrangement_parties values (tests.id('oaxaca'), tests.id('comunidad'), 'commenter');
insert into public.seats (id, body_id, organization_id) values (tests.new_id('asiento_comunidad'), tests.id('comite'), tests.id('comunidad'));

-- Act 1, for whom one may invite.
select tests.sees(who, $$ select tests.word(o) from public.inviting_organizations(tests.id('oaxaca')) o order by 1 $$, sees, who || ' may invite for')
from (values
  ('coordinacion', array['comunidad', 'secretaria']), ('osc', array['red']), ('observador', array['defensoria']), ('oficina', array['onu']),
  ('otroestado', array[]::text[]), ('suspendida', array[]::text[]), ('retirada', array[]::text[]),
  ('admin', array['centro', 'comunidad', 'defensoria', 'gobernacion', 'gobierno', 'onu', 'red', 'secretaria', 'universidad'])
) as expected (who, sees);
select tests.refused(who, statement, refusal, 'select count(*)::text from public.invitations', who || ' ' || name)
from (values
  ('coordinacion', pg_temp.invite('onu', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting itself into the Office'),
  ('coordinacion', pg_temp.invite('red', 'x@demo.test'), 'PT403 organization_invites_its_own', 'inviting into an NGO that has its own people'),
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
select tests.refused('coordinacion', pg_temp.invite('onu', 'x@demo.test'), 'PT403 organization_invites_its_own', 'select count(*)::text from public.invitations',
  'the secretaría técnica inviting into an Office that has nobody left');
update public.memberships set status = 'active' where organization_id = tests.id('onu');

-- Act 2, the first person of a party that has nobody yet; again renews.
select tests.does('coordinacion', pg_temp.invite('comunidad', ' Nueva@Demo.test ', $$, tests.id('asiento_comunidad'), 'titular'$$),
  $$ select concat_ws(' ', email, tests.word(organization_id), capacity, tests.word(invited_by)) from public.invitations $$,
  'nueva@demo.test comunidad titular coordinacion', 'the secretaría técnica invites');
update public.invitations set expires_at = now() - interval '1 day';
select tests.new_person('nueva');
select tests.does('nueva', 'select public.accept_invitations()', $$ select count(*)::text from public.memberships where person_id = tests.id('nueva') $$, '0', 'too late');
select tests.does('coordinacion', pg_temp.invite('comunidad', 'nueva@demo.test', $$, tests.id('asiento_comunidad'), 'titular'$$),
  'select count(*) || '' '' || bool_and(expires_at > now()) from public.invitations', '1 true', 'inviting again renews it');
select tests.sees(who, 'select email from public.invitations', sees, who || ' sees (invitations_select_managers)')
from (values ('coordinacion', array['nueva@demo.test']), ('admin', array['nueva@demo.test']), ('estado', array[]::text[]), ('otroestado', array[]::text[]),
  ('nueva', array[]::text[]), ('suspendida', array[]::text[]), ('anonymous', array['42501 permission denied for table invitations'])) as expected (who, sees);

-- Act 3, accepted with the confirmed address, and by nobody else.
update auth.users set email_confirmed_at = null where id = tests.id('nueva');
select tests.does('nueva', 'select public.accept_invitations()', $$ select count(*)::text from public.memberships where person_id = tests.id('nueva') $$, '0', 'an unconfirmed address');
update auth.users set email_confirmed_at = now() where id = tests.id('nueva');
select tests.sees('osc2', 'select public.accept_invitations()', array['0'], 'somebody else finds none');
select is(tests.outcome('suspendida', 'select public.accept_invitations()'), 'PT401 not_signed_in', 'a suspended person');
select tests.sees('nueva', 'select public.accept_invitations()', array['1'], 'the person comes in');
select results_eq($$ select concat_ws(' ', m.status, tests.word(s.titular_id)) from public.memberships m, public.seats s
  where m.person_id = tests.id('nueva') and s.id = tests.id('asiento_comunidad') $$, array['active nueva'], 'is a member, and has the seat');
select tests.sees('nueva', 'select public.accept_invitations()', array['0'], 'once');
select tests.sees('nueva', 'select tests.word(id) from public.documents', array['diagnostico'], 'and reads the document');
select tests.refused('coordinacion', pg_temp.invite('comunidad', 'otra@demo.test'), 'PT403 organization_invites_its_own', 'select count(*)::text from public.invitations',
  'the party has its own people now');
select results_eq($$ select concat_ws(' ', action, tests.word(person_id), detail ->> 'capacity') from public.audit_entries where noun = 'invitation' order by id $$,
  array['invite coordinacion', 'invite coordinacion', 'accept nueva titular'], 'on record, without the address');
select is((select count(*) from public.audit_entries where detail::text like '%@%'), 0::bigint, 'no address anywhere in the record');

-- Act 4, an organization invites its own, and brings back who had left; two processes keep their invitations apart.
select tests.does('osc', pg_temp.invite('red', 'retirada@demo.test'), $$ select count(*)::text from public.invitations where accepted_at is null $$, '1', 'osc invites a colleague');
select tests.sees('osc', 'select email from public.invitations', array['retirada@demo.test'], 'and sees the invitation');
select tests.sees('retirada', 'select public.accept_invitations()', array['1'], 'who comes back');
select tests.does('oficina', pg_temp.invite('onu', 'x@demo.test', '', arrangement), $$ select string_agg(tests.word(arrangement_id), ' ' order by tests.word(arrangement_id))
  from public.invitations where email = 'x@demo.test' $$, sees, 'the Office invites in ' || arrangement)
from (values ('oaxaca', 'oaxaca'), ('puebla', 'oaxaca puebla')) as invitations (arrangement, sees);

-- Act 5, taken back.
select tests.new_id('invitacion', id) from public.invitations where email = 'x@demo.test' and arrangement_id = tests.id('oaxaca');
select tests.refused(who, $$ select public.revoke_invitation(tests.id('invitacion')) $$, refusal,
  $$ select coalesce(revoked_at::text, 'open') from public.invitations where id = tests.id('invitacion') $$, who || ' taking it back')
from (values ('osc', 'PT404 not_found'), ('otroestado', 'PT404 not_found'), ('suspendida', 'PT401 not_signed_in'),
  ('anonymous', '42501 permission denied for function revoke_invitation')) as attempts (who, refusal);
select tests.does('oficina', $$ select public.revoke_invitation(tests.id('invitacion')) $$,
  $$ select (revoked_at is not null)::text from public.invitations where id = tests.id('invitacion') $$, 'true', 'the Office takes it back');
select tests.new_person('x');
select tests.sees('x', 'select public.accept_invitations()', array['1'], 'what is left is the other one');
