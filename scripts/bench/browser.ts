import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { people, DEMO_PASSWORD } from '#demo/people.ts';
import { findChromium } from '../test/chromium.ts';
import type { Whole } from './whole.ts';

/** Opens the browser of the journeys. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

/** Signs in as the coordination of the demonstration, in a browser of its own. */
export async function signIn(browser: Browser, { url }: Whole): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(people.coordinacion.email);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/entrar'));
  await page.close();
  return context;
}

/** A pass to the draft's chapter for whoever is signed in. */
export async function passFor(context: BrowserContext, { url, draft }: Whole): Promise<string> {
  const answer = await context.request.post(`${draft.path}/pase`, {
    headers: { origin: url },
    data: { chapter: draft.chapter },
  });
  if (!answer.ok()) throw new Error(`no pass: ${answer.status()} ${await answer.text()}`);
  return ((await answer.json()) as { ticket: string }).ticket;
}

/** Opens an address in a new page. @returns the page, and the milliseconds until a text that can be written in was painted */
export async function openText(context: BrowserContext, url: string): Promise<{ page: Page; ms: number }> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const looking = setInterval(() => {
      if (!document.querySelector('[contenteditable="true"] > :nth-child(20)')) return;
      clearInterval(looking);
      requestAnimationFrame(() => setTimeout(() => performance.mark('written in')));
    }, 4);
  });
  await page.goto(url);
  const ms = await page.waitForFunction(
    () => performance.getEntriesByName('written in')[0]?.startTime,
    null,
    {
      polling: 20,
    },
  );
  return { page, ms: Number(await ms.jsonValue()) };
}
