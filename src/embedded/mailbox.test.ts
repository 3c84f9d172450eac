import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MailPurpose, purposeOf, writeMail } from './auth-mails.ts';
import { Mailbox } from './mailbox.ts';

const ORIGIN = 'https://concierta.example';
const INVITES = 'Red «Agua & Río» · Convenio de Oaxaca';
const purpose = (given: Partial<MailPurpose> = {}): MailPurpose => ({ next: '', invites: '', ...given });
const mailbox = new Mailbox();
const server = createServer((request, response) => mailbox.serve(request, response));
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

/** With node:http, because fetch does not let one choose the Host. */
function get(
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: '/buzon', method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode!, body, headers: response.headers }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the mailbox page', () => {
  test('is Spanish, says that nothing was sent, and shows the newest mail first with its link', async () => {
    expect((await get()).body).toContain('Todavía no hay ninguno.');
    mailbox.deliver(
      writeMail(
        'recovery',
        'a@demo.test',
        { tokenHash: 'abc', code: '1' },
        ORIGIN,
        purpose({ next: '/contrasena' }),
      ),
    );
    mailbox.deliver(
      writeMail(
        'magiclink',
        '<b>@demo.test',
        { tokenHash: 'def', code: '2' },
        ORIGIN,
        purpose({ next: '/trabajo?a=1&b=2' }),
      ),
    );
    const { body, status, headers } = await get();
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).toMatch(/<html lang="es">/);
    expect(body.indexOf('Su enlace para entrar')).toBeLessThan(body.indexOf('Cambie su contraseña'));
    expect(body).toMatch(
      /Para &#60;b&#62;@demo\.test, <time datetime="[^"]+">\d+ de [a-z]+ de \d{4} a las \d{2}:\d{2}<\/time>/,
    );
    expect(body).toContain('<a href="/entrar">Volver a Concierta');
    expect(body).toContain('Your link to sign in to Concierta');
    expect(body).toContain('English: To choose a new password in Concierta, open the link above.');
    expect(body).toContain(
      '<a href="https://concierta.example/auth/confirm?token_hash=def&#38;type=magiclink&#38;next=%2Ftrabajo%3Fa%3D1%26b%3D2">',
    );
  });

  test.each([
    ['under a foreign name', { host: 'concierta.example' }],
    ['under a foreign name that resolves here', { host: `evil.example:${port}` }],
    ['through a proxy', { host: 'localhost', 'x-forwarded-for': '10.0.0.1' }],
  ])('is not there %s', async (_title, headers) => {
    expect(await get(headers)).toMatchObject({ status: 404, body: 'No existe esta página.\n' });
  });

  test('is only for reading, and forgets all but fifty', async () => {
    expect((await get({}, 'POST')).status).toBe(405);
    for (let index = 0; index < 60; index += 1)
      mailbox.deliver(
        writeMail('signup', `p${index}@demo.test`, { tokenHash: 'x', code: '1' }, ORIGIN, purpose()),
      );
    expect(mailbox.list()).toHaveLength(50);
    expect(mailbox.list()[0]!.to).toBe('p59@demo.test');
  });
});

test.each([
  [null, ''],
  ['/trabajo', '/trabajo'],
  ['https://concierta.example/documentos/1?capitulo=2', '/documentos/1?capitulo=2'],
  ['https://concierta.example/auth/confirm?next=%2Fcontrasena', '/contrasena'],
  ['https://concierta.example/', ''],
  ['https://elsewhere.example/trabajo', ''],
  ['//elsewhere.example/trabajo', ''],
  ['javascript:alert(1)', ''],
  ['http://', ''],
])('a redirect to %j goes on to %j', (redirect, next) => {
  expect(purposeOf(redirect, ORIGIN)).toEqual(purpose({ next }));
});

test.each([
  [`${ORIGIN}/auth/confirm?invita=${INVITES}`, INVITES],
  [`https://elsewhere.example/auth/confirm?invita=${INVITES}`, ''],
  [`${ORIGIN}/trabajo?invita=${INVITES}`, ''],
])('a redirect to %j invites to %j', (redirect, invites) => {
  expect(purposeOf(redirect, ORIGIN).invites).toBe(invites);
});

const write = (kind: 'signup' | 'magiclink' | 'recovery' | 'email_change', given = purpose()) =>
  writeMail(kind, 'a@demo.test', { tokenHash: 'abc', code: '1' }, ORIGIN, given);

test.each(['signup', 'magiclink'] as const)(
  'an invitation by %s says for whom and to what, how long it waits, and where another link is',
  (kind) => {
    const { subject, text, link } = write(kind, purpose({ invites: INVITES }));
    expect(subject).toBe(
      'Le invitaron a participar en Concierta · You are invited to take part in Concierta',
    );
    expect(link).toBe(`${ORIGIN}/auth/confirm?token_hash=abc&type=${kind}`);
    const lines = text.split('\n');
    for (const line of [INVITES, link, `${ORIGIN}/entrar`]) expect(lines).toContain(line);
    expect(text).toMatch(/espera 14 días.*durante una hora.*«Recibir un enlace por correo»/);
    expect(text).toMatch(/waits for 14 days.*for one hour.*“Get a link by e-mail”/);
    expect(text).not.toMatch(/lo pidió/);
  },
);

test('an invitation waits as long as the mail says', () => {
  const schema = readFileSync(new URL('../../supabase/schemas/70_invitations.sql', import.meta.url), 'utf8');
  expect(schema.match(/interval '\d+ days'/g)).toEqual(["interval '14 days'", "interval '14 days'"]);
});

test('mails that were not asked for by an invitation say nothing of one', () => {
  const recovery = write('recovery', purpose({ invites: INVITES }));
  expect(recovery).toEqual(write('recovery'));
});

test('a real Auth server sends the same words as the embedded one', () => {
  const templates = {
    confirmation: 'signup',
    magic_link: 'magiclink',
    recovery: 'recovery',
    email_change: 'email_change',
  } as const;
  const settings = readFileSync(new URL('../../supabase/config.toml', import.meta.url), 'utf8');
  for (const [file, kind] of Object.entries(templates)) {
    const template = new URL(`../../supabase/templates/${file}.html`, import.meta.url);
    const said = readFileSync(template, 'utf8')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    const invitation = kind === 'signup' || kind === 'magiclink' ? [purpose({ invites: INVITES })] : [];
    for (const { subject, text } of [purpose(), ...invitation].map((given) => write(kind, given))) {
      expect(settings).toContain(subject);
      for (const line of text.split('\n')) {
        if (line && line !== INVITES && !line.startsWith('https:')) expect(said, file).toContain(line);
      }
    }
  }
});
