import type { Page } from '@playwright/test';
import {
  comment,
  discussion,
  documentToDiscuss,
  marked,
  PASSAGE,
  TEXT,
  threadBy,
} from '../support/discussing.ts';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  OAXACA,
  selectWords,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { press, stepOf, takeStep } from '../support/process.ts';

/** Goes to a chapter by the list, and waits for its text. */
async function turnTo(page: Page, chapter: string, text: string) {
  await chaptersOf(page).getByRole('link', { name: chapter }).click();
  await expect.poll(() => wordsOf(page)).toBe(text);
}

/** Does what leaves the page, and stays when asked. @returns how it was asked */
async function stay(page: Page, leave: () => Promise<unknown>): Promise<{ type: string; message: string }> {
  const asked = page.waitForEvent('dialog');
  const left = leave();
  const dialog = await asked;
  const question = { type: dialog.type(), message: dialog.message() };
  await dialog.dismiss();
  await left;
  return question;
}

const SECOND = 'El registro se publica cada semestre.';
const WORDS = 'Falta la fuente de este dato.';
const ANSWER = 'En la página de la Secretaría.';

/** A document with two chapters, of which everyone asked for reads the first. */
async function twoChapters(coordinator: Page, title: string, readers: readonly Page[]): Promise<string> {
  const document = await documentToDiscuss(coordinator, title);
  await addChapter(coordinator, 'Registro público');
  await write(coordinator, SECOND);
  await expectSaved(coordinator);
  for (const page of readers) {
    await page.goto(document);
    await expect.poll(() => wordsOf(page)).toBe(TEXT);
  }
  return document;
}

/** Begins a comment on a passage. */
async function begin(page: Page, passage: string) {
  await selectWords(page, passage);
  await page.getByRole('button', { name: 'Comentar', exact: true }).click();
}

const formOf = (page: Page) => discussion(page).getByRole('form', { name: 'Comentario nuevo' });
const fieldOf = (page: Page) => formOf(page).getByLabel('Su comentario');
const onlySector = (page: Page) => formOf(page).getByRole('radio', { name: 'Solo el sector Sociedad civil' });
const LOSS = 'Hay un comentario o una respuesta que usted no ha enviado.';
const home = (page: Page) => page.getByRole('link', { name: 'Concierta: volver a Mi trabajo' });

test('another passage takes the words along, and one press gives them back', async ({ as }) => {
  const civil = await as('osc');
  await twoChapters(await as('coordinacion'), 'Diagnóstico que se vuelve a marcar', [civil]);
  await begin(civil, PASSAGE);
  await fieldOf(civil).fill(WORDS);
  await onlySector(civil).check();
  await begin(civil, 'un plazo de dos años');
  await expect(formOf(civil).getByRole('blockquote')).toHaveText('un plazo de dos años');
  await expect(fieldOf(civil)).toHaveValue(WORDS);
  await expect(fieldOf(civil)).toBeFocused();
  await expect(onlySector(civil)).toBeChecked();
  await expect(formOf(civil).getByRole('status')).toContainText(
    'Lo que usted escribió es ahora sobre este pasaje.',
  );
  await expectAccessible(civil);
  await formOf(civil).getByRole('button', { name: 'Volver al pasaje anterior' }).click();
  await expect(formOf(civil).getByRole('blockquote')).toHaveText(PASSAGE);
  await expect(fieldOf(civil)).toHaveValue(WORDS);
  await expect(fieldOf(civil)).toBeFocused();
});

