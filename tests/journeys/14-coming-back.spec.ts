import type { Page } from '@playwright/test';
import {
  addChapter,
  chaptersOf,
  expectSaved,
  openNewDocument,
  selectWords,
  textOf,
  typeLines,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { startOfficeProxy } from '../support/office-proxy.ts';
import { takeStep } from '../support/process.ts';
import { holdPostgres, logOf } from '../support/system-database.ts';

const chapterIn = (page: Page) => new URL(page.url()).searchParams.get('capitulo')!;
/** The save state as it is shown; it is said aloud in another place. */
const saveStateOf = (page: Page) => page.locator('[data-save]');
const times = (text: string, words: string) => text.split(words).length - 1;

/** A document with one chapter, open and saved. @returns its address */
async function openText(coordinator: Page, title: string): Promise<string> {
  await openNewDocument(coordinator, title);
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Al principio.');
  await expectSaved(coordinator);
  return `${new URL(coordinator.url()).pathname}?capitulo=${chapterIn(coordinator)}`;
}

/** Closes a tab as a person does, leaving whatever it asks: until it is gone its context cannot be spoken to. */
async function closeTab(page: Page): Promise<void> {
  const gone = page.waitForEvent('close');
  page.on('dialog', (dialog) => void dialog.accept());
  await page.close({ runBeforeUnload: true });
  await gone;
}

test('case 28: two hours without a network, the tab closed meanwhile: all comes back, beside the others’, once', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico escrito sin red');
  const state = await as('estado');
  await state.clock.install();
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');

  const device = state.context();
  await device.setOffline(true);
  await write(state, '\nSin red.');
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambios se enviarán al volver/);
  await write(coordinator, '\nMientras tanto.');
  await expectSaved(coordinator);
  await state.clock.fastForward('02:00:00');
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambios/);

  await test.step('whoever closes the tab is warned', async () => {
    const asked = state.waitForEvent('dialog');
    await closeTab(state);
    expect((await asked).type()).toBe('beforeunload');
  });

  await device.setOffline(false);
  const again = await device.newPage();
  await again.goto(address);
  await expect.poll(() => wordsOf(again)).toContain('Sin red.');
  await expect.poll(() => wordsOf(coordinator)).toContain('Sin red.');
  for (const page of [again, coordinator]) {
    const words = await wordsOf(page);
    for (const each of ['Al principio.', 'Sin red.', 'Mientras tanto.']) expect(times(words, each)).toBe(1);
  }
  await again.reload();
  await expect.poll(() => wordsOf(again)).toContain('Sin red.');
  expect(times(await wordsOf(again), 'Sin red.')).toBe(1);
});

test('what a tab wrote without a network and was closed with, another tab of its author sends, without being opened anew', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico en dos pestañas');
  const stays = await as('estado');
  await stays.goto(address);
  await expect(textOf(stays)).toContainText('Al principio.');
  const device = stays.context();
  const closes = await device.newPage();
  await closes.goto(address);
  await expect(textOf(closes)).toContainText('Al principio.');

  await device.setOffline(true);
  await write(closes, '\nDe la otra pestaña.');
  await expect(saveStateOf(closes)).toHaveText(/^Sin conexión: \d+ cambios/);
  await closeTab(closes);
  // The browser tells the others a moment later that it is gone.
  await expect.poll(() => stays.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(1);
  const untrue = await stays.evaluateHandle(() => {
    const told: string[] = [];
    new MutationObserver(() => {
      const state = document.querySelector('[data-save]')?.textContent.trim() ?? '';
      const text = document.querySelector('[role=textbox][contenteditable=true]')?.textContent ?? '';
      if (state.startsWith('Guardado') && !text.includes('De la otra pestaña.')) told.push(state);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    return told;
  });
  await device.setOffline(false);
  await write(stays, ' Y de esta.');
  await expect.poll(() => wordsOf(coordinator)).toContain('De la otra pestaña.');
  await expectSaved(stays);
  expect(await untrue.jsonValue()).toEqual([]);
  await stays.reload();
  await expect(textOf(stays)).toContainText('Y de esta.');
  for (const page of [stays, coordinator])
    for (const each of ['Al principio.', 'De la otra pestaña.', ' Y de esta.'])
      expect(times(await wordsOf(page), each)).toBe(1);
});

test('whoever writes where the browser stores nothing is told not to close the tab, and until when', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico en un navegador que no guarda');
  const state = await as('estado');
  await state.addInitScript(() =>
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    }),
  );
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');
  const warning = state.getByRole('alert').filter({ hasText: 'No cierre esta pestaña' });

  await write(state, '\nCon red.');
  await expectSaved(state);
  await expect(warning).toHaveCount(0);
  await state.context().setOffline(true);
  await write(state, ' Sin red.');
  await expect(warning).toContainText('Este navegador no guarda en el dispositivo lo que falta por enviar.');
  await expectAccessible(state);
  await state.context().setOffline(false);
  await expectSaved(state);
  await expect(warning).toHaveCount(0);
  await expect.poll(() => wordsOf(coordinator)).toContain('Con red. Sin red.');
});

