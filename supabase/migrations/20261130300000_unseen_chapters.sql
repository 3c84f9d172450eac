-- A chapter of letters that nobody sees has no text.

-- Whether there is a word in a text: letters that nobody sees are none.
create or replace function access.has_words(p_content jsonb)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select exists (
    select from jsonb_path_query(p_content, '$.**.text') as said (words) where access.says_something(words #>> '{}')
  )
$$;
