-- The people and the two processes that every test speaks of. Loaded once; each test file runs in a transaction of its own.
-- Oaxaca is the process under test. Puebla is somebody else's: the Office and the federal body are parties of both.

create schema tests;
grant usage on schema tests to public;

-- Names for ids, so that lists are words that a person can read.
create table tests.words (id uuid primary key, word text not null unique);

-- A word's id: the one it was given to, otherwise one made from the word.
create function tests.id(p_word text)
returns uuid language sql stable security definer
as $$ select coalesce((select w.id from tests.words w where w.word = p_word), md5('concierta:' || p_word)::uuid) $$;

create function tests.word(p_id uuid)
returns text language sql stable security definer
as $$ select coalesce((select w.word from tests.words w where w.id = p_id), p_id::text) $$;

create function tests.new_id(p_word text, p_id uuid default null)
returns uuid language sql
as $$ insert into tests.words values (coalesce(p_id, tests.id(p_word)), p_word) returning id $$;

-- Speaks as a person until the end of the transaction, as REST does: role and claims. 'anonymous' has neither.
create function tests.act_as(p_who text, p_issued_at timestamptz default now())
returns void language plpgsql
as $$
begin
  if p_who = 'anonymous' then
    perform set_config('request.jwt.claims', '{"role": "anon"}', true);
    perform set_config('role', 'anon', true);
  else
    perform set_config('request.jwt.claims', jsonb_build_object(
      'sub', tests.id(p_who), 'role', 'authenticated',
      'iat', floor(extract(epoch from p_issued_at)), 'exp', floor(extract(epoch from p_issued_at)) + 3600
    )::text, true);
    perform set_config('role', 'authenticated', true);
  end if;
end
$$;

-- Speaks as the owner again, to look at what is really there.
create function tests.act_as_owner()
returns void language plpgsql
as $$
begin
  perform set_config('role', 'postgres', true);
  perform set_config('request.jwt.claims', '', true);
end
$$;

-- An anchor as the browser makes it.
create function tests.anchor()
returns jsonb language sql immutable
as $$
  select '{"block": "p1", "quote": {"exact": "Texto", "prefix": "", "suffix": ""}, "position": {"start": 0, "end": 5}}'::jsonb
$$;

create function tests.new_person(p_who text)
returns uuid language plpgsql
as $$
begin
  insert into auth.users (id, email, raw_app_meta_data, email_confirmed_at)
  values (
    tests.new_id(p_who), p_who || '@demo.test', jsonb_build_object('display_name', initcap(p_who)), now()
  );
  -- Where the schema is of a time that did not read it from there.
  update public.people set display_name = initcap(p_who) where id = tests.id(p_who);
  return tests.id(p_who);
end
$$;

create function tests.new_chapter(p_document text, p_chapter text, p_position integer, p_lead text default null)
returns void language plpgsql
as $$
begin
  insert into public.chapters (id, document_id, position, title, lead_body_id)
  select tests.new_id(p_chapter), tests.id(p_document), p_position, initcap(p_chapter), (
    select b.id from public.bodies b where b.id = tests.id(p_lead)
  );
  perform collab.append_seed(tests.id(p_chapter), '\x01');
  perform collab.save_chapter_text(tests.id(p_chapter), 1, '\x01', jsonb_build_object('type', 'doc', 'content',
    jsonb_build_array(jsonb_build_object('type', 'paragraph', 'attrs', jsonb_build_object('id', 'p1'), 'content',
      jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'Texto de ' || p_chapter))))));
end
$$;

-- Another person's edit, acknowledged: in the log, and in the text if it is said to be settled.
create function tests.edit(p_chapter text, p_who text, p_settled boolean default true)
returns text language plpgsql
as $$
declare
  v_row record;
begin
  select * into v_row from collab.append_updates(
    tests.id(p_chapter), array[tests.id(p_who)], array[abs(hashtext(p_who))]::bigint[], array['\x02'::bytea]
  );
  if v_row.seq is not null and p_settled then
    perform collab.save_chapter_text(tests.id(p_chapter), v_row.seq, '\x02', t.content)
    from public.chapter_texts t where t.chapter_id = tests.id(p_chapter);
  end if;
  return v_row.refusal;
end
$$;

do $$
declare
  v_who text;
begin
  foreach v_who in array array['coordinacion', 'estado', 'federal', 'osc', 'osc2', 'academia', 'observador', 'oficina',
    'admin', 'otroestado', 'suspendida', 'retirada'] loop
    perform tests.new_person(v_who);
  end loop;
end
$$;
-- The stories begin with an empty record.
alter table public.platform_administrators disable trigger record_change;
alter table public.people disable trigger record_status;
insert into public.platform_administrators values (tests.id('admin'));
update public.people set status = 'suspended' where id = tests.id('suspendida');
alter table public.platform_administrators enable trigger record_change;
alter table public.people enable trigger record_status;

