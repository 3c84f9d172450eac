import type { Page } from 'playwright-core';
import { DEMO_PASSWORD, PERSONAS, type Persona } from '../../tests/support/personas.ts';

/** Somebody else, in a browser of their own, invites an address into the arrangement for their organization. */
export async function inviteInto(
  page: Page,
  arrangement: string,
  inviter: Persona,
  email: string,
): Promise<void> {
  const context = await page
    .context()
    .browser()!
    .newContext({ baseURL: new URL(page.url()).origin, locale: 'es-MX' });
  const other = await context.newPage();
  await other.goto('/entrar');
  await other.getByLabel('Correo electrónico').fill(PERSONAS[inviter]);
  await other.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await other.getByRole('button', { name: 'Entrar', exact: true }).click();
  await other.waitForURL((to) => !to.pathname.startsWith('/entrar'));
  await other.goto(`/arreglos/${arrangement}`);
  await other.getByText('Invitar a una persona', { exact: true }).click();
  await other.getByLabel('Correo electrónico de la persona').fill(email);
  await other.getByRole('button', { name: 'Enviar invitación' }).click();
  await other.getByText(`Enviamos a ${email}`).waitFor();
  await context.close();
}

/** Writes while the server is out of reach, and goes to the page where one signs out. */
export async function leaveUnsentEdits(page: Page): Promise<void> {
  const text = page.getByRole('textbox', { name: 'Texto del capítulo' });
  await page.locator('[data-save]').filter({ hasText: 'Guardado' }).waitFor();
  await page.context().route('**/collab**', (route) => route.abort());
  await page.context().setOffline(true);
  await text.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Sin red.');
  await page.locator('[data-save]').filter({ hasText: 'Sin conexión' }).waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  // Without a new pass the chapter does not come back before the page is left.
  await page.context().route('**/documentos/**', (route) => route.abort());
  await page.context().setOffline(false);
  await page.goto('/salir');
  await page.getByText('En este dispositivo hay cambios sin enviar').waitFor();
}
