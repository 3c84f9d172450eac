import type { Page } from '@playwright/test';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  openNewDocument,
  OAXACA,
  textOf,
  write,
} from '../support/drafting.ts';
import { rawDocx, wp, wr } from '../../src/lib/features/importing/docx-fixtures.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { stepOf, takeStep } from '../support/process.ts';

/** Somebody of the demo world who has no password, so that locking them out disturbs no other journey. */
const LOCKED_OUT = 'qro.academia@demo.test';
const NOWHERE = '/documentos/00000000-0000-4000-8000-000000000000';

async function tryToEnter(page: Page, password: string) {
  await page.getByLabel('Correo electrónico').fill(LOCKED_OUT);
  await page.getByLabel('Contraseña', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
}

test('guessing a password is stopped, and says for how long', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/entrar');
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await tryToEnter(page, `intento número ${attempt}`);
    await answered;
    await expect(page.getByRole('alert')).toContainText('no son correctos');
  }
  await tryToEnter(page, 'intento número 6');
  await expect(page.getByRole('alert')).toContainText('Hubo demasiados intentos seguidos.');
  await expect(page.getByRole('alert')).toContainText('espere 15 minutos');
  await expect(page.getByLabel('Correo electrónico')).toHaveValue(LOCKED_OUT);
  await expectAccessible(page);
});

test('an incomplete link and an unknown address say what to do, with the number of the request', async ({
  anyone,
  as,
}) => {
  const page = await anyone();
  await page.goto('/auth/confirm?token_hash=cortado&type=magiclink');
  await expect(page.getByRole('heading', { level: 1, name: 'El enlace está incompleto' })).toBeVisible();
  await expectAccessible(page);

  const member = await as('osc');
  for (const path of [
    NOWHERE,
    `${NOWHERE}/proceso`,
    '/documentos/no-es-un-id',
    '/publicaciones/nada',
    '/nada',
  ]) {
    const answer = await member.goto(path);
    expect(answer?.status(), path).toBe(404);
    await expect(member.getByRole('heading', { level: 1, name: 'Página no encontrada' })).toBeVisible();
    await expect(member.getByText(answer?.headers()['x-request-id'] ?? 'no number')).toBeVisible();
    await expect(member.getByText(/Error|at \/|relation|column/)).toHaveCount(0);
  }
  await expectAccessible(member);
});

