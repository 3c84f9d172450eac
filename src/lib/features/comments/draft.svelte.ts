import type { Anchor } from '#lib/domain/anchor.ts';
import { DiscussionForm } from './discussion-form.svelte.ts';
import { spokenAmong, UNSPOKEN, type Spoken } from './speaking.ts';

export type Passage = { anchor: Anchor; quote: string };

/**
 * A comment being written about a passage of one chapter. It is kept here and not in the form, so that the words, and
 * who may read them, are the same when the reader comes back to the chapter.
 */
export class Draft {
  readonly chapterId: string;
  readonly sending: DiscussionForm;
  passage = $state.raw<Passage>({} as Passage);
  /** The passage before this one, while there are words that were written about it. */
  before = $state.raw<Passage | null>(null);
  body = $state('');
  spoken = $state.raw<Spoken>(UNSPOKEN);
  /** Empty while it is to be chosen. */
  visibility = $state<string>('arrangement');
  /** The form is to take the focus: the writer asked for it, and did not just come back to the chapter. */
  called = $state(true);

  /** @param opened told the new thread once the comment has been sent, and whether the form had the focus */
  constructor(chapterId: string, passage: Passage, opened: (thread: string, focused: boolean) => void) {
    this.chapterId = chapterId;
    this.passage = passage;
    this.sending = new DiscussionForm(
      (data, focused) => opened(String(data.thread), focused),
      () => (this.called = true),
    );
  }

  /** Words that nobody but their writer has. */
  get hasWords(): boolean {
    return !this.sending.accepted && this.body.trim() !== '';
  }

  /**
   * The organizations one may speak for now. If the one that was meant is not among them, nobody is spoken for until the
   * writer has chosen, and a sector is not told: it was that organization's.
   */
  offer(voices: readonly { id: string; name: string }[]): void {
    const before = this.spoken;
    this.spoken = spokenAmong(before, voices);
    if (!before.voice || this.spoken.voice === before.voice) return;
    if (this.visibility === 'sector') this.visibility = '';
    // It was refused in the name of the one that is gone.
    this.sending.error = undefined;
  }

  /** Chooses for whom it is said. */
  speakFor(voice: string): void {
    this.spoken = { ...this.spoken, voice };
  }

  /**
   * Makes the comment one about another passage. What was written stays: whoever chooses again while writing has mostly
   * chosen too little or too much, and a question each time would be in their way. One press undoes it.
   */
  moveTo(passage: Passage): void {
    this.before = this.hasWords ? this.passage : null;
    this.passage = passage;
    this.called = true;
  }

  /** Undoes `moveTo`. */
  moveBack(): void {
    if (!this.before) return;
    this.passage = this.before;
    this.before = null;
    this.called = true;
  }
}
