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
import { expectSaved, OAXACA, selectWords, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

test('a passage is discussed live, and the discussion stays with its words', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await documentToDiscuss(coordinator, 'Diagnóstico que se discute');
  const [civil, state] = [await as('osc'), await as('estado')];
  await Promise.all([civil.goto(document), state.goto(document)]);
  await expect.poll(() => wordsOf(civil)).toBe(TEXT);
  await expect.poll(() => wordsOf(state)).toBe(TEXT);

  await selectWords(civil, PASSAGE);
  await civil.getByRole('button', { name: 'Comentar', exact: true }).click();
  const form = discussion(civil).getByRole('form', { name: 'Comentario nuevo' });
  await expect(form.getByLabel('Su comentario')).toBeFocused();
  await expect(form.getByRole('blockquote')).toHaveText(PASSAGE);
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(form.getByText('Este dato es obligatorio.')).toBeVisible();
  await expectAccessible(civil);
  await form.getByLabel('Su comentario').fill('¿De qué fuente viene este dato?');
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(threadBy(civil, 'Organización civil')).toContainText('¿De qué fuente viene este dato?');
  await expect(threadBy(civil, 'Organización civil'), 'the form is gone, the focus is not').toBeFocused();

  const seen = threadBy(state, 'Organización civil');
  await expect(seen).toContainText('¿De qué fuente viene este dato?');
  await expect.poll(() => marked(state)).toBe(PASSAGE);
  await expectAccessible(state);

  await test.step('it is answered without a reload on the other side', async () => {
    await seen.getByRole('textbox', { name: 'Responder' }).fill('Del padrón de peritos e intérpretes.');
    await seen.getByRole('button', { name: 'Responder' }).click();
    await expect(threadBy(civil, 'Organización civil')).toContainText('Del padrón de peritos e intérpretes.');
    await expect(seen.getByRole('textbox', { name: 'Responder' })).toHaveValue('');
  });

  await test.step('the words around it and within it change, and it stays with them', async () => {
    await textOf(state).click();
    await state.keyboard.press('Control+Home');
    await state.keyboard.type('Según el registro de 2025, ');
    await selectWords(state, 'hablen');
    await state.keyboard.type('dominen');
    const now = 'faltan defensores de oficio que dominen zapoteco';
    for (const page of [state, civil]) await expect.poll(() => marked(page)).toBe(now);
    await expectSaved(state);
    await civil.reload();
    await expect.poll(() => marked(civil)).toBe(now);
    await expect(threadBy(civil, 'Organización civil').getByText('Sin pasaje')).toHaveCount(0);
  });

  await test.step('nobody else closes what nobody has answered', async () => {
    await comment(state, 'un plazo de dos años', 'Falta decir desde cuándo.');
    const button = state.locator('.comment').getByRole('button', { name: 'Comentar' });
    for (const words of ['un plazo de dos años', 'La medida', 'un plazo de dos años']) {
      await selectWords(state, words);
      await expect(button).toBeVisible();
    }
    await button.click();
    await expect(button).toHaveCount(0);
    await write(coordinator, ' Y hay otra más.');
    await expect(textOf(state)).toContainText('Y hay otra más.');
    await textOf(coordinator).press('Control+Home');
    await coordinator.keyboard.type('Se sabe esto: ');
    await expect(textOf(state)).toContainText('Se sabe esto: ');
    await state.waitForTimeout(300);
    await expect(button, 'what was asked for has only moved').toHaveCount(0);
    await discussion(state).getByRole('button', { name: 'Descartar' }).click();
    await selectWords(state, 'un plazo de dos años');
    await expect(button).toBeVisible();
    const unanswered = threadBy(coordinator, 'Funcionariado estatal');
    const resolve = unanswered.getByRole('button', { name: 'Marcar como resuelto' });
    await expect(resolve).toBeDisabled();
    await expect(resolve).toHaveAccessibleDescription(/falta una respuesta de quien coordina/);
    await expectAccessible(coordinator);
    await unanswered.getByRole('textbox', { name: 'Responder' }).fill('Desde su publicación.');
    await unanswered.getByRole('button', { name: 'Responder' }).click();
    await resolve.click();
    await expect(discussion(state).getByText('Resueltos (1)')).toBeVisible();
    // The thread that one has chosen stays marked; nothing is chosen after a reload.
    await state.reload();
    await expect.poll(() => marked(state)).toBe('faltan defensores de oficio que dominen zapoteco');
  });

  await test.step('it is resolved, found again and reopened', async () => {
    const own = threadBy(civil, 'Organización civil');
    await own.getByRole('button', { name: 'Marcar como resuelto' }).click();
    await expect(discussion(state).getByText('Resueltos (2)')).toBeVisible();
    await expect(discussion(state).getByText('Abiertos (0)')).toBeVisible();
    await expect.poll(() => marked(state)).toBe('');
    await expect(own, 'it stays for whoever resolved it').toBeFocused();
    await expect(own.getByRole('button', { name: 'Reabrir' })).toBeVisible();
    await discussion(civil).getByLabel('Resueltos (2)').check();
    await expect(own.getByText('Resuelto por Organización civil')).toBeVisible();
    await expect(own.getByRole('textbox', { name: 'Responder' })).toHaveCount(0);
    await expectAccessible(civil);
    await own.getByRole('button', { name: 'Reabrir' }).click();
    await expect(discussion(state).getByText('Abiertos (1)')).toBeVisible();
    await expect(threadBy(state, 'Organización civil')).toBeVisible();
  });
});

