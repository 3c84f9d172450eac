-- A mesa that is taken from a chapter is a change as any other: it is looked at again where rights ended meanwhile.
drop trigger refuse_late_change on public.chapters;
create trigger refuse_late_change before update of title, lead_body_id on public.chapters
for each row when (
  new.title <> old.title
  or (new.lead_body_id is distinct from old.lead_body_id and (new.lead_body_id is not null or pg_trigger_depth() = 0))
)
execute function access.refuse_late_chapter_change();
