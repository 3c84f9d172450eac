import { addChapter, expectSaved, openNewDocument, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { DEMO_PASSWORD, PERSONAS } from '../support/personas.ts';

test('the people of a suspended organization are told so, and who can lift it', async ({ as, anyone }) => {
  const admin = await as('admin');
  // A session of its own: an earlier journey ends those that this person had.
  const person = await anyone();
  await person.goto('/entrar');
  await person.getByLabel('Correo electrónico').fill(PERSONAS.academia);
  await person.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await person.getByRole('button', { name: 'Entrar', exact: true }).click();
  await person.waitForURL('**/trabajo');
  await admin.goto('/administracion');
  const name = 'Universidad pública del estado (demostración), Oaxaca';
  const suspend = admin.getByRole('button', { name: `Suspender a ${name}`, exact: true });
  const back = admin.getByRole('button', { name: `Reactivar a ${name}`, exact: true });
  await suspend.click();
  await admin
    .getByRole('dialog', { name: `¿Suspender a ${name}?` })
    .getByRole('button', { name: 'Suspender', exact: true })
    .click();
  await expect(back).toBeVisible();

  await person.goto('/trabajo');
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('Su organización está suspendida');
  await expect(person.getByText('es quien puede levantar la suspensión', { exact: false })).toBeVisible();
  await expect(person.getByText('Su cuenta aún no tiene organización')).toHaveCount(0);
  await expectAccessible(person);
  await person.goto('/cuenta');
  await expect(person.getByText('Su organización está suspendida', { exact: false })).toBeVisible();
  await expect(person.getByText('no pertenece todavía', { exact: false })).toHaveCount(0);
  await expectAccessible(person);

  await back.click();
  await expect(suspend).toBeVisible();
  await person.goto('/trabajo');
  await expect(person.getByRole('heading', { level: 1 })).toHaveText('Mi trabajo');
});

test('what somebody of a suspended organization had not sent is kept, they are told so, and it is sent afterwards', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico de quien queda en suspenso');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Al principio.');
  await expectSaved(coordinator);
  const state = await as('estado');
  await state.goto(document);
  await expect(textOf(state)).toContainText('Al principio.');
  await state.context().setOffline(true);
  await write(state, ' Sin red.');
  const saving = state.locator('[data-save]');
  await expect(saving).toHaveText(/^Sin conexión: \d+ cambios/);

  const admin = await as('admin');
  await admin.goto('/administracion');
  await admin.getByRole('button', { name: /^Suspender a Secretaría General de Gobierno.*, Oaxaca$/ }).click();
  await admin.getByRole('dialog').getByRole('button', { name: 'Suspender', exact: true }).click();
  const back = admin.getByRole('button', { name: /^Reactivar a Secretaría General de Gobierno.*, Oaxaca$/ });
  await expect(back).toBeVisible();
  await state.context().setOffline(false);

  await expect(saving).toHaveText('No se pudo guardar: su organización está suspendida');
  await expect(state.getByText(/^Hay \d+ cambios suyos que solo están en este dispositivo\./)).toBeVisible();
  await expect(state.getByText('es quien puede levantar la suspensión', { exact: false })).toBeVisible();
  await expect(state.getByText('escriba a la secretaría técnica', { exact: false })).toHaveCount(0);
  await expect(textOf(state)).toContainText('Sin red.');
  await expectAccessible(state);
  await saving.getByRole('link').click();
  await expect(state.locator('#lo-que-se-conserva')).toBeInViewport();

  await back.click();
  await expect(back).toHaveCount(0);
  await expectSaved(state);
  await expect.poll(() => wordsOf(coordinator)).toBe('Al principio. Sin red.');
  await expect(state.locator('#lo-que-se-conserva')).toHaveCount(0);
});
