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
