import type { Page } from '@playwright/test';
import { addChapter, expectSaved, openNewDocument, write } from '../support/drafting.ts';
import { expect, expectAccessible, test } from '../support/journey.ts';
import { PERSONAS, type Persona } from '../support/personas.ts';
import { press, stepOf, takeStep, vote } from '../support/process.ts';
import { withDatabase } from '../support/system-database.ts';

/** A document whose vote is open. */
async function documentToVote(coordinator: Page, title: string): Promise<string> {
  const document = await openNewDocument(coordinator, title);
  await addChapter(coordinator, 'Contexto');
  await write(coordinator, 'Un párrafo.');
  await expectSaved(coordinator);
  await takeStep(coordinator, document, 'Enviar a revisión técnica');
  await takeStep(coordinator, document, 'Abrir la consulta');
  await takeStep(coordinator, document, 'Cerrar la consulta');
  await takeStep(coordinator, document, 'Abrir la votación');
  return document;
}

const ballotOf = (page: Page) => page.getByRole('region', { name: 'Su voto' });
const reasonsOf = (page: Page) => ballotOf(page).getByRole('textbox', { name: /^Voto particular/ });
const choiceOf = (page: Page, choice: string) => ballotOf(page).getByRole('radio', { name: choice });

/** Ends, suspends or gives back what a person belongs to, past the pages that ask for it. */
const setMembership = (who: Persona, status: 'active' | 'revoked') =>
  withDatabase(
    (sql) => sql`update public.memberships set status = ${status}
      where person_id = (select id from auth.users where email = ${PERSONAS[who]})`,
  );
const setOrganization = (who: Persona, status: 'active' | 'suspended') =>
  withDatabase(
    (sql) => sql`update public.organizations set status = ${status} where id in (
      select organization_id from public.memberships
      where person_id = (select id from auth.users where email = ${PERSONAS[who]})
    )`,
  );

test('of two windows the later vote does not replace the earlier unseen, with scripts and without', async ({
  as,
}) => {
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico que se vota en dos ventanas');
  const [later, bare] = [await as('osc'), await as('osc', { javaScriptEnabled: false })];
  for (const page of [later, bare]) await page.goto(`${document}/votacion`);
  const first = await as('osc');
  await vote(first, document, 'En contra', 'No recoge los desalojos.');

  for (const page of [later, bare]) {
    await choiceOf(page, 'Abstención').check();
    await reasonsOf(page).fill('Falta tiempo para leerlo.');
    await ballotOf(page).getByRole('button', { name: 'Emitir voto' }).click();
    await expect(ballotOf(page).getByRole('alert')).toContainText('El voto de este asiento cambió');
    await expect(
      ballotOf(page).getByText(/^Voto registrado ahora: «En contra», en calidad de titular, el /),
    ).toBeVisible();
    await expect(ballotOf(page).getByText('No recoge los desalojos.', { exact: true })).toBeVisible();
    await expect(choiceOf(page, 'Abstención')).toBeChecked();
    await expect(reasonsOf(page)).toHaveValue('Falta tiempo para leerlo.');
  }
  await expectAccessible(later);
  await first.reload();
  await expect(choiceOf(first, 'En contra')).toBeChecked();

  await ballotOf(later).getByRole('button', { name: 'Cambiar voto' }).click();
  await expect(ballotOf(later).getByText('Su voto quedó registrado.')).toBeVisible();
  await expect(ballotOf(later).getByRole('alert')).toHaveCount(0);
  await reasonsOf(first).fill('');
  await choiceOf(first, 'A favor').check();
  await ballotOf(first).getByRole('button', { name: 'Cambiar voto' }).click();
  await expect(ballotOf(first).getByText(/^Voto registrado ahora: «Abstención»/)).toBeVisible();
  await expect(choiceOf(first, 'A favor')).toBeChecked();
});

test('what was chosen for one version is not offered as a vote on the next, and the next is told of', async ({
  as,
}) => {
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico que se vota dos veces');
  const [voter, bare] = [await as('osc'), await as('osc', { javaScriptEnabled: false })];
  for (const page of [voter, bare]) {
    await page.goto(`${document}/votacion`);
    await choiceOf(page, 'En contra').check();
    await reasonsOf(page).fill('Falta el plazo.');
  }
  await takeStep(coordinator, document, 'Devolver a consolidación', 'Falta un capítulo.');
  await takeStep(coordinator, document, 'Abrir la votación');

  for (const page of [voter, bare]) {
    await ballotOf(page).getByRole('button', { name: 'Emitir voto' }).click();
    await expect(page.getByRole('heading', { name: 'Se vota la versión 3' })).toBeVisible();
    const told = page.getByRole('alert');
    await expect(told).toContainText(
      'La votación sobre una versión anterior ya terminó, y el voto que envió no se registró.',
    );
    await expect(told).toContainText('ahora está abierta la votación sobre la versión 3');
    await expect(told).not.toContainText('en qué quedó');
    await expect(page.getByRole('definition').filter({ hasText: 'En contra' })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: 'Falta el plazo.' })).toBeVisible();
    await expect(ballotOf(page).getByRole('radio', { checked: true })).toHaveCount(0);
    await expect(reasonsOf(page)).toHaveValue('');
    await expect(ballotOf(page).getByRole('alert')).toHaveCount(0);
  }
  await expectAccessible(voter);
});