insert into public.organizations (id, name, short_name, sector, jurisdiction_code) values
  (tests.new_id('secretaria'), 'Secretaría técnica', 'Secretaría', 'state', '20'),
  (tests.new_id('gobierno'), 'Gobierno del estado', 'Gobierno', 'state', '20'),
  (tests.new_id('gobernacion'), 'Órgano federal', 'Federal', 'federal', null),
  (tests.new_id('red'), 'Red de organizaciones', 'Red', 'civil_society', '20'),
  (tests.new_id('centro'), 'Centro de derechos', 'Centro', 'civil_society', '20'),
  (tests.new_id('universidad'), 'Universidad', 'Universidad', 'academia', '20'),
  (tests.new_id('defensoria'), 'Defensoría', 'Defensoría', 'autonomous', '20'),
  (tests.new_id('onu'), 'Oficina', 'Oficina', 'office', null),
  (tests.new_id('puebla_gobierno'), 'Gobierno de otro estado', 'Otro gobierno', 'state', '21'),
  (tests.new_id('puebla_red'), 'Red de otro estado', 'Otra red', 'civil_society', '21');

insert into public.memberships (person_id, organization_id, status)
select tests.id(m.who), tests.id(m.organization), m.status::public.membership_status
from (values
  ('coordinacion', 'secretaria', 'active'), ('estado', 'gobierno', 'active'), ('federal', 'gobernacion', 'active'),
  ('osc', 'red', 'active'), ('suspendida', 'red', 'active'), ('retirada', 'red', 'revoked'),
  ('osc2', 'centro', 'active'), ('academia', 'universidad', 'active'), ('observador', 'defensoria', 'active'),
  ('oficina', 'onu', 'active'), ('otroestado', 'puebla_gobierno', 'active')
) as m (who, organization, status);

insert into public.arrangements (id, jurisdiction_code, kind, title, status, signed_on) values
  (tests.new_id('oaxaca'), '20', 'agreement', 'Convenio de Oaxaca', 'in_force', '2026-01-15'),
  (tests.new_id('puebla'), '21', 'commitment_letter', 'Carta de Puebla', 'signed', '2026-02-15');

insert into public.arrangement_parties (arrangement_id, organization_id, role)
select tests.id(p.arrangement), tests.id(p.organization), p.role::public.party_role
from (values
  ('oaxaca', 'secretaria', 'coordinator'), ('oaxaca', 'gobierno', 'drafter'), ('oaxaca', 'gobernacion', 'drafter'),
  ('oaxaca', 'red', 'commenter'), ('oaxaca', 'centro', 'commenter'), ('oaxaca', 'universidad', 'commenter'),
  ('oaxaca', 'defensoria', 'observer'), ('oaxaca', 'onu', 'office'),
  ('puebla', 'puebla_gobierno', 'coordinator'), ('puebla', 'puebla_red', 'commenter'),
  ('puebla', 'gobernacion', 'drafter'), ('puebla', 'onu', 'office')
) as p (arrangement, organization, role);

insert into public.bodies (id, arrangement_id, kind, name, quorum, majority_rule) values
  (tests.new_id('comite'), tests.id('oaxaca'), 'coordinating_committee', 'Comité', 0.5, 'simple'),
  (tests.new_id('mesa'), tests.id('oaxaca'), 'working_table', 'Mesa', 0.5, 'simple'),
  (tests.new_id('puebla_comite'), tests.id('puebla'), 'coordinating_committee', 'Otro comité', 0.5, 'simple');

insert into public.seats (id, body_id, organization_id, titular_id, suplente_id, position)
select tests.new_id(s.word), tests.id(s.body), tests.id(s.organization), tests.id(s.titular), tests.id(s.suplente), s.position
from (values
  ('asiento_estado', 'comite', 'gobierno', 'estado', null, 1),
  ('asiento_federal', 'comite', 'gobernacion', 'federal', null, 2),
  ('asiento_osc', 'comite', 'red', 'osc', 'suspendida', 3),
  ('asiento_osc2', 'comite', 'centro', 'osc2', null, 4),
  ('asiento_mesa', 'mesa', 'gobierno', 'estado', null, 1),
  ('asiento_puebla', 'puebla_comite', 'puebla_gobierno', 'otroestado', null, 1)
) as s (word, body, organization, titular, suplente, position);

insert into public.documents (id, arrangement_id, kind, title, voting_body_id, created_by) values
  (tests.new_id('diagnostico'), tests.id('oaxaca'), 'diagnosis', 'Diagnóstico', tests.id('comite'), tests.id('coordinacion')),
  (tests.new_id('puebla_diagnostico'), tests.id('puebla'), 'diagnosis', 'Otro diagnóstico', tests.id('puebla_comite'),
    tests.id('otroestado'));
