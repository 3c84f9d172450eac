-- A small library, for the checks of the REST server; nothing of the app.
create type public.shelf as enum ('law', 'history', 'poetry');

create table public.authors (
  id int primary key,
  name text not null unique,
  born date
);
create table public.books (
  id int primary key,
  author_id int not null references public.authors (id),
  title text not null check (length(title) > 1),
  shelf public.shelf not null,
  pages int,
  price numeric(8, 2),
  tags text[] not null default '{}',
  extra jsonb not null default '{}',
  acquired_at timestamptz not null default '2026-01-02 03:04:05.678+00'
);
create table public.genres (id int primary key, name text not null);
create table public.book_genres (
  book_id int references public.books (id),
  genre_id int references public.genres (id),
  primary key (book_id, genre_id)
);
create table public.notes (
  id int primary key generated always as identity,
  owner uuid not null default auth.uid(),
  body text not null check (length(body) between 2 and 200),
  stage text not null default 'draft',
  extra jsonb,
  written_at timestamptz not null default now()
);
create table public.closed (id int primary key);

insert into public.authors values (1, 'Sor Juana', '1648-11-12'), (2, 'Rulfo', '1917-05-16'), (3, 'Garro', null);
insert into public.books values
  (10, 1, 'Primero sueño', 'poetry', 120, 99.50, '{verso,silva}', '{"edition": {"year": 1692}, "rare": true}'),
  (11, 1, 'Carta atenagórica', 'history', 80, 70, '{carta}', '{"rare": false}'),
  (20, 2, 'El llano en llamas', 'history', 170, null, '{}', '{}'),
  (30, 3, 'Los recuerdos del porvenir', 'law', 300, 150.25, '{novela}', '{"rare": true}');
insert into public.genres values (1, 'verso'), (2, 'prosa');
insert into public.book_genres values (10, 1), (11, 2), (20, 2);

alter table public.notes enable row level security;
create policy notes_select_owner on public.notes for select to authenticated using (owner = auth.uid());
create policy notes_insert_owner on public.notes for insert to authenticated with check (owner = auth.uid());
create policy notes_update_draft on public.notes for update to authenticated
  using (owner = auth.uid() and stage = 'draft') with check (owner = auth.uid());
create policy notes_delete_owner on public.notes for delete to authenticated using (owner = auth.uid());
alter table public.closed enable row level security;

grant select on public.authors, public.books, public.genres, public.book_genres to anon, authenticated;
grant select, delete on public.notes to authenticated;
grant insert (body, extra), update (body, extra) on public.notes to authenticated;

create view public.long_books with (security_invoker = true) as
  select id, author_id, title, pages from public.books where pages > 100;
grant select on public.long_books to anon, authenticated;

create function public.ping() returns text language sql stable as $$ select 'pong' $$;
create function public.add(a int, b int default 10) returns int language sql immutable as $$ select a + b $$;
create function public.whoami() returns jsonb language sql stable as $$
  select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'email', auth.email(), 'database_role', current_user)
$$;
create function public.books_on(which public.shelf) returns setof public.books language sql stable as $$
  select * from public.books where shelf = which
$$;
create function public.book_facts(which int) returns table (title text, pages int) language sql stable as $$
  select b.title, b.pages from public.books b where b.id = which
$$;
create function public.first_author() returns public.authors language sql stable as $$
  select * from public.authors order by id limit 1
$$;
create function public.echo(value jsonb) returns jsonb language sql immutable as $$ select value $$;
create function public.typed(a text, b uuid, c timestamptz, d boolean, e numeric, f text[]) returns jsonb language sql stable as $$
  select jsonb_build_object('a', a, 'b', b, 'c', c, 'd', d, 'e', e, 'f', f)
$$;
create function public.several(ids int[]) returns int language sql immutable as $$ select cardinality(ids) $$;
create function public.nothing() returns void language plpgsql as $$ begin null; end $$;
create function public.next_stage(note int) returns text language plpgsql security definer set search_path = '' as $$
begin
  update public.notes set stage = 'frozen' where id = note and owner = auth.uid();
  return 'frozen';
end
$$;
create function public.refuse(state text) returns void language plpgsql as $$
begin
  raise exception using errcode = state, message = 'stage_changed', detail = '{"stage":"voting"}', hint = 'read it again';
end
$$;
create function public.slow() returns void language sql as $$ select pg_sleep(3) $$;
alter function public.slow() set statement_timeout = '200ms';
create function public.secret() returns text language sql stable as $$ select 'nobody' $$;
revoke execute on function public.secret() from public;
