import { HocuspocusProvider } from '@hocuspocus/provider';
import * as Y from 'yjs';
import { chapterDocumentName, CloseCode, COMING_BACK_IS_USELESS } from '#lib/domain/collaboration.ts';
import { collabNotice } from '#lib/domain/collab-notice.ts';
import { asWritten } from '#lib/manuscript/as-written.ts';
import { Acknowledgements } from './acknowledgements.ts';
import { Admission } from './admission.ts';
import { ChapterSocket } from './chapter-socket.ts';
import type { Told } from './contract.ts';
import type { Frame } from './frame.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { keepLost, keepWithoutPlace } from './lost-words.ts';
import { othersIn } from './others-in.ts';
import { OwnWords } from './own-words.ts';
import { inParts, readEdits } from './place-edits.ts';
import type { requestTicket } from './request-ticket.ts';
import { REFUSALS, WHEN_FULL } from './sent-out.ts';
import { onSigningOut } from './signing-out.ts';
import { TwinBlocks } from './twin-blocks.ts';
import { TwinHalves } from './twin-halves.ts';
import { TwinWords } from './twin-words.ts';
import { UnseenWords } from './unseen-words.ts';
import { type Found, type Place, type Refused, UnsentEdits } from './unsent-edits.ts';

const FROM_STORE = 'unsent edits';
/** So often it is looked for what another tab has left. */
const LOOK_MS = 4_000;

interface Options {
  documentPath: string;
  chapterId: string;
  personId: string;
  place: Place;
  live: LiveChapter;
  /** The text is there and in step with the server; once. `refused`: what it would not take, earlier. */
  onready: (refused: Refused[]) => void;
  ontold: (what: Told) => void;
  /** Words found no place, as what they were written in has gone. */
  onlost: (refused: Refused[]) => void;
  /** The server will never take the edits. They are kept apart, the session is over, the text is opened anew. */
  onrefused: () => void;
  /** What must be written down before this session reads what is left. */
  after?: Promise<void> | undefined;
  /** A pass that was asked for while the editor was loading; for the first connection. */
  pass?: ReturnType<typeof requestTicket> | undefined;
}

/** One chapter's text, live: the shared document, its way to the server, and what is known about both. */
export class ChapterSession {
  /** Also of whoever only reads, who may send no deletions. */
  readonly ydoc = asWritten(new Y.Doc());
  readonly provider: HocuspocusProvider;
  readonly words: OwnWords;
  readonly #unseen: UnseenWords;
  readonly #socket: ChapterSocket;
  readonly #edits = new Acknowledgements();
  readonly #store: UnsentEdits;
  readonly #options: Options;
  readonly #over = new AbortController();
  readonly #admission: Admission;
  /** Who is looking for what other tabs have left. */
  readonly #looking = new Set<object>();
  #ready = false;

