-- What was written before more letters counted as unseen, without them: a row that breaks its own rule cannot be changed
-- any more, neither a person suspended nor a text taken a step on. Frozen texts keep the title they have.
create function access.made_seen(p_text text, p_otherwise text)
returns text
language sql
immutable
set search_path = ''
as $$
  select coalesce((
    select line from btrim(access.without_unseen(regexp_replace(p_text, '[\t-\r\u0085\u2028\u2029]+', ' ', 'g'))) as line
    where access.is_seen(line)
  ), p_otherwise)
$$;
alter table public.documents disable trigger refuse_late_change;
alter table public.chapters disable trigger refuse_late_change;
update public.people set display_name = access.made_seen(display_name, access.name_of_newcomer())
where not access.is_seen(display_name);
update public.organizations set name = access.made_seen(name, 'Organización sin nombre') where not access.is_seen(name);
update public.organizations set short_name = access.made_seen(short_name, 'Sin nombre') where not access.is_seen(short_name);
update public.arrangements set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
update public.bodies set name = access.made_seen(name, 'Sin nombre') where not access.is_seen(name);
update public.documents set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
update public.chapters set title = access.made_seen(title, 'Sin título') where not access.is_seen(title);
alter table public.documents enable trigger refuse_late_change;
alter table public.chapters enable trigger refuse_late_change;
drop function access.made_seen(text, text);
