import type { Page } from '@playwright/test';
import { Visitor, until } from '../collab/visitor.ts';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  openNewDocument,
  placeCaret,
  textOf,
  typeLines,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { takeStep } from '../support/process.ts';

/** Fast, but key by key. */
const AS_A_PERSON = { delay: 30 };

test('two drafters write the same chapter at once, and everybody else sees it', async ({ as, baseURL }) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico sobre el acceso al agua');
  await expect(coordinator.getByRole('heading', { name: 'Aún no hay texto' })).toBeVisible();
  await expectAccessible(coordinator);
  await addChapter(coordinator, 'Contexto');
  const missing = coordinator.getByText('Falta: texto en 1 capítulo.');
  await expect(missing).toBeVisible();
  await write(coordinator, 'El estado informa:\nLa Federación informa:');
  await expectSaved(coordinator);
  // The text is written down a pause after the last word; the sentence goes by itself.
  await expect(missing).toHaveCount(0);

  const [state, federation] = [await as('estado'), await as('federal')];
  await Promise.all([state.goto(document), federation.goto(document)]);
  await placeCaret(state, 'El estado informa:');
  await placeCaret(federation, 'La Federación informa:');
  await Promise.all([
    state.keyboard.type(' hay sesenta y ocho municipios sin red de agua.', AS_A_PERSON),
    federation.keyboard.type(' los fondos crecieron en los últimos tres años.', AS_A_PERSON),
  ]);
  const apart =
    'El estado informa: hay sesenta y ocho municipios sin red de agua.\n' +
    'La Federación informa: los fondos crecieron en los últimos tres años.';
  for (const page of [state, federation, coordinator]) await expect.poll(() => wordsOf(page)).toBe(apart);

  let both = '';
  await test.step('at one and the same place, the words of each stay together', async () => {
    await placeCaret(federation, 'El estado informa:');
    const [mine, theirs] = [' Se mide cada año.', ' También lo mide la Federación.'];
    await Promise.all([
      state.keyboard.type(mine, AS_A_PERSON),
      federation.keyboard.type(theirs, AS_A_PERSON),
    ]);
    await expect
      .poll(async () => (await wordsOf(state)).length)
      .toBe(apart.length + mine.length + theirs.length);
    both = await wordsOf(state);
    expect([
      apart.replace('agua.', `agua.${mine}${theirs}`),
      apart.replace('agua.', `agua.${theirs}${mine}`),
    ]).toContain(both);
    for (const page of [federation, coordinator]) await expect.poll(() => wordsOf(page)).toBe(both);
  });
  await expectSaved(state);
  await expectSaved(federation);

  await test.step('an accent that is put together while another types stays one letter', async () => {
    const keyboard = await federation.context().newCDPSession(federation);
    const [mine, theirs] = [' Hay más pozos que antes en la sierra.', ' ámbito éxito según'];
    const composed = async () => {
      for (const letter of theirs) {
        if (!/[áéú]/.test(letter)) {
          await federation.keyboard.type(letter);
          continue;
        }
        await keyboard.send('Input.imeSetComposition', { text: '´', selectionStart: 1, selectionEnd: 1 });
        await federation.waitForTimeout(150);
        await keyboard.send('Input.insertText', { text: letter });
      }
    };
    await Promise.all([state.keyboard.type(mine, AS_A_PERSON), composed()]);
    const length = both.length + mine.length + theirs.length;
    await expect.poll(async () => (await wordsOf(coordinator)).length).toBe(length);
    both = await wordsOf(coordinator);
    for (const words of [mine, theirs]) expect(both).toContain(words);
    for (const page of [state, federation]) await expect.poll(() => wordsOf(page)).toBe(both);
  });

  await test.step('whoever types in a paragraph that another writes over goes on behind it', async () => {
    await placeCaret(federation, 'La Federación informa:');
    await textOf(coordinator).getByText('La Federación informa:').click({ clickCount: 3 });
    await expect.poll(() => coordinator.evaluate(() => getSelection()?.toString())).toContain('años.');
    const [mine, theirs] = ['La Federación no informa.', ' Tampoco hay datos del año anterior en la sierra.'];
    await Promise.all([
      coordinator.keyboard.type(mine, AS_A_PERSON),
      federation.keyboard.type(theirs, AS_A_PERSON),
    ]);
    const rest = async () => (await wordsOf(coordinator)).split(`\n${mine}\n`)[1] ?? '';
    await expect.poll(rest).toMatch(/sierra\.$/);
    expect(theirs.endsWith(await rest()), await rest()).toBe(true);
    expect((await rest()).length).toBeGreaterThan(20);
    both = await wordsOf(coordinator);
    for (const page of [state, federation]) await expect.poll(() => wordsOf(page)).toBe(both);
  });

  await test.step('each knows who else is there', async () => {
    await state.getByLabel('3 personas aquí').click();
    await expect(state.getByRole('listitem').filter({ hasText: 'Enlace federal' })).toBeVisible();
    await expectAccessible(state);
    await state.keyboard.press('Escape');
  });

  await test.step('a commenter reads along and cannot write, whatever their browser sends', async () => {
    const commenter = await as('osc');
    await commenter.goto(document);
    await expect.poll(() => wordsOf(commenter)).toBe(both);
    await expect(textOf(commenter)).toHaveAttribute('aria-readonly', 'true');
    await expect(commenter.getByText('Su organización puede leer este documento')).toBeVisible();
    await expectAccessible(commenter);
    await textOf(commenter).click();
    await commenter.keyboard.type('esto no se puede');
    const after = `${both}\nEl municipio no ha informado.`;
    await write(state, '\nEl municipio no ha informado.');
    await expect.poll(() => wordsOf(commenter)).toBe(after);

    const chapter = new URL(coordinator.url()).searchParams.get('capitulo') ?? '';
    const origin = baseURL ?? '';
    const pass = await commenter.request.post(`${document}/pase`, { data: { chapter }, headers: { origin } });
    const { ticket } = (await pass.json()) as { ticket: string };
    const socket = `${origin.replace('http', 'ws')}/collab`;
    const intruder = new Visitor({ url: socket }, chapter, ticket, { origin });
    await intruder.synced();
    intruder.write('Texto forzado');
    await until(() => intruder.notice('refused').length > 0 || intruder.closes.length > 0, 'refused');
    intruder.leave();
    await expect.poll(() => wordsOf(state)).toBe(after);
    await coordinator.reload();
    await expect.poll(() => wordsOf(coordinator)).toBe(after);
  });
});