test('whoever loses the network while others’ news are being read keeps the text, and writes on', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico sin red a media lectura');
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');

  const device = state.context();
  const cut = state.waitForEvent('requestfailed', (request) => request.url().includes('__data.json'));
  await state.route(
    /__data\.json/,
    async (reading) => {
      await device.setOffline(true);
      await reading.abort('internetdisconnected');
    },
    { times: 1 },
  );
  await addChapter(coordinator, 'Salud');
  await cut;
  await write(state, '\nSin red.');
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambio/);
  await state.waitForTimeout(3_000);
  await expect(textOf(state)).toContainText('Sin red.');

  await device.setOffline(false);
  await expect(chaptersOf(state).getByRole('link', { name: 'Salud' })).toBeVisible();
  await coordinator.goto(address);
  await expect.poll(() => wordsOf(coordinator)).toContain('Sin red.');
});

test('case 31: edits made without a network come back over HTTP where no WebSocket passes', async ({
  as,
}) => {
  const proxy = await startOfficeProxy('refuse');
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico sin red en una oficina');
  const official = await as('estado', { proxy: { server: proxy.url, bypass: '<-loopback>' } });
  await official.goto(address);
  await expect(textOf(official)).toBeVisible({ timeout: 30_000 });
  await expect(official.getByText('Conexión alterna', { exact: true })).toBeVisible();
  await official.context().setOffline(true);
  await write(official, '\nDesde la oficina.');
  await expect(saveStateOf(official)).toHaveText(/^Sin conexión: \d+ cambios/);
  await official.context().setOffline(false);
  await expectSaved(official);
  await expect.poll(() => wordsOf(coordinator)).toContain('Desde la oficina.');
  expect(times(await wordsOf(coordinator), 'Desde la oficina.')).toBe(1);
  await official.close();
  await proxy.stop();
});

test('whoever leaves a chapter or signs out hears what is on this device alone', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico con dos capítulos');
  await addChapter(coordinator, 'Derechos');
  const second = new URL(coordinator.url()).search;
  const state = await as('estado');
  // The text's own line alone is broken: without any network nobody leaves.
  let broken = false;
  const cut: (() => unknown)[] = [];
  await state.context().route('**/collab**', (route) => route.abort());
  await state.context().routeWebSocket(/collab/, (socket) => {
    if (broken) return void socket.close();
    socket.connectToServer();
    cut.push(() => socket.close());
  });
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');
  broken = true;
  await Promise.all(cut.map((close) => close()));
  await write(state, ' Y después.');
  await expect(saveStateOf(state)).toHaveText(/^Reconectando: \d+ cambios/);

  const asked = state.waitForEvent('dialog');
  const pressed = state.getByRole('link', { name: 'Derechos' }).click();
  const dialog = await asked;
  expect(dialog.message()).toContain('todavía no están en el servidor');
  await dialog.dismiss();
  await pressed;
  await expect(textOf(state)).toContainText('Y después.');

  await closeTab(state);
  const again = await state.context().newPage();
  broken = false;
  await again.goto(new URL(address, coordinator.url()).pathname + second);
  await expect(again.getByText('En este dispositivo hay cambios que no llegaron al servidor')).toBeVisible();
  await expect(again.getByRole('link', { name: /^Contexto: \d+ cambios$/ })).toBeVisible();

  await test.step('signing out leads to the page that names them, and asks', async () => {
    await again.getByLabel('Su cuenta').click();
    await again.getByRole('button', { name: 'Cerrar la sesión' }).first().click();
    await again.waitForURL('**/salir');
    await expect(again.getByText('En este dispositivo hay cambios sin enviar')).toBeVisible();
    again.once('dialog', (each) => void each.dismiss());
    await again.getByRole('button', { name: 'Cerrar la sesión en este dispositivo' }).click();
    await again.getByRole('link', { name: /^Contexto: \d+ cambios$/ }).click();
  });
  await expect.poll(() => wordsOf(again)).toBe('Al principio. Y después.');
  await expect.poll(() => wordsOf(coordinator), 'the other chapter is untouched').not.toContain('Y después.');
});

