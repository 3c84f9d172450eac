import type { Selected, Told } from './contract.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import type { NoteInText, OpenText } from './open-text.ts';

/** What was typed and refused: the words, and why. */
export interface RefusedWords {
  reason: string;
  paragraphs: string[];
}

export interface TextOptions {
  host: HTMLElement;
  documentPath: string;
  chapterId: string;
  person: { id: string; name: string };
  live: LiveChapter;
  describedBy: string;
  editable: boolean;
  onactivate: (id: string | null) => void;
  ontold: (what: Told) => void;
}

const REDRAWN_MS = 80;
const IDLE_AFTER_MS = 3 * 60_000;

/** The editor as Svelte sees it: opened late, opened anew when edits were refused, and watched for changes. */
export class TextState {
  /** Null until the text is in step with the server. Read `version` beside it: the editor changes in place. */
  text = $state.raw<OpenText | null>(null);
  version = $state(0);
  placed = $state(0);
  refused = $state.raw<RefusedWords | null>(null);
  notes = $state.raw<readonly NoteInText[]>([]);
  /** Which dialog is asked for. */
  dialog = $state<'link' | 'note' | 'shortcuts' | null>(null);
  /** The note to be changed; null for a new one. */
  note = $state<number | null>(null);
  broken = $state(false);
  /** What is only needed beside an open editor, and loaded with it. */
  tools = $state.raw<{
    Toolbar: typeof import('./Toolbar.svelte').default;
    EditorDialogs: typeof import('./EditorDialogs.svelte').default;
  } | null>(null);
  readonly #options: TextOptions;
  #frame = 0;
  #closed = false;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(options: TextOptions) {
    this.#options = options;
  }

  /** Loads the editor and connects. Returns what closes both. */
  open(): () => void {
    const over = new AbortController();
    for (const sign of ['pointermove', 'keydown', 'touchstart'])
      addEventListener(sign, () => this.#awake(), { signal: over.signal, passive: true });
    let close = () => {};
    Promise.all([
      import('./open-text.ts'),
      import('./Toolbar.svelte'),
      import('./EditorDialogs.svelte'),
    ]).then(
      ([module, { default: Toolbar }, { default: EditorDialogs }]) => {
        this.tools = { Toolbar, EditorDialogs };
        if (!this.#closed) close = this.#connect(module, null);
      },
      () => (this.broken = true),
    );
    return () => {
      this.#closed = true;
      over.abort();
      clearTimeout(this.#idle);
      cancelAnimationFrame(this.#frame);
      close();
      this.text?.remove();
    };
  }

  #connect(
    module: typeof import('./open-text.ts'),
    before: { text: OpenText | null; reason: string } | null,
  ) {
    const { documentPath, chapterId, person, live, ontold } = this.#options;
    let next = () => {};
    const session = new module.ChapterSession({
      documentPath,
      chapterId,
      personId: person.id,
      live,
      ontold,
      onready: () => {
        if (before?.text) {
          const paragraphs = module.unsentText(before.text.session.ydoc, session.ydoc);
          if (paragraphs.length) this.refused = { reason: before.reason, paragraphs };
          before.text.remove();
        }
        this.text = this.#show(module, session);
      },
      onrefused: ({ reason }) => {
        this.text?.freeze();
        live.restart();
        if (!this.#closed) next = this.#connect(module, { text: this.text, reason });
      },
    });
    return () => {
      session.close();
      next();
    };
  }

  #show(
    module: typeof import('./open-text.ts'),
    session: InstanceType<typeof module.ChapterSession>,
  ): OpenText {
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

  selected(): Selected | null {
    return this.text?.selected() ?? null;
  }
}