test('a chapter is set with headings, lists, notes and tables by keyboard alone', async ({ as }) => {
  const page = await as('coordinacion');
  await openNewDocument(page, 'Diagnóstico con formato');
  await addChapter(page, 'Hallazgos');
  const text = textOf(page);
  await text.click();
  await page.keyboard.press('Control+Alt+2');
  await typeLines(page, 'Agua y saneamiento\nEl derecho al agua es ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('exigible');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('.');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Lista con viñetas' }).press('Enter');
  await expect(text).toBeFocused();
  await typeLines(page, 'Disponibilidad\nCalidad');
  await expect(text.getByRole('heading', { level: 2, name: 'Agua y saneamiento' })).toBeVisible();
  await expect(text.getByRole('strong')).toHaveText('exigible');
  await expect(text.getByRole('listitem')).toHaveText(['Disponibilidad', 'Calidad']);
  await expectSaved(page);
  await expectAccessible(page);

  const note = page.getByRole('dialog').getByLabel('Texto de la nota');
  await page.getByRole('button', { name: 'Insertar nota al pie' }).click();
  await expect(note).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(text).toBeFocused();
  await page.getByRole('button', { name: 'Insertar nota al pie' }).click();
  await expect(note).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'La nota está vacía.' })).toBeVisible();
  await expectAccessible(page);
  await note.fill('Observación general número 15.');
  const questions: string[] = [];
  page.once('dialog', (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar' }).press('Escape');
  await expect
    .poll(() => questions)
    .toEqual(['La nota tiene palabras que no se han guardado. ¿Cerrar sin guardarlas?']);
  await note.press('Control+Enter');
  await expect(note).toBeHidden();
  await expect(page.getByText('Observación general número 15.')).toBeVisible();
  await expectSaved(page);

  await page.reload();
  await expect(text.getByRole('heading', { level: 2, name: 'Agua y saneamiento' })).toBeVisible();
  await expect(text.getByRole('strong')).toHaveText('exigible');
  await expect(text.getByRole('listitem').first()).toHaveText('Disponibilidad');
  await expect(page.getByText('Observación general número 15.')).toBeVisible();
});

