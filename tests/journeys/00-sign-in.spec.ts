import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { documentId } from '#demo/seed-documents.ts';
import { textOf } from '../support/drafting.ts';
import { DEMO_PASSWORD, PERSONAS } from '../support/personas.ts';

/** Somebody of the demo world who never signs in by password, so that a new one disturbs no other journey. */
const NEWCOMER = 'cdmx.osc@demo.test';

async function enter(page: Page, email: string, password: string) {
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

/** Opens the newest mail to this address in the local mailbox and follows its link. */
async function followMail(page: Page, email: string) {
  await page.goto('/buzon');
  const mail = page.getByRole('article').filter({ hasText: email }).first();
  await mail.getByRole('link').click();
}

test('a person signs in and lands where they wanted to go', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/cuenta');
  await expect(page).toHaveURL('/entrar?next=%2Fcuenta');
  await expect(page.getByRole('status')).toContainText('hace falta entrar');
  await expectAccessible(page);

  await enter(page, 'no es un correo', '');
  await expect(page.getByText('Escriba una dirección de correo completa')).toBeVisible();
  await expect(page.getByLabel('Correo electrónico')).toHaveValue('no es un correo');
  await expect(page.getByLabel('Correo electrónico')).toBeFocused();

  await enter(page, PERSONAS.osc, 'otra-contraseña');
  await expect(page.getByRole('alert')).toContainText('no son correctos');
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(PERSONAS.osc);
  await expectAccessible(page);

  await enter(page, PERSONAS.osc, DEMO_PASSWORD);
  await expect(page).toHaveURL('/cuenta');
  await expect(page.getByRole('heading', { level: 1, name: 'Su cuenta' })).toBeVisible();
  await expectAccessible(page);

  const cookies = await page.context().cookies();
  const session = cookies.filter(({ name }) => name.startsWith('sesion'));
  expect(session.length).toBeGreaterThan(0);
  expect(session.every(({ httpOnly, sameSite }) => httpOnly && sameSite === 'Lax')).toBe(true);
});

test('signing in works without scripts, and says what was wrong', async ({ anyone }) => {
  const page = await anyone({ javaScriptEnabled: false });
  await page.goto('/entrar?next=%2Fcuenta');
  await enter(page, PERSONAS.osc, 'otra-contraseña');
  await expect(page.getByRole('alert')).toContainText('no son correctos');
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(PERSONAS.osc);
  await expect(page.getByLabel('Contraseña', { exact: true })).toHaveValue('');
  await enter(page, PERSONAS.osc, DEMO_PASSWORD);
  await expect(page).toHaveURL('/cuenta');
});

test('a mailed link signs in once, and asking tells nobody who has an account', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill('nadie.conocido@demo.test');
  await page.getByRole('button', { name: 'Recibir un enlace por correo' }).click();
  await expect(page).toHaveURL('/entrar/enlace');
  const unknown = await page.getByRole('main').innerText();

  await page.goto('/entrar?next=%2Fcuenta');
  await page.getByLabel('Correo electrónico').fill(PERSONAS.admin);
  await page.getByRole('button', { name: 'Recibir un enlace por correo' }).click();
  await expect(page).toHaveURL('/entrar/enlace');
  expect(await page.getByRole('main').innerText()).toBe(unknown);
  await expectAccessible(page);

  await page.goto('/buzon');
  await expect(page.getByText('nadie.conocido@demo.test')).toHaveCount(0);
  await followMail(page, PERSONAS.admin);
  const link = page.url();
  await expectAccessible(page);
  // A mail scanner that opens the link uses nothing up.
  await page.goto(link);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page).toHaveURL('/cuenta');

  const other = await anyone();
  await other.goto(link);
  await other.getByRole('button', { name: 'Continuar' }).click();
  await expect(other.getByRole('alert')).toContainText('venció o ya se usó');
  await expectAccessible(other);
});

