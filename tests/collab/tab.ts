import { HocuspocusProvider } from '@hocuspocus/provider';
import { vi } from 'vitest';
import * as Y from 'yjs';
import { chapterDocumentName } from '#lib/domain/collaboration.ts';
import { Acknowledgements } from '#lib/features/editor/acknowledgements.ts';
import { OwnWords } from '#lib/features/editor/own-words.ts';
import { TwinBlocks } from '#lib/features/editor/twin-blocks.ts';
import { TwinWords } from '#lib/features/editor/twin-words.ts';
import { UnseenWords } from '#lib/features/editor/unseen-words.ts';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import { ORIGIN, pause, type Server, until, webSocketFrom } from './visitor.ts';
import type { World } from './world.ts';

const PASS_MS = 150;
const open = new Set<() => void>();

/** Closes the tabs of a test, and gives the globals back. For `afterEach`. */
export function closeTabs(): void {
  for (const close of open) close();
  open.clear();
  vi.unstubAllGlobals();
  vi.resetModules();
}

/** What of a browser's page the socket sees. A tab that knows of a filtering network begins with HTTP. */
function pageAt(url: string, filtered: boolean, sockets: typeof WebSocket): void {
  const { fetch } = globalThis;
  vi.stubGlobal('location', { href: url.replace(/^ws/, 'http') });
  vi.stubGlobal('WebSocket', sockets);
  vi.stubGlobal('fetch', (address: string, { headers, ...how }: RequestInit) =>
    fetch(address, { ...how, headers: { ...headers, origin: ORIGIN } }),
  );
  vi.stubGlobal('navigator', { onLine: true, sendBeacon: () => true });
  const stamp = filtered ? String(Date.now()) : null;
  vi.stubGlobal('sessionStorage', { getItem: () => stamp, setItem() {}, removeItem() {} });
}

/**
 * A chapter as its tab holds it: the browser's own socket, and its own count of what is unsent. Opening one stubs
 * globals and loads modules anew; `closeTabs` undoes it.
 */
export async function openTab(
  { world, server }: { world: World; server: Server },
  chapter: string,
  { filtered = false, sockets = webSocketFrom(ORIGIN) as typeof WebSocket } = {},
) {
  pageAt(server.url, filtered, sockets);
  const { ChapterSocket } = await import('#lib/features/editor/chapter-socket.ts');
  const edits = new Acknowledgements();
  const closes: string[] = [];
  const known: boolean[] = [];
  const document = new Y.Doc();
  const socket = new ChapterSocket({
    sent: (frame) => {
      if (frame !== 'edit' && frame !== 'difference') return;
      words.sent();
      edits.sent(frame === 'difference', { clock: words.clock, removals: unseen.removals });
    },
    received: (frame) => {
      const mark = frame === 'applied' ? edits.answered() : null;
      if (!mark) return;
      words.stored(mark.clock);
      unseen.acknowledged(mark.removals);
    },
    filtered: (now) => void known.push(now),
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
  const lost: string[] = [];
  const words = new OwnWords(document, provider, (each) => void lost.push(each));
  const standing = { inStep: () => provider.synced, stored: () => words.storedClock, mayWrite: () => true };
  new TwinBlocks(document, provider, standing);
  new TwinWords(document, provider, standing);
  const unseen = new UnseenWords(document, provider, () => provider.synced);
  // As in the editor: what one removes oneself is kept.
  new Y.UndoManager(document.getXmlFragment(FRAGMENT));
  const unsentInStep: number[] = [];
  provider.on('synced', () => {
    socket.arrived();
    unsentInStep.push(edits.unsent);
  });
  provider.on('close', ({ event }: { event: { code: number; reason: string } }) => {
    edits.lost();
    closes.push(`${event.code} ${event.reason}`);
  });
  open.add(() => {
    provider.destroy();
    socket.destroy();
  });
  provider.attach();
  void socket.connect();
  await until(() => provider.synced, 'in step');
  const text = new Y.XmlText();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  document.getXmlFragment(FRAGMENT).push([paragraph]);
  return { socket, provider, edits, closes, known, unsentInStep, text, document, lost };
}