test('what was refused stays on the device, more than once, until its author dismisses it', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico enviado mientras otro escribía');
  const document = new URL(address, coordinator.url()).pathname;
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');

  /** Without words the last letter is deleted. */
  const refuse = async (words: string | null) => {
    await state.context().setOffline(true);
    await write(state, words ?? '');
    if (words === null) await state.keyboard.press('Backspace');
    await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambios?/);
    await takeStep(coordinator, document, 'Enviar a revisión técnica', 'Va.');
    await state.context().setOffline(false);
  };
  const refused = state.getByRole('textbox', { name: 'Lo que usted escribió' });
  await refuse(' Llegó tarde.');
  await expect(refused).toHaveValue(/Llegó tarde\./);
  await expect(textOf(state)).not.toContainText('Llegó tarde.');
  await takeStep(coordinator, document, 'Devolver a redacción', 'Falta.');
  await expect(textOf(state)).not.toHaveAttribute('aria-readonly');
  await refuse(' Y otra vez.');
  await expect(refused).toHaveValue(/Y otra vez\./);
  await expect(refused).toHaveValue(/Llegó tarde\./);
  expect(await wordsOf(state)).toBe('Al principio.');

  const asked = state.waitForEvent('dialog');
  const leaving = state.locator('a[href="/trabajo"]').first().click();
  const question = await asked;
  expect(question.message()).toContain('Sobre el texto hay palabras suyas que el documento no contiene.');
  await question.dismiss();
  await leaving;
  state.on('dialog', (dialog) => void dialog.accept());
  await state.reload();
  await expect(refused).toHaveValue(/Llegó tarde\.[^]*Y otra vez\.|Y otra vez\.[^]*Llegó tarde\./);
  await state.getByRole('button', { name: 'Ya no lo necesito' }).click();
  await state.getByRole('button', { name: 'Descartarlo' }).click();
  await expect(refused).toHaveCount(0);
  await state.reload();
  await expect(textOf(state)).toContainText('Al principio.');
  await expect(refused).toHaveCount(0);

  await test.step('of words that were deleted it says that they still stand, and shows none of what was saved', async () => {
    await takeStep(coordinator, document, 'Devolver a redacción', 'Falta.');
    await expect(textOf(state)).not.toHaveAttribute('aria-readonly');
    await write(state, ' Guardado.');
    await expectSaved(state);
    await refuse(null);
    await expect(state.getByText('Con ellos usted quitaba texto del documento')).toBeVisible();
    await expect(refused).toHaveCount(0);
    expect(await wordsOf(state)).toBe('Al principio. Guardado.');
    await expectAccessible(state);
    await state.getByRole('button', { name: 'Ya no lo necesito' }).click();
    await expect(state.getByText('Con ellos usted quitaba texto del documento')).toHaveCount(0);
  });
});

