import type { Page, Route } from '@playwright/test';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  OAXACA,
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

for (const first of [0, 64]) {
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
    expect(since).toBeGreaterThan(0);
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

test('an editor whose code this browser does not ask for again comes with a new load of the page', async ({
  as,
}) => {
  const address = await makeText(await as('coordinacion'), 'Diagnóstico cuyo editor no llega');
  const state = await as('estado');
  // So it is in browsers that remember what they could not fetch.
  const failEditor = async (route: Route) => {
    const response = await route.fetch();
    const isEditor = (await response.text()).includes('ProseMirror-focused');
    return isEditor ? route.abort('internetdisconnected') : route.fulfill({ response });
  };
  await state.route(/_app\/immutable\/.*\.js/, failEditor);
  await state.goto(address);
  await expect(state.getByText('Vuelva a cargar la página. Mientras tanto')).toBeVisible();
  await expectAccessible(state);
  await state.unroute(/_app\/immutable\/.*\.js/, failEditor);
  await state.getByRole('button', { name: 'Volver a cargar la página' }).click();
  await expect(textOf(state)).toContainText('Al principio.');
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
  const fail = (route: Route) => route.abort('internetdisconnected');
  await state.route(CODE, fail);
  await device.setOffline(false);
  await expect(state.getByText('Hay algo suyo que no está en el texto')).toBeVisible();
  await state.unroute(CODE, fail);
  await expect(state.getByRole('textbox', { name: 'Lo que usted escribió' })).toHaveValue(/Llegó tarde\./);
  await expect(state.getByText('Hay algo suyo que no está en el texto')).toHaveCount(0);
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

test('where the browser knows of no network and the server answers, as on one machine, every way leads on', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  await page.goto('/trabajo');
  await page.getByRole('link', { name: 'Estados', exact: true }).first().click();
  await page.waitForURL('**/estados');
  await page.goto('/trabajo');
  await page.getByRole('link', { name: 'Estados', exact: true }).first().click();
  await page.waitForURL('**/estados');
  await page.reload();
  await page.goBack();
  await page.waitForURL('**/trabajo');
  await makeText(page, 'Diagnóstico en una sola máquina');
});

test('a document that was made is opened once there is a network, and not made twice', async ({ as }) => {
  const page = await as('coordinacion');
  await page.goto(OAXACA);
  await page.getByText('Nuevo documento', { exact: true }).click();
  const title = 'Diagnóstico creado cuando se iba la red';
  await page.getByRole('textbox', { name: 'Título' }).fill(title);
  let sent = 0;
  await page.route(OAXACA + '?/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    sent += 1;
    const response = await route.fetch();
    await page.context().setOffline(true);
    return route.fulfill({ response });
  });
  await page.getByRole('button', { name: 'Crear documento' }).click();
  await expect(page.getByText('Lo que envió ya se recibió.')).toBeVisible();
  await page.context().setOffline(false);
  await page.waitForURL('**/documentos/*');
  await expect(page.getByText('Lo que envió ya se recibió.')).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(title);
  expect(sent).toBe(1);
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
  await expect(
    other.getByText('El servidor no responde: por ahora no se puede cerrar la sesión'),
  ).toBeVisible();
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
