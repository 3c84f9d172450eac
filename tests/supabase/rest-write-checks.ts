import type { Sql } from 'postgres';
import { beforeEach, describe, expect, test } from 'vitest';
import { type RestServer, ana, beto } from './library.ts';

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/;

/** Who one is, and what row-level security lets one write. */
export function writeChecks(name: string, owner: () => Sql, server: () => RestServer): void {
  describe(`${name}: writing as a person`, () => {
    beforeEach(async () => {
      await owner()`truncate public.notes restart identity`;
    });
    const note = async (body: string) => {
      const { data } = await server().clientOf(ana).from('notes').insert({ body }).select('id').single();
      return (data as { id: number }).id;
    };
    const stored = async () => [
      ...(await owner()`select id, owner, body, stage from public.notes order by id`),
    ];

    test('the token says who one is', async () => {
      const { data } = await server().clientOf(ana).rpc('whoami');
      expect(data).toEqual({
        uid: ana.id,
        role: 'authenticated',
        email: ana.email,
        database_role: 'authenticated',
      });
      const stranger = await server().clientOf(null).rpc('whoami');
      expect(stranger.data).toMatchObject({ uid: null, database_role: 'anon' });
    });

    test('insert returns the row, with the defaults of the database', async () => {
      const { data, error, status } = await server()
        .clientOf(ana)
        .from('notes')
        .insert({ body: 'hola' })
        .select()
        .single();
      expect(error).toBeNull();
      expect(status).toBe(201);
      expect(data).toEqual({
        id: 1,
        owner: ana.id,
        body: 'hola',
        stage: 'draft',
        extra: null,
        written_at: expect.stringMatching(ISO),
      });
    });

    test.each([[{ a: [1, { b: null }] }], [[1, 'dos']], ['texto'], ['{"a":1}'], [5], [true]])(
      'json %j is kept as it is, inserted and updated',
      async (extra) => {
        const inserted = await server()
          .clientOf(ana)
          .from('notes')
          .insert({ body: 'con', extra })
          .select('id, extra')
          .single();
        expect(inserted.data).toEqual({ id: 1, extra });
        const [row] = await owner()`select extra = ${owner().json(extra)} as same from public.notes`;
        expect(row).toEqual({ same: true });
        await server().clientOf(ana).from('notes').update({ extra: null }).eq('id', 1);
        const updated = await server()
          .clientOf(ana)
          .from('notes')
          .update({ extra })
          .eq('id', 1)
          .select('extra')
          .single();
        expect(updated.data).toEqual({ extra });
      },
    );

    test('insert of several, without asking for them back', async () => {
      const { data, error, status } = await server()
        .clientOf(ana)
        .from('notes')
        .insert([{ body: 'uno' }, { body: 'dos' }]);
      expect({ data, error, status }).toEqual({ data: null, error: null, status: 201 });
      expect((await stored()).map((row) => row.body)).toEqual(['uno', 'dos']);
    });

    test('each person reads their own', async () => {
      await note('de ana');
      expect((await server().clientOf(ana).from('notes').select('body')).data).toEqual([{ body: 'de ana' }]);
      expect((await server().clientOf(beto).from('notes').select('body')).data).toEqual([]);
    });

    test('update returns the row', async () => {
      const id = await note('antes');
      const { data, error } = await server()
        .clientOf(ana)
        .from('notes')
        .update({ body: 'después' })
        .eq('id', id)
        .select('body')
        .single();
      expect({ data, error }).toEqual({ data: { body: 'después' }, error: null });
    });

    test('an update that row-level security refuses returns no row and no error, and changes nothing', async () => {
      const id = await note('de ana');
      const before = await stored();
      const { data, error, status } = await server()
        .clientOf(beto)
        .from('notes')
        .update({ body: 'ajeno' })
        .eq('id', id)
        .select('id');
      expect({ data, error, status }).toEqual({ data: [], error: null, status: 200 });
      const single = await server()
        .clientOf(beto)
        .from('notes')
        .update({ body: 'ajeno' })
        .eq('id', id)
        .select('id')
        .maybeSingle();
      expect({ data: single.data, error: single.error }).toEqual({ data: null, error: null });
      expect(await stored()).toEqual(before);
    });

    test('a column outside the grant is refused, and nothing is changed', async () => {
      const id = await note('de ana');
      const before = await stored();
      const { error, status } = await server()
        .clientOf(ana)
        .from('notes')
        .update({ stage: 'frozen' })
        .eq('id', id)
        .select('id');
      expect({ code: error?.code, status }).toEqual({ code: '42501', status: 403 });
      expect(await stored()).toEqual(before);
    });

    test('a function may do more than its caller, and what it did is kept', async () => {
      const id = await note('de ana');
      expect((await server().clientOf(ana).rpc('next_stage', { note: id })).data).toBe('frozen');
      expect((await stored())[0]).toMatchObject({ stage: 'frozen' });
      expect(
        (await server().clientOf(ana).from('notes').update({ body: 'tarde' }).eq('id', id).select('id')).data,
      ).toEqual([]);
    });

    test('a function called by GET cannot write', async () => {
      const id = await note('de ana');
      const { error, status } = await server().clientOf(ana).rpc('next_stage', { note: id }, { get: true });
      expect({ code: error?.code, status }).toEqual({ code: '25006', status: 405 });
      expect((await stored())[0]).toMatchObject({ stage: 'draft' });
    });

    test('delete returns the row, and only the own', async () => {
      const id = await note('de ana');
      expect((await server().clientOf(beto).from('notes').delete().eq('id', id).select('id')).data).toEqual(
        [],
      );
      expect((await server().clientOf(ana).from('notes').delete().eq('id', id).select('id')).data).toEqual([
        { id },
      ]);
      expect(await stored()).toEqual([]);
    });

    test('of several rows with one wrong, none is kept', async () => {
      const { error } = await server()
        .clientOf(ana)
        .from('notes')
        .insert([{ body: 'bien' }, { body: 'x' }]);
      expect(error?.code).toBe('23514');
      expect(await stored()).toEqual([]);
    });
  });
}
