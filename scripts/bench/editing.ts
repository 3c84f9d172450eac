import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { type Arm, startProgram } from './arm.ts';
import { openBrowser, openText, passFor, signIn } from './browser.ts';
import { type Figure, median, quantile, shown } from './figures.ts';
import { pages } from './text.ts';
import type { Whole } from './whole.ts';
import { wireOf } from './wire.ts';
import { Writer } from './writer.ts';

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Tiptap as it comes, built as a page of its own with the same content. @returns the folder */
async function buildBare(count: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'concierta-bench-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: resolve('scripts/bench/pages'),
    build: { outDir: folder, emptyOutDir: false, target: 'es2022' },
  });
  writeFileSync(join(folder, 'content.json'), JSON.stringify(pages(count)));
  return folder;
}

/** Milliseconds from each of so many keys to the picture that shows it. */
async function keys(page: Page, count: number): Promise<number[]> {
  await page.locator('[contenteditable="true"] > :nth-child(20)').click();
  await page.evaluate(() => {
    const painted: number[] = [];
    Object.assign(globalThis, { painted });
    addEventListener(
      'keydown',
      ({ timeStamp }) =>
        requestAnimationFrame(() => setTimeout(() => painted.push(performance.now() - timeStamp))),
      { capture: true },
    );
  });
  for (let each = 0; each < count; each += 1) {
    await page.keyboard.press('a');
    await pause(40);
  }
  await pause(200);
  return page.evaluate(() => (globalThis as unknown as { painted: number[] }).painted);
}

/** Milliseconds that the page's main thread has worked so far. */
async function worked(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** What somebody else's edit costs the main thread, in milliseconds, beyond what it does anyway. */
async function foreign(context: BrowserContext, page: Page, whole: Whole, count: number): Promise<number> {
  const arm = { name: 'concierta', port: whole.port } as Arm;
  const pass = await passFor(context, whole);
  const writer = new Writer(wireOf(arm, whole.draft.chapter), [], whole.url);
  await writer.join(pass);
  writer.write();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await pause(1_000);
  const spent = async (work: () => void) => {
    const before = await worked(session);
    for (let each = 0; each < count; each += 1) {
      work();
      await pause(100);
    }
    return (await worked(session)) - before;
  };
  const idle = await spent(() => {});
  const busy = await spent(() => writer.write());
  writer.leave();
  return (busy - idle) / count;
}

/** The editor in a real browser, beside Tiptap as it comes on the same content. */
export async function editing(
  whole: Whole,
  { rounds, presses }: { rounds: number; presses: number },
): Promise<Figure[]> {
  const folder = await buildBare(whole.draft.pages);
  const bare = await startProgram('static', { FOLDER: folder });
  const browser = await openBrowser();
  const context = await signIn(browser, whole);
  const plain = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const [ours, theirs]: [number[], number[]] = [[], []];
  // The first visit fills the browser's caches, for both.
  for (let round = 0; round <= rounds; round += 1) {
    const one = await openText(plain, `http://127.0.0.1:${bare.told.port}/`);
    const other = await openText(context, whole.draft.path);
    if (round > 0) theirs.push(one.ms);
    if (round > 0) ours.push(other.ms);
    await one.page.close();
    await other.page.close();
  }
  const { page } = await openText(context, whole.draft.path);
  const painted = (await keys(page, presses)).sort((a, b) => a - b);
  const thread = await foreign(context, page, whole, presses);
  await browser.close();
  await bare.stop();
  rmSync(folder, { recursive: true, force: true });
  const size = `${whole.draft.pages} pages`;
  return [
    {
      goal: `A text of ${size} can be written in, ratio`,
      measured: shown(median(ours), 'ms'),
      reference: `bare Tiptap: ${shown(median(theirs), 'ms')}`,
      value: median(ours) / median(theirs),
      limit: 1.3,
    },
    {
      goal: `From a key to its picture, ${size}, p95 in ms`,
      measured: `${shown(quantile(painted, 0.5))} / ${shown(quantile(painted, 0.95))} ms (p50 / p95)`,
      reference: '–',
      value: quantile(painted, 0.95),
      limit: 50,
    },
    {
      goal: `Main thread for somebody else’s edit, ${size}, in ms`,
      measured: shown(thread, 'ms'),
      reference: '–',
      value: thread,
      limit: 5,
    },
  ];
}
