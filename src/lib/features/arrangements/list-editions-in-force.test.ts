import { expect, test } from 'vitest';
import { listEditionsInForce } from './list-editions-in-force.server.ts';

const idOf = (at: number) => `0190f000-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** A state in which so many documents were published, every tenth of them replaced since. */
function database(count: number) {
  const published = Array.from({ length: count }, (_, at) => ({
    slug: `documento-${at}`,
    title: `Documento ${at}`,
    summary: '',
    status: 'published',
    kind: at % 2 ? 'action_plan' : 'diagnosis',
    stage: at % 10 ? 'published' : 'superseded',
    jurisdiction: { code: '20', name: 'Oaxaca' },
    publishedAt: '2026-03-01T18:00:00Z',
    version: 1,
  }));
  const asked: number[] = [];
  const supabase = {
    rpc: (name: string, { p_jurisdiction }: { p_jurisdiction: string }) =>
      Promise.resolve({
        data: name === 'list_publications' && p_jurisdiction === '20' ? published : [],
        error: null,
      }),
    from: () => ({
      select: () => ({
        in: (_: string, slugs: string[]) => {
          asked.push(slugs.length);
          const data = slugs.map((slug) => ({ slug, document_id: idOf(Number(slug.split('-')[1])) }));
          return Promise.resolve({ data, error: null });
        },
      }),
    }),
  };
  return { asked, locals: { supabase } as unknown as App.Locals };
}

test('what is in force in the state can have a next edition, in the order of its list', async () => {
  const { locals } = database(3);
  const common = { stage: 'published', publishedAt: '2026-03-01T18:00:00Z' };
  expect(await listEditionsInForce(locals, '20')).toEqual([
    { document: idOf(1), title: 'Documento 1', kind: 'action_plan', ...common },
    { document: idOf(2), title: 'Documento 2', kind: 'diagnosis', ...common },
  ]);
  expect(await listEditionsInForce(locals, '09')).toEqual([]);
});

test('no address grows with what a state has published', async () => {
  const { asked, locals } = database(100);
  expect(await listEditionsInForce(locals, '20')).toHaveLength(90);
  expect(asked).toEqual([40, 40, 10]);
});
