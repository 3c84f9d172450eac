-- An arrangement that has ended says so in its texts, and two administrators never suspend each other.

create or replace function access.edit_refusal(p_person uuid, p_chapter uuid)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return (
    select case
      when cardinality(mine.roles) = 0 or c.removed_at is not null then 'revoked'
      when a.status = 'ended' then 'ended'
      when not (mine.roles && '{coordinator,drafter}'::public.party_role[]) then 'not_a_drafter'
      when not (s.editors && mine.roles) then d.stage::text
      when 'coordinator' = any (mine.roles) or c.lead_body_id is null then null
      when exists (
        select
        from public.seats seat
        join public.bodies b on b.id = seat.body_id and b.status = 'installed'
        join public.arrangement_parties ap
          on ap.arrangement_id = b.arrangement_id and ap.organization_id = seat.organization_id
        where seat.body_id = c.lead_body_id and ap.role = any (s.editors)
          and seat.organization_id in (select access.person_organizations(p_person))
      ) then null
      else 'other_mesa'
    end
    from public.chapters c
    join public.documents d on d.id = c.document_id
    join public.arrangements a on a.id = d.arrangement_id
    join public.workflow_stages s on s.stage = d.stage
    cross join lateral (select access.person_roles(p_person, d.arrangement_id) as roles) mine
    where c.id = p_chapter
  );
end
$$;

create or replace function public.set_person_status(p_person uuid, p_status public.person_status)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('person status', 0));
  perform access.require_administrator();
  if p_person = access.person_id() then
    perform access.refuse(403, 'not_allowed');
  end if;
  update public.people set status = p_status where id = p_person and p_status is not null;
  if not found then
    perform access.refuse(404, 'not_found');
  end if;
end
$$;
