import type { Page } from '@playwright/test';
import { OAXACA, addChapter, expectSaved, openNewDocument, textOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { DEMO_PASSWORD, PERSONAS, type Persona } from '../support/personas.ts';

const LEAVING = 'enlace.saliente@federacion.test';
const WITHIN_SECONDS = { timeout: 8_000 };

/** A session of its own: one that ends must not be the one that other journeys share. */
async function signIn(page: Page, persona: Persona): Promise<void> {
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(PERSONAS[persona]);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

test('an administrator suspends a person, who is out at once, and lets them back', async ({ as, anyone }) => {
  const person = await anyone();
  await signIn(person, 'academia');
  await expect(person).toHaveURL('/trabajo');

  const admin = await as('admin');
  await admin.goto('/administracion');
  const suspend = admin.getByRole('button', { name: 'Suspender a Academia', exact: true });
  const back = admin.getByRole('button', { name: 'Reactivar a Academia', exact: true });
  const question = admin.getByRole('dialog', { name: '¿Suspender a Academia?' });
  const sure = question.getByRole('button', { name: 'Suspender', exact: true });
  // Nobody suspends themselves.
  await expect(admin.getByRole('button', { name: 'Suspender a Administración', exact: true })).toHaveCount(0);
  await expectAccessible(admin);

  await test.step('a refusal is said where it happened, and nothing changes', async () => {
    const form = admin.locator('form').filter({ has: suspend });
    await form.locator('[name=status]').evaluate((field: HTMLInputElement) => (field.value = 'gone'));
    await suspend.click();
    await sure.click();
    await expect(form.getByRole('alert')).toContainText('Hay datos que no se pueden aceptar.');
    await expectAccessible(admin);
    await admin.reload();
    await expect(back).toHaveCount(0);
  });

  await test.step('it is asked first, and nothing happens until it is answered', async () => {
    await suspend.click();
    await expect(question).toContainText('La suspensión se levanta aquí mismo');
    await expectAccessible(admin);
    await question.getByRole('button', { name: 'Cancelar' }).last().click();
    await expect(question).toBeHidden();
    await admin.reload();
    await expect(back).toHaveCount(0);
  });
  await suspend.click();
  await sure.click();
  await expect(back).toBeFocused();
  await expect(admin.getByText('Se suspendió a Academia.')).toBeVisible();
  await expectAccessible(admin);
  await person.goto('/trabajo');
  await expect(person).toHaveURL(/\/entrar/);
  await signIn(person, 'academia');
  const refusal = person.getByRole('alert');
  await expect(refusal).toContainText('Su cuenta está suspendida.');
  await expect(refusal).toContainText('escriba a quien administra la plataforma o a su organización');
  await expect(person.getByText('Su sesión terminó', { exact: false })).toHaveCount(0);
  await expectAccessible(person);

  await back.click();
  await expect(suspend).toBeVisible();
  await signIn(person, 'academia');
  await expect(person).toHaveURL('/trabajo');
});

test('an organization ends a membership: it is asked first, the open chapter closes within seconds, and opens again', async ({
  as,
  anyone,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico de quien se va');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Lo escrito.');
  await expectSaved(coordinator);

  const federal = await as('federal');
  const invite = async () => {
    await federal.goto(OAXACA);
    await federal.getByText('Invitar a una persona', { exact: true }).click();
    await federal.getByLabel('Correo electrónico de la persona').fill(LEAVING);
    await federal.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(federal.getByText(`Enviamos a ${LEAVING} un enlace para entrar.`)).toBeVisible();
  };
  await invite();

  const leaving = await anyone();
  await leaving.goto('/buzon');
  await leaving.getByRole('article').filter({ hasText: LEAVING }).first().getByRole('link').click();
  await leaving.getByRole('button', { name: 'Continuar' }).click();
  await leaving.getByRole('link', { name: 'Ahora no; seguir con un enlace por correo' }).click();
  await leaving.getByLabel('Su nombre').fill('Enlace que se va');
  await leaving.getByRole('button', { name: 'Aceptar', exact: true }).click();
  await expect(leaving.getByRole('heading', { name: 'Invitaciones' })).toHaveCount(0);
  await leaving.goto(document);
  await expect(textOf(leaving)).toContainText('Lo escrito.');

  await coordinator.goto(OAXACA);
  const seat = coordinator.getByRole('form', {
    name: 'Asiento de Gobierno federal, unidad de política de derechos humanos (demostración) en Mesa 1. Acceso a la justicia',
  });
  const seated = seat.getByLabel('Suplente').locator('option:checked');
  await seat.getByLabel('Suplente').selectOption('Enlace que se va');
  await seat.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(seat.getByText('Asiento guardado.')).toBeVisible();

  await federal.reload();
  await federal.getByText('Personas de su organización', { exact: true }).click();
  const end = federal.getByRole('button', { name: /^Terminar pertenencia de Enlace que se va a / });
  const question = federal.getByRole('dialog', { name: '¿Terminar la pertenencia de Enlace que se va?' });
  await end.click();
  await expect(question).toBeVisible();
  await expectAccessible(federal);
  await question.getByRole('button', { name: 'Cancelar' }).last().click();
  await expect(question).toBeHidden();
  await expect(end).toBeVisible();
  await expectAccessible(federal);

  await end.click();
  await question.getByRole('button', { name: 'Terminar pertenencia', exact: true }).click();
  await expect(leaving.getByText('Su acceso a este capítulo terminó.', { exact: false })).toBeVisible(
    WITHIN_SECONDS,
  );
  await expect(textOf(leaving)).toHaveAttribute('aria-readonly', 'true');
  // Nothing more is offered that would only be refused.
  await expect(leaving.getByText('Puede seleccionar un pasaje y comentarlo.')).toHaveCount(0);
  await expect(leaving.getByText('Usted ya no puede participar en esta conversación.')).toBeVisible();
  await expect(leaving.getByText('elija «Comentar»')).toHaveCount(0);
  await expectAccessible(leaving);
  await expect(end).toHaveCount(0);

  await test.step('whoever left is still named on the seat, and no longer taken for it', async () => {
    await coordinator.reload();
    await expect(seated).toHaveText('Enlace que se va (ya no pertenece a la organización)');
    const others = await as('osc');
    await others.goto(OAXACA);
    const read = others
      .getByRole('region', { name: 'Mesa 1. Acceso a la justicia', exact: true })
      .getByRole('listitem')
      .filter({ hasText: 'Gobierno federal' });
    await expect(read.getByRole('definition')).toHaveText(['Enlace federal', 'Vacante']);
    await expectAccessible(others);
    await seat.getByRole('button', { name: 'Guardar asiento' }).click();
    await expect(seat.getByRole('alert')).toContainText('no pertenece a la organización');
    await expect(seated).toHaveText('Enlace que se va (ya no pertenece a la organización)');
    await expectAccessible(coordinator);
    await seat.getByLabel('Suplente').selectOption('');
    await seat.getByRole('button', { name: 'Guardar asiento' }).click();
    await expect(seat.getByText('Asiento guardado.')).toBeVisible();
  });

  await test.step('the audit log tells it to every party, and the documents to the secretaría técnica alone', async () => {
    const ended = /^Terminó la pertenencia de .+ a Gobierno federal, /;
    await coordinator.goto(OAXACA);
    await coordinator.getByRole('link', { name: 'Ver la bitácora del arreglo' }).click();
    await expect(coordinator.getByRole('heading', { name: 'Bitácora del arreglo' })).toBeVisible();
    const entries = coordinator.getByRole('listitem').filter({ has: coordinator.locator('time') });
    await expect(entries.filter({ hasText: 'Terminó' }).first().locator('.what')).toHaveText(ended);
    await expect(entries.filter({ hasText: 'Diagnóstico de quien se va' }).first()).toBeVisible();
    await expectAccessible(coordinator);

    const party = await as('osc', { javaScriptEnabled: false });
    await party.goto(`${OAXACA}/bitacora`);
    await expect(party.getByText(ended).first()).toBeVisible();
    await expect(party.getByText('Diagnóstico de quien se va')).toHaveCount(0);
    const stranger = await as('otroestado');
    expect((await stranger.goto(`${OAXACA}/bitacora`))?.status()).toBe(404);
  });

  const elsewhere = await leaving.context().newPage();
  const answer = await elsewhere.goto(document);
  expect(answer?.status()).toBe(403);
  await expect(elsewhere.getByText('Usted ya no pertenece a la organización')).toBeVisible();
  await expectAccessible(elsewhere);
  await elsewhere.goto('/trabajo');
  await expect(elsewhere.getByText('Su cuenta aún no tiene organización')).toBeVisible();
  await expectAccessible(elsewhere);

  await test.step('whoever is asked back finds the open chapter open again within seconds', async () => {
    await invite();
    await coordinator.goto(document);
    await write(coordinator, ' Y lo nuevo.');
    await elsewhere.reload();
    await elsewhere.getByRole('button', { name: 'Aceptar', exact: true }).click();
    await expect(textOf(leaving)).toContainText('Y lo nuevo.', WITHIN_SECONDS);
    await expect(leaving.getByText('Su acceso a este capítulo terminó.', { exact: false })).toHaveCount(0);
    await expect(leaving.getByText('Usted ya no puede participar en esta conversación.')).toHaveCount(0);
    await expectAccessible(leaving);
  });
});

test('the coordination names the body that votes on the process page, and corrects the title', async ({
  as,
  baseURL,
}) => {
  const page = await as('coordinacion');
  const document = await openNewDocument(page, 'Diagnóstico por votar');
  await addChapter(page, 'Contexto');
  await page.goto(`${document}/proceso`);
  const body = page.getByLabel('Órgano que vota');
  const save = page.getByRole('button', { name: 'Guardar el órgano' });
  await body.selectOption({ label: 'Comité Coordinador' });
  await save.click();
  await expect(page.getByText('Órgano guardado.')).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(body.locator('option:checked')).toHaveText('Comité Coordinador');

  await test.step('a body that does not exist is refused in words', async () => {
    await body
      .locator('option')
      .nth(2)
      .evaluate((option: HTMLOptionElement) => (option.value = 'no-existe'));
    await body.selectOption({ index: 2 });
    await save.click();
    await expect(page.getByRole('alert')).toContainText('Hay datos que no se pueden aceptar.');
    await expectAccessible(page);
    await page.reload();
    await expect(body.locator('option:checked')).toHaveText('Comité Coordinador');
  });

  await test.step('the title is corrected, for whoever has the document open, too', async () => {
    const beside = await as('osc');
    await beside.goto(document);
    await expect(beside.getByRole('textbox', { name: 'Texto del capítulo' })).toBeVisible();
    const title = page.getByLabel('Título del documento');
    await title.fill(' ');
    await page.getByRole('button', { name: 'Guardar el título' }).click();
    await expect(page.getByRole('alert')).toContainText('Hay datos que no se pueden aceptar.');
    await expectAccessible(page);
    await title.fill('Diagnóstico por votar, corregido');
    await page.getByRole('button', { name: 'Guardar el título' }).click();
    await expect(page.getByText('Título guardado.')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Diagnóstico por votar, corregido' })).toBeVisible();
    await expect(beside.getByText('Diagnóstico por votar, corregido').first()).toBeVisible();
    await expectAccessible(page);
  });

  const reader = await as('osc');
  await reader.goto(`${document}/proceso`);
  await expect(reader.getByRole('button', { name: 'Guardar el órgano' })).toHaveCount(0);
  await expect(reader.getByLabel('Título del documento')).toHaveCount(0);
  const renamed = await reader.request.post(`${document}/proceso?/titulo`, {
    headers: { origin: baseURL ?? '', accept: 'application/json' },
    form: { title: 'Otro' },
  });
  expect(await renamed.text()).toContain('not_allowed');
  const sent = await reader.request.post(`${document}/proceso?/organo`, {
    headers: { origin: baseURL ?? '', accept: 'application/json' },
    form: { body: '' },
  });
  expect(await sent.text()).toContain('not_allowed');
  await page.reload();
  await expect(body.locator('option:checked')).toHaveText('Comité Coordinador');
  await expect(page.getByLabel('Título del documento')).toHaveValue('Diagnóstico por votar, corregido');
});

test('the administration corrects as what a party takes part, and that counts at once', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico que se observa');
  await addChapter(coordinator, 'Contexto');
  const observer = await as('observador');
  const looksOn = observer.getByText('Su organización participa en observación', { exact: false });

  const admin = await as('admin');
  await admin.goto(OAXACA);
  const name = 'Congreso del Estado, comisión de derechos humanos';
  const role = admin.getByRole('combobox', { name: `Función de ${name}` });
  const correct = async (to: string) => {
    await role.selectOption(to);
    await admin.getByRole('button', { name: `Guardar función de ${name}` }).click();
    await expect(admin.getByText('Función guardada.')).toBeVisible();
    await admin.reload();
    await expect(role.locator('option:checked')).toHaveText(to);
    await observer.goto(`${document}/hilos`);
  };
  await correct('Observación');
  await expect(looksOn).toBeVisible();
  // There is an Office, which stays the one.
  await expect(role.getByRole('option', { name: 'Oficina ONU-DH' })).toHaveCount(0);
  const open = await observer.context().newPage();
  await open.goto(document);
  const looksOnBeside = open.getByText('Su organización participa en observación', { exact: false });
  await expect(looksOnBeside).toBeVisible();
  await correct('Comentarios y propuestas');
  await expect(looksOnBeside, 'an open discussion follows').toHaveCount(0, WITHIN_SECONDS);
  await expectAccessible(admin);
  await expect(looksOn).toHaveCount(0);
  await correct('Observación');
  await expect(looksOn).toBeVisible();
  await expect(looksOnBeside).toBeVisible(WITHIN_SECONDS);
  await observer.goto(OAXACA);
  await expect(observer.getByRole('combobox', { name: `Función de ${name}` })).toHaveCount(0);

  await test.step('the only secretaría técnica stays what it is', async () => {
    const only = 'Coordinación para la Atención de los Derechos Humanos del Estado (demostración)';
    const its = admin.getByRole('combobox', { name: `Función de ${only}` });
    await its.selectOption('Observación');
    await admin.getByRole('button', { name: `Guardar función de ${only}` }).click();
    await expect(admin.getByRole('alert')).toContainText('El arreglo quedaría sin secretaría técnica');
    await expectAccessible(admin);
    await admin.reload();
    await expect(its.locator('option:checked')).toHaveText('Secretaría técnica');
  });
});

test('an organization of another state that was added by mistake is told apart, and taken out again', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico que otro estado abre');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Lo escrito.');
  await expectSaved(coordinator);

  const [admin, bare] = [await as('admin'), await as('admin', { javaScriptEnabled: false })];
  const wrong = 'Instancia ejecutora del sistema local de derechos humanos (demostración) · Ciudad de México';
  const commission = (state: string) => `Comisión estatal de derechos humanos · ${state}`;
  await test.step('two of the same name have their state beside it, those of the state come first', async () => {
    await admin.goto('/administracion');
    await admin.getByText('Nuevo arreglo', { exact: true }).click();
    const form = admin.locator('form').filter({ hasText: 'Quién coordina' });
    const coordinates = form.getByLabel('Quién coordina').getByRole('option');
    for (const [state, other] of [
      ['Oaxaca', 'Querétaro'],
      ['Querétaro', 'Oaxaca'],
    ] as const) {
      await form.getByLabel('Entidad federativa').selectOption(state);
      await expect(coordinates.filter({ hasText: 'Comisión estatal' })).toHaveText([
        commission(state),
        commission(other),
      ]);
      await expect(coordinates.nth(1)).toContainText(` · ${state}`);
    }
    await expectAccessible(admin);
  });

  const add = async (page: Page) => {
    await page.goto(OAXACA);
    await page.locator('summary', { hasText: 'Agregar una parte' }).click();
    const form = page.locator('form').filter({ hasText: 'Participa como' });
    const offered = form.getByLabel('Organización').getByRole('option');
    await expect(offered.filter({ hasText: 'Comisión estatal' })).toHaveText([commission('Querétaro')]);
    await form.getByLabel('Organización').selectOption(wrong);
    await form.getByLabel('Participa como').selectOption('Redacción');
    await form.getByRole('button', { name: 'Agregar parte' }).click();
    await expect(page.getByText(`${wrong} ya es parte del arreglo.`)).toBeVisible();
  };
  await add(admin);
  const mesa = admin.getByRole('region', { name: 'Mesa 3. Pueblos y comunidades', exact: true });
  await admin.locator('summary', { hasText: 'Agregar un asiento' }).click();
  const seat = admin.locator('form').filter({ hasText: 'Agregar asiento' });
  await seat.getByLabel('Órgano').selectOption('Mesa 3. Pueblos y comunidades');
  await seat.getByLabel('Organización').selectOption(wrong);
  await seat.getByRole('button', { name: 'Agregar asiento' }).click();
  await expect(mesa.getByText(wrong)).toBeVisible();
  const stranger = await as('otroestado');
  await stranger.goto(document);
  await expect(textOf(stranger)).toContainText('Lo escrito.');

  const take = admin.getByRole('button', { name: `Retirar a ${wrong} del arreglo` });
  const question = admin.getByRole('dialog', { name: `¿Retirar a ${wrong} del arreglo?` });
  await test.step('it is asked first, and nothing happens until it is answered', async () => {
    await take.click();
    await expect(question).toContainText('Lo que escribieron, comentaron y votaron permanece.');
    await expectAccessible(admin);
    await question.getByRole('button', { name: 'Cancelar' }).last().click();
    await expect(question).toBeHidden();
    await admin.reload();
    await expect(take).toBeVisible();
  });
  await test.step('whose role is another than what was seen is not taken out by a page that did not know', async () => {
    await bare.goto(OAXACA);
    await bare.getByRole('combobox', { name: `Función de ${wrong}` }).selectOption('Observación');
    await bare.getByRole('button', { name: `Guardar función de ${wrong}` }).click();
    await expect(bare.getByText('Función guardada.')).toBeVisible();
    await take.click();
    await question.getByRole('button', { name: 'Retirar', exact: true }).click();
    await expect(admin.getByRole('alert')).toContainText('Ahora participa con la función «Observación».');
    await expectAccessible(admin);
  });
  await take.click();
  await question.getByRole('button', { name: 'Retirar', exact: true }).click();
  await expect(stranger.getByText('Su acceso a este capítulo terminó.', { exact: false })).toBeVisible({
    timeout: 5_000,
  });
  await expect(textOf(stranger)).toHaveAttribute('aria-readonly', 'true');
  await expectAccessible(stranger);
  const answer = admin.getByRole('status').filter({ hasText: `${wrong} ya no es parte del arreglo.` });
  await expect(answer).toBeFocused();
  await expect(take).toHaveCount(0);
  await expect(mesa.getByText(wrong)).toHaveCount(0);
  await expectAccessible(admin);
  for (const page of [document, OAXACA]) {
    expect((await stranger.goto(page))?.status()).toBe(403);
    await expect(stranger.getByText('Su organización ya no es parte de este arreglo.')).toBeVisible();
  }

  await test.step('the record names it for those who stay', async () => {
    await coordinator.goto(`${OAXACA}/bitacora`);
    await expect(coordinator.getByText(`Retiró de las partes a ${wrong}.`).first()).toBeVisible();
    await expectAccessible(coordinator);
  });

  await test.step('it can be added again, and taken out, without scripts too', async () => {
    await add(bare);
    await stranger.goto(document);
    await expect(textOf(stranger)).toContainText('Lo escrito.');
    await bare.getByRole('button', { name: `Retirar a ${wrong} del arreglo` }).click();
    await expect(bare.getByText(`${wrong} ya no es parte del arreglo.`)).toBeVisible();
    await expect(stranger.getByText('Su acceso a este capítulo terminó.', { exact: false })).toBeVisible({
      timeout: 5_000,
    });
  });
});

