import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { pino } from 'pino';
import * as Y from 'yjs';
import { serveCollab } from '#collab/serve.ts';
import type { CollabOptions } from '#collab/main.ts';
import type { CollabNotice } from '#lib/domain/collab-notice.ts';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { Persona, World } from './world.ts';

export const ORIGIN = 'http://localhost:3000';

/** A browser's WebSocket as far as the server can tell: it says which page it comes from. */
export function webSocketFrom(origin: string | null) {
  return class extends WebSocket {
    constructor(url: string) {
      super(url, (origin ? { headers: { origin } } : {}) as never);
    }
  };
}

export type Server = Awaited<ReturnType<typeof serveCollab>> & {
  url: string;
  lines: Record<string, unknown>[];
};

/** A collaboration server on a free port; `lines` holds what it logged. */
export async function serve(
  world: World,
  limits: CollabOptions['limits'] = {},
  redisUrl?: string,
  databaseUrl = world.database.collabUrl,
): Promise<Server> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const server = await serveCollab({
    port: 0,
    databaseUrl,
    allowedOrigins: [ORIGIN],
    log,
    redisUrl,
    limits,
  });
  await until(() => server.health().listening, 'the server listens');
  return { ...server, lines, url: `ws://127.0.0.1:${server.port}/collab` };
}

/** Waits for a condition; fails with its name. */
export async function until(
  done: () => boolean | Promise<boolean>,
  what: string,
  ms = 10_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A person at a chapter, through the real provider. */
export class Visitor {
  readonly document = asWritten(new Y.Doc());
  readonly notices: CollabNotice[] = [];
  readonly closes: { code: number; reason: string }[] = [];
  readonly denied: string[] = [];
  readonly socket: HocuspocusProviderWebsocket;
  readonly provider: HocuspocusProvider;

  constructor(
    server: { url: string },
    chapterId: string,
    token: string | (() => Promise<string>),
    { origin = ORIGIN as string | null, name = chapterDocumentName(chapterId), clientId = 0 } = {},
  ) {
    if (clientId) this.document.clientID = clientId;
    this.socket = new HocuspocusProviderWebsocket({
      url: server.url,
      WebSocketPolyfill: webSocketFrom(origin),
      delay: 50,
      minDelay: 20,
      maxDelay: 200,
      onClose: ({ event }) => void this.closes.push({ code: event.code, reason: event.reason }),
    });
    this.provider = new HocuspocusProvider({
      name,
      document: this.document,
      websocketProvider: this.socket,
      token,
      onStateless: ({ payload }) => void this.notices.push(JSON.parse(payload)),
      onAuthenticationFailed: ({ reason }) => void this.denied.push(reason),
    });
    this.provider.attach();
  }

  get text(): Y.XmlFragment {
    return this.document.getXmlFragment(FRAGMENT);
  }

  /** Writes a paragraph at the end. */
  write(words: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    this.text.push([paragraph]);
  }

  words(): string {
    return this.text.toString().replaceAll(/<[^>]*>/g, '');
  }

  async synced(): Promise<this> {
    await until(() => this.provider.synced && this.provider.isAuthenticated, 'synced');
    return this;
  }

  /** Resolves when the server has acknowledged everything. */
  async saved(): Promise<void> {
    await until(() => this.provider.unsyncedChanges === 0, 'saved');
  }

  notice<T extends CollabNotice['type']>(type: T): Extract<CollabNotice, { type: T }>[] {
    return this.notices.filter((notice) => notice.type === type) as never;
  }

  /** Lets pass what is told on coming in, of what was said before. */
  async forget(): Promise<this> {
    await pause(100);
    this.notices.length = 0;
    return this;
  }

  leave(): void {
    this.provider.destroy();
    this.socket.destroy();
    this.document.destroy();
  }
}

/** Lets a person in with passes of their own, one for every connection. */
export async function visit(
  server: { url: string },
  world: World,
  chapterId: string,
  person: Persona,
  options: { clientId?: number } = {},
): Promise<Visitor> {
  const token = async () => {
    try {
      return await world.ticket(chapterId, person);
    } catch (error) {
      // As the editor does: the provider would stay, silent, until the server sends it away.
      visitor.socket.webSocket?.close();
      throw error;
    }
  };
  const visitor: Visitor = new Visitor(server, chapterId, token, options);
  return visitor.synced();
}

/** A chapter's text as its log alone has it, with its marks. */
export async function textInLog(world: World, chapterId: string): Promise<string> {
  const rows = await world.owner`
    select payload from collab.chapter_updates where chapter_id = ${chapterId} order by seq`;
  const document = asWritten(new Y.Doc());
  for (const { payload } of rows) Y.applyUpdate(document, payload);
  return document.getXmlFragment(FRAGMENT).toString();
}

/** The words of a chapter as its log alone has them. */
export async function wordsInLog(world: World, chapterId: string): Promise<string> {
  return (await textInLog(world, chapterId)).replaceAll(/<[^>]*>/g, '');
}