test('bad input is answered in words and loses nothing that was typed', async ({ as }) => {
  const page = await as('coordinacion');
  await page.goto(OAXACA);
  await page.getByText('Nuevo documento', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Título' }).fill('   ');
  await page.getByLabel('Tipo de documento').selectOption('Programa de derechos humanos');
  await page.getByRole('button', { name: 'Crear documento' }).click();
  await expect(page.getByText('Este dato es obligatorio.')).toBeVisible();
  await expect(page.getByLabel('Tipo de documento').locator('option:checked')).toHaveText(
    'Programa de derechos humanos',
  );
  await expectAccessible(page);

  const document = await openNewDocument(page, '<script>window.injected = 1</script> & «título»');
  await expect(
    page.getByRole('heading', { level: 1, name: '<script>window.injected = 1</script>' }),
  ).toBeVisible();
  await addChapter(page, '<img src=x onerror="window.injected = 2">');
  await expect(chaptersOf(page).getByRole('link', { name: '<img src=x' })).toBeVisible();
  await page.goto(`${document}/importar`);
  await page.getByLabel('Documento de Word').setInputFiles({
    name: 'informe.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('esto no es un documento de Word'),
  });
  await page.getByRole('button', { name: 'Leer el documento' }).click();
  await expect(page.getByText('El archivo no es un documento de Word (.docx).')).toBeVisible();
  await expectAccessible(page);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
});

test('a form that arrives broken, or is none, is refused in words', async ({ as, baseURL }) => {
  const page = await as('coordinacion');
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const broken: [string, string][] = [
    [
      'multipart/form-data; boundary=parte',
      '--parte\r\nContent-Disposition: form-data; name="title"\r\n\r\nDia',
    ],
    ['text/plain', 'title=Diagnóstico'],
  ];
  for (const path of [`${OAXACA}?/document`, '/idioma', '/entrar?/password']) {
    for (const [type, data] of broken) {
      for (const accept of ['text/html', 'application/json']) {
        const answer = await page.request.post(baseURL + path, {
          headers: { 'content-type': type, accept, cookie, origin: baseURL! },
          data,
        });
        expect(answer.status(), `${path} ${type} ${accept}`).toBe(400);
        expect(await answer.text()).toContain('Hay datos que no se pueden aceptar.');
      }
    }
  }
});

test('a refused form keeps what was typed, and its fold open, while others on the page are sent', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await page.goto(OAXACA);
  const foldOf = (name: string) =>
    page.locator('details').filter({ has: page.getByText(name, { exact: true }) });
  const [document, body] = [foldOf('Nuevo documento'), foldOf('Instalar un órgano')];
  for (const fold of [document, body]) await fold.locator('summary').click();
  await document.getByRole('textbox', { name: 'Título' }).fill('   ');
  await document.getByLabel('Tipo de documento').selectOption('Programa de derechos humanos');
  await document.getByRole('button', { name: 'Crear documento' }).click();
  await expect(document.getByText('Este dato es obligatorio.')).toBeVisible();

  const WHOLE = 'Escriba un número entero de 50 a 100.';
  const install = body.getByRole('button', { name: 'Instalar órgano' });
  for (const typed of ['66.7', '66,7', 'dos tercios', '40', '101']) {
    await body.getByLabel('Quórum').fill(typed);
    await install.click();
    // Answered: what is at fault has the focus.
    await expect(install).not.toBeFocused();
    await expect(body.getByLabel('Quórum')).toHaveAccessibleDescription(new RegExp(WHOLE));
    await expect(body.getByLabel('Quórum')).toHaveValue(typed);
  }
  await body.getByLabel('Quórum').fill('75');
  await install.click();
  await expect(body.getByText('Este dato es obligatorio.')).toBeVisible();
  await expect(body.getByText(WHOLE)).toHaveCount(0);
  await expect(body.getByLabel('Quórum')).toHaveValue('75');
  const seat = page.getByRole('form', { name: /^Asiento de/ }).first();
  await seat.getByRole('button', { name: 'Guardar asiento' }).click();
  await expect(seat.getByText('Asiento guardado.')).toBeVisible();

  await expect(document.getByText('Este dato es obligatorio.')).toBeVisible();
  await expect(document.getByLabel('Tipo de documento').locator('option:checked')).toHaveText(
    'Programa de derechos humanos',
  );
  await expect(body.getByText('Este dato es obligatorio.')).toBeVisible();
  await expect(body.getByLabel('Quórum')).toHaveValue('75');
  await expectAccessible(page);
});

test('without scripts, a step and a vote that come too late say so and give back what was typed', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico al que se llega tarde');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Un párrafo.');
  await expectSaved(coordinator);

  const late = await as('coordinacion', { javaScriptEnabled: false });
  await late.goto(`${document}/proceso`);
  const step = stepOf(late, 'Enviar a revisión técnica');
  await step.getByRole('textbox', { name: /^Nota/ }).fill('Incluye las cifras\nde la mesa 2.');
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await step.getByRole('button').click();
  await expect(late.getByRole('alert')).toContainText(
    'El documento cambió de etapa mientras usted trabajaba.',
  );
  await expect(late.getByRole('definition')).toHaveText('Incluye las cifras\nde la mesa 2.');

  await takeStep(coordinator, document, 'Abrir la consulta');
  await takeStep(coordinator, document, 'Cerrar la consulta');
  await takeStep(coordinator, document, 'Abrir la votación');
  const voter = await as('osc', { javaScriptEnabled: false });
  await voter.goto(`${document}/votacion`);
  await voter.getByRole('radio', { name: 'En contra' }).check();
  await voter.getByRole('textbox', { name: /^Voto particular/ }).fill('Falta el plazo.');
  await takeStep(coordinator, document, 'Devolver a consolidación', 'Falta un capítulo.');
  await voter.getByRole('button', { name: 'Emitir voto' }).click();
  await expect(voter.getByRole('alert')).toContainText('La votación ya terminó.');
  await expect(voter.getByRole('definition').filter({ hasText: 'Falta el plazo.' })).toBeVisible();
  await expect(voter.getByRole('definition').filter({ hasText: 'En contra' })).toBeVisible();
});