test('a comment waits in the chapter where it was begun, and is sent there', async ({ as }) => {
  const civil = await as('osc');
  await twoChapters(await as('coordinacion'), 'Diagnóstico que se comenta despacio', [civil]);
  await begin(civil, PASSAGE);
  await fieldOf(civil).fill(WORDS);
  await onlySector(civil).check();
  await turnTo(civil, 'Registro público', SECOND);
  await expect(formOf(civil)).toHaveCount(0);
  await expect(discussion(civil).getByText('Usted dejó texto sin enviar en otro capítulo')).toBeVisible();
  await expectAccessible(civil);
  expect(await stay(civil, () => home(civil).click())).toEqual({
    type: 'confirm',
    message: expect.stringContaining(LOSS),
  });
  await comment(civil, 'cada semestre', '¿Y dónde se publica?');
  await discussion(civil).getByRole('link', { name: 'Acceso a la justicia' }).click();
  await expect(fieldOf(civil)).toHaveValue(WORDS);
  await expect(formOf(civil).getByRole('blockquote')).toHaveText(PASSAGE);
  await expect(onlySector(civil), 'as few read it as were chosen').toBeChecked();
  await formOf(civil).getByRole('button', { name: 'Enviar comentario' }).click();
  const sent = threadBy(civil, 'Organización civil');
  await expect(sent).toContainText(WORDS);
  await expect(sent.getByText('Sin pasaje')).toHaveCount(0);
  await expect.poll(() => marked(civil)).toBe(PASSAGE);
  await expect(formOf(civil)).toHaveCount(0);
  await turnTo(civil, 'Registro público', SECOND);
  await expect(discussion(civil).getByText('¿Y dónde se publica?')).toBeVisible();
  await expect(discussion(civil).getByText(WORDS)).toHaveCount(0);
  await expect(discussion(civil).getByText('Usted dejó texto sin enviar')).toHaveCount(0);
});

test('a reply stays with its thread until it is sent', async ({ as }) => {
  const [civil, state] = [await as('osc'), await as('estado')];
  const document = await twoChapters(await as('coordinacion'), 'Diagnóstico que se responde despacio', [
    civil,
    state,
  ]);
  await turnTo(civil, 'Registro público', SECOND);
  await comment(civil, 'cada semestre', '¿Y dónde se publica?');
  const answered = threadBy(state, 'Organización civil');
  const reply = answered.getByRole('textbox', { name: 'Responder' });

  await test.step('a reply is there again when its writer comes back to the chapter', async () => {
    await turnTo(state, 'Registro público', SECOND);
    await reply.fill(ANSWER);
    await turnTo(state, 'Acceso a la justicia', TEXT);
    await discussion(state).getByRole('link', { name: 'Registro público' }).click();
    await expect(reply).toHaveValue(ANSWER);
  });

  await test.step('it outlives the closing of its thread by somebody else', async () => {
    await reply.focus();
    await threadBy(civil, 'Organización civil').getByRole('button', { name: 'Marcar como resuelto' }).click();
    await expect(discussion(state).getByText('Abiertos (0)')).toBeVisible();
    await expect(answered.getByRole('status')).toContainText('Este hilo se cerró mientras usted escribía');
    const kept = answered.getByRole('textbox', { name: 'Su respuesta sin enviar' });
    await expect(kept).toHaveValue(ANSWER);
    await expect(kept).toBeFocused();
    await expect(kept).not.toBeEditable();
    await expect(answered.getByRole('button', { name: 'Responder' })).toHaveCount(0);
    await expectAccessible(state);
    await state.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await answered.getByRole('button', { name: 'Copiar la respuesta' }).click();
    await expect(answered.getByRole('button', { name: 'Respuesta copiada' })).toBeVisible();
    expect(await state.evaluate(() => navigator.clipboard.readText())).toBe(ANSWER);
    await threadBy(civil, 'Organización civil').getByRole('button', { name: 'Reabrir' }).click();
    await expect(reply).toHaveValue(ANSWER);
    await expect(reply).toBeEditable();
    await expect(answered.getByText('Este hilo se cerró')).toHaveCount(0);
  });

  await test.step('whoever leaves or closes the page hears that it has not been sent', async () => {
    expect((await stay(state, () => home(state).click())).message).toContain(LOSS);
    const closing = await stay(state, () => state.close({ runBeforeUnload: true }));
    expect(closing.type).toBe('beforeunload');
    await expect(reply).toHaveValue(ANSWER);
  });

  await test.step('once it is sent nobody is asked', async () => {
    await answered.getByRole('button', { name: 'Responder' }).click();
    await expect(threadBy(civil, 'Organización civil')).toContainText(ANSWER);
    await expect(reply).toHaveValue('');
    const asked: string[] = [];
    state.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.accept();
    });
    await home(state).click();
    await state.waitForURL('**/trabajo');
    expect(asked).toEqual([]);
  });

  await test.step('the page of the whole discussion asks too', async () => {
    await civil.goto(`${document}/hilos`);
    const onPage = civil.getByRole('article').filter({ hasText: '¿Y dónde se publica?' });
    const written = onPage.getByRole('textbox', { name: 'Responder' });
    await written.fill('Gracias.');
    const back = civil.getByRole('link', { name: 'Volver al texto' });
    expect((await stay(civil, () => back.click())).message).toContain(LOSS);
    expect((await stay(civil, () => civil.close({ runBeforeUnload: true }))).type).toBe('beforeunload');
    await expect(written).toHaveValue('Gracias.');
    await onPage.getByRole('button', { name: 'Responder' }).click();
    await expect(onPage.getByRole('article').filter({ hasText: 'Gracias.' })).toBeVisible();
    await back.click();
    await expect.poll(() => wordsOf(civil)).toBe(TEXT);
  });
});