test('a word that is discussed stays marked when it is split, and when its paragraph is put elsewhere', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await documentToDiscuss(coordinator, 'Diagnóstico con una palabra discutida');
  const state = await as('estado');
  await state.goto(document);
  await comment(state, 'zapoteco', '¿De qué variante?');
  await expect.poll(() => marked(coordinator)).toBe('zapoteco');
  const everywhere = async (words: string) => {
    await expectSaved(coordinator);
    for (const page of [coordinator, state]) await expect.poll(() => wordsOf(page)).toBe(words);
    // A pause after the last word, by which the passage has been looked for again.
    await state.waitForTimeout(600);
    for (const page of [coordinator, state]) await expect.poll(() => marked(page)).toBe('zapoteco');
    await state.reload();
    await expect.poll(() => marked(state)).toBe('zapoteco');
    await expect(threadBy(state, 'Funcionariado estatal').getByText('Sin pasaje')).toHaveCount(0);
  };

  await selectWords(coordinator, 'zapo');
  await coordinator.keyboard.press('ArrowRight');
  await coordinator.keyboard.press('Enter');
  await everywhere(TEXT.replace('zapo', 'zapo\n'));

  await coordinator.keyboard.press('Backspace');
  await everywhere(TEXT);

  await coordinator.keyboard.press('Control+Home');
  await coordinator.keyboard.press('Control+Shift+ArrowDown');
  // To the end of the paragraph, no further.
  await coordinator.keyboard.press('Shift+ArrowLeft');
  await coordinator.keyboard.press('Control+x');
  const [first, second] = TEXT.split('\n');
  await expect.poll(() => wordsOf(state)).toBe(`\n${second}`);
  await expect(threadBy(state, 'Funcionariado estatal').getByText('Sin pasaje')).toBeVisible();
  await write(coordinator, '\n');
  await coordinator.keyboard.press('Control+v');
  await everywhere(`\n${second}\n${first}`);
});

test('of a passage that is too long, and of none, it is said on the page why it is not discussed', async ({
  as,
}) => {
  const page = await as('coordinacion');
  await documentToDiscuss(page, 'Diagnóstico con un capítulo muy largo');
  const said = (words: string) => page.getByRole('region', { name: 'Avisos' }).getByText(words);
  const form = discussion(page).getByRole('form', { name: 'Comentario nuevo' });
  await textOf(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Alt+m');
  await expect(said('Seleccione primero un pasaje del texto.')).toBeVisible();

  for (let at = 0; at < 3; at++) {
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('El acceso al agua es un derecho. '.repeat(150));
  }
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: 'Comentar', exact: true }).click();
  const tooLong = said(
    'El pasaje es demasiado largo para comentarlo: seleccione como máximo 12,000 caracteres.',
  );
  await expect(tooLong).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Control+Alt+m');
  await expect(tooLong, 'said again, it stands there once').toHaveCount(1);
  await expect(form).toHaveCount(0);

  // What is selected would be dragged.
  await textOf(page).press('ArrowLeft');
  await selectWords(page, PASSAGE);
  await page.getByRole('button', { name: 'Comentar', exact: true }).click();
  await expect(form.getByRole('blockquote')).toHaveText(PASSAGE);
});

