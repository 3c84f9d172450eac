import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PlainError } from '#embedded/plain-error.ts';
import { isTimeZone } from '#lib/domain/time-zone.ts';
import { readNetworks } from '#lib/server/networks.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** Addresses or networks with a comma between them. */
function areNetworks(text: string): boolean {
  try {
    return Boolean(readNetworks(text.split(',').flatMap((one) => one.trim() || [])));
  } catch {
    return false;
  }
}

const schema = z.object({
  ROLE: z.enum(['all', 'web', 'collab', 'worker']).default('all'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  DEMO: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SUPABASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  COLLAB_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  // What only the parts read is refused here too: they come up when the database is made, and one by one.
  BODY_SIZE_LIMIT: z
    .string()
    .regex(/^\d+[KMG]?$/i)
    .optional(),
  TIME_ZONE: z.string().refine(isTimeZone).optional(),
  TRUSTED_PROXY: z.string().refine(areNetworks).optional(),
  SOURCE_URL: z.url({ protocol: /^https?$/ }).optional(),
  WEB_SECRET: z.string().min(32).optional(),
});

/** The settings of a start, checked. */
export type Settings = z.infer<typeof schema> & {
  /** No demo world in the embedded database. */
  empty: boolean;
  /** Who administers the embedded installation from now on, by e-mail address. */
  admin?: string;
  /** True when a real Supabase is configured, so that nothing is embedded. */
  external: boolean;
  runs: { web: boolean; collab: boolean; worker: boolean };
};

/**
 * Reads the settings from environment and command line.
 * @throws {PlainError} naming the variable that is wrong or missing
 */
export function readSettings(env: Record<string, string | undefined>, args: string[]): Settings {
  const parsed = schema.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
    throw new PlainError(
      `The value of ${names.join(' and of ')} cannot be used; see "Settings" in README.md.`,
    );
  }
  const { empty, admin } = readFlags(args);
  const settings = parsed.data;
  const { ROLE } = settings;
  const runs = {
    web: ROLE === 'all' || ROLE === 'web',
    collab: ROLE === 'all' || ROLE === 'collab',
    worker: ROLE === 'all' || ROLE === 'worker',
  };
  const external = settings.SUPABASE_URL !== undefined;
  if (external) refuseExternal(settings, runs, empty || admin !== undefined);
  else if (ROLE !== 'all')
    throw new PlainError(
      `ROLE=${ROLE} runs one program alone, which needs a real Supabase: set SUPABASE_URL.`,
    );
  if (!external) refuseOpenToAll(settings);
  return { ...settings, empty, admin, external, runs };
}

/** Everybody who reaches an embedded system can read its mails, sign-in links included: it is for one machine. */
function refuseOpenToAll({ HOST, ORIGIN, DEMO }: z.infer<typeof schema>): void {
  const hosts = { HOST, ...(ORIGIN ? { ORIGIN: new URL(ORIGIN).hostname.replace(/^\[|\]$/g, '') } : {}) };
  const open = Object.entries(hosts).find(([, host]) => !LOOPBACK.includes(host));
  if (!open || DEMO === '1' || DEMO === 'true') return;
  throw new PlainError(
    `${open[0]}=${open[1]} would open the embedded system to the network, and whoever reaches it can read its mails ` +
      'and sign in as anybody. For a demonstration among people you trust, set DEMO=1; for work, connect a Supabase.',
  );
}

/** The address that people type, when none is configured: "localhost" for a server that only this machine reaches. */
export function originFor(settings: Settings, port: number): string {
  if (settings.ORIGIN) return new URL(settings.ORIGIN).origin;
  const host =
    LOOPBACK.includes(settings.HOST) || settings.HOST === '0.0.0.0' || settings.HOST === '::'
      ? 'localhost'
      : settings.HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function refuseExternal(settings: z.infer<typeof schema>, runs: Settings['runs'], flagged: boolean): void {
  if (settings.DEMO === '1' || settings.DEMO === 'true') {
    throw new PlainError(
      'The demo world is only for the embedded database: take away DEMO, or SUPABASE_URL.',
    );
  }
  // Nobody is appointed over REST, and this process has no other way in.
  if (flagged)
    throw new PlainError(
      '--empty and --admin are for the embedded database: take them away, or SUPABASE_URL. A real Supabase is empty, ' +
        'and its first administrator is named in step 4 of "Against a real Supabase" in README.md.',
    );
  const missing = [
    ...(runs.web && !settings.SUPABASE_PUBLISHABLE_KEY ? ['SUPABASE_PUBLISHABLE_KEY'] : []),
    ...(runs.web && !settings.ORIGIN ? ['ORIGIN'] : []),
    ...(runs.collab && !settings.ORIGIN && !runs.web ? ['ORIGIN'] : []),
    ...((runs.collab || runs.worker) && !settings.COLLAB_DATABASE_URL ? ['COLLAB_DATABASE_URL'] : []),
  ];
  if (missing.length > 0)
    throw new PlainError(`With SUPABASE_URL, set ${missing.join(', ')} too; see "Settings" in README.md.`);
}

function readFlags(args: string[]): { empty: boolean; admin?: string } {
  const options = { empty: { type: 'boolean', default: false }, admin: { type: 'string' } } as const;
  try {
    const { empty, admin } = parseArgs({ args, options }).values;
    if (admin === undefined) return { empty };
    return { empty, admin: z.email().max(254).parse(admin.trim()) };
  } catch {
    throw new PlainError(
      `Only --empty (no demo data) and --admin with an e-mail address are understood, not "${args.join(' ')}".`,
    );
  }
}
