import { SvelteMap } from 'svelte/reactivity';
import type { CommentThread } from '#lib/domain/comment-thread.ts';
import { unresolvedByChapter } from '#lib/domain/thread-order.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import { DiscussionForm } from './discussion-form.svelte.ts';
import { Draft, type Passage } from './draft.svelte.ts';
import { spokenAmong, UNSPOKEN, type Spoken } from './speaking.ts';

const NOWHERE: ReadonlyMap<string, { top: number } | null> = new Map();

type Chapters = readonly { id: string; title: string }[];

/** An answer being written to a thread, and for whom. */
export type Reply = Spoken & { body: string };
const NOTHING: Reply = { ...UNSPOKEN, body: '' };

/** What is being written, as it is kept while the page is away. */
export interface Written {
  drafts: Pick<Draft, 'chapterId' | 'passage' | 'body' | 'spoken' | 'visibility'>[];
  replies: [thread: string, reply: Reply][];
}

/** A thread that cannot be answered any more, with words to it that have not been sent. */
export type Gone = {
  thread: CommentThread;
  /** The title of its chapter, where that was taken out of the document. */
  chapter: string | null;
};

/**
 * What stands between a text and its discussion: the chosen thread, the places, and what is being written. The words
 * are kept here because forms come and go, with the chapter and with what others do to a thread.
 */
export class Discussion {
  active = $state<string | null>(null);
  /** The thread that is to take the focus, because the form that had it is gone. */
  called = $state<string | null>(null);
  /** Which threads the pane lists. */
  shown = $state<string>('open');
  places = $state.raw<ReadonlyMap<string, { top: number } | null>>(NOWHERE);
  /** By chapter: a comment is about a passage of the one in which it was begun. */
  #drafts = new SvelteMap<string, Draft>();
  /** By thread. */
  #replies = new SvelteMap<string, Reply>();
  readonly #answers: Record<string, DiscussionForm> = {};
  /** What was read last of what may be gone when its words are to be shown. */
  #document: string | null = null;
  readonly #titles: Record<string, string> = {};
  readonly #threads: Record<string, CommentThread> = {};

  /** Shows a thread's passage in the text; the page says how, because only it knows the editor. */
  reveal: (thread: string) => void = () => {};
  /** Brings the discussion into view where it is put away: a passage is being commented on, or was pressed to be read. */
  bringOut: (why: 'draft' | 'pressed') => void = () => {};

  /** @param active the thread that the address asks for */
  constructor(active: string | null = null) {
    this.active = active;
  }

  /** What the page has read: by it words are named whose chapter, or whose thread, is gone afterwards. */
  know(documentId: string, chapters: Chapters, threads: readonly CommentThread[]): void {
    if (this.#document && this.#document !== documentId) {
      // Another document: whoever left the first one was asked.
      this.#drafts.clear();
      this.#replies.clear();
    }
    this.#document = documentId;
    for (const { id, title } of chapters) this.#titles[id] = title;
    for (const thread of threads) this.#threads[thread.id] = thread;
  }

  /** The title of a chapter that was taken out of the document; null for one that is in it. */
  removed(chapterId: string, chapters: Chapters): string | null {
    return chapters.some(({ id }) => id === chapterId) ? null : (this.#titles[chapterId] ?? '');
  }

  /** The comments being written that are to be in view: the chapter's, and those whose chapter is not there any more. */
  draftsIn(chapterId: string | null, chapters: Chapters): Draft[] {
    return [...this.#drafts.values()].filter(
      (draft) =>
        draft.chapterId === chapterId || (draft.hasWords && this.removed(draft.chapterId, chapters) !== null),
    );
  }

  /** The threads in which an answer was being written, and which are gone from the page or from the document since. */
  gone(chapters: Chapters, threads: readonly CommentThread[]): Gone[] {
    return [...this.#replies.keys()].flatMap((id) => {
      const thread = this.isAnswering(id) && this.#threads[id];
      if (!thread) return [];
      const chapter = this.removed(thread.chapterId, chapters);
      const read = threads.find((each) => each.id === id);
      if (read && chapter === null) return [];
      const abilities = { ...thread.abilities, reply: false, resolve: false };
      // What was said in it may not be for this reader any more; their own words are.
      return [{ thread: { ...thread, abilities, readings: null, comments: read?.comments ?? [] }, chapter }];
    });
  }

  /** How to give the focus to words in the pane whose chapter was taken out; null where there are none. */
  leftBehind(chapters: Chapters, threads: readonly CommentThread[]): (() => void) | null {
    const draft = this.draftsIn(null, chapters)[0];
    if (draft) return () => (draft.called = true);
    const gone = this.gone(chapters, threads).find(({ chapter }) => chapter !== null);
    return gone ? () => this.keep(gone.thread.id, true) : null;
  }

