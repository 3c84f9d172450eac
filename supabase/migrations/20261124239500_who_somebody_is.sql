-- Who somebody is: a name that can be seen and that its bearer said; no two organizations of the same name; what others
-- left is not filled by whoever would read it; the passage of a comment is the one that is looked for in the text.

update public.people set display_name = access.name_of_newcomer()
where btrim(regexp_replace(display_name, '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]', '', 'g')) = '';
update public.people set display_name = btrim(regexp_replace(display_name, '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]', '', 'g'))
where display_name ~ '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]';
alter table public.people add constraint people_name_is_seen check (
  display_name !~ '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]'
);

-- A person exists as soon as the Auth server knows them; the name is theirs to write. Only what an administrator of the
-- Auth server wrote down is taken over: anybody can sign up with an address that is not theirs, and a name of their choice.
create or replace function access.add_person_of_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.people (id, display_name)
  values (
    new.id,
    coalesce(nullif(left(btrim(regexp_replace(
      new.raw_app_meta_data ->> 'display_name',
      '[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]', '', 'g'
    )), 120), ''), access.name_of_newcomer())
  )
  on conflict (id) do nothing;
  return new;
end
$$;

-- Whether a person may bring another into an organization: its members; where it has nobody the administration; and where
-- it never had anybody the secretaría técnica, unless it is the Office or a party elsewhere too. Whoever fills what others
-- left reads what they were told in confidence. Asked again when the invitation is taken up.
create or replace function access.may_invite(p_person uuid, p_arrangement uuid, p_organization uuid)
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (
    select
    from public.arrangement_parties ap
    join public.arrangements a on a.id = ap.arrangement_id
    join public.organizations o on o.id = ap.organization_id
    where ap.arrangement_id = p_arrangement and ap.organization_id = p_organization
      and a.status <> 'ended' and o.status = 'active'
      and (
        access.is_member(p_person, p_organization)
        or (not access.has_people(p_organization) and (
          exists (
            select
            from public.platform_administrators administrator
            join public.people p on p.id = administrator.person_id
            where p.id = p_person and p.status = 'active'
          )
          or (
            ap.role <> 'office' and 'coordinator' = any (access.person_roles(p_person, p_arrangement))
            and not exists (select from public.memberships m where m.organization_id = p_organization)
            and not exists (
              select from public.arrangement_parties elsewhere
              where elsewhere.organization_id = p_organization and elsewhere.arrangement_id <> p_arrangement
            )
          )
        ))
      )
  )
$$;

