import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** The shell first: it draws pages and has no windows of its own to draw, which halves what a journey costs. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Finds a Chromium for the journeys: `CHROMIUM_PATH`, the system's, or Playwright's; installs one where there is none
 * (Playwright's download, or Debian's package when that is refused and we are root).
 * @throws {Error} one sentence, when none can be had, or the one that `CHROMIUM_PATH` names does not run
 */
export function findChromium(): string {
  const found = installed();
  if (found) return found;
  console.log('No Chromium found: installing one.');
  spawnSync(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  const downloaded = installed();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const install = ['install', '-y', '-q', '--no-install-recommends', name];
      if (spawnSync('apt-get', install, { stdio: 'ignore', env }).status === 0) break;
    }
  }
  const packaged = installed();
  if (packaged) return packaged;
  throw new Error('The journeys need a Chromium: install one, or name it in CHROMIUM_PATH.');
}

function installed(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named))
    throw new Error(`CHROMIUM_PATH names ${named}, and there is nothing there.`);
  if (named && !runs(named))
    throw new Error(`CHROMIUM_PATH names ${named}, which does not run: it gives no version.`);
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...MAC_APPS,
    chromium.executablePath(),
  ];
  return candidates.find((path) => existsSync(path) && runs(path));
}

/** A file of that name may be a stub that asks to install something, or lack its libraries. */
function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
