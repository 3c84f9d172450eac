/**
 * `npm run screens`: pictures of every screen, light and dark, at 1280 and 360 pixels, into `screenshots/`, to be looked
 * at. Against a system of its own, or the one at SCREENS_URL (its data folder in JOURNEYS_DATA_DIR, for what only its
 * database can bring about). Words on the command line choose screens by name. With `--english`, into
 * `screenshots/en/`: those screens that nothing has to be done for first, which is done by the Spanish names. The
 * specimen is not among them: it belongs to the development server.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import startSystem from '../tests/support/start-system.ts';
import { DEMO_PASSWORD, PERSONAS, type Persona } from '../tests/support/personas.ts';
import { SCREENS, type Screen } from './screens/list.ts';
import { findChromium } from './test/chromium.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { english: { type: 'boolean', default: false } },
});
const folder = values.english ? 'screenshots/en' : 'screenshots';
const WIDTHS = [1280, 360] as const;
const THEMES = ['light', 'dark'] as const;
const TALLEST = 6000;

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
const sessions = new Map<Persona, Session>();

async function sessionOf(browser: Browser, url: string, persona: Persona): Promise<Session> {
  const known = sessions.get(persona);
  if (known) return known;
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await page.goto('/entrar');
  await page.getByLabel('Correo electrónico').fill(PERSONAS[persona]);
  await page.getByLabel('Contraseña', { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL((to) => !to.pathname.startsWith('/entrar'));
  const session = await context.storageState();
  await context.close();
  sessions.set(persona, session);
  return session;
}

/** Takes a screen at one width in both themes. @returns what does not fit, in words */
async function take(browser: Browser, url: string, screen: Screen, width: number): Promise<string[]> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'es-MX',
    timezoneId: 'America/Mexico_City',
    viewport: { width, height: width > 1000 ? 900 : 740 },
    reducedMotion: 'reduce',
    storageState: screen.as && (await sessionOf(browser, url, screen.as)),
  });
  if (values.english) await context.addCookies([{ name: 'idioma', value: 'en', url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const found: string[] = [];
  try {
    await page.goto(screen.path);
    await screen.before?.(page);
    await page.evaluate(() => document.fonts.ready);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) found.push(`${screen.name} at ${width}: ${overflow} px too wide`);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      // The styles of the other theme stand some frames later.
      await page.waitForTimeout(250);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.screenshot({
        path: `${folder}/${screen.name}-${width}-${theme}.png`,
        fullPage: height <= TALLEST && !screen.path.includes('#'),
      });
    }
  } catch (error) {
    found.push(`${screen.name} at ${width}: ${(error as Error).message.split('\n')[0]}`);
    await page.screenshot({ path: `${folder}/${screen.name}-${width}-failed.png` });
  }
  await context.close();
  return found;
}

mkdirSync(folder, { recursive: true });
if (process.env.SCREENS_URL) process.env.JOURNEYS_URL = process.env.SCREENS_URL;
const stop = await startSystem();
const url = process.env.JOURNEYS_URL ?? '';
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const findings: string[] = [];
for (const screen of SCREENS) {
  if (asked.length > 0 && !asked.some((word) => screen.name.includes(word))) continue;
  if (values.english && screen.before) continue;
  for (const width of WIDTHS) findings.push(...(await take(browser, url, screen, width)));
}
await browser.close();
await stop();
for (const finding of findings) console.error(finding);
console.log(`Pictures are in ${folder}/; ${findings.length} findings.`);
process.exitCode = findings.length > 0 ? 1 : 0;
