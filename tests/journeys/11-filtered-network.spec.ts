import { addChapter, expectSaved, openNewDocument, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { startOfficeProxy } from '../support/office-proxy.ts';

for (const manner of ['refuse', 'swallow'] as const) {
  test(`case 31: an office whose proxy lets no WebSocket through writes with the others (it ${manner}s)`, async ({
    as,
  }) => {
    const proxy = await startOfficeProxy(manner);
    const coordinator = await as('coordinacion');
    const document = await openNewDocument(coordinator, `Diagnóstico desde una red filtrada (${manner})`);
    await addChapter(coordinator, 'Contexto');
    await write(coordinator, 'Escrito desde fuera.');
    await expectSaved(coordinator);
    await expect(coordinator.getByText('Conexión alterna', { exact: true })).toHaveCount(0);

    const official = await as('estado', { proxy: { server: proxy.url, bypass: '<-loopback>' } });
    await official.goto(document);
    await expect(textOf(official)).toBeVisible({ timeout: 30_000 });
    expect(proxy.blocked()).toBeGreaterThan(1);
    await expect.poll(() => wordsOf(official)).toBe('Escrito desde fuera.');
    await expect(official.getByText('Conexión alterna', { exact: true })).toBeVisible();
    await expect(official.getByRole('status').filter({ hasText: 'Su red no deja pasar' })).toHaveCount(1);
    await expectAccessible(official);

    await write(official, '\nEscrito desde la oficina.');
    await expectSaved(official);
    await expect.poll(() => wordsOf(coordinator)).toBe('Escrito desde fuera.\nEscrito desde la oficina.');
    await write(coordinator, '\nLeído.');
    await expect.poll(() => wordsOf(official)).toContain('Leído.');
    await expect(official.getByLabel('2 personas aquí')).toBeVisible();

    await test.step('the next chapter is opened over HTTP at once, and keeps what was written', async () => {
      const before = proxy.blocked();
      await official.reload();
      await expect.poll(() => wordsOf(official)).toContain('Escrito desde la oficina.');
      await expect(official.getByText('Conexión alterna', { exact: true })).toBeVisible();
      expect(proxy.blocked()).toBe(before);
    });
    await official.close();
    await proxy.stop();
  });
}

test('case 26: whoever comes back over HTTP from a restart changes over to a WebSocket, and hears nothing of a network', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico tras un reinicio');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Al principio.');
  await expectSaved(coordinator);

  const official = await as('estado');
  // As long as the server is away its WebSockets fail; when it returns it is HTTP's turn.
  await official.addInitScript(() => {
    let tried = 0;
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        tried += 1;
        super(tried > 2 ? url : String(url).replace('/collab', '/away'));
      }
    };
  });
  const fetched: string[] = [];
  official.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const bySocket: string[] = [];
  official.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => bySocket.push(payload.toString())),
  );
  await official.goto(document);
  await expect.poll(() => wordsOf(official)).toBe('Al principio.');
  expect(fetched.some((path) => path.startsWith('/collab/http/'))).toBe(true);
  await write(official, ' Mientras cambia.');
  await expect.poll(() => bySocket.length, 'more than the question whether messages pass').toBeGreaterThan(2);
  await write(official, ' Y después.');
  await expectSaved(official);
  await expect.poll(() => wordsOf(coordinator)).toBe('Al principio. Mientras cambia. Y después.');
  const polls = fetched.length;
  await official.waitForTimeout(2_000);
  expect(fetched.slice(polls).filter((path) => path.startsWith('/collab'))).toEqual([]);
  await expect(official.getByText('Conexión alterna', { exact: true })).toHaveCount(0);
  await expect(official.getByText('Su red no deja pasar')).toHaveCount(0);
  await official.close();
});
