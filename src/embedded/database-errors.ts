import { inspect } from 'node:util';
import postgres from 'postgres';

/** What the REST server answers for an error of the database. */
export type RestError = {
  status: number;
  code: string;
  message: string;
  details: string | null;
  hint: string | null;
};

/**
 * HTTP status by SQLSTATE, first by the whole code, then by its class; everything else is 400.
 * Source: PostgREST's documentation, "Errors", "HTTP Status Codes".
 */
const STATUS: Record<string, number> = {
  '23503': 409,
  '23505': 409,
  '25006': 405,
  '42883': 404,
  '42P01': 404,
  '42P17': 500,
  '53400': 500,
  P0001: 400,
  '08': 503,
  '09': 500,
  '0L': 403,
  '0P': 403,
  '25': 500,
  '28': 403,
  '2D': 500,
  '38': 500,
  '39': 500,
  '3B': 500,
  '40': 500,
  '53': 503,
  '54': 500,
  '55': 500,
  '57': 500,
  '58': 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

/** What the SQL client's own failures begin with: the database is away, restarting or full. */
const AWAY = /^(ECONN|ENOENT|EPIPE|ETIMEDOUT|CONNECT|CONNECTION_)/;

/**
 * The answer for an error of the database, or undefined when the REST server's own answer is the right one: 42501
 * depends on who asked, and its answers for missing tables and functions name the nearest existing one.
 */
export function describeDatabaseError(error: unknown): RestError | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  if (!(error instanceof postgres.PostgresError)) {
    if (!AWAY.test(error.code)) return undefined;
    return {
      status: 503,
      code: 'PGRST001',
      message: 'Database client error. Retrying the connection.',
      details: null,
      hint: null,
    };
  }
  const { code, message, detail, hint } = error;
  if (code === '42501' || code === '42883' || code === '42P01' || code === 'PGRST') return undefined;
  const raised = /^PT(\d{3})$/.exec(code);
  const status = raised ? Number(raised[1]) : (STATUS[code] ?? STATUS[code.slice(0, 2)] ?? 400);
  return {
    status: status >= 200 && status <= 599 ? status : 500,
    code,
    message,
    details: detail || null,
    hint: hint || null,
  };
}

/**
 * An error in the form that makes the REST server answer exactly {@link RestError}: PostgREST's `RAISE SQLSTATE
 * 'PGRST'`, whose message and detail are JSON.
 */
export class DescribedError extends Error {
  code = 'PGRST';
  detail: string;

  constructor({ status, ...body }: RestError) {
    super(JSON.stringify(body));
    this.detail = JSON.stringify({ status, headers: {} });
  }

  [inspect.custom](): string {
    return 'DescribedError';
  }
}

let silenced = false;

/**
 * The REST server prints every database error to the console, with its details, which hold what people wrote. Those
 * that we describe are left out there; the gateway logs their code and status.
 */
export function keepErrorsOffTheConsole(): void {
  if (silenced) return;
  silenced = true;
  const print = console.error;
  console.error = (...values: unknown[]) => {
    if (values[0] instanceof DescribedError || values[0] instanceof postgres.PostgresError) return;
    print(...values);
  };
}
