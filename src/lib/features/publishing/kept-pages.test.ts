import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { answerFrom, KeptPages } from './kept-pages.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const HEADERS: [string, string][] = [['etag', '"1"']];

describe('kept pages', () => {
  it('are sent while they are fresh, and not after', async () => {
    const pages = new KeptPages(1_000_000, 5_000);
    await pages.keep('a', HEADERS, bytes('texto'), 1_000);
    expect(Buffer.from(pages.find('a', 5_999)!.plain).toString()).toBe('texto');
    expect(pages.find('a', 6_000)).toBeNull();
    expect(pages.find('b', 1_000)).toBeNull();
  });

  it('are packed in every form a browser may take', async () => {
    const pages = new KeptPages(1_000_000, 5_000);
    await pages.keep('a', HEADERS, bytes('texto '.repeat(500)));
    const page = pages.find('a')!;
    expect(brotliDecompressSync(page.packed.br!).toString()).toBe('texto '.repeat(500));
    expect(page.packed.br!.length).toBeLessThan(300);
    const sent = (accepts: string | null) => answerFrom(page, { accepts, etag: null });
    expect(sent('gzip, deflate, br').body).toBe(page.packed.br);
    expect(sent('gzip, deflate, br').headers).toContainEqual(['content-encoding', 'br']);
    expect(sent('gzip, br;q=0').body).toBe(page.packed.gzip);
    expect(sent('identity').body).toBe(page.plain);
    expect(sent(null).headers.map(([name]) => name)).not.toContain('content-encoding');
  });

  it('are not sent again to a browser that has them', async () => {
    const pages = new KeptPages(1_000_000, 5_000);
    await pages.keep('a', HEADERS, bytes('texto'));
    const answer = (etag: string) => answerFrom(pages.find('a')!, { accepts: 'br', etag });
    expect(answer('"1"')).toMatchObject({ status: 304, body: null });
    // As it was named when it was sent packed.
    expect(answer('W/"1"').status).toBe(304);
    expect(answer('"1"').headers).toContainEqual(['etag', 'W/"1"']);
    expect(answer('"2"').status).toBe(200);
  });

  it('are not packed again when their bytes are as before', async () => {
    const pages = new KeptPages(1_000_000, 10);
    await pages.keep('a', HEADERS, bytes('texto'), 0);
    const { packed } = pages.find('a', 5)!;
    await pages.keep('a', HEADERS, bytes('texto'), 20);
    expect(pages.find('a', 25)!.packed).toBe(packed);
    await pages.keep('a', HEADERS, bytes('otro texto'), 40);
    expect(pages.find('a', 45)!.packed).not.toBe(packed);
  });

  it('give way to newer ones, the least recently asked for first', async () => {
    const pages = new KeptPages(5_000, 5_000);
    const book = () => Uint8Array.from({ length: 1_800 }, (_, at) => (at * 7919) % 251);
    await pages.keep('a', HEADERS, book());
    await pages.keep('b', HEADERS, book());
    expect(pages.find('a')).not.toBeNull();
    await pages.keep('c', HEADERS, book());
    expect(pages.find('b')).toBeNull();
    expect(pages.find('a')).not.toBeNull();
    expect(pages.find('c')).not.toBeNull();
  });
});