test('chapters are added, renamed, moved by keyboard, removed and brought back', async ({ as }) => {
  const page = await as('coordinacion');
  const document = await openNewDocument(page, 'Diagnóstico por capítulos');
  for (const title of ['Contexto', 'Hallasgos', 'Método']) {
    await addChapter(page, title);
    await expect(chaptersOf(page).getByRole('link', { name: title })).toBeFocused();
  }
  const reader = await as('estado');
  await reader.goto(document);
  const titles = (each: Page) => chaptersOf(each).getByRole('list').first().getByRole('link');
  await expect(titles(reader)).toHaveText([/Contexto/, /Hallasgos/, /Método/]);

  const list = chaptersOf(page);
  await list.getByLabel('Opciones de «Hallasgos»').press('Enter');
  const name = list.getByRole('textbox', { name: 'Título del capítulo' });
  await name.first().fill('Hallazgos');
  await expectAccessible(page);
  await name.first().press('Enter');
  await expect(titles(page)).toHaveText([/Contexto/, /Hallazgos/, /Método/]);
  await expect(list.getByRole('link', { name: /Hallazgos/ })).toBeFocused();

  await test.step('a mesa leads once it is assigned, and not while one looks through the list', async () => {
    const row = list.getByRole('listitem').filter({ hasText: 'Hallazgos' });
    const title = row.getByRole('textbox', { name: 'Título del capítulo' });
    await list.getByLabel('Opciones de «Hallazgos»').press('Enter');
    await title.fill('Hallazgos, a medio escribir');
    const mesa = row.getByRole('combobox', { name: 'Mesa responsable' });
    await mesa.focus();
    await page.keyboard.press('ArrowDown');
    await expect(row.getByRole('link')).toHaveText(/Hallazgos\s*$/);
    await row.getByRole('button', { name: 'Asignar mesa' }).press('Enter');
    await expect(row.getByRole('status')).toHaveText(/^Mesa responsable: Mesa 1/);
    await expect(row.getByRole('button', { name: 'Asignar mesa' })).toBeFocused();
    await expect(row.getByRole('link')).toHaveText(/Mesa 1/);
    await expect(title).toHaveValue('Hallazgos, a medio escribir');
    await mesa.selectOption('Sin mesa responsable');
    await row.getByRole('button', { name: 'Asignar mesa' }).press('Enter');
    await expect(row.getByRole('status')).toHaveText('El capítulo quedó sin mesa responsable.');
    await list.getByLabel('Opciones de «Hallazgos»').press('Enter');
  });

  // Opened from the list, a chapter can be moved at once.
  await list.getByRole('link', { name: /Método/ }).press('Enter');
  await expect(list.getByRole('link', { name: /Método/ })).toHaveAttribute('aria-current', 'page');
  await expect(list.getByRole('link', { name: /Método/ })).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByText('«Método» quedó en el lugar 2 de 3.')).toBeAttached();
  await expect(titles(page)).toHaveText([/Contexto/, /Método/, /Hallazgos/]);
  await expect(list.getByRole('link', { name: /Método/ })).toBeFocused();
  await expect(titles(reader)).toHaveText([/Contexto/, /Método/, /Hallazgos/]);
  await expect(reader.getByLabel(/^Opciones de/)).toHaveCount(0);

  await list.getByLabel('Opciones de «Contexto»').click();
  await list.getByRole('button', { name: 'Quitar capítulo' }).click();
  const question = page.getByRole('dialog', { name: '¿Quitar «Contexto»?' });
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Quitar capítulo' }).click();
  await expect(titles(page)).toHaveText([/Método/, /Hallazgos/]);
  await expect(list.getByRole('link', { name: /Método/ })).toBeFocused();
  await page.getByRole('button', { name: 'Deshacer' }).last().click();
  await expect(titles(page)).toHaveText([/Método/, /Hallazgos/, /Contexto/]);
  await expect(list.getByRole('link', { name: /Contexto/ })).toBeFocused();
  await expect(titles(reader)).toHaveText([/Método/, /Hallazgos/, /Contexto/]);

  await test.step('what was removed is found below the list, also later, and restored from there', async () => {
    const fold = list.getByText('Capítulos quitados (1)', { exact: true });
    await expect(fold).toHaveCount(0);
    await list.getByLabel('Opciones de «Método»').click();
    await list.getByRole('button', { name: 'Quitar capítulo' }).click();
    const again = page.getByRole('dialog', { name: '¿Quitar «Método»?' });
    await again.getByRole('button', { name: 'Quitar capítulo' }).click();
    await expect(titles(reader)).toHaveText([/Hallazgos/, /Contexto/]);
    await page.reload();
    await fold.click();
    await expect(list.getByText(/^Quitado el .+ por Coordinación técnica$/)).toBeVisible();
    await expectAccessible(page);
    await reader.reload();
    await expect(textOf(reader)).toBeVisible();
    await expect(chaptersOf(reader).getByText('Capítulos quitados', { exact: false })).toHaveCount(0);
    await list.getByRole('button', { name: 'Restaurar «Método»' }).click();
    await expect(list.getByRole('link', { name: /Método/ })).toBeFocused();
    await expect(page.getByText('«Método» volvió al final de la lista.')).toBeAttached();
    await expect(fold).toHaveCount(0);
    for (const each of [page, reader]) {
      await expect(titles(each)).toHaveText([/Hallazgos/, /Contexto/, /Método/]);
    }
  });

  await test.step('on a phone, a chapter that was chosen from the list is not covered by it', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Capítulos' }).click();
    await list.getByRole('link', { name: /Contexto/ }).click();
    await expect(page.getByRole('main')).toBeFocused();
    await expect(list).toBeHidden();
    await expect(page.getByRole('heading', { name: 'Contexto' })).toBeVisible();
  });
});