test('a comment stays with its writer when a vote begins, and is sent once the text is taken back', async ({
  as,
}) => {
  const [coordinator, civil] = [await as('coordinacion'), await as('osc')];
  const document = await documentToDiscuss(coordinator, 'Diagnóstico que se vota mientras se comenta');
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await takeStep(coordinator, document, 'Abrir la consulta');
  await takeStep(coordinator, document, 'Cerrar la consulta');
  await civil.goto(document);
  await expect.poll(() => wordsOf(civil)).toBe(TEXT);
  await begin(civil, PASSAGE);
  await fieldOf(civil).fill(WORDS);

  await takeStep(coordinator, document, 'Abrir la votación');
  await expect(formOf(civil).getByRole('status')).toContainText('Ya no se puede comentar aquí');
  const unsent = formOf(civil).getByLabel('Su comentario sin enviar');
  await expect(unsent).toHaveValue(WORDS);
  await expect(unsent).not.toBeEditable();
  await expect(formOf(civil).getByRole('button', { name: 'Enviar comentario' })).toHaveCount(0);
  await expect(discussion(civil).getByText('En esta etapa no se reciben comentarios.')).toBeVisible();
  await expect(discussion(civil).getByText('elija «Comentar»')).toHaveCount(0);
  await expectAccessible(civil);

  await takeStep(coordinator, document, 'Devolver a consolidación', 'Falta la fuente.');
  await expect(discussion(civil).getByText('En esta etapa no se reciben comentarios.')).toHaveCount(0);
  await expect(fieldOf(civil)).toHaveValue(WORDS);
  await formOf(civil).getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(threadBy(civil, 'Organización civil').filter({ hasText: WORDS })).toBeVisible();
});