test('a chapter that is taken out takes no unsent words out of sight', async ({ as }) => {
  const coordinator = await as('coordinacion');
  await openText(coordinator, 'Diagnóstico al que le quitan un capítulo');
  await addChapter(coordinator, 'Derechos');
  const address = new URL(coordinator.url());
  const state = await as('estado');
  state.on('dialog', (dialog) => void dialog.accept());
  await state.goto(address.pathname + address.search);
  await expect(textOf(state)).toBeVisible();
  await state.context().setOffline(true);
  await write(state, 'Sin red.\nNi aviso.');
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambios/);
  const removed = await coordinator.request.post(`${address.pathname}?/quitar`, {
    form: { chapter: chapterIn(coordinator) },
    headers: { origin: address.origin },
  });
  expect(removed.ok()).toBe(true);
  await state.context().setOffline(false);

  const words = state.getByRole('textbox', { name: 'Lo que usted escribió' });
  await expect(state.getByText('Este capítulo fue quitado del documento.')).toBeVisible();
  await expect(words).toHaveValue('Sin red.\nNi aviso.');
  await expect(textOf(state)).toContainText('Sin red.');
  await expect(textOf(state)).toHaveAttribute('aria-readonly', 'true');
  await expect(saveStateOf(state)).toHaveText('No se pudo guardar: este capítulo fue quitado del documento');
  await expectAccessible(state);

  await state.reload();
  await expect(textOf(state)).toContainText('Al principio.');
  await expect(words).toHaveValue('Sin red.\nNi aviso.');
  await state.goto('/salir');
  await expect(words).toHaveValue('Sin red.\nNi aviso.');
  await expect(state.getByRole('link', { name: /^Derechos: \d+ cambios$/ })).toHaveCount(0);
  await expectAccessible(state);
  await state.getByRole('button', { name: 'Ya no lo necesito' }).click();
  await state.getByRole('button', { name: 'Descartarlo' }).click();
  await expect(words).toHaveCount(0);
  await state.goto(address.pathname + address.search);
  await expect(textOf(state)).toContainText('Al principio.');
  await expect(words).toHaveCount(0);
});

test('what is typed while a step freezes the text is in the version or with its author, to the letter', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico congelado mientras se escribía');
  const document = new URL(address, coordinator.url()).pathname;
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  const typist = await coordinator.context().newPage();
  await typist.goto(address);
  await write(typist, ' ');
  const refused = typist.getByRole('textbox', { name: 'Lo que usted escribió' });

  let typing = true;
  let typed = 0;
  const states = new Set<string>();
  const written = (async () => {
    for (; typing; typed += 1) {
      await typist.keyboard.type(`${typed + 1}, `, { delay: 40 });
      states.add((await saveStateOf(typist).textContent())!.replaceAll(/\d.*$/g, '').trim());
    }
  })();
  await expect.poll(() => typed).toBeGreaterThan(5);
  await takeStep(coordinator, document, 'Abrir la consulta');
  await expect(refused).toBeVisible({ timeout: 5_000 });
  typing = false;
  await written;
  await expect(typist.getByText('El documento está en Consulta')).toBeVisible();
  expect([...states].filter((words) => words.startsWith('No se pudo guardar'))).toEqual([]);

  // The paragraph as its author had it is what the document has, and what it did not take.
  await expect(textOf(typist)).toHaveAttribute('aria-readonly', 'true');
  const kept = await wordsOf(typist);
  const mine = await refused.inputValue();
  expect(mine.startsWith(kept)).toBe(true);
  expect(mine.length).toBeGreaterThan(kept.length);
  const numbers = mine.match(/\d+(?=, )/g)!.map(Number);
  expect(numbers.length).toBeGreaterThan(5);
  expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  await coordinator.getByRole('link', { name: 'Versión 1', exact: true }).click();
  // Its paragraph has a link of its own beside the words, which end there: no letter more is in it.
  const escaped = kept.trim().replaceAll('.', String.raw`\.`);
  await expect(coordinator.getByText(new RegExp(`${escaped}\\s*$`)).first()).toBeVisible();
});

test('case 20: while Postgres stands still the text says that it is not saved; then all of it is', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  await openText(coordinator, 'Diagnóstico sin base de datos');
  const chapter = chapterIn(coordinator);
  const resume = holdPostgres();
  try {
    await typeLines(coordinator, ' Mientras falta.');
    await expect(saveStateOf(coordinator)).toHaveText(/^No se pudo guardar/, { timeout: 2_000 });
    await coordinator.waitForTimeout(5_000);
    await expect(saveStateOf(coordinator)).toHaveText(/^No se pudo guardar/);
  } finally {
    resume();
  }
  await expect(saveStateOf(coordinator)).toHaveText(/^Guardado en el servidor/, { timeout: 10_000 });
  expect(await logOf(chapter)).toContain('Mientras falta.');
});