  /** Chooses a thread from the pane: its passage comes into view. */
  choose(thread: string): void {
    this.active = thread;
    this.reveal(thread);
  }

  /** Keeps a thread in the pane, whichever it lists, and has it take the focus from a form that is gone. */
  keep(thread: string, focused: boolean): void {
    this.active = thread;
    if (focused) this.called = thread;
  }

  /** Begins a comment on a passage of a chapter, or takes the one that is being written there to it. */
  comment(chapterId: string, passage: Passage): void {
    const begun = this.#drafts.get(chapterId);
    // What was sent stays about its own passage; it only waits to be shown.
    if (begun && !begun.sending.accepted) return begun.moveTo(passage);
    const draft = new Draft(chapterId, passage, (thread, focused) => {
      this.discard(draft);
      this.shown = 'open';
      this.keep(thread, focused);
    });
    this.#drafts.set(chapterId, draft);
  }

  /** The comment being written in a chapter. */
  draftOf(chapterId: string): Draft | null {
    return this.#drafts.get(chapterId) ?? null;
  }

  discard(draft: Draft): void {
    // While it was sent it may have been discarded by hand, and another begun.
    if (this.#drafts.get(draft.chapterId) === draft) this.#drafts.delete(draft.chapterId);
  }

  /** What is being written to a thread; empty when nothing is. */
  replyTo(thread: string): Reply {
    return this.#replies.get(thread) ?? NOTHING;
  }

  write(thread: string, change: Partial<Reply>): void {
    this.#replies.set(thread, { ...this.replyTo(thread), ...change });
  }

  /** The organizations one may answer a thread for now. One that is gone is not replaced by another. */
  offer(thread: string, voices: readonly { id: string; name: string }[]): void {
    const before = this.replyTo(thread);
    const spoken = spokenAmong(before, voices);
    if (spoken === before) return;
    this.write(thread, spoken);
    // It was refused in the name of the one that is gone.
    if (before.voice && spoken.voice !== before.voice) this.answers(thread).error = undefined;
  }

  /** Throws away what was being written to a thread. */
  forget(thread: string): void {
    this.#replies.delete(thread);
    this.answers(thread).error = undefined;
  }

  isAnswering(thread: string): boolean {
    return !this.#answers[thread]?.accepted && this.replyTo(thread).body.trim() !== '';
  }

  /** The sending of answers to a thread: one for all the forms it has had, so that none sends the same words twice. */
  answers(thread: string): DiscussionForm {
    return (this.#answers[thread] ??= new DiscussionForm(
      () => this.forget(thread),
      () => this.keep(thread, true),
    ));
  }

  /** Something has been written that nobody but its writer has. */
  get unsent(): boolean {
    return (
      [...this.#drafts.values()].some((draft) => draft.hasWords) ||
      [...this.#replies.keys()].some((thread) => this.isAnswering(thread))
    );
  }

  /** What has not been sent, to be given to this page when it is there again; null when there is nothing. */
  get written(): Written | null {
    if (!this.unsent) return null;
    const drafts = [...this.#drafts.values()].filter(({ hasWords }) => hasWords);
    return {
      drafts: drafts.map(({ chapterId, passage, body, spoken, visibility }) => ({
        chapterId,
        passage,
        body,
        spoken,
        visibility,
      })),
      replies: [...this.#replies].filter(([thread]) => this.isAnswering(thread)),
    };
  }

  /** Takes what was being written before the page went; what has been begun since stays. */
  take({ drafts, replies }: Written): void {
    for (const { chapterId, passage, ...said } of drafts) {
      if (this.draftOf(chapterId)) continue;
      this.comment(chapterId, passage);
      Object.assign(this.draftOf(chapterId)!, said, { called: false });
    }
    for (const [thread, reply] of replies) if (!this.isAnswering(thread)) this.write(thread, reply);
  }

  /** What leaving the page would lose, in a sentence. */
  get atStake(): string | null {
    return this.unsent ? m.comments_leave_unsent() : null;
  }

  /** Whether something unsent waits in a chapter. */
  waitsIn(chapterId: string, threads: readonly CommentThread[]): boolean {
    return (
      (this.draftOf(chapterId)?.hasWords ?? false) ||
      threads.some((thread) => thread.chapterId === chapterId && this.isAnswering(thread.id))
    );
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
    const begun = this.draftOf(chapterId);
    const draft = begun ? [{ id: 'draft', anchor: begun.passage.anchor, tone: 'draft' as const }] : [];
    return {
      annotations: [...drawn, ...draft],
      activeAnnotation: this.active,
      onannotate: (selected: Passage) => {
        this.bringOut('draft');
        this.comment(chapterId, selected);
      },
      onactivate: (id: string | null) => {
        this.active = id;
        if (id) this.bringOut('pressed');
      },
      onplaces: (places: ReadonlyMap<string, { top: number } | null>) => (this.places = places),
    };
  }
}