test('the note of a step and a vote with its reasons are asked about before they are lost', async ({
  as,
}) => {
  test.slow();
  const [coordinator, civil] = [await as('coordinacion'), await as('osc')];
  const lost = 'Lo que escribió o eligió en esta página no se ha enviado.';
  const document = await documentToDiscuss(coordinator, 'Diagnóstico que se acompaña con notas');
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await takeStep(coordinator, document, 'Abrir la consulta');
  const frozen = coordinator.getByRole('link', { name: 'Versión 1', exact: true });
  const close = stepOf(coordinator, 'Cerrar la consulta');
  const note = close.getByRole('textbox', { name: /^Nota/ });

  await test.step('a note is asked about on every way out, and only while it is not sent', async () => {
    await note.fill('Se atendieron todos los comentarios.');
    expect(await stay(coordinator, () => frozen.click())).toEqual({
      type: 'confirm',
      message: expect.stringContaining(lost),
    });
    expect((await stay(coordinator, () => coordinator.close({ runBeforeUnload: true }))).type).toBe(
      'beforeunload',
    );
    await expect(note).toHaveValue('Se atendieron todos los comentarios.');
    await press(coordinator, 'Cerrar la consulta');
    await expect(coordinator.getByText('ahora en la etapa «Consolidación».')).toBeVisible();
    await frozen.click();
    await coordinator.waitForURL('**/versiones/1');
    await coordinator.goBack();
    await expect(note).toHaveCount(0);
  });

  await test.step('so is a title that was corrected', async () => {
    const title = coordinator.getByLabel('Título del documento');
    await title.fill('Diagnóstico que se acompaña con una nota');
    expect((await stay(coordinator, () => frozen.click())).message).toContain(lost);
    await coordinator.getByRole('button', { name: 'Guardar el título' }).click();
    await expect(coordinator.getByText('Título guardado.')).toBeVisible();
    await frozen.click();
    await coordinator.waitForURL('**/versiones/1');
  });

  await takeStep(coordinator, document, 'Abrir la votación');
  await test.step('so is a vote, also one that changes what was cast', async () => {
    await civil.goto(`${document}/votacion`);
    const ballot = civil.getByRole('region', { name: 'Su voto' });
    const reasons = ballot.getByRole('textbox', { name: /^Voto particular/ });
    const read = civil.getByRole('link', { name: 'Leer la versión que se vota' });
    await ballot.getByRole('radio', { name: 'En contra' }).check();
    expect((await stay(civil, () => read.click())).message).toContain(lost);
    await reasons.fill('No recoge lo que se propuso.');
    const back = civil.getByRole('navigation', { name: 'Ruta de navegación' }).getByRole('link');
    expect((await stay(civil, () => back.click())).message).toContain(lost);
    await expect(reasons).toHaveValue('No recoge lo que se propuso.');
    await ballot.getByRole('button', { name: 'Emitir voto' }).click();
    await expect(ballot.getByText('Su voto quedó registrado.')).toBeVisible();
    await reasons.fill('No recoge nada de lo que se propuso.');
    expect((await stay(civil, () => read.click())).message).toContain(lost);
    await reasons.fill('No recoge lo que se propuso.');
    await read.click();
    await civil.waitForURL('**/versiones/2');
  });

  await test.step('a vote that comes too late is there to be copied, on the page of how it ended', async () => {
    await civil.goto(`${document}/votacion`);
    const ballot = civil.getByRole('region', { name: 'Su voto' });
    await ballot.getByRole('textbox', { name: /^Voto particular/ }).fill('No recoge nada.');
    await takeStep(coordinator, document, 'Devolver a consolidación', 'Falta la fuente.');
    await ballot.getByRole('button', { name: 'Cambiar voto' }).click();
    await expect(civil.getByRole('alert')).toContainText('La votación ya terminó.');
    await expect(ballot).toHaveCount(0);
    await expect(civil.getByRole('alert')).toBeFocused();
    await expect(civil.getByRole('definition').filter({ hasText: 'No recoge nada.' })).toBeVisible();
    await expect(civil.getByText('Aún no vota')).toHaveCount(0);
    await expectAccessible(civil);
  });
});

/** Takes a chapter out of the document that is open. */
async function takeOut(page: Page, chapter: string) {
  const list = chaptersOf(page);
  await list.getByLabel(`Opciones de «${chapter}»`).click();
  await list.getByRole('button', { name: 'Quitar capítulo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar capítulo' }).click();
  await expect(list.getByRole('link', { name: chapter })).toHaveCount(0);
}

/** Brings a chapter back that was taken out. */
async function bringBack(page: Page, chapter: string) {
  const list = chaptersOf(page);
  const restore = list.getByRole('button', { name: `Restaurar «${chapter}»` });
  if (!(await restore.isVisible())) await list.getByText(/^Capítulos quitados/).click();
  await restore.click();
  await expect(list.getByRole('link', { name: chapter })).toBeVisible();
}

