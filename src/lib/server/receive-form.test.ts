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
    locals: { requestId: 'r-1', log, person: { id: 'una' }, session: 'open' },
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

const sentFor = (person: string) =>
  sent('application/x-www-form-urlencoded', `title=Diagn%C3%B3stico&persona=${person}`);

it('refuses what was written on the page of somebody else, in words', async () => {
  await expect(receiveForm(sentFor('otra'))).rejects.toMatchObject({
    status: 409,
    body: { code: 'another_person', action: expect.stringContaining('Copie lo que escribió') },
  });
});

it('takes what was written on one’s own page, without the field that says so', async () => {
  expect([...(await receiveForm(sentFor('una')))]).toEqual([['title', 'Diagnóstico']]);
});

it.each([
  ['signs in, where somebody else is signed in', '/(auth)/entrar', { id: 'una' }],
  ['sends when the session is over, which is said elsewhere', '/(app)/administracion', null],
])('lets pass who %s', async (_who, id, person) => {
  Object.assign(event, { route: { id }, locals: { ...event.locals, person } });
  expect((await receiveForm(sentFor('otra'))).get('title')).toBe('Diagnóstico');
});

it.each([
  ['the page of somebody else', 'title=x&persona=otra'],
  ['a page that says for nobody', 'title=x'],
])('refuses a new password from %s: whoever is there would lose their account', async (_what, body) => {
  Object.assign(event, { route: { id: '/(auth)/contrasena/nueva' } });
  await expect(receiveForm(sent('application/x-www-form-urlencoded', body))).rejects.toMatchObject({
    status: 409,
    body: { code: 'another_person' },
  });
  event.locals.person = { id: 'otra' } as typeof event.locals.person;
  expect((await receiveForm(sentFor('otra'))).get('title')).toBe('Diagnóstico');
});

it('counts a line break as one sign, leaves files alone and keeps what is there twice', async () => {
  const body = new FormData();
  body.append('note', 'Uno\r\nDos\r\n');
  body.append('note', 'Tres\nCuatro');
  body.append('file', new File(['a\r\nb'], 'á.txt'));
  const form = await receiveForm(new Request('http://x/', { method: 'POST', body }));
  expect(form.getAll('note')).toEqual(['Uno\nDos\n', 'Tres\nCuatro']);
  const file = form.get('file') as File;
  expect([file.name, await file.text()]).toEqual(['á.txt', 'a\r\nb']);
});
