-- Whoever renames a document or a chapter, or gives one to a mesa, holds their rights while they do, like all who write.
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
create trigger hold_rights before update of title, voting_body_id on public.documents
for each statement execute function access.hold_rights_of_statement();
create trigger hold_rights before update of title, lead_body_id on public.chapters
for each statement execute function access.hold_rights_of_statement();

create or replace function access.refuse_late_document_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  if not exists (
    select from public.workflow_stages s where s.stage = old.stage and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.id) then
    perform access.refuse(403, 'not_allowed');
  end if;
  new.title := btrim(new.title);
  return new;
end
$$;

create or replace function access.refuse_late_chapter_change()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform from public.documents d where d.id = new.document_id for key share;
  if not exists (
    select
    from public.documents d
    join public.workflow_stages s on s.stage = d.stage
    where d.id = new.document_id and 'coordinator' = any (s.editors)
  ) then
    perform access.refuse(409, 'text_is_read_only');
  end if;
  if auth.uid() is not null and not access.can_manage_document(new.document_id) then
    perform access.refuse(403, 'not_allowed');
  end if;
  new.title := btrim(new.title);
  return new;
end
$$;
