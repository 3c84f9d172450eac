-- Runs after the auth server's own tables have been made.

-- The auth server sends metadata as a JSON text inside JSON; unwrap it once, where it is stored.
create or replace function auth.unwrap_metadata() returns trigger language plpgsql set search_path = '' as $$
begin
  if jsonb_typeof(new.raw_user_meta_data) = 'string' then
    new.raw_user_meta_data := (new.raw_user_meta_data #>> '{}')::jsonb;
  end if;
  if jsonb_typeof(new.raw_app_meta_data) = 'string' then
    new.raw_app_meta_data := (new.raw_app_meta_data #>> '{}')::jsonb;
  end if;
  return new;
end
$$;

create or replace trigger unwrap_metadata before insert or update on auth.users
  for each row execute function auth.unwrap_metadata();

create or replace function auth.unwrap_identity() returns trigger language plpgsql set search_path = '' as $$
begin
  if jsonb_typeof(new.identity_data) = 'string' then
    new.identity_data := (new.identity_data #>> '{}')::jsonb;
  end if;
  return new;
end
$$;

create or replace trigger unwrap_identity before insert or update on auth.identities
  for each row execute function auth.unwrap_identity();

revoke all on all tables in schema auth from public, anon, authenticated;
grant select, insert, update, delete on all tables in schema auth to authenticator;
