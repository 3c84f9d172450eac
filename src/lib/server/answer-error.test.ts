import { beforeEach, expect, it, vi } from 'vitest';
import { isHttpError, type RequestEvent } from '@sveltejs/kit';
import { failWith, stopWith } from './answer-error.ts';
import { AppError } from './app-error.ts';

let event: RequestEvent;
vi.mock('$app/server', () => ({ getRequestEvent: () => event }));

const log = { debug: vi.fn(), warn: vi.fn(), error: vi.fn() };
const person = { id: 'p', email: 'osc@demo.test', name: 'Organización civil' };

function ask(method: string, route: string, locals: Partial<App.Locals>): void {
  event = {
    request: new Request('http://x/', { method }),
    route: { id: route },
    locals: { requestId: 'r-1', log, person: null, session: 'none', ...locals },
    setHeaders: vi.fn(),
  } as unknown as RequestEvent;
}

const room = '/(app)/documentos/[id]/hilos';

beforeEach(() => ask('POST', room, { person, session: 'open' }));

it('gives back what was typed, with the reason in words and the number of the request', () => {
  const { status, data } = failWith(new AppError('thread_closed'), { body: 'Lo escrito' });
  expect(status).toBe(409);
  expect(data).toEqual({
    values: { body: 'Lo escrito' },
    error: {
      code: 'thread_closed',
      message: 'Este comentario ya está resuelto.',
      action: 'Reábralo para responder.',
      requestId: 'r-1',
      fields: {},
    },
  });
});

it('shows the number of the request in a form where somebody must look', () => {
  const { status, data } = failWith(new Error('relation "people" does not exist'), {});
  expect(status).toBe(500);
  expect(data.error).toMatchObject({ code: 'unexpected', reference: 'Número de la solicitud: r-1' });
});

it.each([
  ['a person without the right', { person, session: 'open' }, 'not_allowed', 403],
  ['whose session has ended', { session: 'ended' }, 'not_signed_in', 401],
  ['who never came in', { session: 'none' }, 'not_signed_in', 401],
  ['of whom nobody can tell', { session: 'unknown' }, 'service_unavailable', 503],
] as const)('tells %s what the refusal means', (_who, locals, code, status) => {
  ask('POST', room, locals);
  const refused = failWith(new AppError('not_allowed'), { body: 'Lo escrito' });
  expect([refused.status, refused.data.error.code]).toEqual([status, code]);
  expect(refused.data.values).toEqual({ body: 'Lo escrito' });
});

it('does not ask a reader of public pages to sign in', () => {
  ask('GET', '/(public)/publicaciones/[slug]', {});
  expect(stopped(new AppError('not_found'))).toBe(404);
});

it('says of a page that is not to be had after its form why the form was refused, and of another fault that', () => {
  failWith(new AppError('organization_suspended'), {});
  expect(stopped(new AppError('not_found'))).toBe(423);
  expect(event.locals.failure).toMatchObject({ code: 'organization_suspended' });

  ask('POST', room, { person, session: 'open' });
  failWith(new AppError('round_closed'), {});
  expect(stopped(new AppError('service_unavailable'))).toBe(503);
});

it('takes an address with an impossible id for one that names nothing, and a bad form for a bad form', () => {
  ask('GET', '/(app)/documentos/[id]', { person, session: 'open' });
  expect(stopped(new AppError('bad_input'))).toBe(404);
  ask('POST', room, { person, session: 'open' });
  expect(stopped(new AppError('bad_input'))).toBe(400);
});

it('keeps what it said for an answer that is given without a page', () => {
  ask('POST', '/(auth)/idioma', {});
  expect(stopped(new AppError('bad_input'))).toBe(400);
  expect(event.locals.failure).toMatchObject({
    code: 'bad_input',
    message: 'Hay datos que no se pueden aceptar.',
    requestId: 'r-1',
  });
});

function stopped(error: AppError): number {
  try {
    return stopWith(error);
  } catch (thrown) {
    if (!isHttpError(thrown)) throw thrown;
    return thrown.status;
  }
}