test('what is told to a sector or to the Office reaches nobody else', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await documentToDiscuss(coordinator, 'Diagnóstico con reserva');
  const [civil, second, office, observer] = [
    await as('osc'),
    await as('osc2'),
    await as('oficina'),
    await as('observador'),
  ];
  const others = { estado: await as('estado'), academia: await as('academia'), coordinacion: coordinator };
  for (const page of [civil, second, others.estado, others.academia]) await page.goto(document);
  for (const page of [civil, second, others.estado]) await expect.poll(() => wordsOf(page)).toBe(TEXT);

  const toSector = 'Una compañera tiene miedo de firmar esto.';
  const toOffice = 'Hubo una amenaza contra quien dio este dato.';
  await comment(civil, PASSAGE, toSector, 'Solo el sector Sociedad civil');
  await comment(civil, 'un plazo de dos años', toOffice, 'Solo la Oficina ONU-DH');
  await expectAccessible(civil);

  await test.step('who wrote it is told who read it, and pages that do not show it are no reading', async () => {
    const told = discussion(civil).getByRole('article').filter({ hasText: toOffice });
    await expect(told.getByText('Nadie más lo ha leído todavía.')).toBeVisible();
    await office.goto(`${document}/proceso`);
    await expect(office.getByRole('heading', { level: 1 })).toBeVisible();
    await civil.reload();
    await expect(told.getByText('Nadie más lo ha leído todavía.')).toBeVisible();
    await office.goto(document);
    await expect(discussion(office).getByText(toOffice)).toBeVisible();
    await expect(discussion(office).getByText('Leído por')).toHaveCount(0);
    await civil.reload();
    await expect(told.getByText(/^Leído por .*ONU-DH/)).toBeVisible();
  });

  await test.step('an observer reads why nothing can be said', async () => {
    await observer.goto(document);
    await expect(discussion(observer).getByText('Su organización participa en observación')).toBeVisible();
    await expectAccessible(observer);
  });

  await expect(discussion(second).getByText(toSector)).toBeVisible();
  await expect(
    threadBy(second, 'Organización civil').getByText('Solo el sector Sociedad civil'),
  ).toBeVisible();
  await expect(discussion(office).getByText(toOffice)).toBeVisible();
  await expect(discussion(office).getByText(toSector)).toHaveCount(0);
  await expect(discussion(second).getByText(toOffice)).toHaveCount(0);

  const ids = await discussion(civil)
    .getByRole('article', { name: /^Hilo de/ })
    .evaluateAll((threads) => threads.map(({ id }) => id.replace('hilo-', '')));
  const secrets = [toSector, toOffice, ...ids];
  expect(secrets).toHaveLength(4);
  for (const [name, page] of Object.entries(others)) {
    await test.step(`${name} finds no trace of them`, async () => {
      await expect(discussion(page).getByText('Abiertos (0)')).toBeVisible();
      expect(await marked(page)).toBe('');
      for (const path of [document, `${document}/hilos`, `${document}/proceso`, '/trabajo']) {
        for (const address of [path, `${path}/__data.json`]) {
          const answer = await page.request.get(address);
          expect(answer.ok(), address).toBe(true);
          const source = await answer.text();
          for (const secret of secrets) expect(source, address).not.toContain(secret);
        }
      }
      await page.goto(`${document}/hilos`);
      await expect(page.getByRole('heading', { name: 'Abiertos (0)' })).toBeVisible();
      await expectAccessible(page);
    });
  }
  await civil.reload();
  await expect(discussion(civil).getByText(toSector)).toBeVisible();
  await expect(discussion(civil).getByText(toOffice)).toBeVisible();
});

/** Brings somebody into the organization of each of those who invite, one after the other. */
async function takePartForAll(person: Page, email: string, name: string, inviting: readonly Page[]) {
  for (const page of inviting) {
    await page.goto(OAXACA);
    await page.getByText('Invitar a una persona', { exact: true }).click();
    await page.getByLabel('Correo electrónico de la persona').fill(email);
    await page.getByRole('button', { name: 'Enviar invitación' }).click();
    await expect(page.getByText(`Enviamos a ${email} un enlace para entrar.`)).toBeVisible();
    await person.goto('/buzon');
    await person.getByRole('article').filter({ hasText: email }).first().getByRole('link').click();
    await person.getByRole('button', { name: 'Continuar' }).click();
    await person.waitForURL((url) => !url.pathname.startsWith('/auth'));
    await person.goto('/trabajo');
    // Asked once: whoever has said their name is not asked with the second invitation.
    if (page === inviting[0]) await person.getByLabel('Su nombre').fill(name);
    else await expect(person.getByLabel('Su nombre')).toHaveCount(0);
    await person.getByRole('button', { name: 'Aceptar', exact: true }).click();
    await expect(person.getByText(/le invita a participar en nombre de/)).toHaveCount(0);
  }
}

