import type { Page, Route } from '@playwright/test';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  openNewDocument,
  textOf,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { takeStep } from '../support/process.ts';

const CODE = /_app\/immutable/;
const GONE_MS = 1000;

/** A document with one chapter, saved. @returns its address */
async function makeText(page: Page, title: string): Promise<string> {
  await openNewDocument(page, title);
  await addChapter(page, 'Contexto');
  await write(page, 'Al principio.');
  await expectSaved(page);
  return page.url();
}

for (const first of [0, 64, 100]) {
  test(`a page that has no network for a second from its piece of code number ${first} on opens all the same`, async ({
    as,
  }) => {
    const address = await makeText(await as('coordinacion'), `Diagnóstico por una mala línea, ${first}`);
    const state = await as('estado');
    let [asked, since] = [0, 0];
    await state.route(CODE, (route) => {
      if (asked++ < first) return route.fallback();
      since ||= Date.now();
      return Date.now() - since < GONE_MS ? route.abort('internetdisconnected') : route.fallback();
    });
    await state.goto(address, { waitUntil: 'commit' });
    await expect(textOf(state)).toContainText('Al principio.');
    await write(state, ' Y más.');
    await expectSaved(state);
    const missing = () =>
      [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(({ sheet }) => !sheet)
        .length;
    await expect.poll(() => state.evaluate(missing)).toBe(0);
  });
}

test('an editor whose code does not come at first comes when the network is back, without a reload', async ({
  as,
}) => {
  const address = await makeText(await as('coordinacion'), 'Diagnóstico cuyo editor tarda');
  const state = await as('estado');
  let since = 0;
  const failEditor = async (route: Route) => {
    const response = await route.fetch();
    const isEditor = (await response.text()).includes('ProseMirror-focused');
    if (isEditor) since ||= Date.now();
    // It is asked for twice, the second time for what was only to be there beforehand.
    return isEditor && Date.now() - since < GONE_MS
      ? route.abort('internetdisconnected')
      : route.fulfill({ response });
  };
  await state.route(/_app\/immutable\/.*\.js/, failEditor);
  await state.goto(address);
  await expect(state.getByText('El editor no pudo cargarse.')).toBeVisible();
  await state.evaluate(() => (document.documentElement.dataset.same = ''));
  await expect(textOf(state)).toContainText('Al principio.');
  await expect(state.getByText('El editor no pudo cargarse.')).toHaveCount(0);
  await expect(state.locator('html[data-same]')).toHaveCount(1);
});

test('what was refused is shown though the code for it does not come at first', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const address = await makeText(coordinator, 'Diagnóstico con un rechazo por una mala línea');
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');
  const device = state.context();
  await device.setOffline(true);
  await write(state, ' Llegó tarde.');
  await expect(state.locator('[data-save]')).toHaveText(/^Sin conexión: \d+ cambios?/);
  await takeStep(coordinator, new URL(address).pathname, 'Enviar a revisión técnica', 'Va.');
  let failed = 0;
  await state.route(CODE, (route) => {
    failed += 1;
    return failed > 1 ? route.fallback() : route.abort('internetdisconnected');
  });
  await device.setOffline(false);
  await expect(state.getByRole('textbox', { name: 'Lo que usted escribió' })).toHaveValue(/Llegó tarde\./);
  expect(failed).toBeGreaterThan(1);
});

test('a past text is restored, or not, without a network; undoing it is offered as long as its text is open', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const chapter = new URL(await makeText(coordinator, 'Diagnóstico restaurado sin red'));
  const state = await as('estado');
  await state.goto(chapter.href);
  await write(state, ' Después.');
  await expectSaved(state);
  const device = state.context();
  const question = state.getByRole('dialog', { name: /^¿Restaurar el texto del/ });
  const ask = async () => {
    await state.goto(`${chapter.href}&restaurar=1`);
    await expect(question).toBeVisible();
    await device.setOffline(true);
  };
  const asks = () => new URL(state.url()).searchParams.has('restaurar');

  await test.step('whoever cancels stays in the text', async () => {
    await ask();
    await question.getByRole('button', { name: 'Cancelar' }).last().click();
    await expect(question).toHaveCount(0);
    await write(state, ' Y más.');
    await expect(state.locator('[data-save]')).toHaveText(/^Sin conexión: \d+ cambios?/);
    expect(asks()).toBe(true);
    await device.setOffline(false);
    await expectSaved(state);
    await expect.poll(asks).toBe(false);
    expect(await wordsOf(state)).toContain('Y más.');
  });

  await test.step('whoever restores it sends it later', async () => {
    await ask();
    const before = await wordsOf(state);
    await question.getByRole('button', { name: 'Restaurar', exact: true }).click();
    await expect.poll(() => wordsOf(state)).not.toBe(before);
    await expect(question).toHaveCount(0);
    await device.setOffline(false);
    await expectSaved(state);
    await expect.poll(() => wordsOf(coordinator)).toBe(await wordsOf(state));
    await expect.poll(asks).toBe(false);
  });

  await test.step('what undoes it goes with its text', async () => {
    const undo = state.getByRole('region', { name: 'Avisos' }).getByRole('button', { name: 'Deshacer' });
    await expect(undo).toBeVisible();
    await state.getByRole('link', { name: 'Historial', exact: true }).click();
    await state.waitForURL('**/historial');
    await expect(undo).toHaveCount(0);
  });
});