test('a comment whose chapter is taken out stays in view, also where there is no chapter left', async ({
  as,
}) => {
  const [coordinator, civil] = [await as('coordinacion'), await as('osc')];
  await twoChapters(coordinator, 'Diagnóstico que pierde capítulos', [civil]);
  await begin(civil, PASSAGE);
  await fieldOf(civil).fill(WORDS);
  await onlySector(civil).check();
  const kept = discussion(civil).getByRole('form', {
    name: 'Comentario sin enviar del capítulo «Acceso a la justicia»',
  });
  const field = kept.getByLabel('Su comentario sin enviar');
  const expectKept = async () => {
    await expect(kept.getByRole('status')).toContainText(
      'El capítulo «Acceso a la justicia» fue quitado del documento',
    );
    await expect(field).toHaveValue(WORDS);
    await expect(field).not.toBeEditable();
    await expect(kept.getByRole('blockquote')).toHaveText(PASSAGE);
    await expect(kept.getByRole('button', { name: 'Enviar comentario' })).toHaveCount(0);
    await expectAccessible(civil);
  };

  await fieldOf(civil).focus();
  await takeOut(coordinator, 'Acceso a la justicia');
  await expect.poll(() => wordsOf(civil)).toBe(SECOND);
  await expectKept();
  await expect(field, 'the same field, and not another').toBeFocused();
  await takeOut(coordinator, 'Registro público');
  await expect(civil.getByText('Este documento todavía no tiene capítulos')).toBeVisible();
  await expectKept();
  expect((await stay(civil, () => home(civil).click())).message).toContain(LOSS);
  expect((await stay(civil, () => civil.close({ runBeforeUnload: true }))).type).toBe('beforeunload');
  await civil.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await kept.getByRole('button', { name: 'Copiar el comentario' }).click();
  await expect(kept.getByRole('button', { name: 'Comentario copiado' })).toBeVisible();
  expect(await civil.evaluate(() => navigator.clipboard.readText())).toBe(WORDS);

  await test.step('where the discussion is put away, the page says so and leads to it', async () => {
    const said = civil.getByRole('main').getByText('sigue sin enviar, en la conversación');
    const show = civil.getByRole('button', { name: 'Ver lo que no se envió' });
    const toggle = civil.getByRole('banner').getByRole('button', { name: 'Conversación' });
    await expect(said).toHaveCount(0);
    await civil.setViewportSize({ width: 360, height: 740 });
    await expect(kept).toBeHidden();
    await expect(said).toBeInViewport();
    await expectAccessible(civil);
    await show.click();
    await expect(field).toBeFocused();
    await expectKept();
    await civil.keyboard.press('Escape');
    await expect(show).toBeFocused();
    await civil.setViewportSize({ width: 1280, height: 900 });
    await toggle.click();
    await expect(said).toBeVisible();
    await show.click();
    await expect(field).toBeFocused();
    await expect(said).toHaveCount(0);
  });

  await test.step('it is sent once the chapter is there again', async () => {
    await bringBack(coordinator, 'Acceso a la justicia');
    await expect(fieldOf(civil)).toHaveValue(WORDS, { timeout: 20_000 });
    await expect(onlySector(civil)).toBeChecked();
    await takeOut(coordinator, 'Acceso a la justicia');
    await expectKept();
    await bringBack(coordinator, 'Acceso a la justicia');
    await formOf(civil).getByRole('button', { name: 'Enviar comentario' }).click();
    await expect(threadBy(civil, 'Organización civil')).toContainText(WORDS);
    await expect(formOf(civil)).toHaveCount(0);
  });

  await test.step('or thrown away', async () => {
    await threadBy(civil, 'Organización civil').getByRole('button', { name: 'Marcar como resuelto' }).click();
    await begin(civil, 'un plazo de dos años');
    await fieldOf(civil).fill(WORDS);
    await takeOut(coordinator, 'Acceso a la justicia');
    await kept.getByRole('button', { name: 'Descartar' }).click();
    await expect(kept).toHaveCount(0);
    await home(civil).click();
    await civil.waitForURL('**/trabajo');
  });
});

test('an answer is kept when its thread is resolved, and its chapter taken out, behind its page', async ({
  as,
}) => {
  const [coordinator, civil, state] = [await as('coordinacion'), await as('osc'), await as('estado')];
  const document = await twoChapters(coordinator, 'Diagnóstico que se lee aparte', [civil]);
  await comment(civil, PASSAGE, WORDS);
  await state.goto(`${document}/hilos`);
  const thread = state.getByRole('article', { name: 'Hilo de Organización civil' });
  await thread.getByRole('textbox', { name: 'Responder' }).fill(ANSWER);
  const own = threadBy(civil, 'Organización civil');
  const kept = thread.getByRole('textbox', { name: 'Su respuesta sin enviar' });

  await test.step('whoever answers late finds it among the resolved, where it can be reopened', async () => {
    await own.getByRole('button', { name: 'Marcar como resuelto' }).click();
    await expect(own.getByRole('button', { name: 'Reabrir' })).toBeVisible();
    await thread.getByRole('button', { name: 'Responder' }).click();
    await expect(state.getByRole('heading', { name: 'Resueltos (1)' })).toBeVisible();
    await expect(thread.getByRole('status')).toContainText('Este hilo se cerró mientras usted escribía');
    await expect(kept).toHaveValue(ANSWER);
    await expect(thread).toBeFocused();
    await expectAccessible(state);
    await own.getByRole('button', { name: 'Reabrir' }).click();
    await expect(own.getByRole('button', { name: 'Marcar como resuelto' })).toBeVisible();
  });

  await test.step('of a chapter that is gone it says so', async () => {
    await state.reload();
    await thread.getByRole('textbox', { name: 'Responder' }).fill(ANSWER);
    await own.getByRole('button', { name: 'Marcar como resuelto' }).click();
    await expect(own.getByRole('button', { name: 'Reabrir' })).toBeVisible();
    await takeOut(coordinator, 'Acceso a la justicia');
    await thread.getByRole('button', { name: 'Responder' }).click();
    await expect(state.getByRole('heading', { name: 'Respuestas sin enviar' })).toBeVisible();
    await expect(thread.getByRole('status')).toContainText(
      'El capítulo «Acceso a la justicia» fue quitado del documento',
    );
    await expect(kept).toHaveValue(ANSWER);
    await expect(thread).toHaveCount(1);
    await expectAccessible(state);
    await thread.getByRole('button', { name: 'Descartar' }).click();
    await expect(thread).toHaveCount(0);
  });
});

