import { isIPv6 } from 'node:net';
import pino, { type DestinationStream, type Logger } from 'pino';

/** Fields that could say who somebody is or let one act as them; they never reach the log, at any depth up to two. */
const PERSONAL = [
  ...[
    'email',
    'password',
    'display_name',
    'displayName',
    'name',
    'phone',
    'person',
    'personId',
    'person_id',
    'user',
  ],
  ...[
    'sub',
    'ip',
    'address',
    'remoteAddress',
    'url',
    'query',
    'search',
    'body',
    'values',
    'headers',
    'cookie',
  ],
  ...['authorization', 'token', 'token_hash', 'access_token', 'refresh_token', 'apikey', 'detail', 'details'],
];

const SCRUBS: [RegExp, string][] = [
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[e-mail]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(\/[^\s"'?\\]*)\?[^\s"'\\]*/g, '$1?[query]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[address]'],
];

/** Takes e-mail addresses, network addresses, tokens and query strings out of a text. */
export function scrub(text: string): string {
  const plain = SCRUBS.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), text);
  return plain.replace(/(?<!\w)[0-9a-f]*:[0-9a-f:.]*:[0-9a-f]*(?!\w)/gi, (part) =>
    isIPv6(part) ? '[address]' : part,
  );
}

/** What the log keeps of an error: its kind, code, scrubbed message and place; never its data. */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return { type: error.name, code, message: scrub(error.message), stack: scrub(error.stack ?? '') };
}

/** A structured log with nothing personal in it: known fields are left out, and each line is scrubbed at the end. */
export function createLog(destination?: DestinationStream): Logger {
  return pino(
    {
      level: process.env.LOG_LEVEL || 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.epochTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describe },
      redact: { paths: PERSONAL.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
      hooks: { streamWrite: scrub },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
}

export const log = createLog();