test('whoever presses a link, or Back, without a network stays in the text and is told why', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await makeText(coordinator, 'Diagnóstico del que nadie sale sin red');
  const state = await as('estado');
  await state.goto('/trabajo');
  await state.goto(address);
  await state.getByRole('link', { name: 'Proceso' }).first().click();
  await state.waitForURL('**/proceso');
  await state.goBack();
  await expect(textOf(state)).toContainText('Al principio.');
  await state.context().setOffline(true);
  await write(state, ' Sin red.');
  state.on('dialog', () => expect('nobody is asked').toBe(''));
  const told = state.getByText('No hay conexión: por ahora no se puede abrir otra página.');
  await state.getByRole('link', { name: 'Proceso' }).first().click();
  await expect(told).toBeVisible();
  expect(state.url()).toBe(address);
  await state.getByRole('region', { name: 'Avisos' }).getByRole('button', { name: 'Cerrar' }).click();
  await state.evaluate(() => history.forward());
  await expect(told).toBeVisible();
  await expect.poll(() => state.url()).toBe(address);
  await write(state, ' Y más.');
  await state.context().setOffline(false);
  await expectSaved(state);
  await expect.poll(() => wordsOf(coordinator)).toBe('Al principio. Sin red. Y más.');
});

test('a page that the server does not answer for says so, and comes by itself as soon as it does', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await page.goto('/trabajo');
  const cut = (route: Route) => route.abort('connectionrefused');
  const served = /__data\.json|favicon/;
  await page.route(served, cut);
  await page.getByRole('link', { name: 'Estados', exact: true }).first().click();
  await expect(page.getByText('No hay conexión con el servidor.')).toBeVisible();
  await expect(page.getByText('Número de la solicitud')).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Volver a intentar' }).click();
  await expect(page.getByRole('region', { name: 'Avisos' }).getByText('No hay conexión')).toBeVisible();
  await page.unroute(served, cut);
  await expect(page.getByText('No hay conexión con el servidor.').first()).toBeHidden({ timeout: 30_000 });
  await page.waitForURL('**/estados');
});

test('a page for which only a proxy answers comes by itself as soon as the server does', async ({ as }) => {
  const page = await as('coordinacion');
  await page.goto('/trabajo');
  const gone = (route: Route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' });
  const served = /__data\.json|favicon/;
  await page.route(served, gone);
  await page.getByRole('link', { name: 'Estados', exact: true }).first().click();
  await expect(page.getByText('No hay conexión con el servidor.')).toBeVisible();
  await page.getByRole('button', { name: 'Volver a intentar' }).click();
  await expect(page.getByRole('region', { name: 'Avisos' }).getByText('No hay conexión')).toBeVisible();
  await page.unroute(served, gone);
  await expect(page.getByText('No hay conexión con el servidor.').first()).toBeHidden({ timeout: 30_000 });
  await page.waitForURL('**/estados');
});

test('whoever signs out without a network stays signed in, in every tab, and is told so', async ({ as }) => {
  const address = await makeText(await as('coordinacion'), 'Diagnóstico del que nadie se despide sin red');
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');
  const other = await state.context().newPage();
  await other.goto('/trabajo');
  await other.getByLabel('Su cuenta').click();
  await state.context().setOffline(true);
  await other.getByRole('button', { name: 'Cerrar la sesión' }).first().click();
  await expect(other.getByText('No hay conexión: por ahora no se puede cerrar la sesión')).toBeVisible();
  expect(new URL(other.url()).pathname).toBe('/trabajo');
  await write(state, ' Sin red.');
  await expect(state.locator('[data-save]')).toHaveText(/^Sin conexión: \d+ cambios?/);
  await state.context().setOffline(false);
  await expectSaved(state);
  await other.close();
});

test('whoever writes until the next chapter comes is led there, caret and all', async ({ as }) => {
  const page = await as('coordinacion');
  const address = await makeText(page, 'Diagnóstico que se deja escribiendo');
  await addChapter(page, 'Registro');
  await write(page, 'Segundo.');
  await expectSaved(page);
  await page.goto(address);
  await expect(textOf(page)).toContainText('Al principio.');
  await page.route(/__data\.json/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2 * GONE_MS));
    await route.fallback();
  });
  await chaptersOf(page).getByRole('link', { name: 'Registro' }).click();
  await write(page, ' Y más.');
  // The text goes with the caret in it; what that throws, `watched` hears.
  await expect(textOf(page)).toContainText('Segundo.');
  await page.goto(address);
  await expect(textOf(page)).toContainText('Y más.');
});
