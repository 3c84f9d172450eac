import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runToEnd } from './program.ts';

const START = ['scripts/launch.mjs', 'start'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'concierta-start-'));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Settings that would start, were it not for what a test adds. */
const settings = (more: Record<string, string> = {}) => ({
  PORT: '0',
  DATA_DIR: join(folder, 'data'),
  ...more,
});

const cannotBeUsed = (names: string) => `The value of ${names} cannot be used; see "Settings" in README.md.`;

describe('npm start says in one sentence', () => {
  test('that the port is taken, before it starts anything', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await runToEnd(START, settings({ PORT: String(port) }));
    taken.close();
    expect({ code, output }).toEqual({
      code: 1,
      output: `Port ${port} is taken by another program; stop it, or choose another with PORT.`,
    });
  });

  test.each(['file', 'file/data'])('that the data folder cannot be %s', async (name) => {
    writeFileSync(join(folder, 'file'), '');
    const dataDir = join(folder, name);
    const { code, output } = await runToEnd(START, settings({ DATA_DIR: dataDir }));
    expect({ code, output }).toEqual({
      code: 1,
      output: `The data folder ${dataDir} is a file, or lies below one; choose another with DATA_DIR.`,
    });
  });

  test.runIf(process.platform === 'linux').each(['/proc/concierta', '/proc/concierta/data', '/proc'])(
    'that nothing can be made in %s',
    async (dataDir) => {
      const { code, output } = await runToEnd(START, settings({ DATA_DIR: dataDir }));
      expect(code).toBe(1);
      expect(output).toMatch(
        new RegExp(
          `^The data folder ${dataDir} cannot be written to \\(E\\w+\\); give its owner the right, or choose another with DATA_DIR\\.$`,
        ),
      );
    },
  );

  test.each(['--empty', '--admin=alguien@example.org'])(
    'that %s is nothing to say to a real Supabase',
    async (flag) => {
      const real = {
        ROLE: 'collab',
        SUPABASE_URL: 'https://x.example',
        ORIGIN: 'https://concierta.example',
        COLLAB_DATABASE_URL: 'postgres://collab@db.x.example/postgres',
      };
      expect(await runToEnd([...START, flag], settings(real))).toEqual({
        code: 1,
        output:
          '--empty and --admin are for the embedded database: take them away, or SUPABASE_URL. A real Supabase is empty, and its first administrator is named in step 4 of "Against a real Supabase" in README.md.',
      });
    },
  );

  test.each([
    ['a port that is none', { PORT: 'http' }, cannotBeUsed('PORT')],
    [
      'an address of another machine',
      { HOST: '203.0.113.7', DEMO: '1' },
      '203.0.113.7 is not an address of this machine; correct HOST.',
    ],
    [
      'an embedded system that the network could reach',
      { HOST: '0.0.0.0' },
      'HOST=0.0.0.0 would open the embedded system to the network, and whoever reaches it can read its mails and sign in as anybody. For a demonstration among people you trust, set DEMO=1; for work, connect a Supabase.',
    ],
    [
      'an embedded system behind a public address',
      { ORIGIN: 'https://concierta.example' },
      'ORIGIN=concierta.example would open the embedded system to the network, and whoever reaches it can read its mails and sign in as anybody. For a demonstration among people you trust, set DEMO=1; for work, connect a Supabase.',
    ],
    ['an unknown level', { LOG_LEVEL: 'loud' }, cannotBeUsed('LOG_LEVEL')],
    ['a size without a figure', { BODY_SIZE_LIMIT: 'large' }, cannotBeUsed('BODY_SIZE_LIMIT')],
    ['a time zone of another planet', { TIME_ZONE: 'Mars' }, cannotBeUsed('TIME_ZONE')],
    ['a proxy without an address', { TRUSTED_PROXY: '10.0.0.0/8, nginx' }, cannotBeUsed('TRUSTED_PROXY')],
    [
      'several at once',
      { SOURCE_URL: 'here', WEB_SECRET: 'short' },
      cannotBeUsed('SOURCE_URL and of WEB_SECRET'),
    ],
    ['an unknown role', { ROLE: 'cook' }, cannotBeUsed('ROLE')],
    [
      'one program alone without a Supabase',
      { ROLE: 'web' },
      'ROLE=web runs one program alone, which needs a real Supabase: set SUPABASE_URL.',
    ],
    [
      'a real Supabase without the rest',
      { SUPABASE_URL: 'https://x.example' },
      'With SUPABASE_URL, set SUPABASE_PUBLISHABLE_KEY, ORIGIN, COLLAB_DATABASE_URL too; see "Settings" in README.md.',
    ],
    [
      'the demo world in a real Supabase',
      { SUPABASE_URL: 'https://x.example', DEMO: '1' },
      'The demo world is only for the embedded database: take away DEMO, or SUPABASE_URL.',
    ],
  ])('what is wrong with %s', async (_title, more, sentence) => {
    expect(await runToEnd(START, settings(more as unknown as Record<string, string>))).toEqual({
      code: 1,
      output: sentence,
    });
  });

  test('that it does not know an option', async () => {
    const { code, output } = await runToEnd([...START, '--demo'], settings());
    expect({ code, output }).toEqual({
      code: 1,
      output: 'Only --empty (no demo data) and --admin with an e-mail address are understood, not "--demo".',
    });
  });

  test('that Node is too old', async () => {
    const pretend =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.11.1"}})';
    const { code, output } = await runToEnd(['--import', pretend, ...START], settings());
    expect(code).toBe(1);
    expect(output).toMatch(
      /^This is Node 20\.11\.1, which is too old; "npm start" uses the one that "npm ci" brought along\.$/,
    );
  });
});

test('every program is launched by one that an old Node can read', async () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const own = Object.values(scripts).filter((line) => line.includes('scripts/'));
  const launched = own.map((line) => /^node scripts\/launch\.mjs ([a-z-]+)$/.exec(line)?.[1]);
  expect(launched).not.toContain(undefined);
  const { output } = await runToEnd(['scripts/launch.mjs', 'nothing']);
  expect(output).toContain(
    'Say what to launch: node scripts/launch.mjs start | dev | build | test | test-faults | generate | screens | bench.',
  );
  for (const program of launched) expect(output).toContain(program);
});
