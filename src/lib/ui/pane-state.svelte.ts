import { tick } from 'svelte';

export type Side = 'start' | 'end';

/**
 * Which side panes of a workspace show. Wide: both, each can be folded away. Narrow: none, until one is called as a
 * sheet over the text; then the rest is inert, Escape closes it, and focus returns to the button that called it.
 */
export class PaneState {
  folded = $state<Record<Side, boolean>>({ start: false, end: false });
  sheet = $state<Side | null>(null);
  narrow = $state(false);
  #opener: HTMLElement | null = null;

  shows(side: Side): boolean {
    return this.narrow ? this.sheet === side : !this.folded[side];
  }

  /** Follows the width of the window; to be run as an effect. */
  follow(query: string): () => void {
    const media = matchMedia(query);
    const read = () => {
      this.narrow = media.matches;
      if (!media.matches) this.sheet = null;
    };
    read();
    media.addEventListener('change', read);
    return () => media.removeEventListener('change', read);
  }

  async toggle(side: Side, pane: HTMLElement | undefined): Promise<void> {
    if (!this.narrow) {
      this.folded[side] = !this.folded[side];
      return;
    }
    if (this.sheet === side) return this.close();
    this.#opener = document.activeElement as HTMLElement | null;
    this.sheet = side;
    await tick();
    pane?.focus();
  }

  /** Brings a pane out where it is put away. What takes the focus in it is the caller's business. */
  show(side: Side): void {
    if (!this.narrow) this.folded[side] = false;
    else if (this.sheet !== side) {
      this.#opener = document.activeElement as HTMLElement | null;
      this.sheet = side;
    }
  }

  /** The sheet has led somewhere, which it would cover: it goes, and the focus is where it led. */
  async leave(side: Side, to: HTMLElement | undefined): Promise<void> {
    if (this.sheet !== side) return;
    this.sheet = null;
    await tick();
    to?.focus();
  }

  async close(): Promise<void> {
    if (this.sheet === null) return;
    this.sheet = null;
    await tick();
    this.#opener?.focus();
  }
}
