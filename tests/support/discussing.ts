import { expect, type Page } from '@playwright/test';
import { addChapter, expectSaved, openNewDocument, selectWords, textOf, write } from './drafting.ts';

export const PASSAGE = 'faltan defensores de oficio que hablen zapoteco';
export const TEXT = `En los juzgados del estado ${PASSAGE} y mixe.\nLa medida tiene un plazo de dos años.`;

export const discussion = (page: Page) => page.getByRole('complementary', { name: 'Conversación' });
export const threadBy = (page: Page, author: string) =>
  discussion(page).getByRole('article', { name: `Hilo de ${author}` });

/** The passage as it is marked in the text, all its pieces together. */
export const marked = (page: Page) =>
  textOf(page)
    .locator('.passage')
    .evaluateAll((pieces) => pieces.map((piece) => piece.textContent?.replaceAll('\u2060', '')).join(''));

/** Comments on a passage, for everyone or for fewer. */
export async function comment(page: Page, passage: string, words: string, audience?: string) {
  await selectWords(page, passage);
  await page.getByRole('button', { name: 'Comentar', exact: true }).click();
  const form = discussion(page).getByRole('form', { name: 'Comentario nuevo' });
  await expect(form.getByText(/^Usted habla por /)).toBeVisible();
  await expect(form.getByText('Quien administra este servidor puede leer')).toBeVisible();
  await form.getByLabel('Su comentario').fill(words);
  if (audience) await form.getByRole('radio', { name: audience }).check();
  await form.getByRole('button', { name: 'Enviar comentario' }).click();
  await expect(discussion(page).getByText(words)).toBeVisible();
}

export async function documentToDiscuss(page: Page, title: string): Promise<string> {
  const document = await openNewDocument(page, title);
  await addChapter(page, 'Acceso a la justicia');
  await write(page, TEXT);
  await expectSaved(page);
  return document;
}
