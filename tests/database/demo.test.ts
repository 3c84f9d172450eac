import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { people, visitorKeys, DEMO_PASSWORD } from '#demo/people.ts';
import { seedDemo } from '#demo/seed.ts';
import { openTestDatabase, type TestDatabase } from '#embedded/testing.ts';
import { type Anchor, anchorSchema } from '#lib/domain/anchor.ts';
import { canonicalJson, sha256Hex } from '#lib/domain/canonical-json.ts';
import { DEMO_ROLES, demoEmail } from '#lib/domain/demo-people.ts';
import { resolveAnchor } from '#lib/manuscript/anchors.ts';
import { checkContent } from '#lib/manuscript/content.ts';
import { textMapOf } from '#lib/manuscript/text-map.ts';
import { docToContent } from '#lib/manuscript/yjs.ts';

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  database = await openTestDatabase();
  sql = postgres(database.ownerUrl, { onnotice: () => {} });
  await seedDemo({ sql, now: new Date('2026-11-23T18:00:00Z') });
});

afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

/** Runs a query as one of the demo's people, as REST would. */
function as<T>(person: keyof typeof people, work: (tx: Sql) => Promise<T>): Promise<T> {
  const claims = { sub: people[person].id, role: 'authenticated', iat: Math.floor(Date.now() / 1000) };
  return sql.begin(async (tx) => {
    await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
    await tx`set local role authenticated`;
    return work(tx as unknown as Sql);
  }) as Promise<T>;
}

const titles = (rows: { title: string }[]) => rows.map(({ title }) => title);

describe('people', () => {
  test('the ten visitors can sign in with the demo password', async () => {
    const rows = await sql<{ email: string }[]>`
      select u.email
      from auth.users u
      join auth.identities i on i.user_id = u.id and i.provider_id = u.id::text and i.email = u.email
      join public.people p on p.id = u.id and p.display_name <> 'Persona invitada'
      where u.encrypted_password = extensions.crypt(${DEMO_PASSWORD}, u.encrypted_password)
        and u.email_confirmed_at is not null and u.aud = 'authenticated' and u.role = 'authenticated'
      order by u.id`;
    expect(rows.map(({ email }) => email)).toEqual(DEMO_ROLES.map(demoEmail));
    expect(visitorKeys).toEqual([...DEMO_ROLES]);
  });

  test('nobody else has a password', async () => {
    expect(await sql`select from auth.users where encrypted_password is not null`).toHaveLength(10);
  });

  test.each([
    ['coordinacion', ['Diagnóstico de derechos humanos del estado de Oaxaca']],
    ['osc2', ['Diagnóstico de derechos humanos del estado de Oaxaca']],
    ['observador', ['Diagnóstico de derechos humanos del estado de Oaxaca']],
    ['otroestado', ['Informe temático: derecho a una vivienda adecuada en la Ciudad de México']],
    ['admin', []],
  ] as const)('%s sees the documents of their own process alone', async (person, expected) => {
    const rows = await as(person, (tx) => tx<{ title: string }[]>`select title from public.documents`);
    expect(titles(rows)).toEqual(expected);
  });

  test.each(['oficina', 'federal'] as const)('%s takes part in all four states', async (person) => {
    const rows = await as(
      person,
      (tx) => tx<{ code: string }[]>`
        select distinct jurisdiction_code as code from public.arrangements order by code`,
    );
    expect(rows.map(({ code }) => code)).toEqual(['09', '12', '20', '22']);
  });

  test('whoever may vote in Oaxaca has a seat in its committee', async () => {
    const rows = await sql`
      select o.short_name
      from public.arrangement_parties ap
      join public.arrangements a on a.id = ap.arrangement_id and a.jurisdiction_code = '20'
      join public.organizations o on o.id = ap.organization_id
      where ap.role in ('coordinator', 'drafter', 'commenter') and not exists (
        select from public.seats s join public.bodies b on b.id = s.body_id
        where b.arrangement_id = a.id and b.kind = 'coordinating_committee'
          and s.organization_id = o.id and s.has_vote and s.titular_id is not null
      )`;
    expect(rows).toEqual([]);
  });

  test('every author may edit what they wrote', async () => {
    const rows = await sql<{ refusal: string | null }[]>`
      select distinct access.edit_refusal(u.person_id, u.chapter_id) as refusal
      from collab.chapter_updates u
      join public.chapters c on c.id = u.chapter_id
      join public.documents d on d.id = c.document_id and d.stage = 'drafting'`;
    expect(rows).toEqual([{ refusal: null }]);
  });
});

