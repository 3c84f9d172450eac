import type { Page } from '@playwright/test';
import {
  addChapter,
  expectSaved,
  openNewDocument,
  placeCaret,
  selectWords,
  textOf,
  wordsOf,
  write,
} from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

/** Two people in one chapter. */
async function openForTwo(coordinator: Page, state: Page, title: string, words: string): Promise<void> {
  const document = await openNewDocument(coordinator, title);
  await addChapter(coordinator, 'Metas');
  await write(coordinator, words);
  await expectSaved(coordinator);
  await state.goto(document);
  await expect.poll(() => wordsOf(state)).toBe(words);
}

/** Takes a paragraph out with the line break before it. */
async function removeBehind(page: Page, before: string): Promise<void> {
  await placeCaret(page, before);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
}

const insertTable = (page: Page) => page.getByRole('toolbar').getByRole('button', { name: 'Tabla' });

test('what is written in a dialog goes where its place is by now, or the dialog says that it is gone', async ({
  as,
}) => {
  const [coordinator, state] = [await as('coordinacion'), await as('estado')];
  const words = 'El plazo es de dos años.\nTercero al final.';
  await openForTwo(coordinator, state, 'Diagnóstico con enlaces', words);

  await test.step('a link on words of which another makes a heading', async () => {
    await selectWords(state, 'plazo');
    await state.keyboard.press('Control+k');
    await state.getByRole('dialog').getByRole('textbox').fill('https://ejemplo.mx/');
    await placeCaret(coordinator, 'El plazo es de dos años.');
    await coordinator.keyboard.press('Control+Alt+2');
    await expect(textOf(state).getByRole('heading')).toContainText('El plazo es de dos años.');
    await state.keyboard.press('Enter');
    for (const page of [coordinator, state]) {
      await expect(textOf(page).getByRole('heading').locator('a')).toHaveText('plazo');
      expect(await wordsOf(page)).toBe(words);
    }
  });

  for (const [what, open, field] of [
    ['a note', 'Insertar nota al pie', 'Texto de la nota'],
    ['a link', 'Enlace', 'Dirección'],
  ] as const) {
    await test.step(`${what} in a paragraph that another writes over`, async () => {
      const [old, fresh] = [(await wordsOf(state)).split('\n')[1]!, `Otra cosa con ${what}.`];
      await placeCaret(state, old);
      await state.getByRole('toolbar').getByRole('button', { name: open }).click();
      const dialog = state.getByRole('dialog');
      await dialog.getByLabel(field).fill('https://ejemplo.mx/nota');
      await textOf(coordinator).getByText(old).click({ clickCount: 3 });
      await coordinator.keyboard.type(fresh);
      await expect(textOf(state)).toContainText(fresh);
      await dialog.getByRole('button', { name: 'Guardar' }).click();
      await expect(dialog.getByRole('alert')).toContainText('ya no está en el texto');
      await expectAccessible(state);
      state.once('dialog', (asked) => void asked.accept());
      await dialog.locator('footer').getByRole('button', { name: 'Cancelar' }).click();
      await expect(dialog).toHaveCount(0);
      for (const page of [coordinator, state]) expect((await wordsOf(page)).split('\n')[1]).toBe(fresh);
      await expect(textOf(coordinator).locator('sup, p a')).toHaveCount(0);
    });
  }
});

test('what is asked for right after one’s paragraph went is done in a paragraph of one’s own', async ({
  as,
}) => {
  const [coordinator, state] = [await as('coordinacion'), await as('estado')];
  await openForTwo(coordinator, state, 'Diagnóstico con metas que se quitan', 'Antes.\nLa meta.\nLo último.');
  const remove = async () => {
    await placeCaret(state, 'La meta.');
    await state.keyboard.type(' Y');
    await expect(textOf(coordinator)).toContainText('La meta. Y');
    await removeBehind(coordinator, 'Antes.');
    await expect(textOf(state)).not.toContainText('La meta');
  };
  const again = async () => {
    await placeCaret(coordinator, 'Antes.');
    await coordinator.keyboard.press('Enter');
    await coordinator.keyboard.type('La meta.');
    await expect(textOf(state)).toContainText('La meta.');
  };

  await test.step('by a key', async () => {
    await remove();
    await state.keyboard.press('Control+Shift+8');
    await state.keyboard.type('Por viñeta.');
    await expect(textOf(coordinator).getByRole('listitem')).toContainText('Por viñeta.');
  });
  await test.step('in the toolbar', async () => {
    await again();
    await remove();
    await state.getByRole('toolbar').getByRole('button', { name: 'Cita' }).click();
    await state.keyboard.type('Por cita.');
    await expect(textOf(coordinator).locator('blockquote')).toContainText('Por cita.');
  });
  await test.step('when the menu of a table goes with it', async () => {
    await again();
    await placeCaret(coordinator, 'La meta.');
    await coordinator.keyboard.press('Enter');
    await insertTable(coordinator).click();
    await expect(textOf(state).getByRole('table')).toBeVisible();
    await textOf(state).getByRole('cell').last().click();
    await state.keyboard.type('42');
    await expect(textOf(coordinator)).toContainText('42');
    await insertTable(state).click();
    await expect(state.getByRole('menu')).toBeVisible();
    await insertTable(coordinator).click();
    await coordinator.getByText('Quitar tabla', { exact: true }).click();
    await expect(textOf(state).getByRole('table')).toHaveCount(0);
    await expect(state.getByRole('menu')).toHaveCount(0);
    await expect(textOf(state)).toBeFocused();
    await state.keyboard.type('Sigo.');
    await expect.poll(async () => (await wordsOf(coordinator)).split('\n')).toContain('Sigo.');
  });
  for (const page of [coordinator, state]) {
    const lines = (await wordsOf(page)).split('\n');
    expect([lines[0], lines.at(-1)]).toEqual(['Antes.', 'Lo último.']);
  }
});
