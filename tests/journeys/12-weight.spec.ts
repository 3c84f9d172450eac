import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { textOf } from '../support/drafting.ts';
import { expect, test } from '../support/journey.ts';

const PUBLICATION = '/publicaciones/diagnostico-queretaro-agua-salud-educacion';

/** Kilobytes of script, gzipped, that a page asks for from now on. */
function weigh(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') bodies.push(response.body());
  });
  return async () => {
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
  };
}

for (const path of ['/', '/estados', '/estados/20', '/publicaciones', PUBLICATION]) {
  test(`${path} is read without any script`, async ({ anyone }) => {
    const page = await anyone();
    const weight = weigh(page);
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await weight()).toBe(0);
  });
}

test('a text can be written in after 401 KB of script', async ({ as }) => {
  const page = await as('coordinacion');
  await page.goto('/trabajo');
  const title = 'Diagnóstico de derechos humanos del estado de Oaxaca';
  const workspace = await page.getByRole('link', { name: title, exact: true }).last().getAttribute('href');
  // What the page before still asks for cannot be read any more once it is left.
  await page.waitForLoadState('networkidle');
  const weight = weigh(page);
  await page.goto(workspace ?? '');
  await expect(textOf(page)).toBeVisible();
  const kilobytes = await weight();
  // Less would be a sign that nothing was weighed.
  expect(kilobytes).toBeGreaterThan(200);
  expect(kilobytes).toBeLessThanOrEqual(401);
});
