import type { Locator, Page } from '@playwright/test';
import { OAXACA } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

const UNIVERSITY = 'Universidad pública del estado (demostración)';
const FEDERATION = 'Gobierno federal, unidad de política de derechos humanos (demostración)';
const OFFICE =
  'Oficina en México del Alto Comisionado de las Naciones Unidas para los Derechos Humanos (demostración)';
const ARRANGEMENT = 'Carta compromiso para el diagnóstico y el programa de derechos humanos de Oaxaca';
const NEWCOMER = 'enlace.nuevo@federacion.test';

const body = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const seatOf = (page: Page, where: string, organization: string) =>
  page.getByRole('form', { name: `Asiento de ${organization} en ${where}` });

test('the coordination seats a titular and a suplente, and hears why it cannot be the same person', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await page.goto(OAXACA);
  const seat = seatOf(page, 'Mesa 3. Pueblos y comunidades', UNIVERSITY);
  await expect(seat.getByLabel('Titular')).toHaveValue('');
  await expectAccessible(page);

  await seat.getByLabel('Titular').selectOption('Academia');
  await seat.getByLabel('Suplente').selectOption('Academia');
  await seat.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(seat.getByText('La misma persona no puede ser titular y suplente.')).toBeVisible();
  await expect(seat.getByLabel('Suplente').locator('option:checked')).toHaveText('Academia');
  await expectAccessible(page);

  await seat.getByLabel('Suplente').selectOption('Academia (suplencia)');
  await seat.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(seat.getByText('Asiento guardado.')).toBeVisible();
  await page.reload();
  await expect(seat.getByLabel('Titular').locator('option:checked')).toHaveText('Academia');
  await expect(seat.getByLabel('Suplente').locator('option:checked')).toHaveText('Academia (suplencia)');

  const reader = await as('academia');
  await reader.goto(OAXACA);
  const read = body(reader, 'Mesa 3. Pueblos y comunidades')
    .getByRole('listitem')
    .filter({ hasText: UNIVERSITY });
  await expect(read.getByRole('definition')).toHaveText(['Academia', 'Academia (suplencia)']);
  await expect(read.getByRole('combobox')).toHaveCount(0);
  await expectAccessible(reader);
});

test('whoever only observes, and the Office, are offered a seat to speak from, and none with a vote', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await page.goto(OAXACA);
  await page.getByText('Agregar un asiento', { exact: true }).click();
  const form = page.locator('form').filter({ hasText: 'Agregar asiento' });
  const offered = form.getByLabel('Participa').getByRole('option');
  await expect(offered).toHaveText(['con voz y voto', 'solo con voz']);
  for (const silent of ['Congreso del Estado, comisión de derechos humanos', OFFICE]) {
    await form.getByLabel('Organización').selectOption(silent);
    await expect(offered).toHaveText(['solo con voz']);
    await expect(form.getByText('Esa organización observa o aprueba: no vota.')).toBeVisible();
  }
  await expectAccessible(page);
  await form.getByLabel('Organización').selectOption(FEDERATION);
  await expect(offered).toHaveText(['con voz y voto', 'solo con voz']);
  await expect(form.getByLabel('Participa')).toHaveValue('yes');
});

test('who was seated meanwhile is not taken out by a page that did not know', async ({ as }) => {
  const [page, admin] = [await as('coordinacion'), await as('admin')];
  const bare = await as('coordinacion', { javaScriptEnabled: false });
  for (const each of [page, bare, admin]) await each.goto(OAXACA);
  const [seat, unscripted, given] = [page, bare, admin].map((each) =>
    seatOf(each, 'Mesa 2. Mujeres', UNIVERSITY),
  ) as [Locator, Locator, Locator];
  const sits = (where: Locator, chair: string) => where.getByLabel(chair).locator('option:checked');
  await expect(sits(seat, 'Suplente')).toHaveText('Vacante');
  await given.getByLabel('Suplente').selectOption('Academia (suplencia)');
  await given.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(given.getByText('Asiento guardado.')).toBeVisible();

  for (const form of [seat, unscripted]) {
    await form.getByLabel('Titular').selectOption('Vacante');
    await form.getByRole('button', { name: 'Guardar asiento' }).click();
    const alert = form.getByRole('alert');
    await expect(alert).toContainText('Alguien más cambió estos datos mientras usted trabajaba.');
    await expect(alert).toContainText('Titular: Academia. Suplente: Academia (suplencia).');
    await expect(sits(form, 'Titular')).toHaveText('Vacante');
    await expect(sits(form, 'Suplente')).toHaveText('Vacante');
  }
  await expectAccessible(page);
  await admin.reload();
  await expect(sits(given, 'Titular')).toHaveText('Academia');
  await expect(sits(given, 'Suplente')).toHaveText('Academia (suplencia)');

  await test.step('whoever has read what is so decides', async () => {
    await seat.getByLabel('Titular').selectOption('Academia');
    await seat.getByRole('button', { name: 'Guardar asiento' }).click();
    await expect(seat.getByText('Asiento guardado.')).toBeVisible();
    await admin.reload();
    await expect(sits(given, 'Titular')).toHaveText('Academia');
    await expect(sits(given, 'Suplente')).toHaveText('Vacante');
  });
});

