import { SvelteMap } from 'svelte/reactivity';
import { m } from '#lib/generated/paraglide/messages.js';

/** The titles being typed beside a text: the page keeps them, because their forms go with the right to change chapters. */
export class ChapterTitles {
  /** Of a chapter to be added. */
  typed = $state('');
  readonly #renamed = new SvelteMap<string, string>();

  get waits(): boolean {
    return this.typed.trim() !== '';
  }

  /** Says what is being typed over a chapter's title; null once that was sent, or its chapter is gone. */
  rename(chapter: string, title: string | null): void {
    if (title === null) this.#renamed.delete(chapter);
    else this.#renamed.set(chapter, title);
  }

  /** What leaving the page would lose, in a sentence. */
  get atStake(): string | null {
    if (this.waits) return m.documents_leave_title();
    return this.#renamed.size > 0 ? m.documents_leave_renamed() : null;
  }
}
