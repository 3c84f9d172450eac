import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  addChapter,
  expectSaved,
  OAXACA,
  openNewDocument,
  textOf,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { replaceItsEdition } from '../support/editions.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { press, publish, stepOf, takeStep, vote } from '../support/process.ts';

const STATE_SECRETARIAT = 'Coordinación para la Atención de los Derechos Humanos del Estado (demostración)';
const UNIVERSITY = 'Universidad pública del estado (demostración)';
const ALTERNATE = 'suplencia.tecnica@demo.test';
const TITLE = 'Diagnóstico sobre vivienda digna';
/** An address is given once and for all, so every run has its own. */
const SLUG = `vivienda-digna-${Date.now().toString(36)}`;
const DISSENT = 'El texto no recoge los desalojos documentados por las organizaciones.';

test('a text is voted by seat, returned once by the Office, approved and published as it was voted', async ({
  as,
  anyone,
}) => {
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, TITLE);
  await addChapter(coordinator, 'Vivienda');
  await write(coordinator, 'El derecho a una vivienda digna incluye la seguridad de la tenencia.');
  await expectSaved(coordinator);

  const alternate = await anyone();
  await test.step('the coordination gives its seat a suplente, who comes in', async () => {
    await coordinator.goto(OAXACA);
    await coordinator.getByText('Invitar a una persona', { exact: true }).click();
    await coordinator.getByLabel('Correo electrónico de la persona').fill(ALTERNATE);
    const seat = coordinator.getByRole('combobox', { name: /^Asiento/ });
    const place = await seat.locator('option', { hasText: 'Comité Coordinador' }).getAttribute('value');
    await seat.selectOption(place);
    await expect(seat).toHaveAccessibleDescription(/si entonces ese lugar está vacante/);
    await coordinator.getByLabel('En calidad de').selectOption('Suplente');
    await coordinator.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(coordinator.getByText(`Enviamos a ${ALTERNATE} un enlace para entrar.`)).toBeVisible();
    await alternate.goto('/buzon');
    await alternate.getByRole('article').filter({ hasText: ALTERNATE }).first().getByRole('link').click();
    await alternate.getByRole('button', { name: 'Continuar' }).click();
    await alternate.waitForURL((url) => !url.pathname.startsWith('/auth'));
    await alternate.goto('/trabajo');
    await alternate.getByLabel('Su nombre').fill('Suplencia técnica');
    await alternate.getByRole('button', { name: 'Aceptar', exact: true }).click();
    await expect(alternate.getByText(TITLE).first()).toBeVisible();
    // Taken by both, the seat is no longer offered with an invitation.
    await coordinator.goto(OAXACA);
    await coordinator.getByText('Invitar a una persona', { exact: true }).click();
    await expect(seat.locator('option', { hasText: 'Secretaría técnica' })).toHaveCount(1);
    await expect(seat.locator('option', { hasText: 'Comité Coordinador' })).toHaveCount(0);
  });

  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await takeStep(coordinator, document, 'Abrir la consulta');
  await expect(coordinator.getByRole('link', { name: 'Versión 1', exact: true })).toBeVisible();
  await takeStep(coordinator, document, 'Cerrar la consulta');

  const state = await as('estado');
  await test.step('the last keystroke before the vote is in the version', async () => {
    await state.goto(document);
    await write(state, '\nTambién incluye la disponibilidad de servicios.');
    await expectSaved(state);
    await takeStep(coordinator, document, 'Abrir la votación');
    await expect(textOf(state)).toHaveAttribute('aria-readonly', 'true', { timeout: 5_000 });
    await coordinator.getByRole('link', { name: 'Versión 2', exact: true }).click();
    await expect(coordinator.getByText('También incluye la disponibilidad de servicios.')).toBeVisible();
    await expectAccessible(coordinator);
  });

  const civil = await as('osc');
  const seats = (page: typeof civil) => page.getByRole('table', { name: 'Voto de cada asiento' });
  const rowOf = (page: typeof civil, name: string | RegExp) =>
    seats(page).getByRole('row').filter({ hasText: name });
  await test.step('seats vote, and a dissent has its text', async () => {
    await civil.goto(`${document}/votacion`);
    const ballot = civil.getByRole('region', { name: 'Su voto' });
    await expect(ballot.getByText('Vota como titular')).toBeVisible();
    await ballot.getByRole('button', { name: 'Emitir voto' }).click();
    await expect(ballot.getByText('Este dato es obligatorio.')).toBeVisible();
    await ballot.getByRole('radio', { name: 'A favor' }).check();
    await ballot.getByRole('textbox', { name: /^Voto particular/ }).fill(DISSENT);
    await ballot.getByRole('button', { name: 'Emitir voto' }).click();
    await expect(ballot.getByText('Un voto a favor no lleva voto particular.')).toBeVisible();
    await expect(ballot.getByRole('textbox', { name: /^Voto particular/ })).toHaveValue(DISSENT);
    await expectAccessible(civil);
    await Promise.all([vote(civil, document, 'En contra', DISSENT), vote(state, document, 'A favor')]);
    await expectAccessible(civil);

    await alternate.goto(`${document}/votacion`);
    await expect(alternate.getByText('Vota como suplente')).toBeVisible();
    await vote(alternate, document, 'A favor');
    await state.reload();
    await expect(rowOf(state, STATE_SECRETARIAT)).toContainText('Suplente');
    await expect(rowOf(state, /Red de organizaciones/)).toContainText('Ya votó');
    await expect(state.getByText(DISSENT)).toHaveCount(0);
    await expect(state.getByText('3 de 9 asientos han votado; el quórum requiere 5.')).toBeVisible();
  });

  await test.step('without a quorum the vote cannot be closed', async () => {
    await coordinator.goto(`${document}/proceso`);
    const close = stepOf(coordinator, 'Cerrar la votación');
    await expect(close.getByText('Falta: votos para el quórum: van 3 de 5.')).toBeVisible();
    await close.getByRole('button', { name: 'Cerrar la votación' }).click();
    const question = coordinator.getByRole('dialog', { name: '¿Cerrar la votación?' });
    await expect(question).toContainText('Ya nadie puede votar ni cambiar su voto.');
    await expect(question).toContainText('No se puede deshacer.');
    await expectAccessible(coordinator);
    await question.getByRole('button', { name: 'Cancelar' }).last().click();
    await expect(question).toHaveCount(0);
    await press(coordinator, 'Cerrar la votación');
    await expect(close.getByText('Falta cumplir un requisito para dar este paso.')).toBeVisible();
    await expectAccessible(coordinator);
  });

  const [federation, second] = [await as('federal'), await as('osc2')];
  for (const page of [federation, second]) await vote(page, document, 'A favor');
  await takeStep(coordinator, document, 'Cerrar la votación');

  const office = await as('oficina');
  await test.step('the Office returns it with observations', async () => {
    await office.goto(`${document}/proceso`);
    await expectAccessible(office);
    await takeStep(
      office,
      document,
      'Devolver con observaciones',
      'Falta mencionar los asentamientos irregulares.',
    );
    // Those who work on the text are told where they look first; the history tells everybody.
    for (const page of [state, coordinator]) {
      await page.goto('/trabajo');
      const returned = page
        .getByRole('region', { name: /^Textos devueltos/ })
        .getByRole('article')
        .filter({ hasText: TITLE });
      await expect(returned).toContainText('ONU-DH México');
      await expect(returned).toContainText('Falta mencionar los asentamientos irregulares.');
      await expectAccessible(page);
      await returned.getByRole('link', { name: TITLE }).click();
      await expect(page.locator('#devolucion')).toContainText(
        'Falta mencionar los asentamientos irregulares.',
      );
      await expectAccessible(page);
    }
    await state.goto(document);
    await expect(state.getByRole('link', { name: 'Leer las observaciones' })).toBeVisible();
    await expectAccessible(state);
    await expect(textOf(state)).not.toHaveAttribute('aria-readonly');
    await write(state, '\nLos asentamientos irregulares requieren regularización.');
    await expectSaved(state);
  });

  const seatOfUniversity = coordinator.getByRole('form', {
    name: `Asiento de ${UNIVERSITY} en Comité Coordinador`,
  });
  const seatUniversity = async (titular: string, suplente: string) => {
    await coordinator.goto(OAXACA);
    await seatOfUniversity.getByLabel('Titular').selectOption({ label: titular });
    await seatOfUniversity.getByLabel('Suplente').selectOption({ label: suplente });
    await seatOfUniversity.getByRole('button', { name: 'Guardar asiento' }).click();
    await expect(seatOfUniversity.getByText('Asiento guardado.')).toBeVisible();
  };
  await test.step('a seat that is left vacant does not make the quorum smaller', async () => {
    await seatUniversity('Vacante', 'Vacante');
    await coordinator.goto(`${document}/proceso`);
    await expect(
      stepOf(coordinator, 'Abrir la votación').getByText('Están ocupados 8 de los 9 asientos con voto.'),
    ).toBeVisible();
    await expectAccessible(coordinator);
  });

  await test.step('a second round is about the new version alone', async () => {
    await takeStep(coordinator, document, 'Abrir la votación');
    await coordinator.goto(`${document}/votacion`);
    await expect(coordinator.getByRole('heading', { name: 'Se vota la versión 3' })).toBeVisible();
    await state.goto('/trabajo');
    await expect(state.getByText('Falta mencionar los asentamientos irregulares.')).toHaveCount(0);
    await expect(coordinator.getByText('0 de 9 asientos han votado; el quórum requiere 5.')).toBeVisible();
    await expect(rowOf(coordinator, UNIVERSITY)).toContainText('Vacante');
  });

  await test.step('the round before it is still read, by its version, while the second is open', async () => {
    await civil.goto(`${document}/proceso`);
    await expectAccessible(civil);
    await civil.getByRole('link', { name: 'Ver la votación de la versión 2' }).click();
    await expect(civil).toHaveURL(`${document}/votacion?version=2`);
    await expect(civil.getByRole('heading', { name: 'Se votó la versión 2' })).toBeVisible();
    await expect(
      civil.getByText('Esta votación es anterior: ahora se vota la versión 3.', { exact: false }),
    ).toBeVisible();
    await expect(rowOf(civil, /Red de organizaciones/)).toContainText('En contra');
    await expect(rowOf(civil, STATE_SECRETARIAT)).toContainText('A favor');
    await expect(civil.getByText(DISSENT)).toBeVisible();
    await expect(civil.getByRole('region', { name: 'Su voto' })).toHaveCount(0);
    const earlier = civil.getByRole('region', { name: 'Votaciones anteriores' }).getByRole('link');
    await expect(earlier).toHaveText([/^Versión 2, adoptada el /]);
    await expect(earlier).toHaveAttribute('aria-current', 'page');
    await expectAccessible(civil);
    await civil.getByRole('link', { name: 'Ver la votación más reciente' }).click();
    await expect(civil).toHaveURL(`${document}/votacion`);
    await expect(civil.getByRole('heading', { name: 'Se vota la versión 3' })).toBeVisible();
    await expect(civil.getByText(DISSENT)).toHaveCount(0);
    await expect(earlier).not.toHaveAttribute('aria-current');
    await expectAccessible(civil);
    // Version 1 was not voted on, and there is no version 9.
    for (const version of ['1', '9', '0', '99999999999', 'dos', '']) {
      const answer = await civil.goto(`${document}/votacion?version=${version}`);
      expect(answer?.status(), version).toBe(404);
    }
    await expect(civil.getByRole('heading', { level: 1, name: 'Página no encontrada' })).toBeVisible();
  });

  await test.step('the second round decides about the text that goes on', async () => {
    await vote(civil, document, 'En contra', DISSENT);
    for (const page of [state, federation, second, coordinator]) await vote(page, document, 'A favor');
    await alternate.goto(`${document}/votacion`);
    await expect(alternate.getByRole('region', { name: 'Su voto' })).toHaveCount(0);
    await expect(
      alternate.getByText('La persona titular del asiento ya votó.', { exact: false }),
    ).toBeVisible();
    await expectAccessible(alternate);
    await takeStep(coordinator, document, 'Cerrar la votación');
    await civil.goto(`${document}/votacion`);
    await expect(civil.getByRole('heading', { name: 'Se votó la versión 3' })).toBeVisible();
    await expect(civil.getByRole('link', { name: 'Leer la versión que se votó' })).toBeVisible();
    await expect(civil.getByText(DISSENT)).toBeVisible();
    await expectAccessible(civil);
    await seatUniversity('Academia', 'Academia (suplencia)');
  });

  await takeStep(office, document, 'Aprobar la publicación', 'Sin más observaciones.');
  await test.step('it is published at an address of its own', async () => {
    await coordinator.goto(`${document}/proceso`);
    const step = stepOf(coordinator, 'Publicar');
    await expect(step.getByText('No se puede deshacer:')).toBeVisible();
    await step.getByLabel('Dirección pública').fill('No Es Una Dirección');
    await step.getByRole('button', { name: 'Publicar', exact: true }).click();
    // What cannot be an address is refused, and nothing is asked about it.
    const question = coordinator.getByRole('dialog', { name: '¿Publicar el documento?' });
    await expect(step.getByText('Use solo letras minúsculas sin acentos')).toBeVisible();
    await expect(step.getByLabel('Dirección pública')).toHaveValue('No Es Una Dirección');
    await expect(question).toHaveCount(0);
    await expectAccessible(coordinator);
    await step.getByLabel('Dirección pública').fill(SLUG);
    await step.getByRole('button', { name: 'Publicar', exact: true }).click();
    await expect(question).toContainText(`/publicaciones/${SLUG}`);
    await expect(question).not.toContainText('«Sustituido»');
    await expectAccessible(coordinator);
    await question.getByRole('button', { name: 'Cancelar' }).last().click();
    await expect(question).toHaveCount(0);
    // A gazette's number without its name would be shown nowhere.
    await step.getByLabel(/^Número/).fill('47');
    await publish(coordinator);
    const gazette = step.getByLabel(/^Nombre del periódico/);
    await expect(gazette).toHaveAccessibleDescription(/Este dato es obligatorio\./);
    await expect(gazette).toBeFocused();
    await expect(step.getByLabel(/^Número/)).toHaveValue('47');
    await expectAccessible(coordinator);
    await step.getByLabel(/^Número/).fill('');
    await step.getByLabel(/^Resumen/).fill('La tenencia, los servicios y los asentamientos.');
    await publish(coordinator);
    await expect(coordinator.getByText('ahora en la etapa «Publicado».')).toBeVisible();
    await expectAccessible(coordinator);
    for (const path of [`${document}/proceso`, document, `${document}/versiones/3`]) {
      await coordinator.goto(path);
      const link = coordinator.getByRole('link', { name: 'Ver la publicación' });
      await expect(link).toHaveAttribute('href', `/publicaciones/${SLUG}`);
      await expectAccessible(coordinator);
    }
    await coordinator.goto('/trabajo');
    const own = coordinator.getByRole('article').filter({ hasText: TITLE });
    await own.getByRole('link', { name: 'Ver la publicación' }).click();
    await coordinator.waitForURL(`**/publicaciones/${SLUG}`);
  });

  await test.step('where the gazette printed it is written down later, once', async () => {
    const reader = await anyone();
    await reader.goto(`/publicaciones/${SLUG}`);
    await expect(reader.getByText('Aún no se publica en el periódico oficial')).toBeVisible();
    await state.goto(`${document}/proceso`);
    await expect(state.getByRole('button', { name: 'Registrar la publicación oficial' })).toHaveCount(0);
    await coordinator.goto(`${document}/proceso`);
    const record = coordinator.getByRole('region', { name: 'Publicación oficial' });
    await record.getByLabel(/^Nombre del periódico/).fill('Periódico Oficial del Estado');
    await record.getByLabel(/^Número/).fill('47');
    await record.getByRole('button', { name: 'Registrar la publicación oficial' }).click();
    await expect(record.getByLabel(/^Fecha/)).toHaveAccessibleDescription(/Este dato es obligatorio\./);
    await expect(record.getByLabel(/^Número/)).toHaveValue('47');
    await expectAccessible(coordinator);
    const late = await as('coordinacion');
    await late.goto(`${document}/proceso`);
    const again = late.getByRole('region', { name: 'Publicación oficial' });
    await again.getByLabel(/^Nombre del periódico/).fill('Diario Oficial del Estado');
    await again.getByLabel(/^Número/).fill('48');
    await again.getByLabel(/^Fecha/).fill('2026-11-21');
    await record.getByLabel(/^Fecha/).fill('2026-11-20');
    await record.getByRole('button', { name: 'Registrar la publicación oficial' }).click();
    await expect(
      coordinator.getByRole('status').filter({ hasText: 'Publicación oficial registrada.' }),
    ).toBeFocused();
    await expect(record).toHaveCount(0);
    await expectAccessible(coordinator);
    await again.getByRole('button', { name: 'Registrar la publicación oficial' }).click();
    await expect(late.getByRole('alert')).toContainText('El registro del periódico oficial ya está escrito.');
    await expect(again).toHaveCount(0);
    await expect(late.getByRole('definition').filter({ hasText: 'Diario Oficial del Estado' })).toBeVisible();
    await late.close();
    // The kept page is sent for five seconds more.
    await expect(async () => {
      await reader.reload();
      await expect(reader.getByText('Periódico Oficial del Estado núm. 47')).toBeVisible({ timeout: 500 });
    }).toPass();
  });

  await test.step('anyone reads what was voted, and can check that it is that', async () => {
    const reader = await anyone();
    await reader.goto('/publicaciones');
    await reader.getByRole('link', { name: TITLE }).first().click();
    await expect(reader).toHaveURL(`/publicaciones/${SLUG}`);
    await expect(
      reader.getByText('Periódico Oficial del Estado núm. 47 del 20 de noviembre de 2026'),
    ).toBeVisible();
    for (const [number, words] of [
      ['1', 'El derecho a una vivienda digna incluye la seguridad de la tenencia.'],
      ['2', 'También incluye la disponibilidad de servicios.'],
      ['3', 'Los asentamientos irregulares requieren regularización.'],
    ] as const) {
      const paragraph = reader.getByRole('paragraph').filter({ hasText: words });
      await expect(paragraph.getByRole('link', { name: `Enlace al párrafo ${number}` })).toBeVisible();
    }
    const votes = reader.getByRole('region', { name: 'Votación' });
    await expect(votes).toContainText('4 a favor, 1 en contra y 0 abstenciones, de 9 asientos con voto.');
    await expect(votes).toContainText('Había 1 asiento vacante; también cuenta para el quórum.');
    await expect(votes.getByRole('row').filter({ hasText: UNIVERSITY })).toContainText('Vacante');
    await expect(votes.getByText(DISSENT)).toBeVisible();
    await expect(reader.getByRole('region', { name: 'Aprobación' })).toContainText('ONU-DH México aprobó');
    // What the Office says when it approves is said to the parties.
    await expect(reader.getByText('Sin más observaciones.')).toHaveCount(0);
    await expect(coordinator.getByText('Sin más observaciones.')).toBeVisible();
    await expectAccessible(reader);

    const seal = reader.getByRole('region', { name: 'Sello' });
    const waiting = reader.waitForEvent('download');
    await seal.getByRole('link', { name: 'Descargar el texto sellado (JSON)' }).click();
    const bytes = await readFile(await (await waiting).path());
    const sum = createHash('sha256').update(bytes).digest('hex');
    await expect(seal.getByText(sum, { exact: true })).toBeVisible();
    expect(bytes.toString()).toContain('Los asentamientos irregulares requieren regularización.');

    await coordinator.goto(`${document}/versiones/3`);
    await expect(coordinator.getByText(sum)).toBeVisible();
  });

  await test.step('what was published can no longer be changed', async () => {
    await state.goto(document);
    await expect(textOf(state)).toHaveAttribute('aria-readonly', 'true');
    await expect(state.getByText('El documento ya se publicó: el texto no se modifica.')).toBeVisible();
    const before = await wordsOf(state);
    await textOf(state).click();
    await state.keyboard.type('otra cosa');
    expect(await wordsOf(state)).toBe(before);
    await state.reload();
    await expect.poll(() => wordsOf(state)).toBe(before);
  });
});