-- The mesa leads the chapter on justice: of the drafters, the state's organization sits there, the federal one does not.
select tests.new_chapter('diagnostico', 'marco', 1);
select tests.new_chapter('diagnostico', 'justicia', 2, 'mesa');
select tests.new_chapter('puebla_diagnostico', 'puebla_marco', 1);

-- Puts the document where a step leaves it: version frozen, round open and voted, points answered.
create function tests.stand_in(p_stage public.stage)
returns void language plpgsql
as $$
declare
  v_version uuid;
  v_round uuid;
begin
  update public.documents set stage = p_stage where id = tests.id('diagnostico');
  if p_stage in ('voting', 'office_review', 'approved', 'published', 'superseded') then
    v_version := access.freeze_version(tests.id('diagnostico'), 'open_voting');
    perform access.open_round(tests.id('diagnostico'), v_version);
    select r.id into v_round from public.voting_rounds r where r.document_id = tests.id('diagnostico') and r.closed_at is null;
    insert into public.votes (round_id, seat_id, choice, person_id, capacity, version_sha256)
    select v_round, s.id, 'in_favour', s.titular_id, 'titular', v.sha256
    from public.seats s, public.versions v
    where s.body_id = tests.id('comite') and v.id = v_version;
    if p_stage <> 'voting' then
      update public.voting_rounds set closed_at = now(), outcome = 'adopted' where id = v_round;
    end if;
  end if;
end
$$;

-- The seal of the text that a document's steps are about.
create function tests.seal(p_document text default 'diagnostico')
returns text language sql stable security definer
as $$ select v.sha256 from public.versions v where v.document_id = tests.id(p_document) order by v.number desc limit 1 $$;

-- What a statement does, and undoes it: 'ok' (for a write 'ok <rows>') or the refusal as '<sqlstate> <message>', then the
-- answer of p_after, a query of one text asked as the owner before everything is undone.
create function tests.outcome(p_who text, p_statement text, p_after text default $q$select ''$q$)
returns text language plpgsql
as $$
declare
  v_outcome text;
  v_rows bigint;
begin
  begin
    perform tests.act_as(p_who);
    begin
      execute p_statement;
      get diagnostics v_rows = row_count;
      v_outcome := case when p_statement ~* '^\s*(insert|update|delete|with)' then 'ok ' || v_rows else 'ok' end;
    exception when others then
      v_outcome := sqlstate || ' ' || sqlerrm;
    end;
    perform tests.act_as_owner();
    raise exception using errcode = 'P0999', detail = rtrim(v_outcome || ' ' || coalesce(tests.ask(p_after), '(null)'));
  exception when sqlstate 'P0999' then
    get stacked diagnostics v_outcome = pg_exception_detail;
  end;
  return v_outcome;
end
$$;

create function tests.ask(p_query text)
returns text language plpgsql
as $$
declare
  v_answer text;
begin
  execute p_query into v_answer;
  return v_answer;
end
$$;

-- Exactly these rows (of one text), in the query's order.
create function tests.sees(p_who text, p_query text, p_rows text[], p_name text)
returns text language plpgsql
as $$
declare
  v_rows text[];
begin
  perform tests.act_as(p_who);
  begin
    execute format('select coalesce(array_agg(r::text), %L) from (%s) as q (r)', '{}', p_query) into v_rows;
  exception when others then
    v_rows := array[sqlstate || ' ' || sqlerrm];
  end;
  perform tests.act_as_owner();
  return is(v_rows, p_rows, p_name);
end
$$;

-- Done, and this is what the owner reads afterwards. It stays done until the end of the file.
create function tests.does(p_who text, p_statement text, p_after text, p_read text, p_name text)
returns setof text language plpgsql
as $$
begin
  perform tests.act_as(p_who);
  begin
    execute p_statement;
    perform tests.act_as_owner();
    return next is(tests.ask(p_after), p_read, p_name);
  exception when others then
    perform tests.act_as_owner();
    return next is(sqlstate || ' ' || sqlerrm, p_read, p_name);
  end;
end
$$;

-- Refused in these words, and what the owner reads is what it was. 'ok 0' is a write that found no row it may touch.
create function tests.refused(p_who text, p_statement text, p_refusal text, p_watch text, p_name text)
returns setof text language plpgsql
as $$
declare
  v_before text := tests.ask(p_watch);
begin
  return next is(tests.outcome(p_who, p_statement), p_refusal, p_name || ': refused');
  return next is(tests.outcome(p_who, p_statement, p_watch), rtrim(p_refusal || ' ' || coalesce(v_before, '(null)')), p_name || ': unchanged');
end
$$;

-- The chapters of a document in their order, by name.
create function tests.chapters(p_document text)
returns text language sql stable
as $$
  select string_agg(tests.word(c.id), ' ' order by c.position)
  from public.chapters c where c.document_id = tests.id(p_document) and c.removed_at is null
$$;

grant execute on all functions in schema tests to public;
