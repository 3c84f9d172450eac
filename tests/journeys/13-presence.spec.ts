import type { Page } from '@playwright/test';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { addChapter, expectSaved, openNewDocument, textOf, wordsOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

const FAR = 'Último párrafo.';

/** Waits until the page no longer scrolls by itself. */
async function standsStill(page: Page): Promise<void> {
  let at = -1;
  await expect
    .poll(
      async () => {
        const before = at;
        at = await page.evaluate(() => scrollY);
        return at === before;
      },
      { intervals: [300] },
    )
    .toBe(true);
}

test('one goes to where another writes, follows their caret, and is let go by one’s own doing', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico largo');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, `Primer párrafo.\n${'Más.\n'.repeat(35)}${FAR}`);
  await expectSaved(coordinator);

  const state = await as('estado');
  await state.goto(document);
  await expect(textOf(state)).toContainText(FAR);
  await state.getByLabel('2 personas aquí').click();
  const panel = state.getByRole('listitem').filter({ hasText: 'Coordinación técnica' });
  await expect(panel.getByRole('button', { name: 'Ir a donde está' })).toBeVisible();
  await expectAccessible(state);
  await expect(textOf(state).getByText(FAR)).not.toBeInViewport();
  await panel.getByRole('button', { name: 'Ir a donde está' }).click();
  await expect(textOf(state).getByText(FAR)).toBeInViewport();
  await expect(state.getByText('Siguiendo a', { exact: false })).toHaveCount(0);

  await state.getByLabel('2 personas aquí').click();
  await panel.getByRole('button', { name: 'Seguir', exact: true }).click();
  await expect(state.getByText('Siguiendo a Coordinación técnica')).toBeVisible();
  await expectAccessible(state);
  await coordinator.keyboard.press('Control+Home');
  await expect(textOf(state).getByText('Primer párrafo.')).toBeInViewport();
  await coordinator.keyboard.press('Control+End');
  await coordinator.keyboard.type(' Y algo más.');
  await expect(textOf(state).getByText(FAR)).toBeInViewport();

  await standsStill(state);
  // Over the text: the discussion beside it scrolls by itself.
  const sheet = (await textOf(state).boundingBox())!;
  await state.mouse.move(sheet.x + sheet.width / 2, 430);
  const before = await state.evaluate(() => scrollY);
  await state.mouse.wheel(0, -2_000);
  await expect(state.getByText('Siguiendo a Coordinación técnica')).toHaveCount(0);
  await expect.poll(() => state.evaluate(() => scrollY)).toBeLessThan(before);
  await standsStill(state);
  const left = await state.evaluate(() => scrollY);
  await coordinator.keyboard.type(' Y más.');
  await expect(textOf(state)).toContainText('Y más.');
  await standsStill(state);
  expect(await state.evaluate(() => scrollY), 'the page stays where one has put it').toBe(left);
  await expect(textOf(state).getByText(FAR)).not.toBeInViewport();
});

const AWARENESS = 1;

/** Presence as the wire has it: somebody's state in a chapter. */
function presenceOf(documentName: string, state: unknown): Buffer {
  const update = encoding.createEncoder();
  for (const number of [1, 4711, 1]) encoding.writeVarUint(update, number);
  encoding.writeVarString(update, JSON.stringify(state));
  const message = encoding.createEncoder();
  encoding.writeVarString(message, documentName);
  encoding.writeVarUint(message, AWARENESS);
  encoding.writeVarUint8Array(message, encoding.toUint8Array(update));
  return Buffer.from(encoding.toUint8Array(message));
}

test('a caret that cannot be drawn stops nobody’s writing, and nobody’s words are lost by it', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await openNewDocument(coordinator, 'Diagnóstico con un cursor roto');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Uno.');
  await expectSaved(coordinator);

  const state = await as('estado');
  // The server lets no such caret through: it is put on the wire behind it.
  let put = (_broken: unknown) => {};
  await state.routeWebSocket(/\/collab/, (page) => {
    const server = page.connectToServer();
    server.onMessage((message) => {
      const documentName = decoding.readVarString(decoding.createDecoder(new Uint8Array(message as Buffer)));
      put = (broken) =>
        page.send(presenceOf(documentName, { user: { name: 'X', canEdit: true }, cursor: broken }));
      page.send(message);
    });
  });
  await state.goto(document);
  await expect(textOf(state)).toContainText('Uno.');
  put({});
  await write(coordinator, ' Dos.');
  await expect(textOf(state)).toContainText('Dos.');
  await write(state, ' Tres.');
  await expectSaved(state);
  await expect(textOf(coordinator)).toContainText('Tres.');
  for (const page of [coordinator, state]) expect(await wordsOf(page)).toBe('Uno. Dos. Tres.');
});

test('a caret says who writes and for whom, who does nothing is shown so, and nobody’s typing is read aloud', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  await coordinator.clock.install();
  const document = await openNewDocument(coordinator, 'Diagnóstico con quien se va por un café');
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Escrito.');
  await expectSaved(coordinator);

  const state = await as('estado');
  await state.goto(document);
  await expect(textOf(state)).toContainText('Escrito.');
  const name = textOf(state).locator('.caret-name');
  await coordinator.keyboard.press('ArrowLeft');
  await expect(name).toHaveText(/^Coordinación técnica · \S/);
  const organization = (await name.innerText()).split(' · ')[1]!;
  await expect(textOf(state).locator('.caret')).toHaveAttribute('aria-hidden', 'true');
  await state.getByLabel('2 personas aquí').click();
  const other = state.getByRole('listitem').filter({ hasText: 'Coordinación técnica' });
  await expect(other).toContainText(organization);
  await expect(other).not.toContainText('sin actividad');

  // What a screen reader would say by itself, once it has said that the text is in step.
  await expect(state.getByRole('status').filter({ hasText: 'Guardado en el servidor' })).toHaveCount(1);
  await state.evaluate(() => {
    const spoken: string[] = ((window as unknown as { spoken: string[] }).spoken = []);
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const within = target instanceof Element ? target : target.parentElement;
        const live = within?.closest(
          '[aria-live]:not([aria-live="off"]), [role="status"], [role="alert"], [role="log"]',
        );
        if (live?.textContent?.trim()) spoken.push(live.textContent.trim());
      }
    }).observe(window.document.body, { subtree: true, childList: true, characterData: true });
  });
  await coordinator.keyboard.type(' Y más.');
  await expect(textOf(state)).toContainText('Y más.');
  await state.waitForTimeout(2_000);
  expect(await state.evaluate(() => (window as unknown as { spoken: string[] }).spoken)).toEqual([]);

  await coordinator.clock.fastForward('04:00');
  await expect(other).toContainText('sin actividad');
  await coordinator.keyboard.press('ArrowRight');
  await expect(other).not.toContainText('sin actividad');
});