/** No network for what is sent; what is read still comes. */
async function dropWhatIsSent(page: Page): Promise<() => Promise<void>> {
  await page.route('**/*', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.fallback(),
  );
  return () => page.unrouteAll({ behavior: 'wait' });
}

test('what was typed stays when the network fails at the moment of sending', async ({ as }) => {
  const page = await as('coordinacion');
  const NO_ANSWER = 'No llegó respuesta del sistema.';
  await openNewDocument(page, 'Diagnóstico con mala red');
  await addChapter(page, 'Contexto');
  const list = chaptersOf(page);

  await test.step('a chapter is added, and renamed', async () => {
    const back = await dropWhatIsSent(page);
    await list.getByText('Agregar capítulo', { exact: true }).click();
    await list.getByRole('textbox', { name: 'Título del capítulo' }).fill('Salud');
    await list.getByRole('button', { name: 'Agregar', exact: true }).click();
    await expect(list.getByText(NO_ANSWER)).toBeVisible();
    await expect(list.getByRole('textbox', { name: 'Título del capítulo' })).toHaveValue('Salud');
    await expect(list.getByRole('link', { name: 'Contexto' })).toBeVisible();
    await expectAccessible(page);
    await back();
    await list.getByRole('button', { name: 'Agregar', exact: true }).click();
    await expect(list.getByRole('link', { name: 'Salud' })).toHaveAttribute('aria-current', 'page');
    await expect(list.getByRole('link', { name: 'Salud' })).toHaveCount(1);
  });

  await test.step('a comment is sent', async () => {
    await write(page, 'Faltan datos de los municipios.');
    await expectSaved(page);
    await page.keyboard.press('Shift+Home');
    await page.getByRole('button', { name: 'Comentar' }).first().click();
    const comment = page.getByRole('textbox', { name: 'Su comentario' });
    await comment.fill('¿De qué año son?');
    // On the way to another chapter the server is gone, which the browser does not know.
    await page.route('**/*', (route) => route.abort('connectionrefused'));
    await list.getByRole('link', { name: 'Contexto' }).click();
    await expect(page.getByRole('heading', { name: 'No fue posible mostrar la página' })).toBeVisible();
    await page.unrouteAll({ behavior: 'wait' });
    await expect(list.getByRole('link', { name: 'Contexto' })).toHaveAttribute('aria-current', 'page');
    await list.getByRole('link', { name: 'Salud' }).click();
    await expect(comment).toHaveValue('¿De qué año son?');
    const back = await dropWhatIsSent(page);
    await page.getByRole('button', { name: 'Enviar comentario' }).click();
    await expect(page.getByText(NO_ANSWER)).toBeVisible();
    await expect(comment).toHaveValue('¿De qué año son?');
    await back();
    await page.getByRole('button', { name: 'Enviar comentario' }).click();
    await expect(page.getByRole('article').filter({ hasText: '¿De qué año son?' }).first()).toBeVisible();
  });

  await test.step('a part of the page that is fetched late cannot be', async () => {
    await page.reload();
    await expect(textOf(page)).toBeVisible();
    await page.route('**/_app/immutable/**', (route) => route.abort('internetdisconnected'));
    await page.keyboard.press('?');
    const notice = page.getByRole('dialog');
    await expect(notice).toContainText('Su texto sigue aquí');
    await expect(notice).toHaveAccessibleName('No se pudo abrir');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(notice).toBeHidden();
    await page.unrouteAll({ behavior: 'wait' });
    // When a dialog closes, the focus goes to the text, where the key is a letter.
    await list.getByRole('link', { name: 'Contexto' }).focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Atajos de teclado' })).toBeVisible();
  });
});

/** The network fails on the way back: what is sent arrives, its answer does not. */
async function loseAnswers(page: Page): Promise<() => Promise<void>> {
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch({ maxRedirects: 0 });
    return route.abort('internetdisconnected');
  });
  return () => page.unrouteAll({ behavior: 'wait' });
}