test('the title of a chapter that cannot be added any more stays, and is added once it can', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await documentToDiscuss(coordinator, 'Diagnóstico al que le falta un capítulo');
  const elsewhere = await as('coordinacion');
  await takeStep(elsewhere, document, 'Enviar a revisión técnica');
  await coordinator.goto(document);
  const list = chaptersOf(coordinator);
  const title = list.getByRole('textbox', { name: 'Título del capítulo' });
  await list.getByText('Agregar capítulo', { exact: true }).click();
  await title.fill('Población indígena');
  const lost = 'Hay un título de capítulo que usted no ha agregado.';
  expect((await stay(coordinator, () => home(coordinator).click())).message).toContain(lost);

  await takeStep(elsewhere, document, 'Abrir la consulta');
  await expect(list.getByRole('status').filter({ hasText: 'Ya no se pueden agregar' })).toBeVisible();
  await expect(title).toHaveValue('Población indígena');
  await expect(title).not.toBeEditable();
  await expect(list.getByRole('button', { name: 'Agregar', exact: true })).toHaveCount(0);
  await expectAccessible(coordinator);
  expect((await stay(coordinator, () => home(coordinator).click())).message).toContain(lost);

  await takeStep(elsewhere, document, 'Cerrar la consulta');
  await expect(title).toBeEditable();
  await list.getByRole('button', { name: 'Agregar', exact: true }).click();
  await expect(list.getByRole('link', { name: 'Población indígena' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await list.getByLabel('Opciones de «Población indígena»').click();
  await title.first().fill('Pueblos indígenas');
  expect((await stay(coordinator, () => home(coordinator).click())).message).toContain(
    'Hay un título de capítulo que usted cambió y no ha guardado.',
  );
  await list.getByRole('button', { name: 'Guardar título' }).click();
  await expect(list.getByRole('link', { name: 'Pueblos indígenas' })).toBeVisible();
  await home(coordinator).click();
  await coordinator.waitForURL('**/trabajo');
});

test('whoever leaves a document or an arrangement half described hears it; whoever made it does not', async ({
  as,
}) => {
  const lost = 'Lo que escribió o eligió en esta página no se ha enviado.';
  const coordinator = await as('coordinacion');
  await coordinator.goto(OAXACA);
  await coordinator.getByText('Nuevo documento', { exact: true }).click();
  const title = coordinator.getByRole('textbox', { name: 'Título' });
  await title.fill('Diagnóstico a medias');
  const work = coordinator.getByRole('link', { name: 'Mi trabajo' }).first();
  expect((await stay(coordinator, () => work.click())).message).toContain(lost);
  await expect(title).toHaveValue('Diagnóstico a medias');
  await coordinator.getByRole('button', { name: 'Crear documento' }).click();
  await coordinator.waitForURL('**/documentos/*');

  const admin = await as('admin');
  await admin.goto('/administracion');
  await admin.getByText('Nuevo arreglo', { exact: true }).click();
  const object = admin.getByRole('textbox', { name: /^Objeto/ });
  await object.fill('Garantizar la participación de todas las partes.');
  const away = admin.getByRole('link', { name: 'Mi trabajo' }).first();
  expect((await stay(admin, () => away.click())).message).toContain(lost);
  await expect(object).toHaveValue('Garantizar la participación de todas las partes.');
});
