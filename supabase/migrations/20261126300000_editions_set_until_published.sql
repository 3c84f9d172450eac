-- The secretaría técnica says which edition a document takes the place of until it is published: where that one had been
-- replaced meanwhile, an approved text could never be published, and nothing could change it.

-- Which edition a document takes the place of says where its publication stands, not what its text says: the secretaría
-- técnica may say so until it is published, also of a text that is sealed, voted or approved.
create function access.can_set_supersedes(p_document uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select d.stage not in ('published', 'superseded')
    and 'coordinator' = any (access.document_roles(p_document))
  from public.documents d
  where d.id = p_document
$$;

create or replace function access.record_document_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.record('change', 'document', new.id, new.arrangement_id, new.id, jsonb_build_object(
    'before', jsonb_build_object('title', old.title, 'voting_body', old.voting_body_id, 'supersedes', old.supersedes_id),
    'after', jsonb_build_object('title', new.title, 'voting_body', new.voting_body_id, 'supersedes', new.supersedes_id)
  ));
  return null;
end
$$;
drop trigger record_change on public.documents;
create trigger record_change after update of title, voting_body_id, supersedes_id on public.documents
for each row when (
  (new.title, new.voting_body_id, new.supersedes_id) is distinct from (old.title, old.voting_body_id, old.supersedes_id)
)
execute function access.record_document_change();

-- What a document of an arrangement can be the next edition of: of the same kind, for the same state, of something that
-- was published; whoever wrote that one.
create function access.earlier_editions(p_arrangement uuid, p_kind public.document_kind)
returns setof public.documents
language sql
stable
security definer
set search_path = ''
as $$
  select old.*
  from public.documents old
  join public.arrangements was on was.id = old.arrangement_id
  join public.arrangements here on here.id = p_arrangement
  where old.kind = p_kind and old.stage in ('published', 'superseded')
    and was.jurisdiction_code = here.jurisdiction_code
$$;

-- An edition has one successor: what another has taken the place of already is refused. Null is no edition.
-- Errors: 400 bad_input, 409 edition_superseded.
create function access.require_edition(p_edition uuid, p_arrangement uuid, p_kind public.document_kind)
returns void
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_stage public.stage;
begin
  if p_edition is null then
    return;
  end if;
  select e.stage into v_stage from access.earlier_editions(p_arrangement, p_kind) e where e.id = p_edition;
  if v_stage is null then
    perform access.refuse(400, 'bad_input');
  elsif v_stage = 'superseded' then
    perform access.refuse(409, 'edition_superseded');
  end if;
end
$$;

create or replace function public.create_document(
  p_arrangement uuid,
  p_kind public.document_kind,
  p_title text,
  p_voting_body uuid default null,
  p_supersedes uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_document uuid;
begin
  perform access.hold_rights();
  if not access.can_read_arrangement(p_arrangement) then
    perform access.refuse(404, 'not_found');
  end if;
  if not ('coordinator' = any (access.person_roles(v_person, p_arrangement))) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if p_voting_body is not null and access.body_arrangement(p_voting_body) is distinct from p_arrangement then
    perform access.refuse(400, 'bad_input');
  end if;
  if p_kind is null or length(btrim(coalesce(p_title, ''))) not between 1 and 200 or not access.is_seen(p_title) then
    perform access.refuse(400, 'bad_input');
  end if;
  perform access.require_edition(p_supersedes, p_arrangement, p_kind);
  -- Sent twice, because the first answer was lost or two clicks were made, it is one document: none can be taken away.
  perform pg_advisory_xact_lock(hashtextextended('create document ' || p_arrangement, 0));
  select d.id into v_document
  from public.documents d
  where d.arrangement_id = p_arrangement and d.created_by = v_person and d.kind = p_kind and d.title = btrim(p_title)
    and d.supersedes_id is not distinct from p_supersedes and d.created_at > now() - interval '1 minute'
  limit 1;
  if found then
    return v_document;
  end if;
  insert into public.documents (arrangement_id, kind, title, voting_body_id, supersedes_id, created_by)
  values (p_arrangement, p_kind, btrim(p_title), p_voting_body, p_supersedes, v_person)
  returning id into v_document;
  perform access.record('create', 'document', v_document, p_arrangement, v_document,
    jsonb_strip_nulls(jsonb_build_object('title', btrim(p_title), 'kind', p_kind, 'supersedes', p_supersedes)));
  return v_document;
end
$$;

-- Says which edition a document takes the place of once it is published, or that it takes none (null): the one it was
-- opened for may have been replaced meanwhile, and then it could not be published. The text need not be open for it, and
-- the version that was sealed stays as it is.
-- Errors: 404 not_found, 403 not_allowed, 409 stage_changed, 400 bad_input, 409 edition_superseded.
create function public.set_supersedes(p_document uuid, p_supersedes uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document public.documents;
begin
  perform access.hold_rights();
  perform access.require_document(p_document);
  -- Whoever takes a step is waited for: after a publication there is nothing more to say.
  select d.* into v_document from public.documents d where d.id = p_document for no key update;
  if not ('coordinator' = any (access.document_roles(p_document))) then
    perform access.refuse(403, 'not_allowed');
  end if;
  if not access.can_set_supersedes(p_document) then
    perform access.refuse(409, 'stage_changed', jsonb_build_object('stage', v_document.stage));
  end if;
  perform access.require_edition(p_supersedes, v_document.arrangement_id, v_document.kind);
  update public.documents d set supersedes_id = p_supersedes where d.id = p_document;
end
$$;
grant execute on function public.set_supersedes(uuid, uuid) to authenticated;

-- The editions that a document can take the place of, the latest first, and the one it does, also where that one has been
-- replaced: [{"document", "title", "stage", "publishedAt"}]. Error: 404 not_found.
create function public.list_editions(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform access.require_document(p_document);
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'document', e.id, 'title', p.title, 'stage', e.stage, 'publishedAt', p.published_at
    ) order by p.published_at desc), '[]')
    from public.documents d
    cross join lateral access.earlier_editions(d.arrangement_id, d.kind) e
    join public.publications p on p.document_id = e.id
    where d.id = p_document and e.id <> d.id and (e.stage = 'published' or e.id = d.supersedes_id)
  );