test('an approved text whose edition was replaced meanwhile is published once it is said what it takes the place of', async ({
  as,
  anyone,
  baseURL,
}) => {
  const mark = Date.now().toString(36);
  // The state has other editions, of other journeys.
  const title = `Diagnóstico sobre el derecho al agua ${mark}`;
  const slug = `agua-${mark}`;
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, title);
  await addChapter(coordinator, 'Agua');
  await write(coordinator, 'El agua llega dos veces por semana.');
  await expectSaved(coordinator);
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await takeStep(coordinator, document, 'Abrir la consulta');
  const current = await replaceItsEdition(document.split('/').at(-1)!, title);

  await coordinator.goto(`${document}/proceso`);
  const edition = coordinator.getByLabel('Sustituye a');
  const step = stepOf(coordinator, 'Publicar');
  await test.step('the page says so before, and the refusal says what to do', async () => {
    await expect(edition.locator('option:checked')).toHaveText(`Ya sustituido · ${title}`);
    await expect(coordinator.getByText('ya fue sustituido por otro. Para abrir la votación')).toBeVisible();
    await expectAccessible(coordinator);
    await step.getByLabel('Dirección pública').fill(slug);
    await publish(coordinator);
    await expect(step.getByRole('alert')).toContainText('En «Sustituye a» elija el documento vigente');
    await expectAccessible(coordinator);
  });

  await test.step('nobody else may say it', async () => {
    const reader = await as('osc');
    await reader.goto(`${document}/proceso`);
    await expect(reader.getByRole('heading', { name: 'Qué sigue' })).toBeVisible();
    await expect(reader.getByLabel('Sustituye a')).toHaveCount(0);
    const sent = await reader.request.post(`${document}/proceso?/sustituye`, {
      headers: { origin: baseURL ?? '', accept: 'application/json' },
      form: { supersedes: '' },
    });
    expect(await sent.text()).toContain('not_allowed');
    // What stands in the step's form has not been sent.
    coordinator.once('dialog', (dialog) => void dialog.accept());
    await coordinator.reload();
    await expect(edition.locator('option:checked')).toHaveText(`Ya sustituido · ${title}`);
  });

  await step.getByLabel('Dirección pública').fill(slug);
  await publish(coordinator);
  await expect(step.getByRole('alert')).toBeVisible();
  const editions = edition.locator('option').filter({ hasText: title });
  const inForce = editions.filter({ hasNotText: 'Ya sustituido' });
  await edition.selectOption((await inForce.getAttribute('value'))!);
  await coordinator.getByRole('button', { name: 'Guardar la sustitución' }).click();
  await expect(coordinator.getByText('Sustitución guardada.')).toBeVisible();
  // What was asked for has been done: nothing more is said against publishing, and what was typed for it is there.
  await expect(step.getByRole('alert')).toHaveCount(0);
  await expect(step.getByLabel('Dirección pública')).toHaveValue(slug);
  await expect(editions).toHaveText([/ 20\d\d · /]);
  await expect(edition.locator('option:checked')).toHaveText(/ 20\d\d · /);
  await expectAccessible(coordinator);
  await test.step('whoever opens another for the same edition is told of the first, then and afterwards', async () => {
    const rival = `«${title}», en la etapa «Aprobado», también va a sustituir a ese documento.`;
    const replaced = await edition.inputValue();
    const other = await as('coordinacion');
    await other.goto(OAXACA);
    await other.getByText('Nuevo documento', { exact: true }).click();
    await other.getByRole('textbox', { name: 'Título' }).fill(`Otro diagnóstico ${mark}`);
    await expect(other.getByText(rival)).toHaveCount(0);
    await other.getByLabel('Sustituye a').selectOption(replaced);
    await expect(other.getByText(rival)).toBeVisible();
    await expectAccessible(other);
    await other.getByRole('button', { name: 'Crear documento' }).click();
    await other.waitForURL(/\/documentos\//);
    await other.goto(`${new URL(other.url()).pathname}/proceso`);
    await expect(other.getByText(rival)).toBeVisible();
    await expectAccessible(other);
    await other.getByRole('link', { name: 'Ver ese documento' }).click();
    await expect(other).toHaveURL(`${document}/proceso`);
    await expect(other.getByText(`«Otro diagnóstico ${mark}», en la etapa «Redacción»`)).toBeVisible();
    await other.close();
  });
  await step.getByLabel('Dirección pública').fill(slug);
  await step.getByLabel(/^Nombre del periódico/).fill('Periódico Oficial del Estado');
  await step.getByRole('button', { name: 'Publicar', exact: true }).click();
  const question = coordinator.getByRole('dialog', { name: '¿Publicar el documento?' });
  await expect(question).toContainText(`El documento «${title}», publicado el `);
  await expect(question).toContainText('pasará a la etapa «Sustituido»');
  await expectAccessible(coordinator);
  await question.getByRole('button', { name: 'Publicar', exact: true }).click();
  await expect(coordinator.getByText('ahora en la etapa «Publicado».')).toBeVisible();
  await expect(edition).toHaveCount(0);
  await expectAccessible(coordinator);
  await test.step('what was said of the gazette is there to be completed', async () => {
    const record = coordinator.getByRole('region', { name: 'Publicación oficial' });
    await expect(record).toContainText('Complete el registro con el nombre, el número y la fecha');
    await expect(record.getByLabel(/^Nombre del periódico/)).toHaveValue('Periódico Oficial del Estado');
    await expect(record.getByLabel(/^Número/)).toHaveValue('');
  });
  await test.step('a document that is opened can take its place, if it is of the same kind', async () => {
    await coordinator.goto(OAXACA);
    await coordinator.getByText('Nuevo documento', { exact: true }).click();
    const earlier = coordinator.getByLabel('Sustituye a').locator('option').filter({ hasText: title });
    await expect(earlier).toHaveText([/ 20\d\d · /]);
    await coordinator.getByLabel('Tipo de documento').selectOption('Informe temático');
    await expect(earlier).toHaveCount(0);
  });

  const reader = await anyone();
  await reader.goto(current);
  await expect(reader.getByText('Este documento fue sustituido por otro.')).toBeVisible();
  await reader.getByRole('link', { name: 'Ver el documento vigente' }).click();
  await expect(reader).toHaveURL(`/publicaciones/${slug}`);
  await expect(reader.getByText('Este documento fue sustituido por otro.')).toHaveCount(0);
  await expectAccessible(reader);

  await coordinator.goto(`${OAXACA}/bitacora`);
  await expect(
    coordinator.getByText(
      new RegExp(
        `^Cambió a qué documento sustituye este\\. Antes: «${title}», publicado el .+; ahora: «${title}», publicado el .+\\.$`,
      ),
    ),
  ).toBeVisible();
});
