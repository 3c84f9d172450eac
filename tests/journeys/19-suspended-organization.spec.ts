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
