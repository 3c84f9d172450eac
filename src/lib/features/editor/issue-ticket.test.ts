import { expect, it } from 'vitest';
import { issueTicket } from './issue-ticket.server.ts';

const [ONE, OTHER, CHAPTER, DOCUMENT] = [1, 2, 3, 4].map((n) => `00000000-0000-4000-8000-00000000000${n}`);

/** A session of ONE's; `reads`: whether the document is theirs to read, of which the chapter may be gone; `of`: their organizations. */
function localsOf({ gone = false, reads = true, of = [] as string[] } = {}): App.Locals {
  const found = { maybeSingle: async () => ({ data: reads ? { id: DOCUMENT } : null, error: null }) };
  const memberships = {
    data: of.map((status) => ({ organizations: status === 'active' ? { status } : null })),
    error: null,
  };
  return {
    person: { id: ONE },
    supabase: {
      rpc: async () =>
        gone
          ? { data: null, error: { code: 'PT404', message: 'not_found', details: null } }
          : { data: 'pase', error: null },
      from: (table: string) => ({
        select: () => ({ eq: () => (table === 'memberships' ? { eq: async () => memberships } : found) }),
      }),
    },
  } as unknown as App.Locals;
}

const asking = (person?: string) =>
  new Request('http://concierta.test', {
    method: 'POST',
    body: JSON.stringify({ chapter: CHAPTER, person }),
  });

async function refusal(locals: App.Locals, person?: string): Promise<string> {
  const error: unknown = await issueTicket(locals, DOCUMENT!, asking(person)).catch((each: unknown) => each);
  return (error as { code: string }).code;
}

it('gives nobody a pass for a tab in which somebody else wrote', async () => {
  expect(await issueTicket(localsOf(), DOCUMENT!, asking(ONE))).toEqual({ ticket: 'pase', person: ONE });
  expect(await refusal(localsOf(), OTHER)).toBe('another_person');
  expect(await issueTicket(localsOf(), DOCUMENT!, asking()), 'a page from before').toMatchObject({
    person: ONE,
  });
});

it('tells a chapter that was taken out from a document that is no longer read', async () => {
  expect(await refusal(localsOf({ gone: true }), ONE)).toBe('chapter_removed');
  expect(await refusal(localsOf({ gone: true, reads: false }), ONE)).toBe('not_found');
});

it('says of whoever belongs to suspended organizations alone that this is why', async () => {
  const refused = (of: string[]) => refusal(localsOf({ gone: true, reads: false, of }), ONE);
  expect(await refused(['suspended'])).toBe('organization_suspended');
  expect(await refused(['suspended', 'active'])).toBe('not_found');
  expect(await refused(['active'])).toBe('not_found');
});
