import type { Page } from '@playwright/test';
import { addChapter, expectSaved, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { startAnother } from '../support/start-system.ts';

const ADMIN = 'administracion@oaxaca.example';
const COORDINATOR = 'coordinacion@oaxaca.example';

/** Follows the last link that was mailed to an address, and comes in. @returns where the link led */
async function comeInByMail(page: Page, email: string) {
  await page.goto('/buzon');
  const mail = page.getByRole('article').filter({ hasText: email }).first();
  await mail.getByRole('link').first().click();
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/auth'));
  const first = new URL(page.url()).pathname;
  await page.goto('/trabajo');
  return first;
}

async function unfold(page: Page, words: string) {
  await page.getByText(words, { exact: true }).click();
}

test('an empty installation is filled from its first administrator to its first chapter', async ({
  watched,
}) => {
  const system = await startAnother(['--empty', '--admin', ADMIN]);
  const mine = { baseURL: system.url };
  try {
    const admin = await (await watched.open(mine)).newPage();
    await admin.goto('/entrar');
    await expect(admin.getByText('Cuentas de demostración')).toHaveCount(0);
    await admin.getByLabel('Correo electrónico').fill(ADMIN);
    await admin.getByRole('button', { name: 'Recibir un enlace por correo' }).click();
    await admin.waitForURL('**/entrar/enlace');
    await expect(admin.getByRole('link', { name: 'Abrir el buzón local' })).toBeVisible();
    expect(await comeInByMail(admin, ADMIN), 'nobody knows a password of theirs yet').toBe(
      '/contrasena/nueva',
    );

    await test.step('organizations and an arrangement are written down', async () => {
      await admin.goto('/trabajo');
      await expect(admin.getByRole('heading', { name: 'Usted administra la plataforma' })).toBeVisible();
      await expectAccessible(admin);
      await admin.getByRole('link', { name: 'Ir a Administración' }).click();
      await expect(admin.getByText('Todavía no hay ninguna organización.')).toBeVisible();
      await expectAccessible(admin);
      for (const [name, short, sector] of [
        ['Coordinación de derechos humanos', 'Coordinación', 'Estado'],
        ['Colectivo de familiares', 'Colectivo', 'Sociedad civil'],
        ['Oficina de la ONU en México', 'Oficina', 'Oficina ONU-DH'],
      ] as const) {
        await admin.getByLabel('Nombre', { exact: true }).fill(name);
        await admin.getByLabel('Nombre corto').fill(short);
        await admin.getByLabel('Sector', { exact: true }).selectOption(sector);
        await admin.getByRole('button', { name: 'Registrar organización' }).click();
        await expect(admin.getByText(`${name} quedó registrada.`)).toBeVisible();
      }
      await unfold(admin, 'Nuevo arreglo');
      await admin.getByRole('button', { name: 'Crear arreglo' }).click();
      await expect(admin.getByText('Este dato es obligatorio.').first()).toBeVisible();
      await expectAccessible(admin);
      const form = admin.locator('form').filter({ hasText: 'Quién coordina' });
      await form.getByLabel('Entidad federativa').selectOption('Oaxaca');
      const coordinates = form.getByLabel('Quién coordina').getByRole('option');
      await expect(coordinates, 'the Office coordinates nothing').toHaveText([
        'Elija…',
        'Colectivo de familiares',
        'Coordinación de derechos humanos',
      ]);
      await form.getByLabel('Título').fill('Convenio para el diagnóstico de Oaxaca');
      await form.getByLabel('Quién coordina').selectOption('Coordinación de derechos humanos');
      await form.getByRole('button', { name: 'Crear arreglo' }).click();
      await expect(admin.getByRole('heading', { level: 1 })).toHaveText(
        'Convenio para el diagnóstico de Oaxaca',
      );
    });

    await test.step('a party, a body, a seat; and a person is invited to coordinate', async () => {
      await unfold(admin, 'Agregar una parte');
      const party = admin.locator('form').filter({ hasText: 'Participa como' });
      const roles = party.getByLabel('Participa como').getByRole('option');
      await party.getByLabel('Organización').selectOption('Oficina de la ONU en México');
      await expect(roles).toHaveText(['Observación', 'Oficina ONU-DH']);
      await expect(party.getByLabel('Participa como')).toHaveValue('office');
      await party.getByLabel('Organización').selectOption('Colectivo de familiares');
      await expect(roles).toHaveText([
        'Secretaría técnica',
        'Redacción',
        'Comentarios y propuestas',
        'Observación',
      ]);
      await party.getByLabel('Participa como').selectOption('Comentarios y propuestas');
      await party.getByRole('button', { name: 'Agregar parte' }).click();
      await expect(admin.getByText('Colectivo de familiares ya es parte del arreglo.')).toBeVisible();
      // The next one is not offered as what the last one was, nor as the one that coordinates.
      await expect(party.getByLabel('Organización')).toHaveValue('');
      await expect(party.getByLabel('Participa como')).toHaveValue('drafter');
      await expect(admin.getByRole('listitem').filter({ hasText: 'Colectivo de familiares' })).toBeVisible();
      await unfold(admin, 'Instalar un órgano');
      await admin.getByLabel('Nombre del órgano').fill('Comité Coordinador');
      await admin.getByRole('button', { name: 'Instalar órgano' }).click();
      await expect(admin.getByRole('heading', { name: 'Comité Coordinador' })).toBeVisible();
      await unfold(admin, 'Agregar un asiento');
      const seat = admin.locator('form').filter({ hasText: 'Agregar asiento' });
      await seat.getByLabel('Organización').selectOption('Colectivo de familiares');
      await seat.getByLabel('Etiqueta del asiento').fill('Representación del Istmo');
      await seat.getByRole('button', { name: 'Agregar asiento' }).click();
      await expect(admin.getByText('Representación del Istmo · con voz y voto')).toBeVisible();
      await expect(seat.getByLabel('Etiqueta del asiento'), 'the next has a label of its own').toHaveValue(
        '',
      );
      await expectAccessible(admin);
      await unfold(admin, 'Invitar a una persona');
      const invite = admin.locator('form').filter({ hasText: 'Correo electrónico de la persona' });
      await invite.getByLabel('Correo electrónico de la persona').fill(COORDINATOR);
      await invite
        .getByLabel('Organización a la que pertenece')
        .selectOption('Coordinación de derechos humanos');
      await invite.getByRole('button', { name: 'Enviar invitación' }).click();
      await expect(admin.getByText(`Enviamos a ${COORDINATOR}`)).toBeVisible();
    });

    await test.step('who was invited comes in, finds the arrangement and writes', async () => {
      const coordinator = await (await watched.open(mine)).newPage();
      // However long ago they were invited: who belongs nowhere yet chooses a password.
      expect(await comeInByMail(coordinator, COORDINATOR)).toBe('/contrasena/nueva');
      await coordinator.getByLabel('Su nombre').fill('Coordinación de Oaxaca');
      await coordinator.getByRole('button', { name: 'Aceptar', exact: true }).click();
      await expect(coordinator.getByRole('link', { name: 'Administración' })).toHaveCount(0);
      expect((await coordinator.request.get('/administracion')).status()).toBe(404);
      await coordinator.getByRole('link', { name: 'Convenio para el diagnóstico de Oaxaca' }).click();
      await unfold(coordinator, 'Nuevo documento');
      await coordinator.getByRole('textbox', { name: 'Título' }).fill('Diagnóstico de Oaxaca');
      await coordinator.getByRole('button', { name: 'Crear documento' }).click();
      await coordinator.waitForURL('**/documentos/*');
      await addChapter(coordinator, 'Contexto');
      await write(coordinator, 'El primer párrafo.');
      await expectSaved(coordinator);
    });
  } finally {
    await system.stop();
  }
});