test('where the text does not change, what was removed is still listed, with the reason why it stays so', async ({
  as,
}) => {
  const page = await as('coordinacion');
  const document = await openNewDocument(page, 'Diagnóstico con un capítulo de más');
  for (const title of ['Sobra', 'Contexto']) await addChapter(page, title);
  await write(page, 'Lo que se consulta.');
  await expectSaved(page);
  const list = chaptersOf(page);
  await list.getByLabel('Opciones de «Sobra»').click();
  await list.getByRole('button', { name: 'Quitar capítulo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Quitar capítulo' }).click();
  await list.getByText('Capítulos quitados (1)', { exact: true }).click();
  await expect(list.getByRole('button', { name: 'Restaurar «Sobra»' })).toBeVisible();

  await takeStep(page, document, 'Enviar a revisión técnica');
  await takeStep(page, document, 'Abrir la consulta');
  await page.goto(document);
  await list.getByText('Capítulos quitados (1)', { exact: true }).click();
  await expect(
    list.getByText('En la etapa «Consulta» los capítulos no cambian.', { exact: false }),
  ).toBeVisible();
  await expect(list.getByText('Sobra', { exact: true })).toBeVisible();
  await expect(list.getByRole('button', { name: /^Restaurar/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('a row and a column added at once leave a table in which three people go on writing', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico con una tabla');
  await addChapter(coordinator, 'Cifras');
  await write(coordinator, 'Municipios con red de agua:\n');
  await coordinator.getByRole('toolbar').getByRole('button', { name: 'Tabla' }).click();
  await expectSaved(coordinator);
  const [state, federation] = [await as('estado'), await as('federal')];
  const everybody = [coordinator, state, federation];
  const shapeOf = (page: Page) =>
    textOf(page)
      .locator('table')
      .evaluate((table) => [...table.querySelectorAll('tr')].map((row) => row.children.length));
  for (const page of [state, federation]) {
    await page.goto(document);
    await expect.poll(() => shapeOf(page)).toEqual([3, 3, 3]);
  }
  const act = async (page: Page, action: string) => {
    await page.getByRole('toolbar').getByRole('button', { name: 'Tabla' }).click();
    await page.getByText(action, { exact: true }).click();
  };

  await state.context().setOffline(true);
  await textOf(state).getByRole('cell').first().click();
  await act(state, 'Insertar fila abajo');
  await textOf(coordinator).getByRole('cell').last().click();
  await act(coordinator, 'Insertar columna a la derecha');
  await state.context().setOffline(false);
  for (const page of everybody) await expect.poll(() => shapeOf(page)).toEqual([4, 4, 3, 4]);

  await test.step('one writes in the short row at once; in peace, it is filled up once', async () => {
    await textOf(federation).getByRole('row').nth(2).getByRole('cell').first().click();
    await federation.keyboard.type('Tehuantepec');
    for (const page of everybody)
      await expect(textOf(page).getByRole('row').nth(2)).toContainText('Tehuantepec');
    await federation.waitForTimeout(3_500);
    await federation.keyboard.type(' y Juchitán');
    for (const page of everybody) {
      await expect.poll(() => shapeOf(page)).toEqual([4, 4, 4, 4]);
      await expect(textOf(page).getByRole('row').nth(2)).toContainText('Tehuantepec y Juchitán');
    }
    await expectSaved(federation);
  });
  await test.step('cells that are selected stay so while others write, and are merged', async () => {
    const cell = (at: number) => textOf(coordinator).getByRole('row').nth(3).getByRole('cell').nth(at);
    const [one, other] = [await cell(0).boundingBox(), await cell(1).boundingBox()];
    const middle = (box: typeof one) => [box!.x + box!.width / 2, box!.y + box!.height / 2] as const;
    await coordinator.mouse.move(...middle(one));
    await coordinator.mouse.down();
    await coordinator.mouse.move(...middle(other), { steps: 8 });
    await coordinator.mouse.up();
    const selected = textOf(coordinator).locator('.selectedCell');
    await expect(selected).toHaveCount(2);
    await placeCaret(federation, 'Municipios con red de agua:');
    await federation.keyboard.type(' sesenta', AS_A_PERSON);
    await expect(textOf(coordinator)).toContainText('red de agua: sesenta');
    await expect(selected).toHaveCount(2);
    await act(coordinator, 'Combinar o dividir celdas');
    for (const page of everybody) await expect.poll(() => shapeOf(page)).toEqual([4, 4, 4, 3]);
    await expectSaved(coordinator);
  });
  await test.step('whose row is taken out goes on behind the table, and in no cell of others', async () => {
    const cells = () =>
      textOf(coordinator)
        .locator('table')
        .evaluate((table) => {
          const copy = table.cloneNode(true) as HTMLElement;
          for (const caret of copy.querySelectorAll('.caret')) caret.remove();
          return [...copy.querySelectorAll('td, th')].map((cell) => cell.textContent ?? '');
        });
    const second = textOf(coordinator).getByRole('row').nth(1);
    const others = (await cells()).filter((words) => words.trim()).sort();
    await textOf(federation).getByRole('row').nth(1).getByRole('cell').first().click();
    await second.getByRole('cell').last().click();
    await coordinator.getByRole('toolbar').getByRole('button', { name: 'Tabla' }).click();
    const remove = coordinator.getByText('Quitar fila', { exact: true });
    await expect(remove).toBeVisible();
    const sentence = 'Cuatrocientas viviendas sin toma de agua ni drenaje';
    const typing = federation.keyboard.type(sentence, { delay: 60 });
    await expect(second).toContainText('Cuatr');
    await remove.click();
    await typing;
    for (const page of everybody) {
      await expect.poll(() => shapeOf(page)).toEqual([4, 4, 3]);
      // From where they were when it went; what had not been seen before is told.
      const words = async () => (await wordsOf(page)).split('\n').at(-1)!;
      await expect.poll(words).toMatch(/drenaje$/);
      expect(sentence.endsWith(await words()), await words()).toBe(true);
    }
    expect((await cells()).filter((words) => words.trim()).sort()).toEqual(others);
    // In full, or but for what is told.
    await expect(federation.locator('[data-save]')).toHaveText(/^Guardado/);
  });
  await coordinator.reload();
  await expect.poll(() => shapeOf(coordinator)).toEqual([4, 4, 3]);
});

test('the key for the end of the text leads behind a table, and nothing is written by it', async ({ as }) => {
  const page = await as('coordinacion');
  await openNewDocument(page, 'Diagnóstico que acaba en una tabla');
  await addChapter(page, 'Cifras');
  await write(page, 'Municipios con red de agua:\n');
  await page.getByRole('toolbar').getByRole('button', { name: 'Tabla' }).click();
  await expectSaved(page);
  await placeCaret(page, 'Municipios con red de agua:');
  const before = await textOf(page).evaluate((region) => region.querySelectorAll('p').length);
  await page.keyboard.press('Control+End');
  expect(await textOf(page).evaluate((region) => region.querySelectorAll('p').length)).toBe(before);
  await page.keyboard.type('Fuente: censo.');
  await expect(textOf(page).locator(':scope > p').last()).toHaveText('Fuente: censo.');
  await expect(textOf(page).getByRole('table')).not.toContainText('Fuente');
  await expectSaved(page);
});

test('the caret is where it was when a menu or a dialog has been closed, with a choice or without', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await openNewDocument(page, 'Diagnóstico con títulos');
  await addChapter(page, 'Cifras');
  await write(page, 'Antes.\nUn título.\nDespués.\n');
  await placeCaret(page, 'Un título.');
  const toolbar = page.getByRole('toolbar');
  await toolbar.getByRole('button', { name: /^Estilo/ }).click();
  // Like a person: a menu that stands still is pressed in the middle of a word, which takes the browser's own caret there.
  await page.waitForTimeout(500);
  await page.getByRole('menuitem', { name: 'Título', exact: true }).click();
  await expect(textOf(page)).toBeFocused();
  await page.waitForTimeout(300);
  await page.keyboard.type(' Y más.');
  await expect(textOf(page).getByRole('heading')).toHaveText('Un título. Y más.');

  await placeCaret(page, 'Después.');
  await toolbar.getByRole('button', { name: 'Enlace' }).click();
  await page.waitForTimeout(500);
  await page.keyboard.press('Escape');
  await expect(textOf(page)).toBeFocused();
  await page.waitForTimeout(300);
  await page.keyboard.type(' Uno.');
  await expect(textOf(page)).toContainText('Después. Uno.');
  await toolbar.getByRole('button', { name: /^Estilo/ }).click();
  await page.waitForTimeout(300);
  await textOf(page).click({ position: { x: 200, y: 12 }, force: true });
  await expect(textOf(page)).toBeFocused();
  await page.keyboard.type(' Dos.');
  await expect(textOf(page)).toContainText('Después. Uno. Dos.');
  await toolbar.getByRole('button', { name: 'Insertar nota al pie' }).click();
  await page.getByRole('dialog').getByLabel('Texto de la nota').fill('La fuente.');
  await page.keyboard.press('Control+Enter');
  const call = textOf(page).locator('sup');
  await call.getByRole('button').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.waitForTimeout(500);
  await page.getByRole('dialog').locator('footer').getByRole('button', { name: 'Cancelar' }).click();
  await expect(textOf(page)).toBeFocused();
  await page.waitForTimeout(300);
  await page.keyboard.type(' Tres.');
  await expect(call).toHaveText('1');
  await expect(textOf(page)).toContainText('Dos.1 Tres.');

  await textOf(page).locator(':scope > p').last().click();
  await toolbar.getByRole('button', { name: 'Tabla' }).click();
  const cell = textOf(page).getByRole('cell').last();
  await cell.click();
  await page.keyboard.type('42');
  await toolbar.getByRole('button', { name: 'Tabla' }).click();
  await page.getByRole('menuitem', { name: 'Insertar fila arriba' }).click();
  await expect(textOf(page).getByRole('row')).toHaveCount(4);
  await expect(textOf(page)).toBeFocused();
  await page.keyboard.type(' %');
  await expect(cell).toHaveText('42 %');
  await expect(textOf(page).locator(':scope > p').first()).toHaveText('Antes.');
});

test('undoing takes back one’s own step, and not the words of others', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico que se deshace');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Agua');
  const state = await as('estado');
  await state.goto(document);
  await expect(textOf(state)).toContainText('Agua');
  // What is done within half a second is undone as one step.
  await coordinator.waitForTimeout(600);
  await coordinator.keyboard.press('Control+Alt+2');
  const heading = textOf(state).getByRole('heading', { level: 2 });
  await expect(heading).toContainText('Agua');
  await heading.click();
  await state.keyboard.press('End');
  await state.keyboard.type(' y saneamiento');
  await expect(textOf(coordinator)).toContainText('Agua y saneamiento');
  await textOf(coordinator).focus();
  await coordinator.keyboard.press('Control+z');
  // The paragraph is one again, and what the other had added to it stays with its words.
  for (const page of [coordinator, state]) {
    await expect.poll(() => wordsOf(page)).toBe('Agua y saneamiento');
    await expect(textOf(page).getByRole('heading', { level: 2 })).toHaveCount(0);
  }

  await coordinator.waitForTimeout(600);
  await coordinator.getByRole('toolbar').getByRole('button', { name: 'Tabla' }).click();
  await expect(textOf(state).getByRole('table')).toBeVisible();
  await coordinator.keyboard.press('Control+z');
  await expect(textOf(state).getByRole('table')).toHaveCount(0);
  await expect(textOf(state)).toContainText(' y saneamiento');

  await test.step('the key does it where nothing has the focus, and never as the browser would', async () => {
    const reads = async (words: string) => {
      for (const page of [coordinator, state]) await expect.poll(() => wordsOf(page)).toContain(words);
    };
    const writeOn = async (page: Page, words: string) => {
      await textOf(page).locator('p').first().click();
      await page.keyboard.press('End');
      await page.keyboard.type(words);
    };
    await coordinator.waitForTimeout(600);
    await writeOn(coordinator, ' potable');
    await reads('Agua y saneamiento potable');
    await writeOn(state, ', y más');
    await reads('Agua y saneamiento potable, y más');
    const leave = () => coordinator.evaluate(() => (window.document.activeElement as HTMLElement).blur());
    await leave();
    await coordinator.keyboard.press('Control+z');
    await reads('Agua y saneamiento, y más');
    await coordinator.keyboard.press('Control+Shift+z');
    await reads('Agua y saneamiento potable, y más');
    await leave();
    await coordinator.keyboard.press('Control+z');
    await reads('Agua y saneamiento, y más');
  });

  await test.step('a step that another has gone on from stays, and that is said', async () => {
    await coordinator.waitForTimeout(600);
    await textOf(coordinator).locator('p').first().click();
    await coordinator.keyboard.press('Control+Alt+2');
    await heading.click();
    await state.keyboard.press('Control+Shift+b');
    const quoted = (page: Page) => textOf(page).locator('blockquote').getByRole('heading', { level: 2 });
    await expect(quoted(coordinator)).toContainText('Agua y saneamiento');
    await coordinator.keyboard.press('Control+z');
    const told = coordinator.getByText(/^Uno o más de sus cambios se quedan como están/);
    await expect(told).toBeVisible();
    await expectAccessible(coordinator);
    await expect(quoted(state)).toContainText('Agua y saneamiento');
  });
  await expectSaved(coordinator);
});

test('of two who change one note at once, the second reads what the first has made of it', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const address = await openNewDocument(coordinator, 'Diagnóstico con una nota de dos');
  await addChapter(coordinator, 'Hallazgos');
  await write(coordinator, 'El derecho al agua.');
  const noteOf = (page: Page) => page.getByRole('dialog').getByLabel('Texto de la nota');
  await coordinator.getByRole('button', { name: 'Insertar nota al pie' }).click();
  // Whoever writes fast does not wait for the caret to come.
  await noteOf(coordinator).waitFor();
  await coordinator.keyboard.type('Nota base.');
  await expect(noteOf(coordinator)).toHaveText('Nota base.');
  await noteOf(coordinator).press('Control+Enter');
  await expectSaved(coordinator);
  const state = await as('estado');
  await state.goto(address);
  for (const page of [coordinator, state]) {
    await page.getByRole('button', { name: 'Cambiar la nota 1' }).click();
    await expect(noteOf(page)).toBeFocused();
  }
  await noteOf(coordinator).pressSequentially(' De una.');
  await noteOf(coordinator).press('Control+Enter');
  await expectSaved(coordinator);
  await expect(state.getByText('Nota base. De una.')).toBeAttached();
  await noteOf(state).pressSequentially(' De otra.');
  await noteOf(state).press('Control+Enter');
  const told = state.getByRole('alert').filter({ hasText: 'Otra persona cambió esta nota' });
  await expect(told).toContainText('Nota base. De una.');
  await expectAccessible(state);
  await noteOf(state).fill('Nota base. De una y de otra.');
  await noteOf(state).press('Control+Enter');
  await expect(noteOf(state)).toBeHidden();
  await expect(coordinator.getByText('Nota base. De una y de otra.')).toBeVisible();
});

