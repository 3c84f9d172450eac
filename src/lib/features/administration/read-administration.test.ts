import { expect, it } from 'vitest';
import { readAdministration } from './read-administration.server.ts';

it.each([
  ['none', 'not_signed_in'],
  ['ended', 'not_signed_in'],
  ['unknown', 'service_unavailable'],
] as const)('asks the database nothing for whoever is nobody (%s)', async (session, code) => {
  const asked: string[] = [];
  const ask = (what: string) => {
    asked.push(what);
    throw new Error(`asked for ${what}`);
  };
  const locals = { person: null, session, supabase: { from: ask, rpc: ask } } as unknown as App.Locals;
  await expect(readAdministration(locals, new URLSearchParams())).rejects.toMatchObject({ code });
  expect(asked).toEqual([]);
});