-- Errors: 403 not_allowed, 400 bad_input, 409 organization_exists. Returns its id.
create or replace function public.create_organization(
  p_name text, p_short_name text, p_sector public.sector, p_jurisdiction text default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_organization uuid;
begin
  perform access.require_administrator();
  if p_sector is null or length(btrim(coalesce(p_name, ''))) not between 1 and 200
    or length(btrim(coalesce(p_short_name, ''))) not between 1 and 60
    or (p_jurisdiction is not null and not exists (
      select from public.jurisdictions j where j.code = p_jurisdiction
    )) then
    perform access.refuse(400, 'bad_input');
  end if;
  -- An organization is known by its name: no other of the same state has it, and none anywhere that of one without a
  -- state, such as the Office. They are written one at a time.
  perform pg_advisory_xact_lock(hashtext('create_organization'));
  if exists (
    select from public.organizations o
    where lower(o.name) = lower(btrim(p_name))
      and (o.jurisdiction_code is null or p_jurisdiction is null or o.jurisdiction_code = p_jurisdiction)
  ) then
    perform access.refuse(409, 'organization_exists');
  end if;
  insert into public.organizations (name, short_name, sector, jurisdiction_code)
  values (btrim(p_name), btrim(p_short_name), p_sector, p_jurisdiction)
  returning id into v_organization;
  perform access.record('create', 'organization', v_organization, null, null,
    jsonb_build_object('name', btrim(p_name), 'sector', p_sector));
  return v_organization;
end
$$;

-- p_organization: whom the person speaks for, to be said when they may speak for several.
-- Errors: 404 not_found, 403 not_allowed, 409 comments_closed, 400 bad_input, 422 voice_required, 422 office_not_party,
-- 429 too_many_comments. Returns the thread's id.
create or replace function public.open_comment_thread(
  p_chapter uuid, p_anchor jsonb, p_quote text, p_body text, p_visibility public.visibility default 'arrangement',
  p_organization uuid default null
)
returns uuid
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_document uuid;
  v_speaker record;
  v_audience uuid[];
  v_thread uuid;
begin
  -- Whoever takes the chapter out meanwhile is waited for.
  select c.document_id into v_document
  from public.chapters c where c.id = p_chapter and c.removed_at is null for key share;
  perform access.require_comment_document(v_document);
  if length(coalesce(p_body, '')) > 5000 or btrim(coalesce(p_body, '')) = ''
    or length(coalesce(p_quote, '')) not between 1 and 12000
    or not access.is_anchor(p_anchor) or p_visibility is null
    -- What is shown as the passage is what is looked for in the text, and said to be gone where it does not stand.
    or p_quote is distinct from p_anchor #>> '{quote,exact}' then
    perform access.refuse(400, 'bad_input');
  end if;
  select * into v_speaker from access.speaker_of(access.choose_voice(v_document, p_organization));
  v_audience := access.audience(v_document, p_visibility, v_speaker.sector);
  if v_audience = '{}' then
    perform access.refuse(422, 'office_not_party');
  end if;
  perform access.require_measure();
  insert into public.comment_threads (
    document_id, chapter_id, anchor, quote, visibility, audience_sector, audience,
    author_id, author_name, organization_id, organization_name, sector
  )
  values (
    v_document, p_chapter, p_anchor, p_quote, p_visibility,
    case when p_visibility = 'sector' then v_speaker.sector end, v_audience,
    v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name, v_speaker.sector
  )
  returning id into v_thread;
  insert into public.comments (thread_id, author_id, author_name, organization_id, organization_name, sector, body)
  values (v_thread, v_speaker.person_id, v_speaker.person_name, v_speaker.organization_id, v_speaker.organization_name,
    v_speaker.sector, btrim(p_body));
  perform access.record('open', 'comment_thread', v_thread, access.document_arrangement(v_document), v_document, '{}',
    p_visibility);
  perform access.notify_discussion(v_thread);
  return v_thread;
end
$$;

-- Every thread of the chapters as they stand that the person may read, with its comments, oldest first, and what may be
-- done with it. Reading somebody else's confidence leaves a record, of exactly what is given here; its author is told who
-- read it ("readings"). Error: 404 not_found.
create or replace function public.list_comment_threads(p_document uuid)
returns jsonb
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
  v_comment boolean;
  v_threads jsonb;
begin
  perform access.require_document(p_document);
  v_comment := access.can_comment_document(p_document);
  with heard as materialized (
    select t.*
    from public.comment_threads t
    join public.chapters chapter on chapter.id = t.chapter_id and chapter.removed_at is null
    where t.document_id = p_document and t.id in (select access.heard_threads(p_document))
  ), recorded as (
    insert into public.confidential_readings (thread_id, person_id, person_name, organization_name)
    select h.id, p.id, p.display_name, (
      select coalesce(string_agg(o.short_name, ', ' order by o.short_name), '')
      from public.organizations o
      where o.id = any (h.audience) and o.id in (select access.my_organizations())
    )
    from heard h
    join public.people p on p.id = v_person
    where h.visibility <> 'arrangement' and h.author_id is distinct from v_person
    on conflict (thread_id, person_id) do nothing
  ), voices as materialized (
    select o.id, o.short_name as name, v.place
    from access.document_voices(p_document) with ordinality as v (id, place)
    join public.organizations o on o.id = v.id
  ), said as materialized (
    select c.thread_id, jsonb_agg(jsonb_build_object(
      'id', c.id, 'body', c.body, 'createdAt', c.created_at,
      'author', jsonb_build_object('name', c.author_name, 'organization', c.organization_name, 'sector', c.sector,
        'mine', c.author_id is not distinct from v_person)
    ) order by c.created_at, c.id) as comments
    from public.comments c
    where c.thread_id in (select h.id from heard h)
    group by c.thread_id
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', t.id, 'chapterId', t.chapter_id, 'anchor', t.anchor, 'quote', t.quote, 'visibility', t.visibility,
    'audienceSector', t.audience_sector, 'status', t.status, 'detached', t.detached, 'createdAt', t.created_at,
    'resolvedAt', t.resolved_at, 'resolvedByName', t.resolved_by_name,
    'author', jsonb_build_object('name', t.author_name, 'organization', t.organization_name, 'sector', t.sector,
      'mine', t.author_id is not distinct from v_person),
    'abilities', jsonb_build_object(
      'reply', t.status = 'open' and v_comment,
      'replyAs', (
        select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by v.place), '[]')
        from voices v
        where t.audience is null or v.id = any (access.thread_voices(t.audience, t.author_id, t.organization_id))
      ),
      'resolve', r.thread_id is not null,
      'needsAnswer', coalesce(r.needs_answer, false)
    ),
    'readings', case when t.visibility <> 'arrangement' and t.author_id = v_person then (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', coalesce(p.display_name, reading.person_name), 'organization', reading.organization_name, 'at', reading.first_read_at
      ) order by reading.first_read_at, reading.id), '[]')
      from public.confidential_readings reading
      -- By the name of today: whoever takes another one for the moment of reading is not read under it.
      left join public.people p on p.id = reading.person_id
      where reading.thread_id = t.id
    ) end,
    'comments', coalesce(said.comments, '[]')
  ) order by t.created_at, t.id), '[]')
  into v_threads
  from heard t
  left join access.resolvable_threads(p_document) r on r.thread_id = t.id
  left join said on said.thread_id = t.id;
  return v_threads;
end
$$;
