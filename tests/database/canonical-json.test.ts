import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/domain/canonical-json.ts';
import { type TestDatabase, openTestDatabase } from '#embedded/testing.ts';
import { openWorld } from './world.ts';

let database: TestDatabase;
let sql: Sql;
beforeAll(async () => {
  database = await openTestDatabase();
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await sql?.end();
  await database?.drop();
});

const letters = (from: number, to: number) =>
  String.fromCharCode(...Array.from({ length: to - from }, (_, i) => from + i));

/** What a manuscript may hold, and what somebody may try. U+0000 and half letters are refused by jsonb itself. */
const CASES: Record<string, unknown> = {
  'empty things': { a: {}, b: [], c: '', d: null, e: true, f: false },
  'keys in order': {
    b: 1,
    a: 2,
    B: 3,
    A: 4,
    _: 5,
    '': 6,
    aa: 7,
    'a b': 8,
    ñ: 9,
    é: 10,
    '€': 11,
    '10': 12,
    '9': 13,
  },
  'nested keys': [{ z: { y: { x: [{ w: 1, v: 2 }] } } }],
  'control characters': letters(1, 0x20),
  'printable ASCII': letters(0x20, 0x7f),
  'DEL and C1': letters(0x7f, 0xa1),
  escapes: 'quote " backslash \\ slash / </script> \b\f\n\r\t',
  'line and paragraph separators': 'a\u2028b\u2029c',
  'no-break and zero-width': '\u00a0\u200b\u200d\ufeff\u00ad',
  'composed and decomposed': ['\u00e9', 'e\u0301', 'ñ', 'n\u0303'],
  'indigenous languages': 'Saltillo ꞌ Ꞌ, ʼ, ä ɨ ɛ ŋ ë́ ĺ',
  'beyond the first plane': '𐐷 😀 👩🏽‍⚖️ 𠮷 \u{10ffff}',
  'private use and end of plane': '\ue000\uf8ff\ufffd\uffff',
  'right to left': '\u202eabc\u202c שלום',
  'whole numbers': [
    0,
    -0,
    1,
    -1,
    10,
    100,
    123456789,
    -123456789,
    2 ** 31,
    -(2 ** 31),
    2 ** 53 - 1,
    -(2 ** 53 - 1),
  ],
  'big numbers': [
    2 ** 53,
    2 ** 53 + 2,
    2 ** 63,
    2 ** 64,
    1e20,
    123456789012345680000,
    1e21,
    1.5e21,
    1e22,
    -1e21,
    1e300,
    Number.MAX_VALUE,
  ],
  fractions: [
    0.1,
    0.5,
    -0.5,
    1.5,
    0.30000000000000004,
    1 / 3,
    100.25,
    123456.789,
    333333333.3333333,
    5e-324,
    Number.MIN_VALUE,
    Number.EPSILON,
  ],
  'small numbers': [1e-5, 1e-6, 1.5e-6, 1e-7, 1.5e-7, -1e-7, 9.999e-7, 0.000001234, 1e-10, 1.25e-10],
  'RFC 8785, section 3.2.2': {
    numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  },
};

describe('access.canonical_json() and its twin in TypeScript', () => {
  test.each(Object.keys(CASES))('%s', async (name) => {
    const value = CASES[name];
    const [row] = await sql`select access.canonical_json(${JSON.stringify(value)}::text::jsonb) as text`;
    expect(row!.text).toBe(canonicalJson(value));
  });

  test('a thousand doubles of any bits', async () => {
    const bits = new BigUint64Array(1000);
    let state = 0x9e3779b97f4a7c15n;
    for (let i = 0; i < bits.length; i += 1) {
      state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
      bits[i] = state;
    }
    const numbers = [...new Float64Array(bits.buffer)].filter(Number.isFinite);
    expect(numbers.length).toBeGreaterThan(900);
    const [row] = await sql`select access.canonical_json(${JSON.stringify(numbers)}::text::jsonb) as text`;
    expect(row!.text).toBe(canonicalJson(numbers));
  });

  test('the hash of a frozen text is of its UTF-8 bytes', async () => {
    const [row] =
      await sql`select encode(sha256(convert_to(access.canonical_json('{"b": "ñ\\u2028", "a": 1.0}'), 'UTF8')), 'hex') as hash`;
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode('{"a":1,"b":"ñ\u2028"}'));
    expect(row!.hash).toBe(Buffer.from(digest).toString('hex'));
  });
});

test('a long document is sealed in a fraction of what writing its sealed form takes, byte for byte', async () => {
  const world = await openWorld();
  try {
    const content = {
      type: 'doc',
      content: Array.from({ length: 3000 }, (_, number) => ({
        type: 'paragraph',
        attrs: { id: `p${number}`, level: number / 4 },
        content: [
          { type: 'text', text: 'El acceso a la justicia es «desigual» en la sierra. '.repeat(4) },
          { type: 'text', text: '"citada"\n', marks: [{ type: 'strong' }] },
        ],
      })),
    };
    await world.owner`update public.chapter_texts set content = ${world.owner.json(content)}
      where chapter_id in (tests.id('marco'), tests.id('justicia'))`;
    const timed = async <T>(work: () => Promise<T>) => {
      const began = performance.now();
      return { result: await work(), took: performance.now() - began };
    };
    const written = await timed(
      () => world.owner`select length(access.canonical_json(t.content)) from public.chapter_texts t
        join public.chapters c on c.id = t.chapter_id where c.document_id = tests.id('diagnostico')`,
    );
    const frozen = await timed(
      () => world.owner`select access.freeze_version(tests.id('diagnostico'), 'open_voting')`,
    );
    expect(frozen.took).toBeLessThan(written.took / 2);
    const [version] = await world.owner`select v.canonical, v.number, d.id, d.kind, d.title
      from public.versions v join public.documents d on d.id = v.document_id`;
    const chapters = await world.owner`select id, position, title from public.chapters
      where document_id = tests.id('diagnostico') order by position`;
    expect(version!.canonical.length).toBeGreaterThan(1_000_000);
    expect(version!.canonical).toBe(
      canonicalJson({
        format: 'concierta/1',
        number: version!.number,
        document: { id: version!.id, kind: version!.kind, title: version!.title, jurisdiction: '20' },
        chapters: chapters.map(({ id, position, title }) => ({ id, position, title, content })),
      }),
    );
  } finally {
    await world.close();
  }
});