test('the note of a step that another took from the page is there to be copied, and discarded', async ({
  as,
}) => {
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico con una nota sin enviar');
  const other = await as('coordinacion');
  await test.step('a step that was refused for one version leaves nothing in its form for the next', async () => {
    await coordinator.goto(`${document}/proceso`);
    const close = stepOf(coordinator, 'Cerrar la votación');
    await close.getByRole('textbox').fill('Con cinco votos.');
    await takeStep(other, document, 'Devolver a consolidación', 'Falta un capítulo.');
    await press(coordinator, 'Cerrar la votación');
    await expect(coordinator.getByRole('alert')).toContainText('El documento cambió de etapa');
    await expect(close).toHaveCount(0);
    await expect(coordinator.getByRole('definition').filter({ hasText: 'Con cinco votos.' })).toHaveCount(1);
    await press(coordinator, 'Abrir la votación');
    await expect(coordinator.getByText('ahora en la etapa «Votación».')).toBeVisible();
    await expect(close.getByRole('textbox')).toHaveValue('');
    await expect(coordinator.getByRole('alert')).toHaveCount(0);
  });

  await vote(await as('osc'), document, 'A favor');
  // Whoever was suspended in an earlier journey would have to sign in again.
  for (const persona of ['estado', 'federal', 'osc2', 'coordinacion'] as const) {
    await vote(await as(persona), document, 'A favor');
  }
  const NOTE = 'Falta atender lo que pidió la Red.';
  for (const page of [coordinator, other]) {
    await page.goto(`${document}/proceso`);
    await stepOf(page, 'Devolver a consolidación').getByRole('textbox').fill(NOTE);
  }
  const kept = (page: Page) => page.getByRole('definition').filter({ hasText: NOTE });

  await test.step('also where it was one’s own step', async () => {
    await stepOf(other, 'Cerrar la votación').getByRole('textbox').fill('Se cierra.');
    await press(other, 'Cerrar la votación');
    await expect(other.getByText('ahora en la etapa', { exact: false })).toBeVisible();
    await expect(kept(other)).toBeVisible();
    await expect(other.getByText('«Devolver a consolidación» y no envió')).toBeVisible();
    await expect(other.getByRole('definition').filter({ hasText: 'Se cierra.' })).toHaveCount(0);
  });

  await stepOf(coordinator, 'Cerrar la votación').getByRole('textbox').fill('Con cinco votos.');
  await press(coordinator, 'Cerrar la votación');
  await expect(coordinator.getByRole('alert')).toContainText('El documento cambió de etapa');
  await expect(kept(coordinator)).toBeVisible();
  await expect(coordinator.getByRole('definition').filter({ hasText: 'Con cinco votos.' })).toHaveCount(1);
  await expectAccessible(coordinator);

  await test.step('leaving asks, until it is discarded', async () => {
    const asked = coordinator.waitForEvent('dialog');
    const left = coordinator.getByRole('link', { name: 'Versión 2', exact: true }).click();
    await (await asked).dismiss();
    await left;
    await coordinator.getByRole('button', { name: 'Descartar lo escrito' }).click();
    await expect(kept(coordinator)).toHaveCount(0);
    await coordinator.getByRole('link', { name: 'Versión 2', exact: true }).click();
    await coordinator.waitForURL('**/versiones/2');
  });
});

test('the note of a step that was refused is kept when another step is taken beside it', async ({ as }) => {
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico con una nota rechazada');
  await coordinator.goto(`${document}/proceso`);
  const NOTE = 'Se cierra con lo que hay.';
  await stepOf(coordinator, 'Cerrar la votación').getByRole('textbox').fill(NOTE);
  await press(coordinator, 'Cerrar la votación');
  await expect(coordinator.getByText('Falta cumplir un requisito para dar este paso.')).toBeVisible();
  await stepOf(coordinator, 'Devolver a consolidación').getByRole('textbox').fill('No hay quórum.');
  await press(coordinator, 'Devolver a consolidación');
  await expect(coordinator.getByText('ahora en la etapa «Consolidación».')).toBeVisible();
  await expect(coordinator.getByRole('definition').filter({ hasText: NOTE })).toBeVisible();
});

