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

/** Codes whose messages quote what was sent: data that Postgres cannot read, filters that PostgREST cannot. */
const QUOTING = /^(22|PGRST1)/;

/** An error's code and message, scrubbed. Supabase throws nothing: it answers with objects that are no Error. */
function tell(error: object) {
  const code = 'code' in error && typeof error.code === 'string' ? scrub(error.code) : undefined;
  const words = 'message' in error && typeof error.message === 'string' ? scrub(error.message) : undefined;
  return { code, message: QUOTING.test(code ?? '') ? words?.replace(/"[^]*"/g, '"[value]"') : words };
}

/** Where an error comes from, without the message that a stack begins with where that may quote a value. */
function placeOf({ stack = '', ...error }: Error): string {
  const quotes = 'code' in error && QUOTING.test(String(error.code));
  return quotes ? stack.slice(stack.search(/^ {4}at /m)) : stack;
}

/** What the log keeps of an error: its kind, code, scrubbed message and place; never its data. */
function describe(error: unknown) {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  if (!(error instanceof Error)) return { type: 'object', ...tell(error) };
  return { type: error.name, ...tell(error), stack: scrub(placeOf(error)) };
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