test('whoever takes part for two organizations says for which, and sees whom that tells', async ({
  as,
  anyone,
}) => {
  const document = await documentToDiscuss(await as('coordinacion'), 'Diagnóstico con dos voces');
  const [civil, state] = [await as('osc'), await as('estado')];
  const person = await anyone();
  await takePartForAll(person, 'enlace.doble@red.test', 'Enlace de las dos', [civil, state]);
  for (const page of [civil, state, person]) await page.goto(document);
  await expect.poll(() => wordsOf(person)).toBe(TEXT);
  await selectWords(person, PASSAGE);
  await person.getByRole('button', { name: 'Comentar', exact: true }).click();
  const form = discussion(person).getByRole('form', { name: 'Comentario nuevo' });
  const words = 'Esto solo lo digo entre nosotras.';
  await form.getByLabel('Su comentario').fill(words);
  await form.getByRole('radio', { name: 'Solo mi sector' }).check();
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(form.getByText('Falta decir por qué organización habla usted.')).toBeVisible();
  await expectAccessible(person);

  const voice = form.getByLabel('Por quién habla');
  await voice.selectOption({ index: 1 });
  await expect(form.getByRole('radio', { name: 'Solo el sector Estado' })).toBeChecked();
  await voice.selectOption({ index: 2 });
  const audience = form.getByRole('radio', { name: 'Solo el sector Sociedad civil' });
  await expect(audience).toBeChecked();
  await expect(audience).toHaveAccessibleDescription(/^Hoy son: .*Las demás partes no sabrán que existe/);
  await expectAccessible(person);
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(discussion(person).getByText(words)).toBeVisible();
  await expect(discussion(civil).getByText(words)).toBeVisible();
  await state.reload();
  await expect.poll(() => wordsOf(state)).toBe(TEXT);
  await expect(discussion(state).getByText('Abiertos (0)')).toBeVisible();
  expect(await state.content()).not.toContain(words);
});

test('a voice that is lost while a confidence is written is not replaced by another, nor is the sector', async ({
  as,
  anyone,
}) => {
  const document = await documentToDiscuss(await as('coordinacion'), 'Diagnóstico con una voz que se pierde');
  const [civil, state] = [await as('osc'), await as('estado')];
  const person = await anyone();
  await takePartForAll(person, 'enlace.una@red.test', 'Enlace que queda con una', [civil, state]);
  for (const page of [state, person]) await page.goto(document);
  await expect.poll(() => wordsOf(person)).toBe(TEXT);
  await selectWords(person, PASSAGE);
  await person.getByRole('button', { name: 'Comentar', exact: true }).click();
  const form = discussion(person).getByRole('form', { name: 'Comentario nuevo' });
  const words = 'Esto no es para el gobierno.';
  const voice = form.getByLabel('Por quién habla');
  const send = form.getByRole('button', { name: 'Enviar comentario' });
  await form.getByLabel('Su comentario').fill(words);
  await voice.selectOption({ index: 2 });
  await form.getByRole('radio', { name: 'Solo el sector Sociedad civil' }).check();
  const meant = (await voice.locator('option:checked').textContent()) ?? '';

  await civil.goto(OAXACA);
  await civil.getByText('Personas de su organización', { exact: true }).click();
  await civil.getByRole('button', { name: /^Terminar pertenencia de Enlace que queda con una a / }).click();
  await civil
    .getByRole('dialog', { name: '¿Terminar la pertenencia de Enlace que queda con una?' })
    .getByRole('button', { name: 'Terminar pertenencia', exact: true })
    .click();

  const told = form.getByRole('status');
  await expect(told).toContainText(`Mientras usted escribía dejó de ser posible hablar por ${meant}`);
  await expect(told).toContainText('Elija de nuevo por quién habla y quién lee su comentario.');
  await expect(voice.locator('option')).toHaveCount(2);
  await expect(voice).toHaveValue('');
  await expect(form.getByRole('radio', { checked: true })).toHaveCount(0);
  await expect(form.getByRole('radio', { name: 'Solo el sector Estado' })).toHaveCount(0);
  await expect(form.getByLabel('Su comentario')).toHaveValue(words);
  await expectAccessible(person);

  await test.step('nothing is sent that was not chosen', async () => {
    await send.click();
    await expect(form.getByText('Este dato es obligatorio.')).toBeVisible();
    await form.getByRole('radio', { name: 'Solo mi sector' }).check();
    await send.click();
    await expect(form.getByText('Falta decir por qué organización habla usted.')).toBeVisible();
    await expect(form.getByLabel('Su comentario')).toHaveValue(words);
    await expectAccessible(person);
    await state.reload();
    await expect.poll(() => wordsOf(state)).toBe(TEXT);
    await expect(discussion(state).getByText('Abiertos (0)')).toBeVisible();
    expect(await state.content()).not.toContain(words);
  });

  await test.step('chosen anew it is sent, to those who are named then', async () => {
    await voice.selectOption({ index: 1 });
    await expect(told).toHaveText('');
    await form.getByRole('radio', { name: 'Solo el sector Estado' }).check();
    await send.click();
    await expect(discussion(state).getByText(words)).toBeVisible();
    await expect(
      threadBy(state, 'Enlace que queda con una').getByText('Solo el sector Estado'),
    ).toBeVisible();
  });
});
