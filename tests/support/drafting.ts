import { expect, type Locator, type Page, test } from '@playwright/test';
import { arrangementId } from '#demo/seed-arrangements.ts';

/** The page of the arrangement in which everything can be tried. */
export const OAXACA = `/arreglos/${arrangementId('oaxaca')}`;

/** The coordination opens a document of its own for a journey. @returns its path */
export async function openNewDocument(page: Page, title: string): Promise<string> {
  // What is sent twice is there once: a second try begins with another document.
  const { retry, repeatEachIndex } = test.info();
  const tries = retry + repeatEachIndex;
  await page.goto(OAXACA);
  await page.getByText('Nuevo documento', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Título' }).fill(tries ? `${title} (${tries + 1})` : title);
  await page.getByRole('button', { name: 'Crear documento' }).click();
  await page.waitForURL('**/documentos/*');
  return new URL(page.url()).pathname;
}

export const chaptersOf = (page: Page): Locator => page.getByRole('navigation', { name: 'Capítulos' });

/** Adds a chapter at the end and opens it. */
export async function addChapter(page: Page, title: string): Promise<void> {
  const list = chaptersOf(page);
  const field = list.getByRole('textbox', { name: 'Título del capítulo' });
  if (!(await field.isVisible())) await list.getByText('Agregar capítulo', { exact: true }).click();
  await field.fill(title);
  await list.getByRole('button', { name: 'Agregar', exact: true }).click();
  await expect(list.getByRole('link', { name: title })).toHaveAttribute('aria-current', 'page');
}

/** The editor's region. It is there once the text is in step with the server. */
export const textOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Texto del capítulo' });

/** The text as its readers read it, without the flags of other people's carets. */
export async function wordsOf(page: Page): Promise<string> {
  return textOf(page).evaluate((region) => {
    const copy = region.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.caret')) caret.remove();
    return [...copy.children].map((block) => block.textContent?.replaceAll('\u2060', '') ?? '').join('\n');
  });
}

/** Types at the end of the chapter's text; a new line begins a paragraph. */
export async function write(page: Page, words: string): Promise<void> {
  await textOf(page).click();
  await page.keyboard.press('Control+End');
  // The browser moves the caret at once and tells the editor a little later; nobody types in between.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
  await typeLines(page, words);
}

/** Types where the caret stands. */
export async function typeLines(page: Page, words: string): Promise<void> {
  for (const [at, line] of words.split('\n').entries()) {
    if (at > 0) await page.keyboard.press('Enter');
    await page.keyboard.type(line);
  }
}

/** Waits until everything typed is acknowledged as durable. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText(/^Guardado en el servidor \d/)).toBeVisible();
}

/** Puts the caret at the end of a paragraph, and shows that it is there. */
export async function placeCaret(page: Page, paragraph: string) {
  await expect(textOf(page)).toContainText(paragraph);
  await textOf(page).getByText(paragraph).click();
  await page.keyboard.press('End');
  const caretIn = () =>
    page.evaluate(() => getSelection()?.focusNode?.parentElement?.closest('p, h2, h3, h4')?.textContent);
  await expect.poll(caretIn).toContain(paragraph);
}

/** Selects words of the text with the mouse, as a reader does. */
export async function selectWords(page: Page, words: string): Promise<void> {
  const ends = await textOf(page).evaluate((region, wanted) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
      const edge = (offset: number) => {
        const range = document.createRange();
        range.setStart(node, offset);
        range.setEnd(node, offset + 1);
        return range.getBoundingClientRect();
      };
      const [first, last] = [edge(at), edge(at + wanted.length - 1)];
      return [
        { x: first.left + 1, y: first.top + first.height / 2 },
        { x: last.right - 1, y: last.top + last.height / 2 },
      ];
    }
    return null;
  }, words);
  if (!ends) throw new Error(`The text has no «${words}».`);
  await page.mouse.move(ends[0]!.x, ends[0]!.y);
  await page.mouse.down();
  await page.mouse.move(ends[1]!.x, ends[1]!.y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString().trim())).toBe(words);
}
