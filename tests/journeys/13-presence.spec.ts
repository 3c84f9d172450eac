import { addChapter, expectSaved, openNewDocument, textOf, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';

const FAR = 'Último párrafo.';

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

  // Over the text: the discussion beside it scrolls by itself.
  const words = (await textOf(state).getByText(FAR).boundingBox())!;
  await state.mouse.move(words.x + 40, words.y - 200);
  await state.mouse.wheel(0, -2_000);
  await expect(state.getByText('Siguiendo a Coordinación técnica')).toHaveCount(0);
  await coordinator.keyboard.type(' Y más.');
  await expect(textOf(state)).toContainText('Y más.');
  await expect(textOf(state).getByText(FAR)).not.toBeInViewport();
});