test('what is chosen before the page’s scripts have come stays chosen', async ({ as }) => {
  const page = await as('coordinacion');
  const scripts = Promise.withResolvers<void>();
  await page.route(/\.js$/, async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.goto(OAXACA, { waitUntil: 'commit' });
  const seat = seatOf(page, 'Mesa 2. Mujeres', UNIVERSITY);
  const suplente = seat.getByLabel('Suplente');
  await suplente.selectOption('Academia (suplencia)');
  scripts.resolve();
  await page.waitForLoadState('networkidle');
  await expect(suplente.locator('option:checked')).toHaveText('Academia (suplencia)');
  await seat.getByLabel('Titular').selectOption('Vacante');
  await expect(suplente.locator('option:checked')).toHaveText('Academia (suplencia)');
});

test('an organization invites a person, who comes in by the mailed link and is seated', async ({
  as,
  anyone,
  watched,
}) => {
  const federal = await as('federal');
  await federal.goto(OAXACA);
  await federal.getByText('Invitar a una persona', { exact: true }).click();
  await federal.getByLabel('Correo electrónico de la persona').fill('sin arroba');
  await federal.getByRole('button', { name: 'Enviar invitación' }).click();
  await expect(federal.getByText('Escriba una dirección de correo completa')).toBeVisible();
  await expect(federal.getByLabel('Correo electrónico de la persona')).toHaveValue('sin arroba');
  await expectAccessible(federal);
  await federal.getByLabel('Correo electrónico de la persona').fill(NEWCOMER);
  await federal.getByRole('button', { name: 'Enviar invitación' }).click();
  await expect(federal.getByText(`Enviamos a ${NEWCOMER} un enlace para entrar.`)).toBeVisible();
  await expect(federal.getByRole('button', { name: `Retirar la invitación de ${NEWCOMER}` })).toBeVisible();
  await expectAccessible(federal);

  const newcomer = await anyone();
  await newcomer.goto('/buzon');
  const mails = newcomer.getByRole('article').filter({ hasText: NEWCOMER });
  const mail = mails.first();
  await expect(mail.getByRole('heading')).toHaveText(/^Le invitaron a participar en Concierta/);
  await expect(mail).toContainText(`${FEDERATION} · ${ARRANGEMENT}`);
  await expect(mail).toContainText('La invitación espera 14 días');
  await expect(mail, 'nobody is named who did not agree').not.toContainText('Enlace federal');
  await test.step('inviting again, now that the account is there, sends the same words', async () => {
    await federal.getByLabel('Correo electrónico de la persona').fill(NEWCOMER);
    await federal.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(async () => {
      await newcomer.reload();
      await expect(mails).toHaveCount(2, { timeout: 500 });
    }).toPass();
    for (const each of await mails.all()) await expect(each).toContainText(`${FEDERATION} · ${ARRANGEMENT}`);
  });
  await mail.getByRole('link').click();
  await newcomer.getByRole('button', { name: 'Continuar' }).click();
  // An account that the invitation made chooses a password without an old one.
  await expect(newcomer).toHaveURL('/contrasena/nueva');
  await expect(newcomer.getByLabel('Contraseña actual')).toHaveCount(0);
  await expectAccessible(newcomer);
  await newcomer.getByRole('link', { name: 'Ahora no; seguir con un enlace por correo' }).click();
  await expect(newcomer).toHaveURL('/trabajo');
  await expect(newcomer.getByText(/le invita a participar en nombre de/)).toBeVisible();
  await expect(
    newcomer.getByRole('link', { name: 'Diagnóstico de derechos humanos del estado de Oaxaca' }),
  ).toHaveCount(0);
  await expectAccessible(newcomer);
  await test.step('without scripts, too, nobody comes in without a name', async () => {
    const storageState = await newcomer.context().storageState();
    const bare = await (await watched.open({ javaScriptEnabled: false, storageState })).newPage();
    await bare.goto('/trabajo');
    await bare.getByLabel('Su nombre').fill('Persona invitada');
    await bare.getByRole('button', { name: 'Aceptar', exact: true }).click();
    await expect(bare.getByText('Falta su nombre.')).toBeVisible();
    await expect(bare.getByLabel('Su nombre')).toHaveValue('Persona invitada');
  });
  const accept = newcomer.getByRole('button', { name: 'Aceptar', exact: true });
  await test.step('what was taken back meanwhile is not offered any longer', async () => {
    await federal.getByRole('button', { name: `Retirar la invitación de ${NEWCOMER}` }).click();
    await expect(federal.getByText(NEWCOMER)).toHaveCount(0);
    await newcomer.getByLabel('Su nombre').fill('Persona invitada');
    await accept.click();
    await expect(accept).toHaveCount(0);
    await expect(newcomer.getByRole('alert')).toContainText('ya no está abierta');
    await federal.getByLabel('Correo electrónico de la persona').fill(NEWCOMER);
    await federal.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(federal.getByRole('button', { name: `Retirar la invitación de ${NEWCOMER}` })).toBeVisible();
    await newcomer.goto('/trabajo');
  });
  const name = 'Enlace de agua';
  await newcomer.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await expect(newcomer.getByText('Este dato es obligatorio.')).toBeVisible();
  await expect(newcomer.getByLabel('Su nombre')).toBeFocused();
  await expectAccessible(newcomer);
  await newcomer.getByLabel('Su nombre').fill(name);
  await newcomer.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await expect(newcomer.getByRole('status').filter({ hasText: 'Aceptó la invitación.' })).toBeFocused();
  await expect(
    newcomer.getByRole('link', { name: 'Diagnóstico de derechos humanos del estado de Oaxaca' }).first(),
  ).toBeVisible();
  await expectAccessible(newcomer);
  await newcomer.goto('/cuenta');
  await expect(newcomer.getByLabel('Nombre', { exact: true })).toHaveValue(name);
  await test.step('whoever belongs to the organization is not invited into it', async () => {
    await federal.getByLabel('Correo electrónico de la persona').fill(NEWCOMER);
    await federal.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(federal.getByText('Esa persona ya pertenece a la organización.')).toBeVisible();
    await expect(federal.getByLabel('Correo electrónico de la persona')).toHaveValue(NEWCOMER);
  });

  const coordinator = await as('coordinacion');
  await coordinator.goto(OAXACA);
  await expect(coordinator.getByText(NEWCOMER)).toHaveCount(0);
  const seat = seatOf(coordinator, 'Mesa 1. Acceso a la justicia', FEDERATION);
  await seat.getByLabel('Suplente').selectOption(name);
  await seat.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(seat.getByText('Asiento guardado.')).toBeVisible();
  await newcomer.goto(OAXACA);
  const own = body(newcomer, 'Mesa 1. Acceso a la justicia')
    .getByRole('listitem')
    .filter({ hasText: FEDERATION });
  await expect(own.getByRole('definition')).toHaveText(['Enlace federal', name]);
});

test('nobody from outside sees the arrangement or changes its seats', async ({ as, baseURL }) => {
  const coordinator = await as('coordinacion');
  await coordinator.goto(OAXACA);
  const seat = seatOf(coordinator, 'Mesa 2. Mujeres', UNIVERSITY);
  const before = await seat.getByLabel('Titular').inputValue();
  const id = await seat.locator('input[name=seat]').inputValue();

  const stranger = await as('otroestado');
  const answer = await stranger.goto(OAXACA);
  expect(answer?.status()).toBe(404);
  await expect(stranger.getByRole('heading', { level: 1, name: 'Página no encontrada' })).toBeVisible();
  await expect(stranger.getByText('Comité Coordinador')).toHaveCount(0);
  await expectAccessible(stranger);

  for (const persona of ['otroestado', 'osc'] as const) {
    const page = persona === 'osc' ? await as('osc') : stranger;
    const sent = await page.request.post(`${OAXACA}?/seat`, {
      headers: { origin: baseURL ?? '', accept: 'application/json' },
      form: { seat: id, titular: '', suplente: '' },
    });
    expect(await sent.json()).toMatchObject({ type: 'failure' });
  }
  await coordinator.reload();
  await expect(seat.getByLabel('Titular')).toHaveValue(before);
  expect(before).not.toBe('');
});