test('once its arrangement has ended an open text is only read, until it is in force again', async ({
  as,
  baseURL,
}) => {
  const writer = await as('coordinacion');
  const document = await openNewDocument(writer, 'Diagnóstico de un arreglo que termina');
  await addChapter(writer, 'Contexto');
  await write(writer, 'Lo escrito.');
  await expectSaved(writer);
  const chapter = new URL(writer.url()).searchParams.get('capitulo') ?? '';

  const admin = await as('admin');
  await admin.goto(OAXACA);
  const change = async (status: string) => {
    const field = admin.getByRole('combobox', { name: 'Estado del arreglo' });
    if (!(await field.isVisible())) await admin.locator('summary', { hasText: 'Estado del arreglo' }).click();
    await field.selectOption(status);
    await admin.getByRole('button', { name: 'Guardar estado' }).click();
    await expect(admin.getByText('Estado guardado.')).toBeVisible();
  };
  const plain = await as('coordinacion', { javaScriptEnabled: false });
  await plain.goto(OAXACA);
  await plain.getByText('Nuevo documento', { exact: true }).click();
  await plain.getByRole('textbox', { name: 'Título' }).fill('Diagnóstico que llega tarde');
  await change('Concluido');
  await expectAccessible(admin);

  await test.step('what comes too late is refused with the reason, and can be copied', async () => {
    await plain.getByRole('button', { name: 'Crear documento' }).click();
    await expect(plain.getByRole('alert')).toContainText('El arreglo ya terminó.');
    await expect(
      plain.getByRole('definition').filter({ hasText: 'Diagnóstico que llega tarde' }),
    ).toBeVisible();
  });
  await expect(textOf(writer)).toHaveAttribute('aria-readonly', 'true', WITHIN_SECONDS);
  await expectAccessible(writer);
  await writer.goto(OAXACA);
  await expect(writer.getByText('Nuevo documento', { exact: true })).toHaveCount(0);
  await expect(writer.getByText('Invitar a una persona', { exact: true })).toHaveCount(0);
  await expectAccessible(writer);

  await test.step('nothing is announced as the next step, and every page says why', async () => {
    for (const path of [document, `${document}/proceso`, `${document}/votacion`]) {
      await writer.goto(path);
      await expect(
        writer.getByText('El arreglo terminó: el documento se conserva para lectura.'),
      ).toBeVisible();
      await expect(writer.getByText('Enviar a revisión técnica')).toHaveCount(0);
      await expectAccessible(writer);
    }
  });
  await expect(admin.getByText('Los documentos los leen las partes.')).toBeVisible();

  await test.step('what a page from before sends is refused because of that', async () => {
    for (const [action, form] of [
      ['?/renombrar', { chapter, title: 'Otro' }],
      ['?/responsable', { chapter, body: '' }],
      ['/proceso?/titulo', { title: 'Otro' }],
      ['/proceso?/organo', { body: '' }],
    ] as const) {
      const headers = { origin: baseURL ?? '', accept: 'application/json' };
      const sent = await writer.request.post(`${document}${action}`, { headers, form });
      expect(await sent.text(), action).toContain('arrangement_ended');
    }
  });

  await change('Vigente');
  await writer.goto(document);
  await write(writer, ' Y lo nuevo.');
  await expectSaved(writer);
});

