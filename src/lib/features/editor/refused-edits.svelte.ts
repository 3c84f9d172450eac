import type * as Y from 'yjs';
import { type Remedy, untilLoaded } from '#lib/ui/until-answered.ts';
import type { LiveChapter } from './live-chapter.svelte.ts';
import { dismiss, type Refused } from './unsent-edits.ts';
import type { WordsRefused } from './unsent-text.ts';

/** What was written and refused, and why. */
export interface RefusedWords extends WordsRefused {
  reason: string;
  edits: Refused[];
}

const load = () => import('./unsent-text.ts');

const losing = ({ paragraphs, deleted, changed, unreadable }: WordsRefused) =>
  paragraphs.length > 0 || deleted || changed || unreadable;

/** What the server would not take, in this visit or an earlier one, until its author dismisses it. */
export class RefusedEdits {
  list = $state.raw<readonly RefusedWords[]>([]);
  /** What would bring the code that reads them, while it could not be fetched; null while all are shown. */
  missing = $state<Remedy | null>(null);
  readonly #live: LiveChapter;
  /** What is not shown yet because the code that reads it could not be fetched. */
  #unread: readonly Refused[] = [];
  #keeping = Promise.resolve();

  constructor(live: LiveChapter) {
    this.#live = live;
  }

  /** Everything that was typed and is among them. */
  get typed(): string {
    return this.list.flatMap(({ paragraphs }) => paragraphs).join('\n');
  }

  /** Shows these in the place of all others. @param isOver whether the chapter has been left meanwhile */
  show(refused: readonly Refused[], ydoc: Y.Doc, isOver: () => boolean): Promise<void> {
    return this.#inTurn(() => this.#show(refused, ydoc, isOver));
  }

  /** Shows these, too. */
  add(refused: readonly Refused[], ydoc: Y.Doc, isOver: () => boolean): Promise<void> {
    const all = () => {
      const shown = [...this.list.flatMap(({ edits }) => edits), ...this.#unread];
      return [...shown, ...refused.filter(({ key }) => shown.every((each) => each.key !== key))];
    };
    return this.#inTurn(() => this.#show(all(), ydoc, isOver));
  }

  /** Its author has seen it. */
  dismiss(words: RefusedWords): void {
    this.list = this.list.filter((each) => each !== words);
    this.#live.refused = this.list.length;
    void dismiss(words.edits);
  }

  /** One after the other, or what is shown second would take the place of the first; whatever became of that. */
  #inTurn(show: () => Promise<void>): Promise<void> {
    return (this.#keeping = this.#keeping.then(show).catch(console.error));
  }

  async #show(refused: readonly Refused[], ydoc: Y.Doc, isOver: () => boolean): Promise<void> {
    // Seldom needed, so it is loaded then. Should that fail they stay on the device, and it is said so meanwhile.
    const module = refused.length > 0 && (await load().catch(() => null));
    // What is known about the open chapter is another one's by now.
    if (isOver()) return;
    this.#live.refused = refused.length;
    this.list = [];
    this.#unread = module ? [] : refused;
    this.missing = module || !refused.length ? null : (this.missing ?? 'wait');
    if (!module) {
      const later = () => void this.add([], ydoc, isOver);
      const missing = (remedy: Remedy) => (this.missing = remedy);
      if (refused.length) untilLoaded(load, missing, isOver).then(later, () => undefined);
      return;
    }
    const words = [...Map.groupBy(refused, ({ reason }) => reason)].map(([reason, edits]) => {
      const updates = edits.map(({ update }) => update);
      return { reason, edits, ...module.wordsRefused(updates, ydoc) };
    });
    this.list = words.filter(losing);
    // What was written in them stands in the text or was deleted again: nothing is lost with them.
    void dismiss(words.filter((each) => !losing(each)).flatMap(({ edits }) => edits));
    this.#live.refused = this.list.length;
  }
}
