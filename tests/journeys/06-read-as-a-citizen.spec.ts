import type { Locator } from '@playwright/test';
import { expect, expectAccessible, test } from '../support/journey.ts';

const TITLE = 'Diagnóstico de derechos humanos del estado de Querétaro: agua, salud y educación';
const PUBLICATION = '/publicaciones/diagnostico-queretaro-agua-salud-educacion';

test('what was published is found and read without scripts', async ({ anyone }) => {
  const page = await anyone({ javaScriptEnabled: false });
  await page.goto('/');
  await page.getByRole('link', { name: 'Ver los estados' }).click();
  await expect(page).toHaveURL('/estados');
  await page.getByRole('link', { name: 'Oaxaca', exact: true }).first().click();
  await expect(page).toHaveURL('/estados/20');
  await expect(page.getByRole('heading', { level: 1, name: 'Oaxaca' })).toBeVisible();
  await expect(page.getByText('Solo las partes del arreglo pueden leer el borrador.').first()).toBeVisible();

  await page.goto('/publicaciones');
  await page.getByRole('link', { name: TITLE }).click();
  await expect(page).toHaveURL(PUBLICATION);
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();

  await expect(
    page.getByText('Resumen de la secretaría técnica; no forma parte del texto votado.'),
  ).toBeVisible();

  const contents = page.getByRole('navigation', { name: 'Contenido' });
  await contents.getByRole('link', { name: 'Derecho a la salud' }).click();
  await expect(page.getByRole('heading', { level: 2, name: /Derecho a la salud/ })).toBeInViewport();

  const permalink = page.getByRole('link', { name: 'Enlace al párrafo 12', exact: true });
  await permalink.click();
  const fragment = new URL(page.url()).hash;
  expect(fragment).not.toBe('');
  await page.goto('/publicaciones');
  await page.goto(PUBLICATION + fragment);
  await expect(
    page.locator(':target').getByRole('link', { name: 'Enlace al párrafo 12', exact: true }),
  ).toBeInViewport();

  const votes = page.getByRole('region', { name: 'Votación' });
  await expect(votes.getByRole('table', { name: 'Votos por asiento' }).getByRole('row')).not.toHaveCount(1);
  await expect(votes.getByRole('heading', { name: 'Votos particulares' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Sello' })).toContainText(/[0-9a-f]{64}/);
});

test('whoever still negotiates is not named, and the map does not call it a process', async ({ anyone }) => {
  const page = await anyone();
  await page.goto('/estados/12');
  await expect(
    page.getByText('Las partes se darán a conocer cuando el arreglo se firme.', { exact: true }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.goto('/estados');
  const guerrero = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Guerrero' }) });
  await expect(guerrero).toContainText('En negociación');
  await expect(page.locator('svg a[href="/estados/12"]')).toHaveAttribute('class', /negotiating/);
});

test('every public page is accessible, wide and narrow', async ({ anyone }) => {
  const page = await anyone();
  for (const path of [
    '/',
    '/estados',
    '/estados/20',
    '/estados/22',
    '/estados/01',
    '/publicaciones',
    PUBLICATION,
  ]) {
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto(path);
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(320);
  }
});

test('a published document prints as a document', async ({ anyone }) => {
  const page = await anyone();
  await page.goto(PUBLICATION);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Entrar' })).toBeHidden();
  await expect(page.getByText('no forma parte del texto votado')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Votación' })).toBeVisible();
  await test.step('on wide paper the text has its width, and leaves none to the contents', async () => {
    await page.setViewportSize({ width: 1600, height: 1100 });
    const widthOf = async (part: Locator) => (await part.boundingBox())!.width;
    const whole = await widthOf(page.getByRole('main'));
    expect(whole).toBeGreaterThan(1000);
    // The numbers of its paragraphs stand beside it.
    expect(await widthOf(page.locator('.prose.numbered'))).toBeGreaterThan(whole - 64);
  });
  const pdf = await page.pdf({ format: 'Letter', tagged: true, outline: true });
  const source = pdf.toString('latin1');
  expect(source.startsWith('%PDF-')).toBe(true);
  // Words, with their structure and an outline; not a picture of them.
  for (const part of ['/Type /Font', '/StructTreeRoot', '/Outlines', '/ToUnicode'])
    expect(source).toContain(part);
  expect(source.match(/\/Type \/Page\b/g)?.length ?? 0).toBeGreaterThan(4);
});

test('a reader chooses English and keeps it', async ({ anyone }) => {
  const page = await anyone();
  await page.goto(PUBLICATION);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveURL(PUBLICATION);
  await expect(page.getByRole('navigation', { name: 'Contents' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toHaveAttribute('lang', 'es');
  await expect(page.locator('.prose')).toHaveAttribute('lang', 'es');
  await page.goto('/estados');
  await expect(page.getByRole('heading', { level: 1, name: 'States' })).toBeVisible();
  await expectAccessible(page);
});

test('a reader chooses the dark theme, with scripts or without, and keeps it', async ({ anyone }) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await anyone({ javaScriptEnabled });
    await page.goto(PUBLICATION);
    await page.getByRole('button', { name: 'Oscura' }).click();
    await expect(page).toHaveURL(PUBLICATION);
    await expect(page.getByRole('button', { name: 'Oscura' })).toHaveAttribute('aria-pressed', 'true');
    await page.goto('/estados');
    await expect(page.getByRole('button', { name: 'Oscura' })).toHaveAttribute('aria-pressed', 'true');
    const shown = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await shown()).toBe('dark');
    await page.getByRole('button', { name: 'Automática' }).click();
    expect(await shown()).toBe('light dark');
  }
});

test('a publication is rendered once and sent again as it was, and never to somebody who is known', async ({
  anyone,
  as,
}) => {
  const { request } = (await anyone()).context();
  const address = PUBLICATION;
  const plain = { 'accept-encoding': 'identity' };
  // Who comes by a link asks for what the page holds: nobody else is sent that.
  const held = await request.get(`${address}/__data.json`, { headers: plain });
  expect(held.headers()['content-type']).toContain('json');
  const first = await request.get(address, { headers: plain });
  expect(first.headers()['content-type']).toContain('text/html');
  expect((await request.get(`${address}/__data.json`)).headers()['content-type']).toContain('json');
  const again = await request.get(address, { headers: plain });
  expect((await again.body()).equals(await first.body())).toBe(true);
  expect(again.headers()['content-security-policy']).toContain("script-src 'self'");
  expect(again.headers()['x-request-id']).not.toBe(first.headers()['x-request-id']);
  const { etag } = again.headers();
  expect((await request.get(address, { headers: { ...plain, 'if-none-match': etag! } })).status()).toBe(304);
  const packed = (await request.get(address, { headers: { 'accept-encoding': 'gzip, br' } })).headers();
  expect(packed['content-encoding']).toBe('br');
  const states = await request.get('/estados', { headers: { 'accept-encoding': 'gzip' } });
  expect(states.headers()['content-encoding']).toBe('gzip');
  const english = await request.get(address, { headers: { ...plain, cookie: 'idioma=en' } });
  expect(await english.text()).toContain('<html lang="en"');

  const known = await as('osc');
  await known.goto(address);
  await expect(known.getByRole('link', { name: 'Mi trabajo' }).first()).toBeVisible();
  expect(await (await request.get(address, { headers: plain })).text()).not.toContain('/trabajo');
});