test('the caret stays where its keys have brought it while somebody else types elsewhere', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const address = await openNewDocument(coordinator, 'Diagnóstico en el que se camina por las letras');
  await addChapter(coordinator, 'Datos');
  const letters = 'abcdefghijklmnopqrstuvwxyz';
  const rows = ['uno', 'dos', 'tres', 'cuatro'];
  await write(coordinator, [...rows.map((row) => `${row} ${letters}`), 'fin'].join('\n'));
  await expectSaved(coordinator);
  const state = await as('estado');
  await state.goto(address);
  await placeCaret(state, 'fin');
  let typing = true;
  const typed = (async () => {
    while (typing) await state.keyboard.type('y', { delay: 40 });
  })();
  for (const row of rows) {
    await placeCaret(coordinator, `${row} ${letters}`);
    for (let left = 0; left < 16; left += 1) await coordinator.keyboard.press('ArrowLeft', { delay: 40 });
    await coordinator.keyboard.press('Delete');
    await coordinator.keyboard.press('Home');
    await coordinator.keyboard.type('*');
  }
  typing = false;
  await typed;
  const walked = rows.map((row) => `*${row} ${letters.replace('k', '')}`);
  await expect.poll(async () => (await wordsOf(coordinator)).split('\n').slice(0, 4)).toEqual(walked);
});
