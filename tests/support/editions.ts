import { withDatabase } from './system-database.ts';

/**
 * Brings a document that has a version to where it is approved, and the edition that it was opened for has been replaced by
 * another meanwhile: the journeys' world has no three editions of anything.
 * @returns the public address of the edition in force
 */
export async function replaceItsEdition(document: string, title: string): Promise<string> {
  const key = document.slice(0, 8);
  const editions = [
    { slug: `primera-${key}`, stage: 'superseded', age: '2 years' },
    { slug: `segunda-${key}`, stage: 'published', age: '1 year' },
  ];
  await withDatabase((sql) =>
    sql.begin(async (tx) => {
      let before: string | null = null;
      for (const { slug, stage, age } of editions) {
        const [row]: { id: string }[] = await tx`
          insert into public.documents (arrangement_id, kind, title, stage, supersedes_id)
          select arrangement_id, kind, ${title}, ${stage}, ${before} from public.documents where id = ${document}
          returning id`;
        const edition: string = row!.id;
        await tx`
          with sealed as (
            insert into public.versions (document_id, number, canonical, sha256, reason)
            select ${edition}, 1, canonical, sha256, 'open_voting' from public.versions
            where document_id = ${document} order by number desc limit 1
            returning id
          )
          insert into public.publications (document_id, version_id, slug, title, published_at)
          select ${edition}, id, ${slug}, ${title}, now() - ${age}::interval from sealed`;
        before ??= edition;
      }
      await tx`update public.documents set stage = 'approved', supersedes_id = ${before} where id = ${document}`;
    }),
  );
  return `/publicaciones/${editions.at(-1)!.slug}`;
}
