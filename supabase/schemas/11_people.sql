-- People. The e-mail address stays in the Auth server's own table: nobody else reads it here. Who is removed there is
-- removed here; what they said, voted and signed stays, under the name and organization that it was written with.

create table public.people (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text not null check (length(display_name) <= 120 and btrim(display_name) <> ''),
  -- Nobody is called by what cannot be seen, nor turns the words around their name (access.is_seen).
  constraint people_name_is_seen check (access.is_seen(display_name)),
  locale text not null default 'es' check (locale in ('es', 'en')),
  status public.person_status not null default 'active',
  -- Tokens issued before this moment count for nothing ("sign out everywhere"), though their signature still holds.
  signed_out_at timestamptz not null default '-infinity',
  created_at timestamptz not null default now()
);

create table public.platform_administrators (
  person_id uuid primary key references public.people (id) on delete cascade
);

grant select (id, display_name, locale, status) on public.people to authenticated;
grant update (display_name, locale) on public.people to authenticated;
grant select on public.platform_administrators to authenticated;
alter table public.people enable row level security;
alter table public.platform_administrators enable row level security;

-- Sessions that were ended while their tokens still hold: nobody is signed in with them, their sockets are closed and
-- nothing of theirs is written.
create table collab.ended_sessions (
  session_id uuid primary key,
  ended_at timestamptz not null default now()
);
alter table collab.ended_sessions enable row level security;

-- The signed-in person, or null: unknown, suspended, or signed out, here or everywhere, since the token was issued.
create function access.person_id()
returns uuid
language sql
stable
security definer
set search_path = ''
as $$
  select p.id
  from public.people p
  where p.id = (select auth.uid())
    and p.status = 'active'
    and to_timestamp(((select auth.jwt()) ->> 'iat')::double precision) >= p.signed_out_at
    and not exists (
      select from collab.ended_sessions e where e.session_id = ((select auth.jwt()) ->> 'session_id')::uuid
    )
$$;
grant execute on function access.person_id() to authenticated;

-- Rights are looked at and used in one go: whoever writes holds them as they are until it is done, and whoever ends or
-- changes some waits for that and keeps others waiting. Asked before anything else is locked and before any right is looked
-- at: what comes after the end sees the end. One lock for all: rights end seldom, and those who write do not wait for each
-- other.
create function access.hold_rights()
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock_shared(hashtext('rights'))
$$;

-- Who writes by table holds their rights, too, before any row is held; the triggers of the rows look again.
create function access.hold_rights_of_statement()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform access.hold_rights();
  return null;
end
$$;

create function access.change_rights()
returns void
language sql
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtext('rights'))
$$;

create function access.require_person()
returns uuid
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.person_id();
begin
  if v_person is null then
    perform access.refuse(401, 'not_signed_in');
  end if;
  return v_person;
end
$$;

create function access.is_administrator()
returns boolean
language sql
stable
security definer
set search_path = ''
as $$
  select exists (select from public.platform_administrators a where a.person_id = access.person_id())
$$;
grant execute on function access.is_administrator() to authenticated;

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

-- A person exists as soon as the Auth server knows them; the name is theirs to write. Only what an administrator of the
-- Auth server wrote down is taken over: anybody can sign up with an address that is not theirs, and a name of their choice.
create function access.add_person_of_user()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into public.people (id, display_name)
  values (
    new.id,
    coalesce((
      select name from left(btrim(access.without_unseen(new.raw_app_meta_data ->> 'display_name')), 120) as name
      where access.is_seen(name)
    ), access.name_of_newcomer())
  )
  on conflict (id) do nothing;
  return new;
end
$$;
create trigger add_person_of_user after insert on auth.users
for each row execute function access.add_person_of_user();

-- Every token issued until now stops counting. Rounded up to the next second, because a token's date has no fractions.
create function public.sign_out_everywhere()
returns void
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_person uuid := access.require_person();
begin
  update public.people
  set signed_out_at = date_trunc('second', clock_timestamp()) + interval '1 second'
  where id = v_person;
  perform access.notify(jsonb_build_object('kind', 'signed_out', 'person', v_person));
end
$$;
grant execute on function public.sign_out_everywhere() to authenticated;
