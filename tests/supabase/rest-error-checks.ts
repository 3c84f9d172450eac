import { describe, expect, test } from 'vitest';
import { type RestServer, ana } from './library.ts';

/** SQLSTATE that a function raises, and the HTTP status that PostgREST documents for it. */
const RAISED: [state: string, status: number][] = [
  ['PT400', 400],
  ['PT401', 401],
  ['PT403', 403],
  ['PT404', 404],
  ['PT409', 409],
  ['PT422', 422],
  ['P0001', 400],
  ['22023', 400],
  ['23503', 409],
  ['23505', 409],
  ['23514', 400],
  ['42501', 403],
  ['55000', 500],
  ['57014', 500],
];

/** What is refused, and how it is said. */
export function errorChecks(name: string, server: () => RestServer): void {
  describe(`${name}: refusals`, () => {
    test.each(RAISED)(
      'a function that raises %s is answered with %i, its message, detail and hint',
      async (state, expected) => {
        const { error, status, data } = await server().clientOf(ana).rpc('refuse', { state });
        expect(status).toBe(expected);
        expect(data).toBeNull();
        expect(error).toMatchObject({
          code: state,
          message: 'stage_changed',
          details: '{"stage":"voting"}',
          hint: 'read it again',
        });
      },
    );

    test('a table without a grant: 401 for a stranger, 403 for a person', async () => {
      const stranger = await server().clientOf(null).from('notes').select();
      expect([stranger.status, stranger.error?.code]).toEqual([401, '42501']);
      const person = await server().clientOf(ana).from('closed').select();
      expect([person.status, person.error?.code]).toEqual([403, '42501']);
    });

    test('a function without a grant', async () => {
      const { error, status } = await server().clientOf(ana).rpc('secret');
      expect([status, error?.code]).toEqual([403, '42501']);
    });

    test('a table that does not exist', async () => {
      const { error, status } = await server().clientOf(null).from('nowhere').select();
      expect(status).toBe(404);
      expect(['PGRST205', '42P01']).toContain(error?.code);
    });

    test('a function that does not exist, or not with these arguments', async () => {
      for (const call of [
        server().clientOf(null).rpc('nowhere'),
        server().clientOf(null).rpc('add', { wrong: 1 }),
      ]) {
        const { error, status } = await call;
        expect([status, error?.code]).toEqual([404, 'PGRST202']);
      }
    });

    test('a column that does not exist', async () => {
      const { error, status } = await server().clientOf(null).from('books').select('nothing');
      expect([status, error?.code]).toEqual([400, '42703']);
    });

    test('a value of the wrong type', async () => {
      const { error, status } = await server().clientOf(null).from('books').select('id').eq('id', 'abc');
      expect([status, error?.code]).toEqual([400, '22P02']);
    });

    test('single with several rows, and with none', async () => {
      const several = await server().clientOf(null).from('books').select('id').single();
      expect([several.status, several.error?.code]).toEqual([406, 'PGRST116']);
      const none = await server().clientOf(null).from('books').select('id').eq('id', 99).single();
      expect([none.status, none.error?.code]).toEqual([406, 'PGRST116']);
    });

    test('an embedding without a relation', async () => {
      const { error, status } = await server().clientOf(null).from('authors').select('genres(name)');
      expect([status, error?.code]).toEqual([400, 'PGRST200']);
    });

    test('a check of the table', async () => {
      const { error, status } = await server().clientOf(ana).from('notes').insert({ body: 'x' });
      expect([status, error?.code]).toEqual([400, '23514']);
      expect(error?.message).toBe(
        'new row for relation "notes" violates check constraint "notes_body_check"',
      );
    });

    test('a required column left out', async () => {
      const { error, status } = await server().clientOf(ana).from('notes').insert({ body: null });
      expect([status, error?.code]).toEqual([400, '23502']);
    });

    test('a schema other than public', async () => {
      const { error } = await server().clientOf(ana).schema('auth').from('users').select();
      expect(error).not.toBeNull();
      const { data } = await server().clientOf(ana).schema('auth').from('users').select();
      expect(data).toBeNull();
    });
  });
}
