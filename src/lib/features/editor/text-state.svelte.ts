import { type Remedy, untilLoaded } from '#lib/ui/until-answered.ts';
import type { Selected, Told, Unfit } from './contract.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { requestTicket } from './request-ticket.ts';
import type { LockedView } from './locked-text.ts';
import type { ChapterSession, NoteInText, OpenText } from './open-text.ts';
import { RefusedEdits } from './refused-edits.svelte.ts';
import type { Place } from './unsent-edits.ts';

export interface TextOptions {
  host: HTMLElement;
  documentPath: string;
  chapterId: string;
  place: Place;
  person: { id: string; name: string };
  live: LiveChapter;
  describedBy: string;
  editable: boolean;
  onactivate: (id: string | null) => void;
  ontold: (what: Told) => void;
}

const REDRAWN_MS = 80;
const IDLE_AFTER_MS = 3 * 60_000;
/** So often in a row a text may be refused in which nobody wrote; what refuses then is not the server but a fault. */
const EMPTY_REFUSALS = 3;

type Pass = ReturnType<typeof requestTicket>;

const load = () =>
  Promise.all([import('./open-text.ts'), import('./Toolbar.svelte'), import('./EditorDialogs.svelte')]);

/** Asked for while the page is still put together: nothing else takes as long. */
let early = typeof document === 'undefined' ? null : load();
early?.catch(() => undefined);

