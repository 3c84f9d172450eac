-- Whoever answers an invitation that was taken back, or answered before, is told that it is over, not that nothing is there.

-- Whose account the address was when it was forgotten, until the invitation would have run out: they are told that it
-- is over, and not that there never was one.
alter table public.invitations add column person_id uuid references public.people (id) on delete set null;
create index invitations_person_idx on public.invitations (person_id);

create function access.keep_whose_invitation()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.person_id := (
    select p.id
    from public.people p
    join auth.users u on u.id = p.id
    where lower(u.email) = old.email and u.email_confirmed_at is not null and new.expires_at > clock_timestamp()
  );
  return new;
end
$$;
create trigger keep_whose before update of email on public.invitations
for each row when (old.email is not null and new.email is null) execute function access.keep_whose_invitation();

-- The invitation, held, when it is to this person. Errors: 404 not_found, 409 invitation_expired where it was to them.
create or replace function access.hold_my_invitation(p_invitation uuid)
returns public.invitations
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
  v_invitation public.invitations;
begin
  select i.* into v_invitation from public.invitations i where i.id = p_invitation for update;
  if v_invitation.person_id = v_person then
    perform access.refuse(409, 'invitation_expired');
  end if;
  if v_invitation.email is null or v_invitation.email is distinct from access.confirmed_email(v_person) then
    perform access.refuse(404, 'not_found');
  end if;
  return v_invitation;
end
$$;

-- Errors: 404 not_found, 409 invitation_expired.
create or replace function public.decline_invitation(p_invitation uuid)
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_invitation public.invitations := access.hold_my_invitation(p_invitation);
begin
  update public.invitations set declined_at = now(), email = null where id = p_invitation;
  perform access.record_of_organization('decline', 'invitation', p_invitation, v_invitation.organization_id);
end
$$;

-- The worker's: the addresses of invitations that ran out are forgotten, and whose those were that ended before.
create or replace function collab.forget_expired_invitations()
returns void
language sql
security definer
set search_path = ''
as $$
  update public.invitations set email = null, person_id = null
  where num_nonnulls(email, person_id) > 0 and expires_at <= clock_timestamp()
$$;
