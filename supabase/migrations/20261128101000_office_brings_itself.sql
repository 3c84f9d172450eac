-- The Office as an observer is still the Office: nobody else fills it.
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
            o.sector <> 'office' and 'coordinator' = any (access.person_roles(p_person, p_arrangement))
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
