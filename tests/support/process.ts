import { expect, type Locator, type Page } from '@playwright/test';

/** A step of the process as it is offered on the process page. */
export const stepOf = (page: Page, action: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: action, exact: true }) });

/** What is asked once before a step that cannot be undone. */
const QUESTIONS: Record<string, string> = {
  'Abrir la consulta': '¿Abrir la consulta?',
  'Cerrar la consulta': '¿Cerrar la consulta?',
  'Cerrar la votación': '¿Cerrar la votación?',
  'Aprobar la publicación': '¿Aprobar la publicación?',
  Publicar: '¿Publicar el documento?',
};

/** Presses the button of a step, and answers what is asked once. */
export async function press(page: Page, action: string): Promise<void> {
  await stepOf(page, action).getByRole('button', { name: action, exact: true }).click();
  const name = QUESTIONS[action];
  if (!name) return;
  const question = page.getByRole('dialog', { name });
  await question.getByRole('button', { name: action, exact: true }).click();
}

/** Publishes with what stands in the step's form. */
export const publish = (page: Page): Promise<void> => press(page, 'Publicar');

/** Takes a step of the workflow on the document's process page. */
export async function takeStep(page: Page, document: string, action: string, note = ''): Promise<void> {
  await page.goto(`${document}/proceso`);
  const step = stepOf(page, action);
  if (note) await step.getByRole('textbox', { name: /^(Nota|Observaciones)/ }).fill(note);
  await press(page, action);
  await expect(page.getByText('Hecho. El documento está ahora en la etapa')).toBeVisible();
}

/** Votes with the seat that the person holds in the open round. */
export async function vote(page: Page, document: string, choice: string, dissent = ''): Promise<void> {
  await page.goto(`${document}/votacion`);
  const ballot = page.getByRole('region', { name: 'Su voto' });
  await ballot.getByRole('radio', { name: choice, exact: true }).check();
  if (dissent) await ballot.getByRole('textbox', { name: /^Voto particular/ }).fill(dissent);
  await ballot.getByRole('button', { name: 'Emitir voto' }).click();
  await expect(ballot.getByText('Su voto quedó registrado.')).toBeVisible();
}
