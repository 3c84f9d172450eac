import { error, isRedirect, redirect, type RequestEvent } from '@sveltejs/kit';
import { expect, it, vi } from 'vitest';
import { handleRefusals } from './handle-refusals.ts';

vi.mock('$app/server', () => ({ getRequestEvent: vi.fn() }));

const refusal: App.Error = {
  code: 'file_too_large',
  message: 'El archivo es <demasiado> grande.',
  action: 'Divida el documento.',
  requestId: 'r-1',
};

function ask(accept: string, resolve: () => Response): Promise<Response> {
  const log = { debug: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const event = {
    request: new Request('http://x/', { headers: { accept } }),
    isDataRequest: false,
    locals: { requestId: 'r-1', log },
  } as unknown as RequestEvent;
  return Promise.resolve(handleRefusals({ event, resolve }));
}

it('tells a reader without scripts what happened, what to do, and the number', async () => {
  const answer = await ask('text/html,*/*', () => error(413, refusal));
  const page = await answer.text();
  expect(answer.status).toBe(413);
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).toContain('El archivo es &#60;demasiado&#62; grande.');
  expect(page).toContain('Divida el documento.');
  expect(page).toContain('Número de la solicitud: <code>r-1</code>');
  expect(page).not.toContain('Espere un momento');
});

it('gives a script the same as JSON', async () => {
  const answer = await ask('application/json', () => error(413, refusal));
  expect([answer.status, await answer.json()]).toEqual([413, refusal]);
});

it('has words for what nobody expected, and for kit’s page of last resort', async () => {
  const thrown = await ask('text/html', () => {
    throw new Error('relation "people" does not exist');
  });
  const bare = await ask(
    'text/html',
    () => new Response('<h1>500</h1>', { status: 500, headers: { 'content-type': 'text/html' } }),
  );
  for (const answer of [thrown, bare]) {
    const page = await answer.text();
    expect(answer.status).toBe(500);
    expect(page).toContain('Ocurrió un error que no esperábamos.');
    expect(page).toContain('<code>r-1</code>');
    expect(page).not.toContain('relation');
  }
});

it('lets pages with a policy of their own pass, and ways on', async () => {
  const headers = { 'content-type': 'text/html', 'content-security-policy': "script-src 'nonce-x'" };
  const answer = await ask('text/html', () => new Response('kit', { status: 404, headers }));
  expect(await answer.text()).toBe('kit');
  await expect(ask('text/html', () => redirect(303, '/entrar'))).rejects.toSatisfy(isRedirect);
});