test('whoever loses their access in the middle of a vote or a step hears why, and keeps what was typed', async ({
  as,
}) => {
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico de quien pierde el acceso');
  const [voter, bare] = [await as('osc'), await as('osc', { javaScriptEnabled: false })];
  const step = stepOf(coordinator, 'Devolver a consolidación');
  const send = (page: Page) => ballotOf(page).getByRole('button', { name: 'Emitir voto' }).click();
  const begin = async () => {
    for (const page of [voter, bare]) {
      await page.goto(`${document}/votacion`);
      await choiceOf(page, 'En contra').check();
      await reasonsOf(page).fill('No recoge los desalojos.');
    }
  };
  const expectWords = async (message: string, action: string) => {
    await send(voter);
    await expect(ballotOf(voter).getByRole('alert')).toContainText(message);
    await expect(ballotOf(voter).getByRole('alert')).toContainText(action);
    await expect(choiceOf(voter, 'En contra')).toBeChecked();
    await expect(reasonsOf(voter)).toHaveValue('No recoge los desalojos.');
    await expectAccessible(voter);
    await send(bare);
    await expect(bare.getByRole('alert')).toContainText(message);
    await expect(bare.getByRole('alert')).toContainText(action);
    await expect(bare.getByText('Página no encontrada')).toHaveCount(0);
    await expect(bare.getByRole('definition')).toHaveText(['En contra', 'No recoge los desalojos.']);
  };

  await begin();
  await coordinator.goto(`${document}/proceso`);
  await step.getByRole('textbox').fill('Falta un capítulo.');
  await setOrganization('osc', 'suspended');
  await setOrganization('coordinacion', 'suspended');
  try {
    await test.step('a suspended organization, and who can lift it', async () => {
      await expectWords('Su organización está suspendida.', 'es quien puede levantar la suspensión');
      await press(coordinator, 'Devolver a consolidación');
      await expect(step.getByRole('alert')).toContainText('Su organización está suspendida.');
      await expect(step.getByRole('textbox')).toHaveValue('Falta un capítulo.');
    });
  } finally {
    await setOrganization('osc', 'active');
    await setOrganization('coordinacion', 'active');
  }

  await test.step('lifted, the vote is sent as it stands', async () => {
    await send(voter);
    await expect(ballotOf(voter).getByText('Su voto quedó registrado.')).toBeVisible();
    await withDatabase(
      (sql) => sql`delete from public.votes where round_id = (
      select id from public.voting_rounds where document_id = ${document.split('/').at(-1)!} and closed_at is null)`,
    );
  });

  await begin();
  await setMembership('osc', 'revoked');
  try {
    await test.step('a membership that ended', () =>
      expectWords(
        'Usted ya no pertenece a la organización',
        'pida a su organización que le invite de nuevo',
      ));
  } finally {
    await setMembership('osc', 'active');
  }

  await begin();
  const id = document.split('/').at(-1)!;
  const setArrangement = (status: 'ended' | 'in_force') =>
    withDatabase(
      (sql) => sql`update public.arrangements set status = ${status}
        where id = (select arrangement_id from public.documents where id = ${id})`,
    );
  await setArrangement('ended');
  try {
    await test.step('an arrangement that ended, whose vote is over for everybody', async () => {
      for (const page of [voter, bare]) {
        await send(page);
        await expect(page.getByRole('alert')).toContainText('El arreglo ya terminó.');
        await expect(page.getByRole('definition')).toHaveText(['En contra', 'No recoge los desalojos.']);
        await expect(ballotOf(page)).toHaveCount(0);
      }
      await expectAccessible(voter);
    });
  } finally {
    await setArrangement('in_force');
  }
});

test('a seat for which nobody can vote any more says so, and the question names whoever has not voted by then', async ({
  as,
}) => {
  test.slow();
  const coordinator = await as('coordinacion');
  const document = await documentToVote(coordinator, 'Diagnóstico con un asiento sin nadie');
  await vote(await as('estado'), document, 'A favor');
  await vote(await as('federal'), document, 'A favor');
  await coordinator.goto(`${document}/proceso`);
  const close = stepOf(coordinator, 'Cerrar la votación');
  const question = coordinator.getByRole('dialog', { name: '¿Cerrar la votación?' });
  const RED = 'Red de organizaciones';
  await expect(close).toContainText(RED);

  // The page is not loaded again: one seat votes, and another has nobody left.
  await vote(await as('osc'), document, 'A favor');
  await setMembership('osc2', 'revoked');
  try {
    await close.getByRole('button', { name: 'Cerrar la votación' }).click();
    await expect(question).toContainText('(nadie puede votar por ese asiento)');
    await expect(question).not.toContainText(RED);
    await expect(close).not.toContainText(RED);
    await question.getByRole('button', { name: 'Cancelar' }).last().click();

    await coordinator.goto(`${document}/votacion`);
    await expect(coordinator.getByRole('row').filter({ hasText: 'Nadie puede votar' })).toHaveCount(1);
    await expect(
      coordinator.getByText('El asiento sigue contando para el quórum', { exact: false }),
    ).toBeVisible();
    await expectAccessible(coordinator);
  } finally {
    await setMembership('osc2', 'active');
  }

  await test.step('where it cannot be read once more, the question says what the page knew', async () => {
    await coordinator.goto(`${document}/proceso`);
    await coordinator.route('**/asientos.json', (route) => route.abort('internetdisconnected'));
    await close.getByRole('textbox').fill('Con tres votos.');
    await close.getByRole('button', { name: 'Cerrar la votación' }).click();
    await expect(question).toContainText('aún no ha');
    await expect(close.getByRole('textbox')).toHaveValue('Con tres votos.');
  });
});
