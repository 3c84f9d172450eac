import { randomUUID } from 'node:crypto';
import type { Sql } from 'postgres';
import { people } from '#demo/people.ts';
import { arrangementId } from '#demo/seed-arrangements.ts';
import { canonicalJson, sha256Hex } from '#lib/domain/canonical-json.ts';
import { pages } from './text.ts';

const arrangement = arrangementId('oaxaca');
const author = people.coordinacion.id;

async function addDocument(owner: Sql, title: string): Promise<string> {
  const id = randomUUID();
  await owner`insert into public.documents (id, arrangement_id, kind, title, created_by)
    values (${id}, ${arrangement}, 'diagnosis', ${title}, ${author})`;
  return id;
}

/** A draft of one chapter, made by the coordination as an import makes it. */
export async function addDraft(owner: Sql, count: number): Promise<{ path: string; chapter: string }> {
  const document = await addDocument(owner, 'Borrador largo');
  const now = Math.floor(Date.now() / 1000);
  const claims = JSON.stringify({ sub: author, role: 'authenticated', iat: now, exp: now + 600 });
  const chapters = JSON.stringify([{ title: 'Capítulo largo', content: pages(count) }]);
  const chapter = await owner.begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${claims}, true)`;
    await sql`set local role authenticated`;
    const [row] = await sql`select public.import_chapters(${document}, ${chapters}::text::jsonb) as id`;
    return row!.id as string;
  });
  return { path: `/documentos/${document}`, chapter };
}

/** A publication of so many pages, in chapters of ten. @returns its path */
export async function addPublication(owner: Sql, count: number): Promise<string> {
  const id = await addDocument(owner, 'Diagnóstico publicado');
  const canonical = canonicalJson({
    format: 'concierta/1',
    number: 1,
    document: { id, kind: 'diagnosis', title: 'Diagnóstico publicado', jurisdiction: '20' },
    chapters: Array.from({ length: Math.ceil(count / 10) }, (_, at) => ({
      id: randomUUID(),
      position: at + 1,
      title: `Capítulo ${at + 1}`,
      content: pages(Math.min(10, count - at * 10)),
    })),
  });
  const version = randomUUID();
  await owner`insert into public.versions (id, document_id, number, canonical, sha256, reason)
    values (${version}, ${id}, 1, ${canonical}, ${await sha256Hex(canonical)}, 'open_voting')`;
  await owner`insert into public.publications (document_id, version_id, slug, title)
    values (${id}, ${version}, 'medida-larga', 'Diagnóstico publicado')`;
  return '/publicaciones/medida-larga';
}
