import { randomUUID } from 'node:crypto';
import { isHttpError, isRedirect, type Handle } from '@sveltejs/kit';
import { OWN_ANSWER } from '#lib/domain/own-answer.ts';
import { cameThroughProxy, clientAddress } from './client-address.ts';
import { log } from './log.ts';
import { seal } from './seal.ts';

const VALID_ID = /^[\w.-]{8,64}$/;

/** Gives each request its number and its log, each answer the sign that it is the server's own, and writes one line about its answer: the route, never the address asked. */
export const handleRequestId: Handle = async ({ event, resolve }) => {
  const incoming = cameThroughProxy(event) ? event.request.headers.get('x-request-id') : null;
  event.locals.requestId = incoming && VALID_ID.test(incoming) ? incoming : randomUUID();
  event.locals.log = log.child({ requestId: event.locals.requestId });
  event.locals.client = seal('client', clientAddress(event));

  const start = performance.now();
  let status = 500;
  try {
    const response = await resolve(event);
    status = response.status;
    response.headers.set('x-request-id', event.locals.requestId);
    response.headers.set(...OWN_ANSWER);
    return response;
  } catch (thrown) {
    // Kit answers these outside.
    if (isRedirect(thrown) || isHttpError(thrown)) status = thrown.status;
    throw thrown;
  } finally {
    const ms = Math.round(performance.now() - start);
    const level = status >= 500 ? 'error' : event.route.id === '/health' ? 'debug' : 'info';
    event.locals.log[level]({ method: event.request.method, route: event.route.id, status, ms }, 'request');
  }
};