describe('texts', () => {
  type Row = { document: string; chapter: string; content: unknown };
  const texts = () => sql<Row[]>`
    select d.title as document, c.title as chapter, t.content
    from public.chapter_texts t
    join public.chapters c on c.id = t.chapter_id
    join public.documents d on d.id = c.document_id
    order by d.title, c.position`;

  test('every chapter is a valid text, every block with an id of its own', async () => {
    for (const { chapter, content } of await texts()) {
      const node = checkContent(content);
      expect(node.toJSON(), chapter).toEqual(content);
      const ids = textMapOf(node).blocks.map(({ id }) => id);
      expect(ids.every(Boolean), chapter).toBe(true);
      expect(new Set(ids).size, chapter).toBe(ids.length);
    }
  });

  test('no mark of the notation is left in the text', async () => {
    for (const { chapter, content } of await texts()) {
      expect(JSON.stringify(content), chapter).not.toMatch(/\*|\[\^|\]\(|\bsólo\b/);
    }
  });

  test('the documents have the length they should have', async () => {
    const words = new Map<string, number>();
    for (const { document, content } of await texts()) {
      const own = checkContent(content).textBetween(0, checkContent(content).content.size, ' ').match(/\S+/g);
      words.set(document, (words.get(document) ?? 0) + (own?.length ?? 0));
    }
    const counted = [...words.values()].sort((a, b) => b - a);
    expect(counted).toHaveLength(4);
    const [rich, published, voting] = counted as [number, number, number];
    expect(rich).toBeGreaterThan(8_000);
    expect(rich).toBeLessThan(9_500);
    expect(published).toBeGreaterThan(2_200);
    expect(voting).toBeGreaterThan(1_300);
  });

  test('a chapter replayed from its log is the text that is stored', async () => {
    const chapters = await sql<{ id: string; content: unknown; state: Buffer; seq: number; head: number }[]>`
      select c.id, t.content, s.state, t.seq::int, h.last_seq::int as head
      from public.chapters c
      join public.chapter_texts t on t.chapter_id = c.id
      join collab.chapter_snapshots s on s.chapter_id = c.id and s.seq = t.seq
      join collab.chapter_heads h on h.chapter_id = c.id`;
    expect(chapters).toHaveLength(15);
    for (const { id, content, state, seq, head } of chapters) {
      expect(seq).toBe(head);
      const log = await sql<{ payload: Buffer; people: number }[]>`
        select payload, (select count(distinct person_id) from collab.chapter_updates where chapter_id = ${id})::int as people
        from collab.chapter_updates where chapter_id = ${id} order by seq`;
      expect(log).toHaveLength(head);
      expect(log[0]!.people).toBeLessThanOrEqual(4);
      const [replayed, loaded] = [new Y.Doc(), new Y.Doc()];
      for (const { payload } of log) Y.applyUpdate(replayed, payload);
      Y.applyUpdate(loaded, state);
      expect(docToContent(replayed)).toEqual(content);
      expect(docToContent(loaded)).toEqual(content);
    }
  });

  test('each Yjs client belongs to one person', async () => {
    const rows = await sql`
      select client_id from collab.chapter_updates group by chapter_id, client_id having count(distinct person_id) > 1`;
    expect(rows).toEqual([]);
  });
});

describe('discussion', () => {
  test('every anchor is found where its quote stands', async () => {
    const rows = await sql<{ anchor: Anchor; quote: string; content: unknown }[]>`
      select t.anchor, t.quote, text.content
      from public.comment_threads t
      join public.chapter_texts text on text.chapter_id = t.chapter_id`;
    expect(rows).toHaveLength(20);
    for (const { anchor, quote, content } of rows) {
      const node = checkContent(content);
      const found = resolveAnchor(node, anchorSchema.parse(anchor));
      expect(found?.by, quote).toBe('block');
      expect(anchor.quote.exact).toBe(quote);
    }
  });

  test.each([
    ['osc', { arrangement: 15, sector: 1, office: 0 }],
    ['osc2', { arrangement: 15, sector: 1, office: 1 }],
    ['estado', { arrangement: 15, sector: 1, office: 0 }],
    ['federal', { arrangement: 15, sector: 0, office: 0 }],
    ['oficina', { arrangement: 15, sector: 0, office: 1 }],
    ['observador', { arrangement: 15, sector: 0, office: 0 }],
  ] as const)('%s reads the threads meant for them', async (person, expected) => {
    const [row] = await as(
      person,
      (tx) => tx<{ threads: { visibility: keyof typeof expected }[] }[]>`
        select public.list_comment_threads(d.id) as threads from public.documents d where d.title like '%Oaxaca'`,
    );
    const counts = { arrangement: 0, sector: 0, office: 0 };
    for (const { visibility } of row!.threads) counts[visibility] += 1;
    expect(counts).toEqual(expected);
  });
});

describe('process', () => {
  test('every version is sealed, and the last one is the text', async () => {
    const versions = await sql<{ canonical: string; sha256: string; same: boolean; last: boolean }[]>`
      select v.canonical, v.sha256, access.canonical_json(v.canonical::jsonb) = v.canonical as same,
        not exists (select from public.versions w where w.document_id = v.document_id and w.number > v.number) as last
      from public.versions v`;
    expect(versions).toHaveLength(6);
    for (const { canonical, sha256, same, last } of versions) {
      expect(await sha256Hex(canonical)).toBe(sha256);
      const parsed = JSON.parse(canonical) as { chapters: { id: string; content: unknown }[] };
      expect(canonicalJson(parsed)).toBe(canonical);
      expect(same).toBe(true);
      for (const { id, content } of last ? parsed.chapters : []) {
        const [text] = await sql`select content from public.chapter_texts where chapter_id = ${id}`;
        expect(text!['content']).toEqual(content);
      }
    }
  });

  test('the last version is what the database itself would have frozen', async () => {
    const documents = await sql<{ id: string; number: number; canonical: string }[]>`
      select distinct on (v.document_id) v.document_id as id, v.number, v.canonical
      from public.versions v order by v.document_id, v.number desc`;
    expect(documents).toHaveLength(3);
    for (const { id, number, canonical } of documents) {
      let frozen = '';
      const tried = sql.begin(async (tx) => {
        await tx`select access.freeze_version(${id}, 'open_voting')`;
        const [row] = await tx`
          select canonical from public.versions where document_id = ${id} and number = ${number + 1}`;
        frozen = row!['canonical'] as string;
        throw new Error('only tried');
      });
      await expect(tried).rejects.toThrow('only tried');
      expect(frozen.replace(`"number":${number + 1}}`, `"number":${number}}`)).toBe(canonical);
    }
  });

  test('every step is one that the workflow has, and they join', async () => {
    const rows = await sql<{ known: boolean; joined: boolean; last: string; stage: string }[]>`
      select exists (
          select from public.workflow_steps s
          where s.from_stage = t.from_stage and s.to_stage = t.to_stage and s.action = t.action
            and (not s.note_required or t.note is not null)
        ) as known,
        coalesce(lag(t.to_stage) over way, 'drafting') = t.from_stage as joined,
        last_value(t.to_stage) over (partition by t.document_id order by t.at
          rows between unbounded preceding and unbounded following) as last, d.stage
      from public.document_transitions t
      join public.documents d on d.id = t.document_id
      window way as (partition by t.document_id order by t.at)`;
    expect(rows).toHaveLength(18);
    for (const row of rows) expect(row).toMatchObject({ known: true, joined: true, last: row.stage });
  });

  test('the published diagnosis is on the public page with its dissent', async () => {
    const [row] = await sql<{ page: Record<string, never> }[]>`
      select public.read_publication('diagnostico-queretaro-agua-salud-educacion') as page`;
    expect(row!.page).toMatchObject({
      stage: 'published',
      jurisdiction: { code: '22' },
      vote: {
        outcome: 'adopted',
        tally: { seats: 6, cast: 6, inFavour: 5, against: 1, quorumReached: true, majorityReached: true },
      },
      approval: { organization: 'ONU-DH México' },
    });
  });

  test('in Mexico City the federal seat has still to vote, and the coordination could close', async () => {
    const [work] = await as(
      'federal',
      (tx) => tx<{ work: { votes: { title: string; seats: number }[] } }[]>`select public.my_work() as work`,
    );
    expect(work!.work.votes).toMatchObject([{ title: expect.stringContaining('vivienda'), seats: 1 }]);
    const [own] = await as(
      'otroestado',
      (tx) =>
        tx<{ work: { steps: { action: string; ready: boolean }[] } }[]>`select public.my_work() as work`,
    );
    expect(own!.work.steps).toContainEqual(expect.objectContaining({ action: 'close_voting', ready: true }));
  });

  test('a report waits for the Office', async () => {
    const [row] = await as(
      'oficina',
      (tx) => tx<{ work: { steps: { action: string }[] } }[]>`select public.my_work() as work`,
    );
    expect(row!.work.steps.map(({ action }) => action)).toEqual(['approve', 'return_with_observations']);
  });

  test('the audit log is an unbroken chain', async () => {
    const [row] = await as('admin', (tx) => tx`select public.check_audit_chain() as broken`);
    expect(row).toEqual({ broken: null });
    const [record] = await sql`select count(*)::int as entries from public.audit_entries`;
    expect(record).toEqual({ entries: 40 });
  });
});

describe('refusals', () => {
  test('a second time, because there are people', async () => {
    await expect(seedDemo({ sql })).rejects.toThrow('there are already people');
    expect(await sql`select from public.arrangements`).toHaveLength(4);
  });

  test('when a real Supabase is configured, and nothing is written', async () => {
    const empty = await openTestDatabase();
    const owner = postgres(empty.ownerUrl, { onnotice: () => {} });
    vi.stubEnv('SUPABASE_URL', 'https://proyecto.supabase.example');
    try {
      await expect(seedDemo({ sql: owner })).rejects.toThrow('SUPABASE_URL is set');
      expect(await owner`select from public.people`).toHaveLength(0);
    } finally {
      vi.unstubAllEnvs();
      await owner.end();
      await empty.drop();
    }
  });
});
