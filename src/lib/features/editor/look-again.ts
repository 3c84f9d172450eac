/** A right that is given back reaches whoever waits for it within five seconds, as one that is taken away does. */
const WAITED_FOR_MS = 4_000;
const WAITED_FOR_DURING_MS = 10 * 60_000;
/** A text that stays open all day with nobody before it asks no more than this. */
const LEFT_ALONE_MS = 20_000;
/** Never the same for everybody who was sent out at once; never more than was said. */
const atMost = (ms: number) => ms * (0.75 + Math.random() / 4);

/** What a person does who is there; another tab in front of this one is not among it. */
const SIGNS = ['pointermove', 'keydown', 'touchstart', 'focus'];

/**
 * Looks, from `begin` until `look` answers that there is nothing left to look for, and only while the tab is visible:
 * every four seconds for somebody who waits, seldom once nobody has touched the page for ten minutes, and at once
 * when somebody comes back to it.
 */
export class LookAgain {
  readonly #look: () => Promise<boolean>;
  readonly #over: AbortSignal;
  #looks = false;
  #asking = false;
  #seen = 0;
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(look: () => Promise<boolean>, over: AbortSignal) {
    this.#look = look;
    this.#over = over;
    for (const sign of SIGNS) addEventListener(sign, () => this.#here(), { signal: over, passive: true });
    document.addEventListener('visibilitychange', () => this.#shown(), { signal: over });
    over.addEventListener('abort', () => clearTimeout(this.#next));
  }

  /** Begins to look; nothing new while it does. */
  begin(): void {
    if (this.#looks) return;
    this.#looks = true;
    this.#seen = Date.now();
    this.#wait();
  }

  get #leftAlone(): boolean {
    return Date.now() - this.#seen >= WAITED_FOR_DURING_MS;
  }

  #wait(): void {
    clearTimeout(this.#next);
    if (!this.#looks || this.#over.aborted) return;
    const after = atMost(this.#leftAlone ? LEFT_ALONE_MS : WAITED_FOR_MS);
    this.#next = setTimeout(() => void this.#ask(), after);
  }

  #here(): void {
    const back = this.#leftAlone;
    this.#seen = Date.now();
    if (back) void this.#ask();
  }

  #shown(): void {
    this.#seen = Date.now();
    void this.#ask();
  }

  async #ask(): Promise<void> {
    // Nobody waits before a hidden tab: it looks when it is shown.
    if (!this.#looks || this.#asking || document.visibilityState !== 'visible') return;
    this.#asking = true;
    this.#looks = !(await this.#look());
    this.#asking = false;
    this.#wait();
  }
}