end
$$;
grant execute on function public.list_editions(uuid) to authenticated;

create or replace function public.document_abilities(p_document uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_roles public.party_role[];
  v_document public.documents;
  v_ended boolean;
begin
  perform access.require_document(p_document);
  select d.* into v_document from public.documents d where d.id = p_document;
  select a.status = 'ended' into v_ended from public.arrangements a where a.id = v_document.arrangement_id;
  v_roles := access.document_roles(p_document);
  return jsonb_build_object(
    'document', v_document.id,
    'stage', v_document.stage,
    'ended', v_ended,
    'roles', to_jsonb(v_roles),
    'read', true,
    'comment', access.can_comment_document(p_document),
    'manage', access.can_manage_document(p_document),
    'setSupersedes', access.can_set_supersedes(p_document),
    'mayVote', exists (
      select
      from public.voting_rounds r
      join public.voting_round_seats rs on rs.round_id = r.id
      where r.document_id = p_document and r.closed_at is null
        and access.vote_capacity(v_person, r.id, rs.seat_id) is not null
    ),
    'editableChapters', (
      select coalesce(jsonb_agg(c.id order by c.position), '[]')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is null
    ),
    'refusals', (
      select coalesce(jsonb_object_agg(c.id, access.edit_refusal(v_person, c.id)), '{}')
      from public.chapters c
      where c.document_id = p_document and c.removed_at is null and access.edit_refusal(v_person, c.id) is not null
    ),
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'action', s.action, 'toStage', s.to_stage, 'role', s.role, 'mine', s.role = any (v_roles),
        'noteRequired', s.note_required,
        'conditions', (
          select coalesce(jsonb_agg(access.condition_shown(p_document, c.code) order by c.ordinality), '[]')
          from unnest(s.conditions) with ordinality as c (code, ordinality)
        )
      ) order by s.ordinal), '[]')
      from public.workflow_steps s
      where s.from_stage = v_document.stage and not v_ended
    )
  );
end
$$;
