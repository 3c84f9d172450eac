-- What was published names its parties as they were: those of what is published already, as they are now.

alter table public.publications add column parties jsonb;

alter table public.publications disable trigger refuse_rewrite;
update public.publications p
set parties = (
  select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'shortName', o.short_name, 'sector', o.sector, 'role', ap.role)
    order by ap.role, o.name), '[]')
  from public.documents d
  join public.arrangement_parties ap on ap.arrangement_id = d.arrangement_id
  join public.organizations o on o.id = ap.organization_id
  where d.id = p.document_id
);
alter table public.publications enable trigger refuse_rewrite;
alter table public.publications alter column parties set not null;

-- Whoever leaves, joins, is renamed or takes part as something else later does not change what was published.
create function access.keep_parties()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  new.parties := (
    select coalesce(jsonb_agg(jsonb_build_object('name', o.name, 'shortName', o.short_name, 'sector', o.sector, 'role', ap.role)
      order by ap.role, o.name), '[]')
    from public.documents d
    join public.arrangement_parties ap on ap.arrangement_id = d.arrangement_id
    join public.organizations o on o.id = ap.organization_id
    where d.id = new.document_id
  );
  return new;
end
$$;
create trigger keep_parties before insert on public.publications
for each row execute function access.keep_parties();
