import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { DEMO_PASSWORD, PERSONAS, type Persona } from './personas.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signed in once per persona and run: the sign-in limits hold for tests too. */
const sessions = new Map<Persona, Session>();

type Journey = {
  /** Opens a browser of its own for a persona, signed in. Closed after the test. */
  as: (persona: Persona) => Promise<Page>;
  /** A browser of nobody in particular. */
  anyone: (options?: { javaScriptEnabled?: boolean }) => Promise<Page>;
};

export const test = base.extend<Journey>({
  baseURL: async ({}, use) => use(process.env.JOURNEYS_URL),
  as: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (persona) => {
      if (!sessions.has(persona)) sessions.set(persona, await signIn(browser, baseURL ?? '', persona));
      const context = await browser.newContext({ baseURL, storageState: sessions.get(persona) });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  anyone: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, ...options });
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

async function signIn(browser: Browser, baseURL: string, persona: Persona): Promise<Session> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(PERSONAS[persona]);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/entrar'));
  const session = await context.storageState();
  await context.close();
  return session;
}

/** Asserts that axe finds nothing on the page as it stands, in the light and in the dark theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect(found, `axe, ${colorScheme}, ${new URL(page.url()).pathname}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}

export { expect };