test('chapters whose answer was lost are there once when they are sent again', async ({ as }) => {
  const page = await as('coordinacion');
  const NO_ANSWER = 'No llegó respuesta del sistema.';
  const document = await openNewDocument(page, 'Diagnóstico con respuestas perdidas');
  const list = chaptersOf(page);
  const add = list.getByRole('button', { name: 'Agregar', exact: true });
  const field = list.getByRole('textbox', { name: 'Título del capítulo' });

  await addChapter(page, 'Contexto');
  await list.getByText('Agregar capítulo', { exact: true }).click();
  await field.fill('Salud');
  const back = await loseAnswers(page);
  await add.click();
  await expect(list.getByText(NO_ANSWER)).toBeVisible();
  await back();
  await add.click();
  await expect(list.getByRole('link', { name: 'Salud' })).toHaveAttribute('aria-current', 'page');
  await expect(list.getByRole('link', { name: 'Salud' })).toHaveCount(1);
  // Another of the same title is no repetition.
  await list.getByText('Agregar capítulo', { exact: true }).click();
  await field.fill('Salud');
  await add.click();
  await expect(list.getByRole('link', { name: 'Salud' })).toHaveCount(2);

  await page.goto(`${document}/importar`);
  const heading = (title: string) => wp(wr(title), '<w:pStyle w:val="Heading1"/>') + wp(wr('Un párrafo.'));
  await page.getByLabel('Documento de Word').setInputFiles({
    name: 'informe.docx',
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    buffer: Buffer.from(await rawDocx(heading('Ríos') + heading('Lagos'))),
  });
  await page.getByRole('button', { name: 'Leer el documento' }).click();
  const send = page.getByRole('button', { name: 'Importar los capítulos marcados' });
  await expect(send).toBeVisible();
  const backAgain = await loseAnswers(page);
  await send.click();
  await expect(page.getByText(NO_ANSWER)).toBeVisible();
  await backAgain();
  await send.click();
  await page.waitForURL(`**${document}?capitulo=*`);
  await expect(list.getByRole('link', { name: 'Ríos' })).toHaveAttribute('aria-current', 'page');
  await expect(list.getByRole('list').first().getByRole('link')).toHaveText(
    ['Contexto', 'Salud', 'Salud', 'Ríos', 'Lagos'].map((title) => new RegExp(title)),
  );
});

test('a title that was changed in another tab is not overwritten unseen', async ({ as }) => {
  const one = await as('coordinacion');
  const document = await openNewDocument(one, 'Diagnóstico con dos títulos');
  await addChapter(one, 'Contexto');
  const other = await one.context().newPage();
  const formOf = async (page: Page) => {
    const list = chaptersOf(page);
    const form = list.locator('form').filter({ hasText: 'Guardar título' }).first();
    if (!(await form.isVisible())) await list.locator('summary[aria-label^="Opciones"]').click();
    return {
      form,
      field: form.getByRole('textbox', { name: 'Título del capítulo' }),
      save: form.getByRole('button', { name: 'Guardar título' }),
    };
  };
  await other.goto(document);
  const late = await formOf(other);
  await late.field.fill('Contexto y método');
  const early = await formOf(one);
  await early.field.fill('Marco');
  await early.save.click();
  await expect(chaptersOf(one).getByRole('link', { name: 'Marco' })).toBeVisible();
  await expect(chaptersOf(other).getByRole('link', { name: 'Marco' })).toBeVisible();
  await late.save.click();
  await expect(late.form).toContainText('Mientras tanto el título se cambió a «Marco».');
  await expect(late.field).toHaveValue('Contexto y método');
  await expectAccessible(other);
  await late.save.click();
  await expect(chaptersOf(other).getByRole('link', { name: 'Contexto y método' })).toBeVisible();

  for (const page of [one, other]) await page.goto(`${document}/proceso`);
  const field = (page: Page) => page.getByRole('textbox', { name: 'Título del documento' });
  const save = (page: Page) => page.getByRole('button', { name: 'Guardar el título' });
  await field(other).fill('Diagnóstico de la segunda');
  await field(one).fill('Diagnóstico de la primera');
  await save(one).click();
  await expect(one.getByText('Título guardado.')).toBeVisible();
  await save(other).click();
  await expect(other.getByRole('alert')).toContainText('se cambió a «Diagnóstico de la primera».');
  // What it is now has been read: who sends it again has seen it.
  await expect(other.getByRole('link', { name: 'Diagnóstico de la primera' })).toBeVisible();
  await expect(field(other)).toHaveValue('Diagnóstico de la segunda');
  await save(other).click();
  await expect(other.getByText('Título guardado.')).toBeVisible();
  await one.reload();
  await expect(field(one)).toHaveValue('Diagnóstico de la segunda');
});

