-- A gazette's number or date needs its name; and whoever accepts an invitation says their own.

-- What somebody is called until they say their name: an invitation makes the account, and knows an address alone.
create function access.name_of_newcomer()
returns text
language sql
immutable
security definer
set search_path = ''
as $$
  select 'Persona invitada'
$$;

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
    coalesce(nullif(left(btrim(new.raw_user_meta_data ->> 'display_name'), 120), ''), access.name_of_newcomer())
  )
  on conflict (id) do nothing;
  return new;
end
$$;

create or replace function public.my_invitations()
returns jsonb
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', i.id, 'organization', o.name, 'sector', o.sector, 'arrangement', a.title, 'jurisdiction', j.name,
    'role', ap.role, 'by', p.display_name, 'body', b.name, 'capacity', i.capacity, 'expiresAt', i.expires_at,
    'asksName', (select me.display_name = access.name_of_newcomer() from public.people me where me.id = access.person_id())
  ) order by i.invited_at), '[]')
  from public.invitations i
  join public.organizations o on o.id = i.organization_id
  join public.arrangements a on a.id = i.arrangement_id
  join public.jurisdictions j on j.code = a.jurisdiction_code
  join public.arrangement_parties ap
    on ap.arrangement_id = i.arrangement_id and ap.organization_id = i.organization_id
  join public.people p on p.id = i.invited_by
  left join public.seats s on s.id = i.seat_id
  left join public.bodies b on b.id = s.body_id
  where i.email = access.confirmed_email(access.person_id()) and i.expires_at > now()
    and access.may_invite(i.invited_by, i.arrangement_id, i.organization_id)
$$;

-- Whoever comes in says who they are: what they write, say and vote keeps the name that they had then.
-- A name that was said before stays. Errors: 422 name_required, 400 bad_input.
create function access.say_name(p_person uuid, p_name text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_name text := btrim(coalesce(p_name, ''));
begin
  if not exists (
    select from public.people p where p.id = p_person and p.display_name = access.name_of_newcomer()
  ) then
    return;
  end if;
  if v_name in ('', access.name_of_newcomer()) then
    perform access.refuse(422, 'name_required');
  end if;
  if length(v_name) > 120 then
    perform access.refuse(400, 'bad_input');
  end if;
  update public.people set display_name = v_name where id = p_person;
end
$$;

drop function public.accept_invitation(uuid);

create function public.accept_invitation(p_invitation uuid, p_name text default null)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
  v_seated boolean;
begin
  -- Two first people do not come in at once.
  perform from public.organizations o where o.id = v_invitation.organization_id for update;
  if v_invitation.expires_at <= now() or v_invitation.invited_by = v_person
    or not access.may_invite(v_invitation.invited_by, v_invitation.arrangement_id, v_invitation.organization_id)
    or exists (
      select from public.memberships m
      where m.person_id = v_person and m.organization_id = v_invitation.organization_id
        and m.revoked_at >= v_invitation.invited_at
    ) then
    perform access.refuse(409, 'invitation_expired');
  end if;
  -- From outside nobody is put on a second side of the same table; an organization's own members may ask them over.
  if not access.is_member(v_invitation.invited_by, v_invitation.organization_id) and exists (
    select
    from public.arrangement_parties ap
    join public.memberships m on m.organization_id = ap.organization_id
    where ap.arrangement_id = v_invitation.arrangement_id and m.person_id = v_person and m.status = 'active'
  ) then
    perform access.refuse(409, 'person_of_another_party');
  end if;
  perform access.say_name(v_person, p_name);
  insert into public.memberships (person_id, organization_id) values (v_person, v_invitation.organization_id)
  on conflict (person_id, organization_id) do update set status = 'active';
  v_seated := access.take_vacant_seat(
    v_person, v_invitation.seat_id, v_invitation.organization_id, v_invitation.capacity
  );
  update public.invitations set accepted_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('accept', 'invitation', p_invitation, v_invitation.organization_id,
    case when v_seated then jsonb_build_object('seat', v_invitation.seat_id, 'capacity', v_invitation.capacity)
      else '{}' end);
end
$$;
grant execute on function public.accept_invitation(uuid, text) to authenticated;

create or replace function access.publish(p_document uuid, p_version uuid, p_details jsonb)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_slug text := p_details ->> 'slug';
  v_publication uuid;
  v_superseded uuid;
begin
  if coalesce(v_slug, '') !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(v_slug) > 80
    or length(coalesce(p_details ->> 'summary', '')) > 1000
    or length(coalesce(p_details ->> 'gazetteName', '')) > 200
    or length(coalesce(p_details ->> 'gazetteNumber', '')) > 60
    or coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01') !~ '^\d{4}-\d{2}-\d{2}$'
    or not pg_input_is_valid(coalesce(nullif(p_details ->> 'gazetteDate', ''), '2000-01-01'), 'date')
    -- A number or a date without the gazette's name is shown nowhere, and could not be completed later.
    or (btrim(coalesce(p_details ->> 'gazetteName', '')) = ''
      and btrim(concat(p_details ->> 'gazetteNumber', p_details ->> 'gazetteDate')) <> '') then
    perform access.refuse(400, 'bad_input');
  end if;
  insert into public.publications (
    document_id, version_id, slug, title, summary, published_by, gazette_name, gazette_number, gazette_date
  )
  select d.id, p_version, v_slug, d.title, coalesce(p_details ->> 'summary', ''), access.person_id(),
    nullif(btrim(p_details ->> 'gazetteName'), ''), nullif(btrim(p_details ->> 'gazetteNumber'), ''),
    nullif(p_details ->> 'gazetteDate', '')::date
  from public.documents d
  where d.id = p_document
  on conflict (slug) do nothing
  returning id into v_publication;
  if v_publication is null then
    perform access.refuse(409, 'slug_taken');
  end if;
  update public.documents old
  set stage = 'superseded'
  from public.documents new
  where new.id = p_document and old.id = new.supersedes_id and old.stage = 'published'
  returning old.id into v_superseded;
  perform access.record('publish', 'publication', v_publication, access.document_arrangement(p_document), p_document,
    jsonb_strip_nulls(jsonb_build_object('slug', v_slug, 'version', p_version, 'supersedes', v_superseded)));
end
$$;
