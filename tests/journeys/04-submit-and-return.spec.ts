import { addChapter, expectSaved, openNewDocument, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { stepOf, takeStep } from '../support/process.ts';

const WITHIN_FIVE_SECONDS = { timeout: 5_000 };

test('a document is submitted once nothing is missing, returned, and its text follows live', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico por enviar');
  await addChapter(coordinator, 'Contexto');
  await coordinator.goto(`${document}/proceso`);
  const submit = stepOf(coordinator, 'Enviar a revisión técnica');
  await expect(submit.getByText('Falta: texto en 1 capítulo.')).toBeVisible();
  await expectAccessible(coordinator);

  await test.step('a step that cannot be taken says why, and keeps the note', async () => {
    await submit.getByRole('textbox', { name: /^Nota/ }).fill('Primera entrega.');
    await submit.getByRole('button', { name: 'Enviar a revisión técnica' }).click();
    await expect(submit.getByText('Falta cumplir un requisito para dar este paso.')).toBeVisible();
    await expect(submit.getByRole('textbox', { name: /^Nota/ })).toHaveValue('Primera entrega.');
    await expectAccessible(coordinator);
  });

  const drafter = await as('estado');
  await drafter.goto(document);
  await write(drafter, 'La mitad de los municipios no tiene agua entubada.');
  await expectSaved(drafter);
  await expect(textOf(drafter)).not.toHaveAttribute('aria-readonly');

  await takeStep(coordinator, document, 'Enviar a revisión técnica', 'Primera entrega.');
  await expect(
    coordinator.getByText('Hecho. El documento está ahora en la etapa «Revisión técnica».'),
  ).toBeVisible();
  await expectAccessible(coordinator);

  await test.step('the open text closes by itself, with the reason', async () => {
    await expect(textOf(drafter)).toHaveAttribute('aria-readonly', 'true', WITHIN_FIVE_SECONDS);
    await expect(
      drafter.getByText(
        'El documento está en Revisión técnica: en esta etapa solo la secretaría técnica modifica el texto.',
      ),
    ).toBeVisible();
    const before = await wordsOf(drafter);
    await textOf(drafter).click();
    await drafter.keyboard.type('¿Y esto?');
    await coordinator.goto(document);
    await expect.poll(() => wordsOf(coordinator)).toBe(before);
    await expectAccessible(drafter);
  });

  await test.step('only who may take a step can, and a return needs its reason', async () => {
    await drafter.goto(`${document}/proceso`);
    await expect(stepOf(drafter, 'Devolver a redacción')).toContainText(
      'Le corresponde a: Secretaría técnica',
    );
    await expect(drafter.getByRole('button', { name: 'Devolver a redacción' })).toHaveCount(0);
    await expectAccessible(drafter);
    await coordinator.goto(`${document}/proceso`);
    const back = stepOf(coordinator, 'Devolver a redacción');
    await back.getByRole('button', { name: 'Devolver a redacción' }).click();
    await expect(back.getByText('Este paso necesita una explicación.')).toBeVisible();
  });

  await drafter.goto(document);
  await expect(textOf(drafter)).toHaveAttribute('aria-readonly', 'true');
  await takeStep(coordinator, document, 'Devolver a redacción', 'Falta citar la fuente del dato.');
  await expect(textOf(drafter)).not.toHaveAttribute('aria-readonly', WITHIN_FIVE_SECONDS);
  await write(drafter, ' Fuente: organismo operador.');
  await expectSaved(drafter);

  const history = coordinator.getByRole('region', { name: 'Historial' }).getByRole('listitem');
  await expect(history).toHaveCount(2);
  await expect(history.first()).toContainText('Devolver a redacción');
  await expect(history.first()).toContainText('Falta citar la fuente del dato.');
  await expect(history.last()).toContainText('Primera entrega.');
  await expect(history.last()).toContainText('Coordinación técnica');
});

test('a step that somebody else has taken meanwhile is refused, and nothing happens twice', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico enviado dos veces');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Un párrafo.');
  await expectSaved(coordinator);
  const second = await as('coordinacion');
  await second.goto(`${document}/proceso`);
  await takeStep(coordinator, document, 'Enviar a revisión técnica');

  const late = stepOf(second, 'Enviar a revisión técnica');
  await late.getByRole('textbox', { name: /^Nota/ }).fill('También yo.');
  await late.getByRole('button').click();
  const refusal = second.getByRole('alert');
  await expect(refusal).toContainText('El documento cambió de etapa mientras usted trabajaba.');
  // The page is that of the stage that it speaks of, with what was sent to the one before.
  await expect(stepOf(second, 'Devolver a redacción')).toBeVisible();
  await expect(late).toHaveCount(0);
  await expect(second.getByRole('definition').filter({ hasText: 'También yo.' })).toBeVisible();
  await expect(refusal).toBeFocused();
  await expectAccessible(second);
  await coordinator.reload();
  await expect(coordinator.getByRole('region', { name: 'Historial' }).getByRole('listitem')).toHaveCount(1);
});
