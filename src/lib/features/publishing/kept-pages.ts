import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a page can be sent, by the name in `accept-encoding`; the best first. */
const ENCODINGS = ['br', 'gzip'] as const;
type Encoding = (typeof ENCODINGS)[number];

/** A page as it was rendered once, ready to be sent again. */
export interface KeptPage {
  headers: [string, string][];
  plain: Uint8Array<ArrayBuffer>;
  packed: Partial<Record<Encoding, Uint8Array<ArrayBuffer>>>;
  until: number;
}

const PACK: Record<Encoding, (bytes: Uint8Array) => Promise<Uint8Array>> = {
  // Quality 5 packs a book in some 20 ms, and nearly as small as the slow ones.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

/** Which of the kept forms a browser takes. */
function encodingFor(page: KeptPage, accepts: string): Encoding | null {
  const named = accepts.split(',').map((each) => each.split(';'));
  const takes = (name: string) =>
    named.some(([encoding, quality]) => encoding?.trim() === name && !/q=0(\.0*)?\s*$/.test(quality ?? ''));
  return ENCODINGS.find((name) => page.packed[name] && takes(name)) ?? null;
}

/** What a request is answered with from a kept page: 304 where the browser has it already. */
export function answerFrom(
  page: KeptPage,
  asked: { accepts: string | null | undefined; etag: string | null | undefined },
): { status: 200 | 304; headers: [string, string][]; body: Uint8Array<ArrayBuffer> | null } {
  const encoding = encodingFor(page, asked.accepts ?? '');
  // The same text in other bytes: a weak tag (RFC 9110, 8.8.1).
  const own = page.headers.map(([name, value]): [string, string] =>
    name === 'etag' && encoding ? [name, `W/${value}`] : [name, value],
  );
  const headers: [string, string][] = [...own, ['vary', 'cookie, accept-encoding']];
  const has = asked.etag?.replace(/^W\//, '');
  if (has && page.headers.some(([name, value]) => name === 'etag' && value === has))
    return { status: 304, headers, body: null };
  if (encoding) headers.push(['content-encoding', encoding]);
  const body = (encoding && page.packed[encoding]) || page.plain;
  headers.push(['content-length', String(body.length)]);
  return { status: 200, headers, body };
}

const sizeOf = ({ plain, packed }: KeptPage) =>
  Object.values(packed).reduce((sum, { length }) => sum + length, plain.length);

/** Pages by key, the least recently asked for going first when there are too many bytes of them. */
export class KeptPages {
  readonly #pages = new Map<string, KeptPage>();
  readonly #most: number;
  readonly #freshMs: number;
  #bytes = 0;

  /** @param freshMs for how long a page is sent without asking whether it still holds */
  constructor(most: number, freshMs: number) {
    this.#most = most;
    this.#freshMs = freshMs;
  }

  /** A page that is still fresh. */
  find(key: string, now = Date.now()): KeptPage | null {
    const page = this.#pages.get(key);
    if (!page || page.until <= now) return null;
    this.#pages.delete(key);
    this.#pages.set(key, page);
    return page;
  }

  /** Keeps a page, and gives it packed: some 30 ms for a book. The same bytes as before are not packed again, which is what a version that does not change gives. */
  async keep(
    key: string,
    headers: [string, string][],
    plain: Uint8Array<ArrayBuffer>,
    now = Date.now(),
  ): Promise<KeptPage> {
    const before = this.#pages.get(key);
    const same = before !== undefined && Buffer.compare(before.plain, plain) === 0;
    const page: KeptPage = {
      headers,
      plain: same ? before.plain : plain,
      packed: same ? before.packed : {},
      until: now + this.#freshMs,
    };
    this.#put(key, page);
    if (same) return page;
    for (const name of ENCODINGS) page.packed[name] = Uint8Array.from(await PACK[name](plain));
    // Counted again with its packed forms, unless something newer stands there by now.
    if (this.#pages.get(key) === page) this.#put(key, page);
    return page;
  }

  #put(key: string, page: KeptPage): void {
    this.#pages.delete(key);
    this.#pages.set(key, page);
    this.#bytes = [...this.#pages.values()].reduce((sum, each) => sum + sizeOf(each), 0);
    for (const [oldest, old] of this.#pages) {
      if (this.#bytes <= this.#most || oldest === key) break;
      this.#pages.delete(oldest);
      this.#bytes -= sizeOf(old);
    }
  }
}
