import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { Page } from 'playwright-core';
import { replaceItsEdition } from '../../tests/support/editions.ts';
import { withDatabase } from '../../tests/support/system-database.ts';
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

/** Follows the newest link mailed to a person, asked for just now, as far as the page that it opens. */
export async function openMailedLink(page: Page, persona: Persona): Promise<void> {
  await page.goto('/contrasena');
  await page.getByLabel('Correo electrónico').fill(PERSONAS[persona]);
  await page.getByRole('button', { name: 'Enviar el enlace' }).click();
  await page.waitForURL('**/entrar/enlace*');
  await openMail(page, PERSONAS[persona]);
}

/** The page that the newest link mailed to an address opens. */
async function openMail(page: Page, email: string): Promise<void> {
  await page.goto('/buzon');
  await page.getByRole('article').filter({ hasText: email }).first().getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Confirme que es usted' }).waitFor();
}

/** Somebody who has no account yet is invited, comes in by the mail and has not answered. */
export async function comeInInvited(page: Page, arrangement: string): Promise<void> {
  const email = 'persona.nueva@demo.test';
  await inviteInto(page, arrangement, 'federal', email);
  await openMail(page, email);
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.waitForURL('**/contrasena/nueva');
  await page.goto('/trabajo');
  await page.getByLabel('Su nombre').waitFor();
}

/** Reads a small Word file, with something that cannot be kept, into a preview. */
export async function previewImport(page: Page): Promise<void> {
  const children = [
    new Paragraph({ text: 'Acceso al agua', heading: HeadingLevel.HEADING_1 }),
    new Paragraph({
      children: [
        new TextRun('Catorce localidades reciben agua '),
        new TextRun({ text: 'dos veces por semana', highlight: 'yellow' }),
        new TextRun({ text: ' o menos', strike: true }),
        new TextRun('.'),
      ],
    }),
    new Paragraph({ text: 'Calidad del agua', heading: HeadingLevel.HEADING_1 }),
    new Paragraph('Los análisis no se publican.'),
  ];
  const buffer = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  await page.locator('input[type=file]').setInputFiles({ name: 'agua.docx', mimeType, buffer });
  await page.getByRole('button', { name: 'Leer el documento' }).click();
  await page.getByRole('heading', { name: 'Qué se conservó y qué no' }).waitFor();
}

/** A chapter is added and taken out again, once, and the fold with what was taken out is opened. */
export async function removeChapter(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Texto del capítulo' }).waitFor();
  const pane = page.getByRole('button', { name: 'Capítulos' });
  if ((await pane.getAttribute('aria-expanded')) === 'false') await pane.click();
  const fold = page.getByText(/^Capítulos quitados \(/);
  if (!(await fold.isVisible())) {
    const title = 'Personas migrantes y refugiadas';
    await page.getByText('Agregar capítulo', { exact: true }).click();
    await page.getByLabel('Título del capítulo').last().fill(title);
    await page.getByRole('button', { name: 'Agregar', exact: true }).click();
    await page.getByLabel(`Opciones de «${title}»`).click();
    await page.getByRole('button', { name: 'Quitar capítulo' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Quitar capítulo' }).click();
  }
  await fold.click();
  await page.getByRole('button', { name: /^Restaurar «/ }).scrollIntoViewIfNeeded();
}

/** What was voted on is approved, past the vote and the Office: nobody of the demo world can do both. */
export async function approveDocument(document: string): Promise<void> {
  await withDatabase(
    (sql) => sql`update public.documents set stage = 'approved' where id = ${document} and stage = 'voting'`,
  );
}

/** An approved document finds that the edition it was opened for was replaced by another; once. */
export async function offerEditions(document: string): Promise<void> {
  const title = 'Informe temático sobre vivienda adecuada en la Ciudad de México';
  const [replaced] = await withDatabase(
    (sql) => sql`select from public.documents where id = ${document} and supersedes_id is not null`,
  );
  if (!replaced) await replaceItsEdition(document, title);
}

/** A publication has a successor, the edition that an approved document is published as. */
export async function supersede(page: Page, old: string, document: string): Promise<void> {
  await withDatabase(async (sql) => {
    await sql`
      insert into public.publications (document_id, version_id, slug, title)
      select d.id, v.id, 'edicion-siguiente', d.title
      from public.documents d join public.versions v on v.document_id = d.id
      where d.id = ${document} order by v.number desc limit 1
      on conflict (slug) do nothing`;
    await sql`update public.documents set stage = 'published', supersedes_id = ${old} where id = ${document}`;
    await sql`update public.documents set stage = 'superseded' where id = ${old}`;
  });
  const notice = page.getByText('Este documento fue sustituido por otro.');
  // The page is kept for some seconds as it was rendered before.
  for (let tries = 0; tries < 10 && !(await notice.isVisible()); tries += 1) {
    await page.waitForTimeout(1000);
    await page.reload();
  }
  await notice.waitFor();
}