  constructor(options: Options) {
    this.#options = options;
    this.#store = new UnsentEdits(options.personId, options.chapterId, options.place);
    this.#store.hold(this.#over.signal);
    this.#socket = new ChapterSocket({
      sent: (frame) => this.#sent(frame),
      received: (frame) => this.#answered(frame),
      filtered: (filtered) => this.#tell({ filtered }),
    });
    this.#admission = new Admission({
      ...options,
      socket: this.#socket,
      store: this.#store,
      over: this.#over.signal,
      tell: (facts) => this.#tell(facts),
    });
    // Before the provider's own listener, which sends the edit.
    this.ydoc.on('update', (update: Uint8Array, origin: unknown) => this.#edited(update, origin));
    this.provider = new HocuspocusProvider({
      name: chapterDocumentName(options.chapterId),
      document: this.ydoc,
      websocketProvider: this.#socket,
      token: () => this.#admission.ticket(),
    });
    const mayWrite = () => options.live.access?.canEdit !== false && !this.#over.signal.aborted;
    this.words = new OwnWords(this.ydoc, this.provider, (...lost) => void this.#lost(...lost), mayWrite);
    const standing = { inStep: () => this.inStep, stored: () => this.words.storedClock, mayWrite };
    new TwinBlocks(this.ydoc, this.provider, standing);
    new TwinHalves(this.ydoc, this.provider, standing);
    new TwinWords(this.ydoc, this.provider, standing);
    this.#unseen = new UnseenWords(this.ydoc, this.provider, () => this.inStep, mayWrite);
    this.provider.on('synced', () => void this.#synced());
    this.provider.on('stateless', ({ payload }: { payload: string }) => this.#notice(payload));
    this.provider.on('close', ({ event }: { event: CloseEvent }) => this.#closed(event));
    // A text that goes while it has the focus tells that its caret is gone: in the midst of what Svelte draws, when nothing may change.
    this.provider.on('awarenessChange', () => queueMicrotask(() => this.#present()));
    this.provider.attach();
    void this.#socket.connect();

    const { signal } = this.#over;
    const network = () => {
      this.#tell({ offline: !navigator.onLine });
      if (navigator.onLine) void this.#socket.connect();
      // Some networks keep a connection that carries nothing, and go on where they stood: what came meanwhile would come
      // after what was done here, and nobody could tell.
      else this.#socket.drop();
    };
    addEventListener('online', network, { signal });
    addEventListener('offline', network, { signal });
    for (const leaving of ['beforeunload', 'pagehide'])
      addEventListener(leaving, () => this.#store.hurry(), { signal });
    const looking = setInterval(() => this.#lookForLeft(), LOOK_MS);
    signal.addEventListener('abort', () => clearInterval(looking));
    onSigningOut(() => this.#admission.signedOutHere(), signal);
    this.#tell({ offline: !navigator.onLine });
  }

  /** Where others' words come from, which may have to wait for what is done here. */
  get line(): Pick<ChapterSocket, 'hold' | 'release' | 'before'> {
    return this.#socket;
  }

  /** Leaves the chapter. Edits that were not acknowledged stay stored on this device. */
  close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.provider.destroy();
    this.#socket.destroy();
  }

  /** Everything the server had has arrived. */
  get inStep(): boolean {
    return this.#options.live.facts.synced;
  }

  /** Resolves when what is unsent is written down on this device. */
  settled(): Promise<void> {
    return this.#store.settled();
  }

  /** Whether the person has not touched the text for a while. */
  setIdle(idle: boolean): void {
    const state = this.provider.awareness?.getLocalState();
    if (state && !!state.idle !== idle) this.provider.setAwarenessField('idle', idle);
  }

  #tell(facts: Partial<LiveChapter['facts']>): void {
    if (!this.#over.signal.aborted) Object.assign(this.#options.live.facts, facts);
  }

  #edited(update: Uint8Array, origin: unknown): void {
    if (origin === this.provider) return;
    this.#edits.made();
    this.#tell({ unsent: this.#edits.unsent });
    if (origin === FROM_STORE) return;
    void this.#store.add(update).then(() => this.#tell({ inTabAlone: this.#store.inTabAlone }));
  }

  #sent(frame: Frame): void {
    if (frame !== 'edit' && frame !== 'difference') return;
    this.words.sent();
    this.#edits.sent(frame === 'difference', { clock: this.words.clock, removals: this.#unseen.removals });
  }

  #answered(frame: Frame): void {
    if (frame === 'applied') this.#acknowledged();
    else if (frame === 'not_applied') this.#refuse(this.#options.live.access?.reason ?? 'revoked');
  }

  #acknowledged(): void {
    const before = this.#edits.unsent;
    const mark = this.#edits.answered();
    if (mark) {
      this.words.stored(mark.clock);
      this.#unseen.acknowledged(mark.removals);
    }
    const { unsent } = this.#edits;
    if (before > 0 && unsent === 0) this.#store.clear();
    this.#tell(before > unsent ? { unsent, savedAt: new Date() } : { unsent });
  }

  async #synced(): Promise<void> {
    this.#socket.arrived();
    // Until what is on this device has been looked for, too, nobody is told that all is saved.
    if (this.#ready) this.#tell({ connection: 'connecting' });
    // A browser that knows of no network may yet reach the server: on its own machine, say.
    this.#tell({ synced: true, stopped: null, trouble: null, offline: false });
    if (this.#ready) {
      this.#missed();
      // What was looked for before hangs, perhaps, with the network that it waited for.
      this.#looking.clear();
      return this.#gather();
    }
    this.#ready = true;
    await this.#options.after;
    const refused = await this.#takeUp();
    if (!this.#over.signal.aborted) this.#options.onready(refused);
  }

  /** Sends what other tabs have left that are gone by now: nobody else does until the chapter is opened anew. */
  async #gather(): Promise<void> {
    const { signal } = this.#over;
    const look = {};
    this.#looking.add(look);
    try {
      const found = await this.#store.adopt(signal, () => this.#lookForLeft());
      if (found.edits.length && this.inStep) this.#tell({ connection: 'connecting' });
      const refused = await this.#takeUp(found);
      if (refused.length && !signal.aborted) this.#options.onlost(refused);
    } catch (error) {
      console.warn('what other tabs have left here cannot be read', error);
    }
    this.#looking.delete(look);
    // What one has found and is reading, another that began meanwhile finds no more.
    if (this.inStep && !this.#looking.size) this.#tell({ connection: 'open' });
  }

  #lookForLeft(): void {
    if (this.#ready && this.inStep) void this.#gather();
  }

  /** Sends what is on this device, and only then can say that all is saved. @returns what its author is to see */
  async #takeUp(found?: Found): Promise<Refused[]> {
    const { signal } = this.#over;
    const { placed, refused } = await readEdits(this.#store, this.ydoc, signal, found);
    if (signal.aborted) return [];
    // Message by message thousands of keystrokes would pass for a flood.
    for (const part of inParts(placed)) {
      this.#unseen.replay(
        part.map(({ update }) => update),
        FROM_STORE,
      );
    }
    if (this.inStep && !this.#looking.size) this.#tell({ connection: 'open' });
    const lost = await keepWithoutPlace(this.#store, placed, this.ydoc);
    if (placed.length && !this.#edits.unsent && !signal.aborted) this.#store.clear();
    return [...refused, ...lost];
  }

  async #lost(words: string, still: Promise<string>): Promise<void> {
    const lost = await keepLost(this.#store, words, still);
    if (lost.length && !this.#over.signal.aborted) this.#options.onlost(lost);
  }

  /** What was told while nothing could be heard is read again. */
  #missed(): void {
    this.#options.ontold('document');
    this.#options.ontold('discussion');
  }

  #notice(payload: string): void {
    const notice = collabNotice.safeParse(JSON.parse(payload));
    if (!notice.success) return;
    const { live, ontold } = this.#options;
    const { data } = notice;
    if (data.type === 'presence') live.people = data.people;
    else if (data.type === 'access') live.access = { canEdit: data.canEdit, reason: data.reason };
    else if (data.type === 'refused') this.#refuse(data.reason);
    else ontold(data.type);
  }

  #closed({ code, reason }: Pick<CloseEvent, 'code' | 'reason'>): void {
    this.#edits.lost();
    this.#tell({ connection: 'lost', synced: false });
    this.#options.live.people = [];
    const refused = REFUSALS.get(code);
    if (refused) this.#refuse(refused);
    else if (code === CloseCode.unloadable) this.#admission.stop('unloadable');
    else if (COMING_BACK_IS_USELESS.has(code)) void this.#admission.sentOut();
    else if (code === CloseCode.full) this.#tell({ trouble: WHEN_FULL[reason] ?? 'full' });
    else if (code === CloseCode.notStored) {
      this.#tell({ trouble: this.#ready ? 'not_stored' : 'unloadable_now' });
    }
  }

  #refuse(reason: string): void {
    if (this.#over.signal.aborted) return;
    this.#store.refuse(reason);
    this.close();
    this.#options.onrefused();
  }

  #present(): void {
    Object.assign(this.#options.live, othersIn(this.provider.awareness?.getStates(), this.ydoc.clientID));
  }
}
