import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { addChapter, expectSaved, openNewDocument, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { appendToLog, logOf } from '../support/system-database.ts';

const chapterIn = (page: Page) => new URL(page.url()).searchParams.get('capitulo')!;
/** The text where no editor holds it. */
const shownIn = (page: Page) => page.getByRole('region', { name: 'Texto del capítulo' });

function element(name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
}
const paragraph = (words: string) => element('paragraph', new Y.XmlText(words));

/** A document with one chapter that nobody has open any more. */
async function leaveText(coordinator: Page, title: string): Promise<{ document: string; chapter: string }> {
  const document = await openNewDocument(coordinator, title);
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Lo que se conoce.');
  await expectSaved(coordinator);
  const chapter = chapterIn(coordinator);
  await coordinator.goto('/trabajo');
  await coordinator.waitForTimeout(3_000);
  return { document: `${document}?capitulo=${chapter}`, chapter };
}

test('case 11: a text with something newer than the page is shown, locked with words, and loses nothing', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const { document, chapter } = await leaveText(coordinator, 'Diagnóstico de otra versión');
  await appendToLog(chapter, (text) =>
    text.insert(text.length, [element('callout', paragraph('Lo que es nuevo.'))]),
  );
  const before = await logOf(chapter);
  expect(before).toContain('<callout>');

  const reader = await as('osc');
  for (const page of [coordinator, reader]) {
    await page.goto(document);
    await expect(page.getByText('Esta página es más antigua que el texto')).toBeVisible();
    await expect(shownIn(page)).toContainText('Lo que se conoce.');
    await expect(shownIn(page)).toContainText('Lo que es nuevo.');
    await expect(textOf(page)).toHaveCount(0);
  }
  await expectAccessible(coordinator);
  await coordinator.waitForTimeout(3_000);
  expect(await logOf(chapter)).toBe(before);
});

test('case 11: a list that two honest edits broke is shown to readers and mended by a writer, with every word', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const { document, chapter } = await leaveText(coordinator, 'Diagnóstico con una lista rota');
  await appendToLog(chapter, (text) =>
    text.insert(text.length, [
      element('bulletList', element('listItem', element('listItem', paragraph('Dentro de otra.')))),
      element(
        'table',
        element('tableRow', element('tableCell', paragraph('Una celda.'))),
        element('tableRow'),
      ),
    ]),
  );
  const before = await logOf(chapter);

  const reader = await as('osc');
  await reader.goto(document);
  await expect(reader.getByText('El texto se está acomodando')).toBeVisible();
  await expect(shownIn(reader)).toContainText('Dentro de otra.');
  await expect(shownIn(reader)).toContainText('Una celda.');
  await reader.waitForTimeout(3_000);
  expect(await logOf(chapter)).toBe(before);

  await coordinator.goto(document);
  await expect(textOf(coordinator)).toBeVisible();
  for (const words of ['Lo que se conoce.', 'Dentro de otra.', 'Una celda.']) {
    expect(await wordsOf(coordinator)).toContain(words);
  }
  await expect(textOf(reader)).toContainText('Dentro de otra.');
  await write(coordinator, ' Y se sigue.');
  await expectSaved(coordinator);
  await expect.poll(() => wordsOf(reader)).toContain('Y se sigue.');
  expect((await logOf(chapter)).match(/Dentro de otra\./g)).toHaveLength(1);
});