test('only scripts of this site run, and only this site can send', async ({
  as,
  watched,
  request,
  baseURL,
}) => {
  const page = await as('osc');
  const answer = await page.goto('/trabajo');
  const policy = answer?.headers()['content-security-policy'] ?? '';
  const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? '';
  expect(scripts).toMatch(/'nonce-[^']{16,}'/);
  expect(scripts).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
  expect(policy).toContain("object-src 'none'");
  expect(policy).toMatch(/base-uri '(none|self)'/);
  expect(policy).toContain("frame-ancestors 'none'");
  const again = await page.request.get('/trabajo');
  expect(again.headers()['content-security-policy']).not.toBe(policy);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.injected = true">');
  });
  await expect(page.locator('img[src="data:,"]')).toBeAttached();
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  await expect.poll(() => watched.refused.splice(0)).toHaveLength(2);

  const cookies = (await page.context().cookies()).filter(({ name }) => name.includes('sesion'));
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });

  for (const origin of ['https://evil.example', 'null', `${baseURL}.evil.example`]) {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const sent = await request.post(`${baseURL}/cuenta`, {
      headers: { origin, cookie, accept: 'text/html' },
      form: { name: 'Nombre cambiado desde fuera', locale: 'es' },
    });
    expect(sent.status(), origin).toBe(403);
    const page = await sent.text();
    expect(page).toContain('La solicitud llegó desde otro sitio y no se aceptó.');
    expect(page).toContain(sent.headers()['x-request-id']);
    expect(sent.headers()['content-security-policy']).toContain("default-src 'none'");
  }
  await page.goto('/cuenta');
  await expect(page.getByLabel('Nombre', { exact: true })).toHaveValue('Organización civil');
});

test('a page opened under another name of this machine leads to its own, where its forms work', async ({
  request,
  baseURL,
}) => {
  const other = new URL('/entrar?a=1', baseURL);
  other.hostname = '127.0.0.1';
  const led = await request.get(other.href, { headers: { accept: 'text/html' }, maxRedirects: 0 });
  expect([led.status(), led.headers()['location']]).toEqual([307, `${baseURL}/entrar?a=1`]);
  const form = { email: 'nadie@demo.test' };
  const refused = await request.post(`${other.origin}/entrar?/link`, {
    headers: { origin: other.origin, accept: 'application/json' },
    form,
  });
  expect(await refused.json()).toMatchObject({
    code: 'foreign_origin',
    message: 'La solicitud llegó desde otro sitio y no se aceptó.',
    requestId: refused.headers()['x-request-id'],
  });
});

test('a page that takes its time says that it is on its way', async ({ as }) => {
  const page = await as('osc');
  await page.goto('/trabajo');
  const line = page.getByRole('progressbar', { name: 'Cargando…' });
  await expect(line).toHaveCount(0);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/cuenta/__data.json*', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('summary[aria-label^="Su cuenta"]').click();
  await page.getByRole('link', { name: 'Su cuenta' }).click();
  await expect(line).toBeVisible();
  release();
  await expect(page.getByRole('heading', { level: 1, name: 'Su cuenta' })).toBeVisible();
  await expect(line).toHaveCount(0);
});

test('the whole workspace speaks English to whoever chooses it', async ({ as }) => {
  const page = await as('observador');
  await page.goto('/trabajo');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My work' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page
    .getByRole('link', { name: 'Diagnóstico de derechos humanos del estado de Oaxaca' })
    .last()
    .click();
  await expect(page.getByRole('textbox', { name: 'Chapter text' })).toBeVisible();
  // What was written in Spanish is read aloud as such.
  await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('lang', 'es');
  await expect(page.locator('[lang=es]').getByRole('textbox', { name: 'Chapter text' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Chapters' })).toBeVisible();
  await expectAccessible(page);
  // From the text to its state: what stands in the workspace leads somewhere.
  await page.getByRole('banner').getByRole('link', { name: 'Oaxaca', exact: true }).click();
  await expect(page).toHaveURL('/estados/20');
  await expect(page.getByRole('heading', { level: 1, name: 'Oaxaca' })).toBeVisible();
  // The choice is kept with the account: the journeys that come after read Spanish.
  await page.getByRole('button', { name: 'Español' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
});
