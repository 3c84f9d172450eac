import { createHash } from 'node:crypto';
import { constitutionDocx, firstTitle, hasConstitution, readArticles } from '../support/constitution-docx.ts';
import { chaptersOf, expectSaved, openNewDocument, selectWords, textOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { publish, takeStep, vote } from '../support/process.ts';

const ADDED = 'Las entidades federativas adecuarán sus leyes a este título.';
const SLUG = `titulo-primero-${Date.now().toString(36)}`;

test('the Constitution’s first title goes from a Word file to its public page', async ({ as, anyone }) => {
  test.skip(!hasConstitution, 'the shared texts are not on this machine');
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico a partir del Título Primero');

  await test.step('it is imported, seen before anything is kept', async () => {
    await chaptersOf(coordinator).getByRole('link', { name: 'Importar de Word' }).click();
    await coordinator.getByRole('button', { name: 'Leer el documento' }).click();
    await expect(coordinator.getByText('Elija un archivo.')).toBeVisible();
    await coordinator.getByLabel('Documento de Word').setInputFiles({
      name: 'titulo-primero.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: await constitutionDocx(),
    });
    await expectAccessible(coordinator);
    await coordinator.getByRole('button', { name: 'Leer el documento' }).click();
    await expect(
      coordinator.getByRole('heading', { name: 'Capítulos encontrados en «titulo-primero.docx»' }),
    ).toBeVisible();
    for (const [at, { title }] of firstTitle.entries())
      await expect(coordinator.getByLabel(`Título del capítulo ${at + 1}`)).toHaveValue(title);
    await expect(coordinator.getByText('El título general no se importó')).toBeVisible();
    await expect(coordinator.getByRole('heading', { name: 'Qué se conservó y qué no' })).toBeFocused();
    await expectAccessible(coordinator);
    const send = coordinator.getByRole('button', { name: 'Importar los capítulos marcados' });
    const title = coordinator.getByLabel('Título del capítulo 1');
    await title.fill('');
    await send.click();
    await expect(title).toBeFocused();
    await title.fill(firstTitle[0].title);
    const boxes = await coordinator.getByRole('checkbox').all();
    for (const box of boxes) await box.uncheck();
    await send.click();
    const refusal = coordinator.getByRole('alert').filter({ hasText: 'Marque al menos un capítulo.' });
    await expect(refusal).toBeFocused();
    const questions: string[] = [];
    coordinator.once('dialog', (dialog) => {
      questions.push(dialog.message());
      void dialog.dismiss();
    });
    await coordinator.getByRole('link', { name: 'Mi trabajo' }).click();
    await expect
      .poll(() => questions)
      .toEqual([expect.stringContaining('Si sale de esta página, se pierden.')]);
    for (const box of await coordinator.getByRole('checkbox').all()) await box.check();
    await send.click();
    await coordinator.waitForURL(`**${document}?capitulo=*`);
    await expect(
      coordinator.getByText(/^Se importaron \d+ capítulos de «titulo-primero.docx»/),
    ).toBeVisible();
    const titles = chaptersOf(coordinator).getByRole('list').first().getByRole('link');
    await expect(titles).toHaveText(firstTitle.map(({ title }) => new RegExp(title)));
  });

  const { articles } = readArticles();
  const civil = await as('osc');
  await test.step('it is edited and discussed', async () => {
    const state = await as('estado');
    await state.goto(document);
    await expect(textOf(state)).toContainText(articles[0]!.paragraphs[0]!);
    await chaptersOf(state).getByRole('link', { name: firstTitle[3].title }).click();
    await expect(textOf(state)).toContainText(articles[37]!.paragraphs.at(-1)!);
    await write(state, `\n${ADDED}`);
    await expectSaved(state);
    await civil.goto(state.url());
    await expect(textOf(civil)).toContainText(ADDED);
    await selectWords(civil, 'adecuarán sus leyes');
    await civil.getByRole('button', { name: 'Comentar', exact: true }).click();
    await civil.getByLabel('Su comentario').fill('¿En qué plazo?');
    await civil.getByRole('button', { name: 'Enviar comentario' }).click();
    await expect(civil.getByRole('article', { name: 'Hilo de Organización civil' })).toContainText(
      '¿En qué plazo?',
    );
    await expectAccessible(civil);
  });

  for (const step of ['Enviar a revisión técnica', 'Abrir la consulta', 'Cerrar la consulta'])
    await takeStep(coordinator, document, step);
  await test.step('an open question keeps it from the vote until it is resolved', async () => {
    await coordinator.getByRole('link', { name: 'Falta: resolver 1 hilo.' }).first().click();
    await coordinator.waitForURL(`**${document}/hilos`);
    const thread = coordinator.getByRole('article', { name: 'Hilo de Organización civil' });
    await expect(thread.getByRole('link')).toHaveText(new RegExp(firstTitle[3].title));
    await expectAccessible(coordinator);
    await thread.getByRole('link').click();
    await expect(textOf(coordinator)).toContainText(ADDED);
    await civil.getByRole('button', { name: 'Marcar como resuelto' }).click();
    await expect(civil.getByText('Resueltos (1)')).toBeVisible();
  });
  await takeStep(coordinator, document, 'Abrir la votación');
  for (const persona of ['coordinacion', 'estado', 'federal', 'osc', 'academia'] as const)
    await vote(
      persona === 'coordinacion' ? coordinator : persona === 'osc' ? civil : await as(persona),
      document,
      'A favor',
    );
  await takeStep(coordinator, document, 'Cerrar la votación');
  await takeStep(await as('oficina'), document, 'Aprobar la publicación');
  await test.step('it is published', async () => {
    await coordinator.goto(`${document}/proceso`);
    await coordinator.getByLabel('Dirección pública').fill(SLUG);
    await publish(coordinator);
    await expect(coordinator.getByText('ahora en la etapa «Publicado».')).toBeVisible();
  });

  await test.step('every paragraph is on the public page, in its order and with its number', async () => {
    const reader = await anyone({ javaScriptEnabled: false });
    await reader.goto(`/publicaciones/${SLUG}`);
    const written = [
      ...articles.filter(({ number }) => number <= 38).flatMap(({ paragraphs }) => paragraphs),
      ADDED,
    ].map((words) => words.replaceAll(/\s+/g, ' ').trim());
    const read = await reader
      .locator('p:has(> .paragraph-number)')
      .evaluateAll((paragraphs) =>
        paragraphs.map((paragraph) => (paragraph.textContent ?? '').replaceAll(/\s+/g, ' ').trim()),
      );
    expect(read).toEqual(written.map((words, at) => `${at + 1} ${words}`));
    await expect(reader.getByRole('heading', { name: 'Artículo 38', exact: true })).toBeVisible();

    const data = await reader.request.get(`/publicaciones/${SLUG}/datos.json`);
    const sum = createHash('sha256')
      .update(await data.body())
      .digest('hex');
    await expect(reader.getByRole('region', { name: 'Sello' }).getByText(sum)).toBeVisible();
  });
});
