import { HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { CloseCode, COLLAB_PATH } from '#lib/domain/collaboration.ts';
import { socketsBy, WayChoice } from './connection-way.ts';
import { readFrame, type Frame } from './frame.ts';
import { canUnpack, Unpacker } from './unpack.ts';

const OPEN = 1;

/** How long to wait before coming back, twice as long after each time that nothing came of it. */
const BACK_MS = 400;
const BACK_AT_MOST_MS = 4_000;
/** A full server is not asked again so soon. */
const BACK_WHEN_FULL_MS = 20_000;
/** Never the same for everybody whom one restart cut off. Whole: the parent's attempts take nothing else. */
const about = (ms: number) => Math.round(ms * (0.5 + Math.random()));

/** One choice for the tab: what one chapter found out about the network, the next need not find out again. */
const choice = new WayChoice();

interface Watch {
  sent(frame: Frame): void;
  received(frame: Frame): void;
  filtered(filtered: boolean): void;
}

/**
 * The tab's socket to the collaboration server. Unlike its parent it keeps nothing for later: what could not be sent
 * is in the text, and coming back in step sends it. Once stopped it stays away.
 */
export class ChapterSocket extends HocuspocusProviderWebsocket {
  #stopped = false;
  /** How many connections in a row brought no text. */
  #vain = 0;
  /** Whether this connection has brought the server what the text here had more than its own. */
  #differed = false;
  /** Whether this connection has brought what the server had more. */
  #told = false;
  /** The server's question what it lacks, until then. */
  #asked: ArrayBuffer | null = null;
  #unpacker: Unpacker | null = null;
  /** What has arrived while nothing may. */
  #held: ArrayBuffer[] | null = null;
  #watch: Watch | null = null;
  /** Called before anything is taken in. */
  before: (() => void) | null = null;

  constructor(watch: Watch) {
    const url = new URL(COLLAB_PATH, location.href);
    if (canUnpack()) url.searchParams.set('packed', '');
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    super({
      url: url.href,
      autoConnect: false,
      WebSocketPolyfill: socketsBy(choice, (filtered) => watch.filtered(filtered)),
      delay: 500,
      // Below every delay that comes to be: the parent's next attempt would fail unheard.
      minDelay: 100,
      maxDelay: 8_000,
    });
    this.#watch = watch;
  }

  override send(message: Uint8Array): void {
    if (this.webSocket?.readyState !== OPEN) return;
    const frame = readFrame(message);
    // Before that an edit would stand on words which the server has not seen, and it would close the connection upon
    // everybody who types while it comes back. The difference carries the edit.
    if (frame === 'edit' && !this.#differed) return;
    this.#differed ||= frame === 'difference';
    this.#watch?.sent(frame);
    super.send(message);
  }

  override onOpen(event: Event): Promise<void> {
    const { webSocket } = this;
    const still = () => webSocket === this.webSocket;
    this.#differed = this.#told = false;
    this.#asked = null;
    // What was held of the last connection comes again with this one.
    if (this.#held) this.#held = [];
    this.#unpacker = new Unpacker(
      (data) => still() && this.#receive(data),
      () => still() && this.drop(),
    );
    // The parent takes an attempt for under way until something is received. Were it closed before that, the attempt
    // and its close would each try again, and cut each other off.
    const opened = super.onOpen(event);
    this.resolveConnectionAttempt();
    return opened;
  }

  override onClose(closed: Parameters<HocuspocusProviderWebsocket['onClose']>[0]): void {
    const full = closed.event.code === CloseCode.full;
    const back = Math.min(BACK_MS * 2 ** this.#vain, BACK_AT_MOST_MS);
    this.#vain += 1;
    this.configuration.delay = about(full ? BACK_WHEN_FULL_MS : back);
    super.onClose(closed);
  }

  override onMessage(event: MessageEvent): void {
    this.#unpacker?.take(event.data as ArrayBuffer);
  }

  /** What arrives waits, in its order. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const data of held) this.#receive(data);
  }

  #receive(data: ArrayBuffer): void {
    if (this.#held) {
      this.#held.push(data);
      return;
    }
    const frame = readFrame(new Uint8Array(data));
    // Hocuspocus asks before it tells. Answered at once, the removal of a paragraph would be on its way before the words
    // that others have in it are known here and kept (docs/adr/0013-what-goes-down-with-a-paragraph.md).
    if (frame === 'request' && !this.#told) {
      this.#asked = data;
      return;
    }
    this.before?.();
    super.onMessage({ data } as MessageEvent);
    this.#watch?.received(frame);
    if (frame !== 'difference') return;
    this.#told = true;
    const asked = this.#asked;
    this.#asked = null;
    if (asked) this.#receive(asked);
  }

  override async connect(): Promise<unknown> {
    return this.#stopped ? undefined : super.connect();
  }

  /** The text is in step: the next loss is a first one. */
  arrived(): void {
    this.#vain = 0;
  }

  /** Closes this connection; the next one is tried by itself. */
  drop(): void {
    this.webSocket?.close();
  }

  /** Closes and does not come back. */
  stop(): void {
    this.#stopped = true;
    this.disconnect();
  }

  /** Comes back after all: who was signed out has signed in again. */
  resume(): void {
    this.#stopped = false;
    void this.connect();
  }
}