test('whoever may have to be suspended is found by a part of the name, without scripts too', async ({
  as,
}) => {
  for (const javaScriptEnabled of [true, false]) {
    const admin = await as('admin', { javaScriptEnabled });
    await admin.goto('/administracion');
    const organizations = admin.getByRole('search', { name: 'Organizaciones' });
    const people = admin.getByRole('search', { name: 'Personas' });
    await people.getByRole('searchbox', { name: 'Buscar personas por nombre' }).fill('suplen academía');
    await people.getByRole('button', { name: 'Buscar' }).click();
    await expect(admin.getByText('1 persona coincide con «suplen academía».')).toBeVisible();
    await organizations.getByRole('searchbox', { name: 'Buscar organizaciones por nombre' }).fill('onu-dh');
    await organizations.getByRole('button', { name: 'Buscar' }).click();
    await expect(admin.getByText('1 organización coincide con «onu-dh».')).toBeVisible();
    // What was looked for among the people stays.
    await expect(people.getByRole('searchbox')).toHaveValue('suplen academía');
    await expect(admin.getByRole('button', { name: /^Suspender a / })).toHaveCount(2);
    if (javaScriptEnabled) await expectAccessible(admin);
    await admin.getByRole('button', { name: 'Suspender a Academia (suplencia)', exact: true }).click();
    if (javaScriptEnabled)
      await admin.getByRole('dialog').getByRole('button', { name: 'Suspender', exact: true }).click();
    await admin.getByRole('button', { name: 'Reactivar a Academia (suplencia)', exact: true }).click();
    await expect(
      admin.getByRole('button', { name: 'Suspender a Academia (suplencia)', exact: true }),
    ).toBeVisible();
    await expect(people.getByRole('searchbox')).toHaveValue('suplen academía');
    await people.getByRole('link', { name: 'Quitar la búsqueda' }).click();
    await expect(people.getByRole('searchbox')).toHaveValue('');
    await expect(organizations.getByRole('searchbox')).toHaveValue('onu-dh');
  }
});
