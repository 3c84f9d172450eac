import type { Logger } from 'pino';
import type { Mailbox } from '#embedded/mailbox.ts';
import { startEmbedded } from '#embedded/start.ts';
import { COLLAB_PATH, HTTP_PATH } from '#lib/domain/collaboration.ts';
import { createLog } from '#lib/server/log.ts';
import { nearestStranger, readNetworks } from '#lib/server/networks.ts';
import { ensureAdministrator } from './administrator.ts';
import { ensureDemo } from './demo.ts';
import { type FrontDoor, type Handler, openFrontDoor } from './server.ts';
import { type Settings, originFor } from './settings.ts';
import type { Running } from './stop.ts';
import { greet } from './greet.ts';
import { startWorker } from './worker.ts';

/** Makes the handler of the web part; called when every variable that it reads has been set. */
export type OpenWeb = (door: FrontDoor, running: Running) => Promise<Handler>;

/** Starts the parts that the settings name, in one process, and opens the door when all are ready. */
export async function runSystem(settings: Settings, running: Running, openWeb: OpenWeb): Promise<void> {
  const begin = performance.now();
  const log = createLog();
  const door = settings.ROLE === 'worker' ? undefined : await openFrontDoor(settings.HOST, settings.PORT);
  if (door) running.add('The server', door.close);
  const origin = originFor(settings, door?.port ?? settings.PORT);
  process.env['ORIGIN'] = origin;

  const handlers: Handler[] = [];
  const base: Base = settings.external
    ? { demo: false, administered: true }
    : await startBase(settings, origin, log, running);
  if (base.mailbox) {
    handlers.push(mailboxAt('/buzon', base.mailbox));
    globalThis.__concierta = { ...globalThis.__concierta, mailbox: true };
  }
  process.env['DEMO'] = base.demo ? '1' : '';

  if (settings.runs.collab) handlers.push(await startCollabPart(door, origin, log, running));
  if (settings.runs.worker) {
    const worker = startWorker(collabDatabase(), log.child({ part: 'worker' }));
    running.add('The worker', worker.stop);
    tellHealth('worker', worker.health);
  }
  if (door && settings.runs.web) handlers.push(await openWeb(door, running));
  if (door && !settings.runs.web) handlers.push(healthOfParts);
  door?.open(handlers);
  if (settings.LOG_LEVEL !== 'silent')
    await greet(settings, door ? origin : undefined, base, performance.now() - begin);
}

/** What the embedded database has in it. */
type Base = { demo: boolean; administered: boolean; mailbox?: Mailbox };

/** The embedded Supabase and the demo world in it. */
async function startBase(
  settings: Settings,
  origin: string,
  log: Logger,
  running: Running,
): Promise<Base & { mailbox: Mailbox }> {
  const embedded = await startEmbedded({
    dataDir: settings.DATA_DIR,
    origin,
    note: (sentence) => console.log(sentence),
    report: (event, { error, ...fields }) => log.error({ part: 'embedded', ...fields, err: error }, event),
  });
  running.add('The embedded Supabase', embedded.stop);
  Object.assign(process.env, embedded.env);
  const demo = await ensureDemo(embedded.env.DATABASE_URL, settings.empty);
  const administered = await ensureAdministrator(embedded.env.DATABASE_URL, settings.admin);
  return { demo, administered, mailbox: embedded.mailbox };
}

async function startCollabPart(
  door: FrontDoor | undefined,
  origin: string,
  log: Logger,
  running: Running,
): Promise<Handler> {
  const { startCollab } = await import('#collab/main.ts');
  const proxies = readNetworks(
    (process.env['TRUSTED_PROXY'] ?? '').split(',').flatMap((one) => one.trim() || []),
  );
  const collab = await startCollab({
    databaseUrl: collabDatabase(),
    allowedOrigins: [origin],
    log: log.child({ part: 'collab' }),
    redisUrl: process.env['REDIS_URL'] || undefined,
    clientAddress: (peer, forwardedFor) => nearestStranger(peer, forwardedFor, proxies),
  });
  running.add('The collaboration server', async () => collab.stop());
  door?.upgradeAt(COLLAB_PATH, (request, socket, head) => collab.handleUpgrade(request, socket, head));
  tellHealth('collab', () => collab.health().state);
  return (request, response, next) => {
    if (request.url?.startsWith(HTTP_PATH)) collab.handleRequest(request, response);
    else next();
  };
}

function collabDatabase(): string {
  return process.env['COLLAB_DATABASE_URL'] ?? '';
}

function mailboxAt(path: string, mailbox: Mailbox): Handler {
  return (request, response, next) => {
    if (request.url?.split('?')[0] === path) mailbox.serve(request, response);
    else next();
  };
}

type Program = 'collab' | 'worker';

/** Lets the web part of this process ask how another part is. */
function tellHealth(part: Program, health: () => 'ok' | 'degraded' | 'down'): void {
  globalThis.__concierta = { ...globalThis.__concierta, [part]: health };
}

/** /health of a process without the web part. */
const healthOfParts: Handler = (request, response, next) => {
  if (request.url !== '/health') return next();
  const { collab, worker } = globalThis.__concierta ?? {};
  const told = Object.entries({ collab, worker }).flatMap(([part, health]) =>
    health ? [[part, health()] as const] : [],
  );
  const states = told.map(([, state]) => state);
  const status = states.includes('down') ? 'down' : states.includes('degraded') ? 'degraded' : 'ok';
  response
    .writeHead(status === 'down' ? 503 : 200, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    .end(JSON.stringify({ status, parts: Object.fromEntries(told) }));
};
