import { expect, it, vi } from 'vitest';
import { openThread } from './open-thread.server.ts';
import { replyToThread } from './reply-to-thread.server.ts';

const id = '00000000-0000-4000-8000-000000000001';
const anchor = { block: 'b', quote: { exact: 'x', prefix: '', suffix: '' }, position: { start: 0, end: 1 } };
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  const all = {
    chapter: id,
    thread: id,
    anchor: JSON.stringify(anchor),
    body: 'Falta la fuente.',
    ...fields,
  };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  return data;
};
/** A database that finds nothing to write in, and of what is asked for gives what is named. */
function database(readable: readonly string[]) {
  const rpc = vi.fn(async () => ({
    data: null,
    error: { code: 'PT404', message: 'not_found', details: null },
  }));
  const from = (table: string) => ({
    select: () => ({
      eq: () => ({
        maybeSingle: async () => ({ data: readable.includes(table) ? { id } : null, error: null }),
      }),
    }),
  });
  return { rpc, locals: { supabase: { rpc, from } } as unknown as App.Locals };
}

it('nobody is spoken for, and nobody told, whom the form did not name', async () => {
  const { rpc, locals } = database([]);
  for (const organization of ['', undefined]) {
    const named: Record<string, string> = organization === undefined ? {} : { organization };
    const said = form({ visibility: 'sector', ...named });
    await expect(openThread(locals, id, said)).rejects.toMatchObject({ code: 'voice_required' });
    await expect(replyToThread(locals, id, said)).rejects.toMatchObject({ code: 'voice_required' });
  }
  await expect(openThread(locals, id, form({ organization: id }))).rejects.toMatchObject({
    code: 'bad_input',
    fields: { visibility: expect.any(String) },
  });
  expect(rpc).not.toHaveBeenCalled();
});

it('of what is not found it is said that its chapter was taken out, to whoever still reads the document', async () => {
  const said = form({ visibility: 'arrangement', organization: id });
  for (const send of [openThread, replyToThread]) {
    const refused = (readable: string[]) => expect(send(database(readable).locals, id, said)).rejects;
    await refused(['documents']).toMatchObject({ code: 'chapter_removed' });
    await refused(['documents', 'chapters']).toMatchObject({ code: 'not_found' });
    await refused([]).toMatchObject({ code: 'not_found' });
  }
});
