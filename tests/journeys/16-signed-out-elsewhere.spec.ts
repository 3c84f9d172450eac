import type { Page, WebSocketRoute } from '@playwright/test';
import { discussion, documentToDiscuss, PASSAGE } from '../support/discussing.ts';
import {
  addChapter,
  expectSaved,
  OAXACA,
  openNewDocument,
  selectWords,
  textOf,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { DEMO_PASSWORD, PERSONAS, type Persona } from '../support/personas.ts';

async function signIn(page: Page, persona: Persona = 'academia'): Promise<void> {
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(PERSONAS[persona]);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/entrar'));
}

test('an open text says that its reader was signed out elsewhere, and comes back by itself once they sign in again', async ({
  as,
  anyone,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico leído desde dos lugares');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Lo escrito.');
  await expectSaved(coordinator);

  const text = await anyone();
  await signIn(text);
  await text.goto(document);
  await expect(textOf(text)).toContainText('Lo escrito.');
  const other = await text.context().newPage();
  await other.goto('/salir');
  await other.getByRole('button', { name: 'Cerrar la sesión en todos los dispositivos' }).click();
  await other.waitForURL('**/entrar**');
  const state = text.locator('[data-save]');
  await expect(state, 'a reader has lost nothing').toHaveText('Su sesión terminó');
  await expect(text.getByText('Puede seleccionar un pasaje y comentarlo.')).toHaveCount(0);
  await expect(text.getByText('Vuelva a entrar para seguir leyendo.', { exact: false }).last()).toBeVisible();
  const way = text.getByRole('link', { name: 'Volver a entrar, en otra pestaña' });
  await expect(way).toHaveAttribute('rel', 'noopener');
  await expectAccessible(text);
  await text.setViewportSize({ width: 360, height: 740 });
  await expect(text.locator('summary[aria-label^="Su cuenta"]')).toBeInViewport({ ratio: 1 });
  await expectAccessible(text);
  await text.setViewportSize({ width: 1280, height: 900 });
  const [opened] = await Promise.all([text.context().waitForEvent('page'), way.click()]);
  await expect(opened).toHaveURL(/\/entrar/);
  await opened.close();

  await signIn(other);
  await text.bringToFront();
  await expect(state).toHaveText(/^Guardado en el servidor/, { timeout: 8_000 });
  await write(coordinator, ' Y lo nuevo.');
  await expect(textOf(text)).toContainText('Y lo nuevo.');
});

test('what one person left unsent in a tab is never sent as the next person at the same browser', async ({
  as,
  anyone,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico en un equipo compartido');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Lo escrito.');
  await expectSaved(coordinator);

  const text = await anyone();
  let away = false;
  const open = new Set<WebSocketRoute>();
  await text.routeWebSocket(/collab/, (socket) => {
    if (away) return void socket.close({ code: 1011 });
    socket.connectToServer();
    open.add(socket);
  });
  await text.route('**/collab/http**', (route) => (away ? route.abort() : route.continue()));
  await signIn(text, 'estado');
  await text.goto(document);
  await expect(textOf(text)).toContainText('Lo escrito.');
  away = true;
  for (const socket of open) await socket.close({ code: 1011 });
  await write(text, ' De quien se fue.');
  const state = text.locator('[data-save]');
  await expect(state).toHaveText(/cambios se enviarán al volver/);

  const other = await text.context().newPage();
  other.on('dialog', (dialog) => void dialog.accept());
  await other.goto('/salir');
  await expect(other.getByText('En este dispositivo hay cambios sin enviar')).toBeVisible();
  await other.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
  await other.waitForURL('**/entrar**');
  await expect(text.getByText('La sesión se cerró en otra pestaña.')).toBeVisible();
  await expect(textOf(text)).toHaveAttribute('aria-readonly', 'true');

  await signIn(other, 'academia');
  away = false;
  await text.bringToFront();
  await expect(text.getByText('En este navegador entró otra persona.')).toBeVisible();
  await expect(state).toHaveText(/en este navegador entró otra persona/);
  await expect(textOf(text)).toContainText('De quien se fue.');
  await text.waitForTimeout(3_000);
  expect(await wordsOf(coordinator)).toBe('Lo escrito.');
});

test('a comment half written by one person is not sent as the next person at the same browser', async ({
  as,
  anyone,
}) => {
  const document = await documentToDiscuss(
    await as('coordinacion'),
    'Diagnóstico comentado en un equipo compartido',
  );
  const page = await anyone();
  await signIn(page, 'osc2');
  await page.goto(document);
  await selectWords(page, PASSAGE);
  await page.getByRole('button', { name: 'Comentar', exact: true }).click();
  const form = discussion(page).getByRole('form', { name: 'Comentario nuevo' });
  const words = 'Lo sabemos por quienes nos lo contaron.';
  await form.getByLabel('Su comentario').fill(words);
  await form.getByRole('radio', { name: 'Solo el sector Sociedad civil' }).check();

  const other = await page.context().newPage();
  await other.goto('/salir');
  await other.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
  await other.waitForURL('**/entrar**');
  await signIn(other, 'federal');
  await page.bringToFront();
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(form.getByRole('alert')).toContainText('no se envió nada');
  await expect(form.getByRole('alert')).toContainText('Copie lo que escribió');
  await expect(form.getByLabel('Su comentario')).toHaveValue(words);
  await expectAccessible(page);

  await test.step('nothing is stored for whoever is there now, or for whoever wrote it', async () => {
    await other.goto(`${document}/hilos`);
    await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(other.getByText(words)).toHaveCount(0);
    const writer = await as('osc2');
    await writer.goto(`${document}/hilos`);
    await expect(writer.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(writer.getByText(words)).toHaveCount(0);
  });

  await test.step('without scripts it is refused, too', async () => {
    const plain = await anyone({ javaScriptEnabled: false });
    await signIn(plain, 'osc2');
    await plain.goto('/cuenta');
    await plain.getByLabel('Nombre', { exact: true }).fill('Otro nombre');
    const beside = await plain.context().newPage();
    await beside.goto('/salir');
    await beside.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
    await signIn(beside, 'federal');
    await plain.getByRole('button', { name: 'Guardar los cambios' }).click();
    await expect(plain.getByText('no se envió nada', { exact: false })).toBeVisible();
    await expect(plain.getByText('Esto es lo que usted había escrito:')).toBeVisible();
    await expect(plain.getByRole('definition')).toHaveText(['Otro nombre']);
    await beside.goto('/cuenta');
    await expect(beside.getByLabel('Nombre', { exact: true })).not.toHaveValue('Otro nombre');
  });
});

test('a tab that goes on once another person has signed in begins anew as theirs', async ({ anyone }) => {
  const page = await anyone();
  await signIn(page, 'admin');
  await page.goto('/cuenta');
  const menu = page.locator('summary[aria-label^="Su cuenta"]');
  await expect(menu).toHaveAttribute('aria-label', /Administración/);

  const other = await page.context().newPage();
  await other.goto('/salir');
  await other.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
  await other.waitForURL('**/entrar**');
  await signIn(other, 'otroestado');
  await page.bringToFront();
  const [loaded] = await Promise.all([
    page.waitForEvent('load'),
    page.getByRole('link', { name: 'Mi trabajo' }).first().click(),
  ]);
  await expect(loaded).toHaveURL(/trabajo/);
  await expect(menu).not.toHaveAttribute('aria-label', /Administración/);

  await test.step('what they send there is theirs', async () => {
    await page.goto('/cuenta');
    const name = await page.getByLabel('Nombre', { exact: true }).inputValue();
    await page.getByRole('button', { name: 'Guardar los cambios' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'guard' })).toBeVisible();
    await expect(page.getByLabel('Nombre', { exact: true })).toHaveValue(name);
  });
});

test('without scripts, what was written when the session had ended is there to be copied', async ({
  anyone,
}) => {
  const page = await anyone({ javaScriptEnabled: false });
  await signIn(page, 'coordinacion');
  await page.goto(OAXACA);
  await page.getByText('Nuevo documento', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Título' }).fill('Diagnóstico que no se pierde');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Crear documento' }).click();
  await expect(page.getByText('Esto es lo que usted había escrito:')).toBeVisible();
  await expect(page.getByRole('term')).toHaveText(['Título']);
  await expect(page.getByRole('definition')).toHaveText(['Diagnóstico que no se pierde']);
});