test('a forgotten password is replaced, and a session ends everywhere', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/entrar');
  await page.getByRole('link', { name: '¿Olvidó su contraseña?' }).click();
  await page.getByLabel('Correo electrónico').fill(NEWCOMER);
  await page.getByRole('button', { name: 'Enviar el enlace' }).click();
  await expect(page).toHaveURL('/entrar/enlace');
  await followMail(page, NEWCOMER);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(page).toHaveURL('/contrasena/nueva');
  await expect(page.getByLabel('Contraseña actual')).toHaveCount(0);

  const field = page.getByLabel('Contraseña nueva', { exact: true });
  await field.fill('1234567890');
  await expect(page.getByText('Fácil de adivinar.')).toBeVisible();
  await page.getByRole('button', { name: 'Guardar la contraseña' }).click();
  await expect(page.getByRole('alert')).toContainText('demasiado fácil');
  await expectAccessible(page);
  await field.fill('tres ríos bajan despacio');
  await page.getByRole('button', { name: 'Guardar la contraseña' }).click();
  await expect(page.getByText('Su contraseña quedó guardada.')).toBeVisible();

  const elsewhere = await anyone();
  await elsewhere.goto('/entrar?next=%2Fcuenta');
  await enter(elsewhere, NEWCOMER, 'tres ríos bajan despacio');
  await expect(elsewhere).toHaveURL('/cuenta');

  // Once the link's quarter of an hour has served, a change needs the current password.
  await page.getByRole('link', { name: 'Cambiar la contraseña' }).click();
  await page.getByLabel('Contraseña actual', { exact: true }).fill('no es esta');
  await page.getByLabel('Contraseña nueva', { exact: true }).fill('cuatro ríos suben despacio');
  await page.getByRole('button', { name: 'Guardar la contraseña' }).click();
  await expect(page.getByText('La contraseña actual no es correcta.')).toBeVisible();

  await page.goto('/cuenta');
  await page.getByRole('button', { name: 'Cerrar la sesión en todos los dispositivos' }).click();
  await expect(page.getByText('cerradas en todos los dispositivos')).toBeVisible();
  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/entrar/);
});

/** Opens a document whose text is being written, signed in with a mailed link. */
async function openText(page: Page, email: string) {
  await page.goto(`/entrar?next=${encodeURIComponent(`/documentos/${documentId('guerrero-diagnostico')}`)}`);
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByRole('button', { name: 'Recibir un enlace por correo' }).click();
  await expect(page).toHaveURL('/entrar/enlace');
  await followMail(page, email);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await expect(textOf(page)).toBeVisible();
}

test('a changed password ends the other sessions at once, with what they have open; this one goes on', async ({
  anyone,
}) => {
  const email = 'gro.coordinacion@demo.test';
  const intruder = await anyone();
  await openText(intruder, email);
  const page = await anyone();
  await page.goto('/contrasena');
  await page.getByLabel('Correo electrónico').fill(email);
  await page.getByRole('button', { name: 'Enviar el enlace' }).click();
  await expect(page).toHaveURL('/entrar/enlace');
  await followMail(page, email);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByLabel('Contraseña nueva', { exact: true }).fill('siete montes miran al mar');
  await page.getByRole('button', { name: 'Guardar la contraseña' }).click();
  await expect(page.getByText('Su contraseña quedó guardada.')).toBeVisible();

  // The open chapter knows it without being touched.
  await expect(intruder.getByText('su sesión terminó').first()).toBeVisible({ timeout: 5_000 });
  await intruder.reload();
  await expect(intruder).toHaveURL(/\/entrar/);
  await page.goto('/cuenta');
  await expect(page.getByRole('heading', { level: 1, name: 'Su cuenta' })).toBeVisible();
});

test('signing out in one tab ends the chapter that is open in another', async ({ anyone }) => {
  const page = await anyone();
  await openText(page, 'gro.coordinacion@demo.test');
  const tab = await page.context().newPage();
  await tab.goto('/salir');
  await tab.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
  await expect(tab).toHaveURL(/aviso=salida/);
  await expect(page.getByText('su sesión terminó').first()).toBeVisible({ timeout: 5_000 });
});

test('the demonstration offers its people, in the language one chooses', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/entrar');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await expect(page).toHaveURL('/entrar');
  await page.goto('/entrar?next=%2Fcuenta');
  await page.getByRole('button', { name: 'Sign in as Coordination' }).click();
  await expect(page).toHaveURL('/cuenta');
  await page.getByLabel('Your account: Coordinación técnica').click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('You are signed out.');
});

test('an address without a page says so, with the number of the request', async ({ anyone }) => {
  const page = await anyone();
  const answer = await page.goto('/no-existe');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: 'Página no encontrada' })).toBeVisible();
  await expect(page.getByText(answer!.headers()['x-request-id']!)).toBeVisible();
  await expectAccessible(page);
});

test('another site can send nothing in', async ({ request, baseURL }) => {
  for (const data of [{ json: true }, 'role=coordinacion']) {
    const headers = { origin: 'https://evil.example', cookie: '' };
    const answer = await request.post(`${baseURL}/entrar?/demo`, { data, headers });
    expect(answer.status()).toBe(403);
    expect(answer.headers()['set-cookie']).toBeUndefined();
  }
});
