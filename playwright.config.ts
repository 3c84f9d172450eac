import { defineConfig } from '@playwright/test';

const results = process.env.RESULTS_FILE;

/** The journeys run one after the other against one system of their own, started from the build by the global setup. */
export default defineConfig({
  testDir: './tests/journeys',
  globalSetup: './tests/support/start-system.ts',
  outputDir: './test-results',
  workers: 1,
  fullyParallel: false,
  // In a complete run only; what needed a second try is told at the end.
  retries: results ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: results ? [['list'], ['json', { outputFile: results }]] : [['list']],
  use: {
    locale: 'es-MX',
    timezoneId: 'America/Mexico_City',
    viewport: { width: 1280, height: 860 },
    // Recording takes a quarter of the time: what fails is recorded when it is tried again.
    trace: results ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    actionTimeout: 20_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
