import { HocuspocusProvider } from '@hocuspocus/provider';
import { afterEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import { Acknowledgements } from '#lib/features/editor/acknowledgements.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { newWorld } from './setup.ts';
import { ORIGIN, pause, until, webSocketFrom, wordsInLog } from './visitor.ts';

const here = newWorld();

const KEY_MS = 120;
const PASS_MS = 150;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** What of a browser's page the socket sees; a tab that knows of a filtering network begins with HTTP. */
function pageAt(url: string, way: 'websocket' | 'http'): void {
  const { fetch } = globalThis;
  vi.stubGlobal('location', { href: url.replace(/^ws/, 'http') });
  vi.stubGlobal('WebSocket', webSocketFrom(ORIGIN));
  vi.stubGlobal('fetch', (address: string, { headers, ...how }: RequestInit) =>
    fetch(address, { ...how, headers: { ...headers, origin: ORIGIN } }),
  );
  vi.stubGlobal('navigator', { onLine: true, sendBeacon: () => true });
  const stamp = way === 'http' ? String(Date.now()) : null;
  vi.stubGlobal('sessionStorage', { getItem: () => stamp, setItem() {}, removeItem() {} });
}

/** A chapter as its tab holds it: the browser's own socket, and its own count of what is unsent. */
async function openTab(way: 'websocket' | 'http', chapter: string) {
  const { world, server } = here;
  pageAt(server.url, way);
  const { ChapterSocket } = await import('#lib/features/editor/chapter-socket.ts');
  const edits = new Acknowledgements();
  const closes: string[] = [];
  const document = new Y.Doc();
  const socket = new ChapterSocket({
    sent: (frame) => {
      if (frame === 'edit' || frame === 'difference') edits.sent(frame === 'difference');
    },
    received: (frame) => {
      if (frame === 'applied') edits.answered();
    },
    opened: (by) => expect(by).toBe(way),
  });
  document.on('update', (_: Uint8Array, origin: unknown) => {
    if (origin !== provider) edits.made();
  });
  const provider = new HocuspocusProvider({
    name: chapterDocumentName(chapter),
    document,
    websocketProvider: socket,
    token: async () => {
      await pause(PASS_MS);
      return world.ticket(chapter, world.people.drafter);
    },
  });
  const unsentInStep: number[] = [];
  provider.on('synced', () => {
    socket.arrived();
    unsentInStep.push(edits.unsent);
  });
  provider.on('close', ({ event }: { event: { code: number; reason: string } }) => {
    edits.lost();
    closes.push(`${event.code} ${event.reason}`);
  });
  provider.attach();
  void socket.connect();
  await until(() => provider.synced, 'in step');
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  document.getXmlFragment(FRAGMENT).push([paragraph]);
  return { socket, provider, edits, closes, unsentInStep, text };
}

for (const way of ['websocket', 'http'] as const) {
  test(`case 20/28: whoever types while the connection comes back is back at once, with every key (${way})`, async () => {
    const { world } = here;
    const chapter = await world.addChapter();
    const { socket, provider, edits, closes, unsentInStep, text } = await openTab(way, chapter);
    const type = (key: string) => text.insert(text.length, key);
    const saved = () => until(() => edits.unsent === 0, 'saved');
    await saved();
    for (let time = 1; time <= 3; time += 1) {
      socket.stop();
      await until(() => closes.length > 0, 'gone');
      type(`${time}:`);
      closes.length = 0;
      socket.resume();
      let typed = 0;
      const typing = setInterval(() => type(String((typed += 1) % 10)), KEY_MS);
      try {
        await until(() => provider.synced, 'back in step');
        expect(unsentInStep.at(-1), 'what is left to the difference is unsent').toBeGreaterThanOrEqual(typed);
        await pause(5 * KEY_MS);
      } finally {
        clearInterval(typing);
      }
      expect(typed).toBeGreaterThan(4);
      expect(closes).toEqual([]);
      await saved();
      expect(await wordsInLog(world, chapter)).toBe(text.toString());
      expect(text.toString()).toMatch(new RegExp(`${time}:1234`));
    }
    provider.destroy();
    socket.destroy();
  });
}
