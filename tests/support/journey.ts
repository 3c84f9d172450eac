import axe from 'axe-core';
import { type Browser, type BrowserContext, type Page, test as base, expect } from '@playwright/test';
import { DEMO_PASSWORD, PERSONAS, type Persona } from './personas.ts';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signed in once per persona and run: the sign-in limits hold for tests too. */
const sessions = new Map<Persona, Session>();

type Journey = {
  /** Opens a browser of its own for a persona, signed in. Closed after the test. */
  as: (persona: Persona, options?: Parameters<Browser['newContext']>[0]) => Promise<Page>;
  /** A browser of nobody in particular. */
  anyone: (options?: { javaScriptEnabled?: boolean }) => Promise<Page>;
  /**
   * What every browser of a journey is held to: it asks no other host for anything, none of our pages breaks its own policy, and no script of ours throws.
   */
  watched: {
    open: (options?: Parameters<Browser['newContext']>[0]) => Promise<BrowserContext>;
    /** What the policy refused, in the browser's words; none is left over at the end. */
    refused: string[];
  };
};

export const test = base.extend<Journey>({
  // Playwright reads the fixtures a fixture needs from this pattern: none.
  // eslint-disable-next-line no-empty-pattern
  baseURL: async ({}, use) => use(process.env.JOURNEYS_URL),
  watched: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = [];
    const strange: string[] = [];
    const refused: string[] = [];
    await use({
      refused,
      open: async (options) => {
        const context = await browser.newContext({ baseURL, ...options });
        contexts.push(context);
        context.on('request', (request) => {
          const url = new URL(request.url());
          const own =
            url.origin === (options?.baseURL ?? baseURL) || ['data:', 'blob:'].includes(url.protocol);
          if (!own) strange.push(`asked another host: ${request.url()}`);
        });
        context.on('console', (message) => {
          if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
        });
        context.on('weberror', (error) => void strange.push(`threw: ${error.error().message}`));
        return context;
      },
    });
    for (const context of contexts) await context.close();
    expect([...strange, ...refused]).toEqual([]);
  },
  as: async ({ browser, baseURL, watched }, use) => {
    await use(async (persona, options) => {
      if (!sessions.has(persona)) sessions.set(persona, await signIn(browser, baseURL ?? '', persona));
      const context = await watched.open({ ...options, storageState: sessions.get(persona) });
      return context.newPage();
    });
  },
  anyone: async ({ watched }, use) => {
    await use(async (options) => (await watched.open(options)).newPage());
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

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What the colours of a theme can spoil. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

type Found = { id: string; nodes: { target: unknown[]; any: { message: string }[] }[] }[];

/** What axe finds on the page as it stands. It is put into each page once, not for every question. */
async function axeOn(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }): Promise<Found> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe: inPage } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await inPage.run(document, { runOnly: only, resultTypes: ['violations'] });
    return violations as Found;
  }, runOnly);
}

/**
 * Asserts that axe finds nothing on the page as it stands, in the light theme and, for what is about colours, the dark. Not
 * for a browser without scripts: what is asked of axe there is never answered.
 */
export async function expectAccessible(page: Page): Promise<void> {
  // The next page, where one is on its way.
  await expect(page.locator('.line[role=progressbar]')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    // Whoever wants no motion has no colour on its way from one theme to the other; the pages are the same.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await axeOn(
      page,
      colorScheme === 'light' ? { type: 'tag', values: RULES } : { type: 'rule', values: OF_COLOURS },
    );
    const faults = found.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(', ')}`,
    );
    expect(faults, `axe, ${colorScheme}, ${new URL(page.url()).pathname}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

export { expect };
