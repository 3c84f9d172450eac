import { timingSafeEqual } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Door, changesAddress, doorFor } from './gateway-routes.ts';
import { type Attempt, RateLimits } from './rate-limits.ts';
import { PlainError, systemCode } from './plain-error.ts';

/** Names the client that the web acts for; the web sends it, sealed, and nobody else reaches the gateway. */
const CLIENT_HEADER = 'x-concierta-client';

/** What the gateway stands before. */
export type GatewayOptions = {
  publishableKey: string;
  fetch: (request: Request) => Promise<Response>;
  /** A free one when left out. */
  port?: number;
  /** Receives failures; never bodies, addresses or queries, which are personal. */
  onFailure?: (failure: { method: string; path: string; status: number; error?: unknown }) => void;
};

/** A listening gateway. */
export type Gateway = { url: string; close: () => Promise<void> };

/**
 * Opens the only way to the embedded auth and REST server: loopback, the listed paths, the publishable key, bodies of a
 * bounded size, and limits on what guesses or sends mail.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const limits = new RateLimits();
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    void answer(request, response, options, limits);
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
  limits: RateLimits,
): Promise<void> {
  const method = request.method ?? 'GET';
  let path = '';
  try {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    path = url.pathname;
    const door = doorFor(method, url);
    if (!door) return refuse(response, 404, { message: 'No such path behind this gateway' });
    if (door.needsKey && !isKey(request.headers['apikey'], options.publishableKey)) {
      return refuse(response, 401, {
        message: 'No API key found in request',
        hint: 'Send the publishable key as the `apikey` header.',
      });
    }
    const body = await readBody(request, door.maxBody);
    if (!body) return refuse(response, 413, { message: `The request is larger than ${door.maxBody} bytes` });
    if (changesAddress(method, url, body)) {
      return refuse(response, 403, { message: 'An e-mail address is not changed here' });
    }
    const attempt = await countAttempt(door, request, body, limits);
    if (!attempt.allowed) return refuseAttempt(response, door, attempt.retryAfterSeconds);
    const result = await options.fetch(toRequest(method, url, request, body));
    await attempt.settle(result.ok);
    if (result.status >= 500) options.onFailure?.({ method, path, status: result.status });
    await send(response, result);
  } catch (error) {
    options.onFailure?.({ method, path, status: 500, error });
    if (response.headersSent) response.destroy();
    else refuse(response, 500, { message: 'The gateway failed' });
  }
}

async function countAttempt(
  door: Door,
  request: IncomingMessage,
  body: Buffer,
  limits: RateLimits,
): Promise<Attempt> {
  if (!door.limit) return { allowed: true, settle: async () => {} };
  const named = request.headers[CLIENT_HEADER];
  const client = typeof named === 'string' && named ? named.slice(0, 200) : 'this machine';
  return limits.attempt(door.limit, client, emailIn(body));
}

function emailIn(body: Buffer): string | undefined {
  try {
    const { email } = JSON.parse(body.toString('utf8')) as { email?: unknown };
    return typeof email === 'string' ? email.slice(0, 320) : undefined;
  } catch {
    return undefined;
  }
}

function isKey(candidate: string | string[] | undefined, key: string): boolean {
  const given = Buffer.from(String(candidate ?? ''));
  const wanted = Buffer.from(key);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** The whole body, or undefined when it is larger than `limit`. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Headers that the server behind may see. A schema other than public cannot be asked for. */
const PASSED = [
  'accept',
  'apikey',
  'authorization',
  'content-type',
  'prefer',
  'range',
  'range-unit',
  'user-agent',
  'x-client-info',
  'x-supabase-api-version',
  'x-request-id',
];

function toRequest(method: string, url: URL, request: IncomingMessage, body: Buffer): Request {
  const headers = new Headers();
  for (const name of PASSED) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(url, {
    method,
    headers,
    body: hasBody ? new Uint8Array(withKnownLinkType(url, body)) : null,
  });
}

/** `verifyOtp` may name any mailed link "email"; the server behind knows it as "magiclink". */
function withKnownLinkType(url: URL, body: Buffer): Buffer {
  if (url.pathname !== '/auth/v1/verify') return body;
  try {
    const fields = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    return fields['type'] === 'email' ? Buffer.from(JSON.stringify({ ...fields, type: 'magiclink' })) : body;
  } catch {
    return body;
  }
}

async function send(response: ServerResponse, result: Response): Promise<void> {
  const body = Buffer.from(await result.arrayBuffer());
  const headers = Object.fromEntries(
    [...result.headers].filter(([name]) => !name.startsWith('access-control-')),
  );
  delete headers['content-length'];
  if (body.length > 0) headers['content-length'] = String(body.length);
  response.writeHead(result.status, headers).end(body);
}

function refuse(
  response: ServerResponse,
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers, connection: 'close' })
    .end(JSON.stringify(body));
}

function refuseAttempt(response: ServerResponse, door: Door, seconds: number): void {
  const code = door.limit === 'mail' ? 'over_email_send_rate_limit' : 'over_request_rate_limit';
  const body = { code: 429, error_code: code, msg: `Too many attempts; try again in ${seconds} seconds` };
  refuse(response, 429, body, { 'retry-after': String(seconds), 'x-sb-error-code': code });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(new PlainError(`The gateway cannot listen on port ${port} (${systemCode(error)}).`)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}
