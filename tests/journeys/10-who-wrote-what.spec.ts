import {
  addChapter,
  chaptersOf,
  expectSaved,
  openNewDocument,
  textOf,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

const STATE = 'El estado informa que hay sesenta y ocho municipios sin red de agua.';
const FEDERATION = 'La Federación informa que los fondos crecieron en tres años.';

test('who wrote what is seen by colour, sign and figure; an earlier text is looked at, restored, and that undone', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico con pasado');
  await addChapter(coordinator, 'Agua');
  const state = await as('estado');
  await state.goto(document);
  await write(state, STATE);
  await expectSaved(state);
  const federation = await as('federal');
  await federation.goto(document);
  await expect(textOf(federation)).toContainText(STATE);
  await write(federation, `\n${FEDERATION}`);
  await expectSaved(federation);

  await test.step('each one’s words are on their sector’s colour, with a sign, in words and in figures', async () => {
    const reader = await as('osc');
    await reader.goto(document);
    await reader.getByRole('link', { name: 'Quién escribió qué' }).click();
    await expect(reader.getByRole('heading', { level: 1, name: 'Quién escribió qué' })).toBeVisible();
    const text = reader.getByRole('region', { name: 'Texto del capítulo' });
    const runs = text.locator('.run');
    await expect(runs).toHaveCount(2);
    await expect(runs.nth(0)).toContainText(STATE);
    await expect(runs.nth(1)).toContainText(FEDERATION);
    await expect(text.locator('.run-sign')).toHaveText(['E', 'F']);
    const colours = await runs.evaluateAll((all) => all.map((run) => getComputedStyle(run).backgroundColor));
    expect(new Set(colours).size).toBe(2);
    await expect(runs.nth(1)).toHaveAttribute('title', /Enlace federal · .* · Federación · \d/);
    const total = STATE.length + FEDERATION.length;
    const percent = Math.round((STATE.length / total) * 100);
    const shares = reader.getByRole('table', { name: 'Parte del texto por sector' });
    await expect(shares.getByRole('row', { name: 'Estado' })).toContainText(`${percent} %`);
    await expect(shares.getByRole('row', { name: 'Federación' })).toContainText(`${100 - percent} %`);
    await expectAccessible(reader);
    await reader.getByRole('link', { name: 'Por persona' }).click();
    await expect(text.locator('.run-sign')).toHaveText(['1', '2']);
    await expect(reader.getByRole('row', { name: /1\s+Funcionariado estatal/ })).toBeVisible();
    await expectAccessible(reader);
    await reader.getByRole('link', { name: 'Historial', exact: true }).click();
    await expect(reader.getByRole('listitem').filter({ hasText: 'Enlace federal' })).toContainText(
      `Caracteres agregados: ${FEDERATION.length}; quitados: 0`,
    );
    await expectAccessible(reader);
    await reader.getByRole('link', { name: /^Ver el texto de ese momento: Enlace federal/ }).click();
    await expect(reader.getByText('Solo quienes pueden escribir')).toHaveCount(0);
  });

  await test.step('a stranger to the process finds nothing', async () => {
    const stranger = await as('otroestado');
    const chapter = new URL(coordinator.url()).searchParams.get('capitulo');
    for (const path of ['historial', 'historial/1', 'historial/1/texto.json', 'autoria']) {
      const answer = await stranger.request.get(`${document}/capitulos/${chapter}/${path}`);
      expect(answer.status()).toBe(404);
    }
  });

  const both = `${STATE}\n${FEDERATION}`;
  await test.step('the text before the second sitting, and what changed since', async () => {
    await state.getByRole('link', { name: 'Historial', exact: true }).click();
    await state.getByRole('link', { name: /^Ver el texto de ese momento: Funcionariado estatal/ }).click();
    const past = state.getByRole('region', { name: 'Texto del capítulo' });
    await expect(past.getByText('1 párrafo cambió. Palabras agregadas: 10; quitadas: 0.')).toBeVisible();
    await expect(past.locator('.prose ins')).toContainText(FEDERATION);
    await expectAccessible(state);
    await state.getByRole('link', { name: 'Solo el texto' }).click();
    await expect(past.locator('.prose')).toHaveText(STATE);
    await state.emulateMedia({ media: 'print' });
    const [whole, text] = [await state.getByRole('main').boundingBox(), await past.boundingBox()];
    expect(text!.width, 'printed, it leaves no room for what is not').toBeGreaterThan(whole!.width - 64);
    await state.emulateMedia({ media: null });
  });

  await test.step('it is restored as an edit of one’s own, in everybody’s text', async () => {
    await state.getByRole('link', { name: 'Restaurar este texto' }).click();
    const question = state.getByRole('dialog', { name: /^¿Restaurar el texto del/ });
    await expectAccessible(state);
    await question.getByRole('button', { name: 'Restaurar', exact: true }).click();
    await expect.poll(() => wordsOf(state)).toBe(STATE);
    await expect.poll(() => wordsOf(federation)).toBe(STATE);
    await expectSaved(state);
    await expect.poll(() => new URL(state.url()).searchParams.has('restaurar')).toBe(false);
  });

  await test.step('and undone with one key', async () => {
    await expect(textOf(state)).toBeFocused();
    await state.keyboard.press('Control+z');
    await expect.poll(() => wordsOf(state)).toBe(both);
    await expect.poll(() => wordsOf(federation)).toBe(both);
    await expectSaved(state);
  });

  await test.step('whose the words are did not change by any of it, and nothing is gone from the history', async () => {
    await state.getByRole('link', { name: 'Quién escribió qué' }).click();
    const runs = state.getByRole('region', { name: 'Texto del capítulo' }).locator('.run');
    await expect(runs.nth(0)).toHaveAttribute('title', /^Funcionariado estatal/);
    await expect(runs.nth(1)).toHaveAttribute('title', /^Enlace federal/);
    await expect(runs).toHaveCount(2);
    await state.getByRole('link', { name: 'Historial', exact: true }).click();
    await expect(state.getByRole('link', { name: /^Ver el texto de ese momento/ })).toHaveCount(3);
  });

  await test.step('a restored text is taken back by restoring the one before it', async () => {
    await state.goto(document);
    await expect.poll(() => wordsOf(state)).toBe(both);
    const chapter = new URL(
      (await chaptersOf(state).getByRole('link', { name: 'Agua' }).getAttribute('href'))!,
      state.url(),
    );
    const id = chapter.searchParams.get('capitulo');
    const head = async () => {
      await state.goto(`${document}/capitulos/${id}/historial`);
      const newest = state.getByRole('link', { name: /^Ver el texto de ese momento/ });
      const entries = await newest.evaluateAll((links) =>
        links.map((link) => Number(link.getAttribute('href')?.split('/').at(-1))),
      );
      return Math.max(...entries);
    };
    const before = await head();
    const restore = async (entry: number) => {
      await state.goto(`${document}?capitulo=${id}&restaurar=${entry}`);
      await state.getByRole('dialog').getByRole('button', { name: 'Restaurar', exact: true }).click();
    };
    await restore(2);
    await expect.poll(() => wordsOf(state)).not.toBe(both);
    await expectSaved(state);
    await restore(before);
    await expect.poll(() => wordsOf(state)).toBe(both);
    await expect.poll(() => wordsOf(federation)).toBe(both);
  });
});
