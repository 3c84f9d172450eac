import type { Anchor } from '#lib/domain/anchor.ts';
import type { CommentThread } from '#lib/domain/comment-thread.ts';
import { unresolvedByChapter } from '#lib/domain/thread-order.ts';

const NOWHERE: ReadonlyMap<string, { top: number } | null> = new Map();

/** What stands between a text and its discussion: the passage being commented on, the chosen thread, the places. */
export class Discussion {
  draft = $state.raw<{ anchor: Anchor; quote: string } | null>(null);
  active = $state<string | null>(null);
  places = $state.raw<ReadonlyMap<string, { top: number } | null>>(NOWHERE);

  /** Shows a thread's passage in the text; the page says how, because only it knows the editor. */
  reveal: (thread: string) => void = () => {};
  /** Brings the discussion into view where it is put away: a passage is being commented on, or was pressed to be read. */
  bringOut: (why: 'draft' | 'pressed') => void = () => {};

  /** @param active the thread that the address asks for */
  constructor(active: string | null = null) {
    this.active = active;
  }

  /** Chooses a thread from the pane: its passage comes into view. */
  choose(thread: string): void {
    this.active = thread;
    this.reveal(thread);
  }

  /** Open threads by chapter, for the list of chapters. */
  unresolved(threads: readonly CommentThread[]): Record<string, number> {
    return unresolvedByChapter(threads);
  }

  /** What the editor needs to draw the discussion over a chapter's text, and whom to tell. */
  overText(threads: readonly CommentThread[], chapterId: string) {
    const drawn = threads
      .filter(
        ({ id, chapterId: of, status }) => of === chapterId && (status === 'open' || id === this.active),
      )
      .flatMap(({ id, anchor, status }) => (anchor ? [{ id, anchor, tone: status }] : []));
    const draft = this.draft ? [{ id: 'draft', anchor: this.draft.anchor, tone: 'draft' as const }] : [];
    return {
      annotations: [...drawn, ...draft],
      activeAnnotation: this.active,
      onannotate: (selected: { anchor: Anchor; quote: string }) => {
        this.bringOut('draft');
        this.draft = selected;
      },
      onactivate: (id: string | null) => {
        this.active = id;
        if (id) this.bringOut('pressed');
      },
      onplaces: (places: ReadonlyMap<string, { top: number } | null>) => (this.places = places),
    };
  }
}
