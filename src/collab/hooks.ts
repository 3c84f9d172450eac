import type {
  afterLoadDocumentPayload,
  afterUnloadDocumentPayload,
  Configuration,
  connectedPayload,
  Hocuspocus,
  onDisconnectPayload,
} from '@hocuspocus/server';
import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { allowances } from './allowances.ts';
import type { AppendLog } from './append-log.ts';
import { authentication } from './authenticate.ts';
import type { Bus } from './bus.ts';
import type { carets } from './carets.ts';
import { awarenessKeeper } from './awareness.ts';
import type { CollabDatabase } from './database.ts';
import { durable } from './durable.ts';
import type { Expiry } from './expiry.ts';
import { guardAwaited, guardDetached } from './guard.ts';
import type { Retelling } from './lately.ts';
import type { Limits } from './limits.ts';
import type { ChapterLoader } from './load.ts';
import type { Materialiser } from './materialise.ts';
import type { SocketContext } from './participant.ts';
import type { Presence } from './presence.ts';
import type { Sockets } from './sockets.ts';
import type { Reauthorize } from './reauthorize.ts';
import { onStateless } from './stateless.ts';
import { tellApart } from './tell-apart.ts';

interface Parts {
  hocuspocus: () => Hocuspocus;
  database: CollabDatabase;
  sockets: Sockets;
  reauthorize: Reauthorize;
  retell: Retelling;
  expiry: Expiry;
  presence: Presence;
  appends: AppendLog;
  loader: ChapterLoader;
  materialise: Materialiser;
  bus: Bus;
  carets: ReturnType<typeof carets>;
  limits: Limits;
  log: Logger;
}

const FLUSH_MS = 30;

/** Hocuspocus with every hook of ours, each wrapped so that nothing that goes wrong in one ends the process. */
export function hooks(parts: Parts): Partial<Configuration<SocketContext>> {
  const { hocuspocus, presence, loader, materialise, limits, log } = parts;
  const doors = authentication(parts);
  const allowed = allowances(limits);
  const inContext = ({ context }: { context: SocketContext }) => context?.socket;
  const onConnection = ({ connection }: { connection?: { context: SocketContext } }) =>
    connection?.context?.socket;
  const nobody = () => undefined;

  return {
    name: 'concierta',
    quiet: true,
    timeout: 120_000,
    flushDelay: FLUSH_MS,
    // Kept lower before (before-open.ts).
    maxUnauthenticatedQueueSize: limits.messageBytes,
    maxUnauthenticatedQueueMessages: 100,
    maxPendingDocuments: 2,
    onAuthenticate: guardAwaited('authenticate', log, inContext, doors.onAuthenticate, { afterAnswer: true }),
    onLoadDocument: guardAwaited('load', log, inContext, loader.load, { afterAnswer: true }),
    afterLoadDocument: guardDetached('loaded', log, nobody, ({ document }: afterLoadDocumentPayload) => {
      tellApart(document);
      parts.carets.watch(document);
    }),
    connected: guardDetached('connected', log, inContext, (payload: connectedPayload<SocketContext>) => {
      doors.connected(payload);
      presence.changed(payload.context.socket.participant!.documentId);
    }),
    onTokenSync: guardDetached('renew', log, inContext, doors.onTokenSync),
    beforeSync: guardAwaited(
      'sync',
      log,
      inContext,
      durable({
        hocuspocus,
        live: loader.live,
        appends: parts.appends,
        grown: (chapterId, head) => {
          materialise.soon(chapterId);
          parts.bus.tell({ kind: 'grown', chapter: chapterId, head });
        },
        allowed,
        limits,
        log,
      }),
    ),
    beforeHandleAwareness: guardAwaited(
      'presence',
      log,
      onConnection,
      awarenessKeeper({ ...parts, live: loader.live, allowed }),
    ),
    onStateless: guardDetached('stateless', log, onConnection as never, onStateless),
    onDisconnect: guardDetached(
      'disconnect',
      log,
      inContext,
      ({ context: { socket } }: onDisconnectPayload<SocketContext>) => {
        if (socket.participant) presence.changed(socket.participant.documentId);
        socket.close(CloseCode.outOfStep, 'connection_reset');
      },
    ),
    afterUnloadDocument: guardDetached('unload', log, nobody, (payload: afterUnloadDocumentPayload) => {
      const chapter = loader.live.get(payload.documentName);
      loader.unloaded(payload);
      if (chapter) materialise.settle(chapter.chapterId);
    }),
  };
}