/** The editor as Svelte sees it: opened late, opened anew when edits were refused, and watched for changes. */
export class TextState {
  /** Null until the text is in step with the server. Read `version` beside it: the editor changes in place. */
  text = $state.raw<OpenText | null>(null);
  version = $state(0);
  placed = $state(0);
  readonly refused: RefusedEdits;
  /** A text that this editor would damage: shown, and not opened. */
  locked = $state.raw<LockedView | null>(null);
  notes = $state.raw<readonly NoteInText[]>([]);
  /** Which dialog is asked for. */
  dialog = $state<'link' | 'note' | 'shortcuts' | null>(null);
  /** The note to be changed; null for a new one. */
  note = $state<number | null>(null);
  /** Why there is no editor: what would bring its code, which has not come, or something is wrong with the text. */
  broken = $state<Remedy | 'faulty' | null>(null);
  /** What is only needed beside an open editor, and loaded with it. */
  tools = $state.raw<{
    Toolbar: typeof import('./Toolbar.svelte').default;
    EditorDialogs: typeof import('./EditorDialogs.svelte').default;
  } | null>(null);
  readonly #options: TextOptions;
  #frame = 0;
  #closed = false;
  #empty = 0;
  #unlock = () => {};
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TextOptions) {
    this.#options = options;
    this.refused = new RefusedEdits(options.live);
  }

  /** Loads the editor and connects. Returns what closes both. */
  open(): () => void {
    const over = new AbortController();
    for (const sign of ['pointermove', 'keydown', 'touchstart'])
      addEventListener(sign, () => this.#awake(), { signal: over.signal, passive: true });
    let close = () => {};
    this.#options.live.refused = 0;
    const { documentPath, chapterId, person } = this.#options;
    let pass: Pass | undefined = requestTicket({ documentPath, chapterId, personId: person.id });
    const loaded = () =>
      (early ?? load()).catch((error: unknown) => {
        early = null;
        // By the time that the code comes it may be too old.
        pass = undefined;
        throw error;
      });
    const missing = (remedy: Remedy) => (this.broken = remedy);
    untilLoaded(loaded, missing, () => this.#closed).then(
      ([module, { default: Toolbar }, { default: EditorDialogs }]) => {
        this.broken = null;
        this.tools = { Toolbar, EditorDialogs };
        if (!this.#closed) close = this.#connect(module, { pass });
      },
      () => undefined,
    );
    return () => {
      this.#closed = true;
      over.abort();
      clearTimeout(this.#idle);
      cancelAnimationFrame(this.#frame);
      this.#unlock();
      close();
      this.text?.remove();
    };
  }

  #connect(
    module: typeof import('./open-text.ts'),
    begun: {
      /** A pass that was asked for beforehand. */
      pass?: Pass;
      /** The text whose edits were refused, and what must be written down of it before. */
      before?: { text: OpenText | null; after: Promise<void> };
    },
  ) {
    const { pass, before } = begun;
    const { documentPath, chapterId, place, person, live, ontold } = this.#options;
    let next = () => {};
    let over = false;
    const isOver = () => this.#closed || over;
    const session = new module.ChapterSession({
      documentPath,
      chapterId,
      personId: person.id,
      place,
      live,
      ontold,
      pass,
      after: before?.after,
      onready: async (refused) => {
        const had = this.refused.typed;
        await this.refused.show(refused, session.ydoc, isOver);
        if (isOver()) return;
        this.#empty = before && this.refused.typed === had ? this.#empty + 1 : 0;
        before?.text?.remove();
        this.#present(module, session);
      },
      onlost: (lost) => void this.refused.add(lost, session.ydoc, isOver),
      onrefused: () => {
        over = true;
        this.#unlock();
        this.text?.freeze();
        live.restart();
        if (this.#closed) return;
        live.refused = Math.max(1, this.refused.list.length);
        if (this.#empty >= EMPTY_REFUSALS) this.broken = 'faulty';
        else next = this.#connect(module, { before: { text: this.text, after: session.settled() } });
      },
    });
    return () => {
      session.close();
      next();
    };
  }

  /** Opens the editor on the text, or only shows it when an editor would damage it. */
  #present(module: typeof import('./open-text.ts'), session: ChapterSession): void {
    if (module.faultOf(session.ydoc)) return this.#lock(module, session);
    this.locked = null;
    this.text = this.#show(module, session);
  }

  #lock(module: typeof import('./open-text.ts'), session: ChapterSession): void {
    const { live, editable } = this.#options;
    let over = false;
    this.#unlock = () => (over = true);
    this.text = null;
    const isOver = () => over || this.#closed;
    const show = ({ showLocked }: typeof import('./locked-text.ts')) => {
      if (isOver()) return;
      this.#unlock = showLocked({
        session,
        writable: () => live.access?.canEdit ?? editable,
        onview: (view) => (this.locked = view),
        onsound: () => this.#present(module, session),
      });
    };
    const missing = (remedy: Remedy) => (this.broken = remedy);
    const loaded = (module: Parameters<typeof show>[0]) => {
      this.broken = null;
      show(module);
    };
    untilLoaded(() => import('./locked-text.ts'), missing, isOver).then(loaded, () => undefined);
  }

  #show(module: typeof import('./open-text.ts'), session: ChapterSession): OpenText {
    const { host, describedBy, person, editable, onactivate } = this.#options;
    const text = new module.OpenText({
      element: host,
      session,
      describedBy,
      name: person.name,
      editable,
      onactivate,
      onlink: () => (this.dialog = 'link'),
      onnote: (position) => this.askNote(position),
      onchange: () => this.#changed(module),
      onplaced: () => (this.placed += 1),
      onmoved: (id) => this.#moved(id),
      onfault: () => this.#lock(module, session),
    });
    this.notes = module.notesOf(text.editor.state.doc);
    return text;
  }

  // The caret is drawn anew some moments after the change is told.
  #moved(personId: string): void {
    if (personId !== this.#options.live.following) return;
    setTimeout(() => {
      if (personId === this.#options.live.following) this.text?.revealPerson(personId);
    }, REDRAWN_MS);
  }

  // A hundred transactions of one frame are one change on screen.
  #changed(module: typeof import('./open-text.ts')): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.version += 1;
      if (this.text) this.notes = module.notesOf(this.text.editor.state.doc);
    });
  }

  #awake(): void {
    clearTimeout(this.#idle);
    this.text?.session.setIdle(false);
    this.#idle = setTimeout(() => this.text?.session.setIdle(true), IDLE_AFTER_MS);
  }

  askNote(position: number | null): void {
    this.note = position;
    this.dialog = 'note';
  }

  selected(): Selected | Unfit {
    return this.text?.selected() ?? 'nothing';
  }
}