test('case 22: an editor in which nobody types any more stores by itself what could not be stored', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  await openText(coordinator, 'Diagnóstico de quien ya no escribe');
  const chapter = chapterIn(coordinator);
  const resume = holdPostgres();
  try {
    await typeLines(coordinator, ' Lo último.');
    await coordinator.waitForTimeout(8_000);
  } finally {
    resume();
  }
  await expect.poll(() => logOf(chapter), { timeout: 10_000 }).toContain('Lo último.');
  await expect(saveStateOf(coordinator)).toHaveText(/^Guardado en el servidor/);
});

test('case 21: what could not be stored when its tab was closed is stored once it is opened again', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico de quien cerró');
  const chapter = chapterIn(coordinator);
  const resume = holdPostgres();
  try {
    await typeLines(coordinator, ' Antes de cerrar.');
    await expect(saveStateOf(coordinator)).toHaveText(/^No se pudo guardar/, { timeout: 2_000 });
    await closeTab(coordinator);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
  } finally {
    resume();
  }
  const again = await coordinator.context().newPage();
  await again.goto(address);
  await expect.poll(() => logOf(chapter), { timeout: 10_000 }).toContain('Antes de cerrar.');
  await expect.poll(() => wordsOf(again)).toBe('Al principio. Antes de cerrar.');
});

async function caretAt(page: Page, words: string, key: 'Home' | 'End'): Promise<void> {
  await expect(textOf(page)).toHaveAttribute('contenteditable', 'true');
  await expect(async () => {
    await textOf(page).getByText(words).click();
    await page.keyboard.press(key);
    const [at, end] = await page.evaluate((sought) => {
      const { anchorNode, anchorOffset } = getSelection()!;
      const text = anchorNode?.textContent ?? '';
      return text.includes(sought) ? [anchorOffset, text.length] : [-1, 0];
    }, words);
    expect(at).toBe(key === 'Home' ? 0 : end);
  }).toPass();
}

test('words typed into a paragraph that somebody else reshapes, joins or removes are kept', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico que se rehace');
  await typeLines(coordinator, '\nEl segundo dice.\nEl tercero.');
  await expectSaved(coordinator);
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('El tercero.');
  await test.step('while both are there: a paragraph becomes a heading', async () => {
    const words = ' Uno dos tres cuatro cinco seis siete ocho.';
    await caretAt(coordinator, 'El segundo', 'Home');
    await caretAt(state, 'El segundo', 'End');
    const typing = state.keyboard.type(words, { delay: 60 });
    await expect(textOf(coordinator)).toContainText('Uno dos');
    await coordinator.keyboard.press('Control+Alt+2');
    await typing;
    await expect(textOf(coordinator).getByRole('heading')).toContainText(`El segundo dice.${words}`);
    await expectSaved(state);
    expect(await wordsOf(state)).toBe(`Al principio.\nEl segundo dice.${words}\nEl tercero.`);
  });

  await test.step('without a network: it is joined to the one before', async () => {
    await state.context().setOffline(true);
    await caretAt(state, 'El tercero', 'End');
    await state.keyboard.type(' Sin red.');
    await caretAt(coordinator, 'El tercero', 'Home');
    await coordinator.keyboard.press('Backspace');
    await expectSaved(coordinator);
    await state.context().setOffline(false);
    await expect(textOf(coordinator)).toContainText('ocho.El tercero. Sin red.');
    await expectSaved(state);
  });

  await test.step('without a network: it is removed, and its author is given the words', async () => {
    await state.context().setOffline(true);
    await caretAt(state, 'Al principio', 'End');
    await state.keyboard.type(' Nadie lo había leído.');
    await selectWords(coordinator, 'Al principio.');
    await coordinator.keyboard.press('Delete');
    await expect(textOf(coordinator)).not.toContainText('Al principio');
    await coordinator.keyboard.press('Delete');
    await expect(textOf(coordinator).getByRole('paragraph')).toHaveCount(0);
    await expectSaved(coordinator);
    await state.context().setOffline(false);
    const lost = state.getByRole('textbox', { name: 'Lo que usted escribió' });
    await expect(lost).toHaveValue(/Nadie lo había leído\./);
    await expect(
      state.getByText('alguien más, o usted en otra ventana, lo quitó o lo rehízo', { exact: false }),
    ).toBeVisible();
    await expect(saveStateOf(state)).toHaveText(/^Guardado, salvo/);
    await expectAccessible(state);
    await state.reload();
    await expect(lost).toHaveValue(/Nadie lo había leído\./);
    await state.getByRole('button', { name: 'Ya no lo necesito' }).click();
    await state.getByRole('button', { name: 'Descartarlo' }).click();
    await expect(lost).toHaveCount(0);
    await expect(textOf(state)).toBeFocused();
  });
});

