import { beforeEach, expect, it, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { receiveForm } from './receive-form.ts';

let event: RequestEvent;
vi.mock('$app/server', () => ({ getRequestEvent: () => event }));

const log = { debug: vi.fn(), warn: vi.fn(), error: vi.fn() };
const MULTIPART = 'multipart/form-data; boundary=parte';
const PART = '--parte\r\nContent-Disposition: form-data; name="title"\r\n\r\nDiagnóstico';

const sent = (type: string, body: BodyInit) =>
  new Request('http://x/', {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    duplex: 'half',
  } as RequestInit);

function breaking(error: Error): ReadableStream {
  return new ReadableStream({ start: (controller) => controller.error(error) });
}

beforeEach(() => {
  vi.clearAllMocks();
  event = {
    request: new Request('http://x/', { method: 'POST' }),
    route: { id: '/(app)/administracion' },
    locals: { requestId: 'r-1', log, person: { id: 'p' }, session: 'open' },
  } as unknown as RequestEvent;
});

it.each([
  ['a whole form', MULTIPART, `${PART}\r\n--parte--\r\n`],
  ['one in an address', 'application/x-www-form-urlencoded', 'title=Diagn%C3%B3stico'],
])('gives %s', async (_what, type, body) => {
  expect((await receiveForm(sent(type, body))).get('title')).toBe('Diagnóstico');
});

it.each([
  ['was cut off', sent(MULTIPART, PART)],
  ['has no boundary', sent('multipart/form-data', PART)],
  ['is plain text', sent('text/plain', 'title=Diagnóstico')],
  ['broke off with its connection', sent(MULTIPART, breaking(new Error('aborted')))],
])('says in words that a body is no form that %s, and alarms nobody', async (_what, request) => {
  await expect(receiveForm(request)).rejects.toMatchObject({
    status: 400,
    body: {
      code: 'bad_input',
      message: 'Hay datos que no se pueden aceptar.',
      action: expect.stringMatching(/.+/),
    },
  });
  expect([log.warn, log.error].flatMap((level) => level.mock.calls)).toEqual([]);
});

it('leaves to kit what kit refuses', async () => {
  const tooLarge = Object.assign(new Error('Payload Too Large'), { status: 413 });
  await expect(receiveForm(sent(MULTIPART, breaking(tooLarge)))).rejects.toBe(tooLarge);
});
