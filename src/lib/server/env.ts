import { env as raw } from '$env/dynamic/private';
import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from '#lib/domain/format.ts';
import { isTimeZone } from '#lib/domain/time-zone.ts';

const flag = z
  .enum(['1', 'true', '0', 'false', ''])
  .default('')
  .transform((text) => text === '1' || text === 'true');

const list = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((part) => part.trim() || []));

const schema = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/ }),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  /** The address that people type, without a path. Mailed links begin with it, never with a request's Host. */
  ORIGIN: z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  DEMO: flag,
  /** Where the installation's days begin: dates are the same for every reader. */
  TIME_ZONE: z.string().default(DEFAULT_TIME_ZONE).refine(isTimeZone),
  /** Addresses or networks (10.0.0.0/8) of the proxies in front, whose X-Forwarded-For and X-Request-Id count. */
  TRUSTED_PROXY: list,
  /** Where whoever uses this installation can get its code (AGPL-3.0, section 13), when it is not published as it is. */
  SOURCE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Seals marks that several web processes must understand; one process makes its own. */
  WEB_SECRET: z.string().min(32).optional(),
});

export type Env = z.infer<typeof schema>;

/** Reads the settings of the web part. Throws one sentence that names every variable that is missing or wrong. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const result = schema.safeParse(
    Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== '')),
  );
  if (result.success) return result.data;
  const names = new Set(result.error.issues.map((issue) => String(issue.path[0])));
  const missing = [...names].filter((name) => !variables[name]);
  const wrong = [...names].filter((name) => variables[name]);
  const parts = [
    missing.length ? `set ${missing.join(', ')}` : '',
    wrong.length ? `correct the value of ${wrong.join(', ')}` : '',
  ];
  throw new Error(
    `The web part cannot start: ${parts.filter(Boolean).join('; ')} (see README.md, "Settings").`,
  );
}

let parsed: Env | undefined;

/** The settings, checked at the first use (the server's start) and kept. */
export function env(): Env {
  return (parsed ??= parseEnv(raw));
}