test('whoever changes a paragraph without a network keeps in it what others saved there meanwhile, though these have left', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico que se rehace sin red');
  await typeLines(coordinator, '\nEl segundo.\nEl tercero.');
  await expectSaved(coordinator);
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('El tercero.');
  const device = state.context();

  await device.setOffline(true);
  await caretAt(state, 'Al principio', 'End');
  await state.keyboard.press('Control+Alt+2');
  await caretAt(coordinator, 'Al principio', 'End');
  await coordinator.keyboard.type(' Guardado por otra persona.');
  await expectSaved(coordinator);
  await coordinator.goto('/trabajo');
  await device.setOffline(false);
  await expect(textOf(state).getByRole('heading')).toHaveText('Al principio. Guardado por otra persona.');
  await expectSaved(state);

  await coordinator.goto(address);
  await expect(textOf(coordinator)).toContainText('El tercero.');
  await device.setOffline(true);
  await caretAt(state, 'El segundo', 'End');
  await state.keyboard.press('Control+Shift+8');
  await expect(textOf(state).getByRole('listitem')).toHaveCount(1);
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambio/);
  await closeTab(state);
  await caretAt(coordinator, 'El segundo', 'End');
  await coordinator.keyboard.type(' Y también esto.');
  await expectSaved(coordinator);
  await coordinator.goto('/trabajo');
  await device.setOffline(false);
  const again = await device.newPage();
  await again.goto(address);
  await expect(textOf(again).getByRole('listitem')).toHaveText('El segundo. Y también esto.');
  await expect(saveStateOf(again)).toHaveText(/^Guardado en el servidor/);
  await coordinator.goto(address);
  await expect
    .poll(() => wordsOf(coordinator))
    .toBe('Al principio. Guardado por otra persona.\nEl segundo. Y también esto.\nEl tercero.');
});

test('what was written without a network in the only chapter is still in view when that was taken out', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const address = await openText(coordinator, 'Diagnóstico de un solo capítulo');
  const state = await as('estado');
  await state.goto(address);
  await expect(textOf(state)).toContainText('Al principio.');
  await state.context().setOffline(true);
  await write(state, '\nSin red.');
  await expect(saveStateOf(state)).toHaveText(/^Sin conexión: \d+ cambios/);
  const list = coordinator.getByRole('navigation', { name: 'Capítulos' });
  await list.getByLabel('Opciones de «Contexto»').click();
  await list.getByRole('button', { name: 'Quitar capítulo' }).click();
  await coordinator.getByRole('dialog').getByRole('button', { name: 'Quitar capítulo' }).click();
  await expect(coordinator.getByText('Este documento todavía no tiene capítulos')).toBeVisible();
  await state.context().setOffline(false);
  const told = (page: Page) =>
    page.getByRole('alert').filter({ hasText: 'El capítulo «Contexto» fue quitado' });
  await expect(told(state)).toBeVisible();

  const elsewhere = await state.context().newPage();
  await elsewhere.goto(address);
  state.on('dialog', (dialog) => void dialog.accept());
  await state.reload();
  for (const page of [state, elsewhere]) {
    await expect(page.getByText('Este documento todavía no tiene capítulos')).toBeVisible();
    await expect(told(page).getByRole('textbox')).toHaveValue(/Sin red\./);
    await expectAccessible(page);
  }
  await elsewhere.close();
  await told(state).getByRole('button', { name: 'Copiar' }).click();
  await told(state).getByRole('button').last().click();
  const sure = state.getByRole('dialog').getByRole('button').last();
  if (await sure.isVisible()) await sure.click();
  await expect(told(state)).toHaveCount(0);
  await state.reload();
  await expect(state.getByText('Este documento todavía no tiene capítulos')).toBeVisible();
  await expect(told(state)).toHaveCount(0);
});
