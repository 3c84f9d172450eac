import type { Page } from '@playwright/test';
import { addChapter, expectSaved, openNewDocument, textOf, write } from '../support/drafting.ts';
import { expect, test } from '../support/journey.ts';
import { DEMO_PASSWORD, PERSONAS } from '../support/personas.ts';

async function signIn(page: Page): Promise<void> {
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(PERSONAS.academia);
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
  await expect(state).toHaveText(
    /su sesión terminó o su cuenta está suspendida\. Vuelva a entrar en otra pestaña/,
  );

  await signIn(other);
  await text.bringToFront();
  await expect(state).toHaveText(/^Guardado en el servidor/, { timeout: 8_000 });
  await write(coordinator, ' Y lo nuevo.');
  await expect(textOf(text)).toContainText('Y lo nuevo.');
});
