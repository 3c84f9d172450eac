-- Organizations and memberships: rights come from here, so nobody writes them by table.

-- Act 1, who sees which (organizations_select_partners, memberships_select_partners).
select tests.sees('osc', 'select tests.word(id) from public.organizations order by 1',
  array['centro', 'defensoria', 'gobernacion', 'gobierno', 'onu', 'red', 'secretaria', 'universidad'],
  'osc sees the parties of its process');
select tests.sees('otroestado', 'select tests.word(id) from public.organizations order by 1',
  array['gobernacion', 'onu', 'puebla_gobierno', 'puebla_red'], 'another state sees its own');
select tests.sees('federal', 'select count(*) from public.organizations', array['10'], 'who is party to both sees both');
select tests.sees('anonymous', 'select id from public.organizations', array['42501 permission denied for table organizations'],
  'the public asks elsewhere');
select tests.sees('suspendida', 'select id from public.organizations', array[]::text[], 'a suspended person sees none');
select tests.sees('otroestado', 'select tests.word(person_id) from public.memberships order by 1',
  array['federal', 'oficina', 'otroestado'], 'memberships are seen by who seats people (memberships_select_members)');
select tests.sees(who, 'select tests.word(person_id) || status from public.memberships order by 1', sees, who || ' sees members')
from (values ('observador', array['observadoractive']), ('osc', array['oscactive', 'retiradarevoked', 'suspendidaactive']), ('federal', array['federalactive']),
  ('coordinacion', array['academiaactive', 'coordinacionactive', 'estadoactive', 'federalactive', 'observadoractive', 'oficinaactive', 'osc2active',
    'oscactive', 'suspendidaactive']), ('suspendida', array[]::text[]), ('retirada', array['retiradarevoked'])) as expected (who, sees);
select tests.sees('osc', 'select data_controller from public.organizations',
  array['42501 permission denied for table organizations'], 'the data controller''s contact is not in the list');
select tests.refused('osc', $$ insert into public.memberships (person_id, organization_id) values (tests.id('osc'), tests.id('onu')) $$,
  '42501 permission denied for table memberships', $$ select count(*)::text from public.memberships $$, 'joining the Office by oneself');
select tests.refused('retirada', $$ update public.memberships set status = 'active' $$,
  '42501 permission denied for table memberships',
  $$ select status::text from public.memberships where person_id = tests.id('retirada') $$, 'coming back by oneself');
select tests.refused('coordinacion', $$ update public.organizations set sector = 'civil_society' where id = tests.id('secretaria') $$,
  '42501 permission denied for table organizations',
  $$ select sector::text from public.organizations where id = tests.id('secretaria') $$, 'an organization choosing its sector');

-- Act 2, a suspended organization: its people have nothing left, at once, and its name stays.
update public.organizations set status = 'suspended' where id = tests.id('red');
select tests.sees('osc', 'select tests.word(id) from public.documents', array[]::text[], 'its people read no document');
select is(tests.outcome('osc', $$ select public.document_abilities(tests.id('diagnostico')) $$), 'PT404 not_found', 'nor ask about one');
select is(tests.edit('marco', 'osc'), 'revoked', 'nor write');
select tests.sees('osc2', $$ select name from public.organizations where id = tests.id('red') $$, array['Red de organizaciones'],
  'the others still see whom they worked with');
update public.organizations set status = 'active' where id = tests.id('red');

-- Act 3, a person of two organizations speaks for the one whose role they act in.
insert into public.memberships (person_id, organization_id) values (tests.id('academia'), tests.id('onu'));
select tests.sees('academia',
  $$ select jsonb_array_elements_text(public.document_abilities(tests.id('diagnostico')) -> 'roles') $$,
  array['commenter', 'office'], 'both roles are theirs');
select tests.stand_in('office_review');
select tests.does('academia', $$ select public.advance_document(tests.id('diagnostico'), 'approve', 'office_review', null, '{}', tests.seal()) $$,
  $$ select organization_name || ' ' || sector from public.document_transitions where document_id = tests.id('diagnostico') $$,
  'Oficina office', 'approving, they are the Office');
update public.documents set stage = 'drafting' where id = tests.id('diagnostico');
select tests.refused('academia', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Falta la fuente.') $$,
  'PT422 voice_required', 'select count(*)::text from public.comment_threads', 'commenting, they have to say for whom');
select tests.does('academia', $$ select public.open_comment_thread(tests.id('marco'), tests.anchor(), 'Texto', 'Falta la fuente.', 'arrangement', tests.id('universidad')) $$,
  $$ select organization_name || ' ' || sector from public.comment_threads $$, 'Universidad academia',
  'commenting, they are the one they say');
