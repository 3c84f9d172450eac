import type { Logger } from 'pino';
import { CloseCode } from '#lib/domain/collaboration.ts';
import { Refusal } from './refusal.ts';
import type { Socket } from './socket.ts';

type Hook<P, R> = (payload: P) => Promise<R> | R;

function refusalOf(error: unknown, hook: string, socket: Socket | undefined, log: Logger): Refusal {
  if (error instanceof Refusal) {
    log.info({ hook, socket: socket?.id, code: error.code, reason: error.reason }, 'refused');
    return error;
  }
  log.error({ hook, socket: socket?.id, err: error }, 'hook failed');
  return new Refusal(CloseCode.internal, 'internal_error');
}

/**
 * For hooks that Hocuspocus awaits before it goes on: what goes wrong closes the socket and is passed on as a refusal,
 * so that nothing is applied, acknowledged or sent. `afterAnswer`: the hook's own refusal is answered by Hocuspocus
 * first (a pass), and the socket is closed right after.
 */
export function guardAwaited<P, R>(
  hook: string,
  log: Logger,
  socketOf: (payload: NoInfer<P>) => Socket | undefined,
  run: Hook<P, R>,
  { afterAnswer = false } = {},
): (payload: P) => Promise<R> {
  return async (payload) => {
    try {
      return await run(payload);
    } catch (error) {
      const socket = socketOf(payload);
      const refusal = refusalOf(error, hook, socket, log);
      if (afterAnswer) setImmediate(() => socket?.close(refusal.code, refusal.reason));
      else socket?.close(refusal.code, refusal.reason);
      throw refusal;
    }
  };
}

/** For hooks nobody awaits: what goes wrong closes the socket and is never thrown, as it would end the process. */
export function guardDetached<P>(
  hook: string,
  log: Logger,
  socketOf: (payload: NoInfer<P>) => Socket | undefined,
  run: Hook<P, void>,
): (payload: P) => Promise<void> {
  return async (payload) => {
    try {
      await run(payload);
    } catch (error) {
      const socket = socketOf(payload);
      const refusal = refusalOf(error, hook, socket, log);
      socket?.close(refusal.code, refusal.reason);
    }
  };
}
