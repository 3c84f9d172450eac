import { adoptEdits } from './adopt-edits.ts';
import { allRows, inStore, isInTab, type Place, type Row, rowsOf } from './unsent-store.ts';

export type { Place } from './unsent-store.ts';

/** An edit on this device. */
export interface Edit {
  key: IDBValidKey;
  update: Uint8Array;
}

/** One that the server will never take, kept until its author has seen and dismissed it. */
export interface Refused extends Edit {
  reason: string;
}

/** Edits on this device: those to be sent, and those that never will be. */
export interface Found {
  edits: Edit[];
  refused: Refused[];
}

function sorted(rows: Awaited<ReturnType<typeof rowsOf>>): Found {
  const found: Found = { edits: [], refused: [] };
  for (const { key, row } of rows) {
    const { update, refused: reason } = row;
    if (reason === undefined) found.edits.push({ key, update });
    else found.refused.push({ key, reason, update });
  }
  return found;
}

interface Together {
  updates: Uint8Array[];
  keys?: Promise<IDBValidKey[]>;
}

/**
 * Edits that the server has not acknowledged, kept on this device so that a closed tab loses nothing. Only those: the
 * text itself, which may be confidential, is never stored. Keyed by person and chapter; where the browser refuses to
 * store (private windows), edits live as long as the tab.
 */
export class UnsentEdits {
  readonly #text: string;
  readonly #place: Place | undefined;
  readonly #tab: string;
  #keys: IDBValidKey[] = [];
  /** Edits that wait for their turn at the store, and come into it together. */
  #together: Together | null = null;
  #last: Promise<void> = Promise.resolve();
  #quiet = false;

  constructor(personId: string, chapterId: string, place?: Place) {
    this.#text = `${personId}/${chapterId}`;
    this.#place = place;
    this.#tab = `${this.#text} ${Math.random()}`;
  }

  /** The browser tells other tabs from now on that this one is there and sends its edits: until `over`, however it ends. */
  hold(over: AbortSignal): void {
    const locks = navigator.locks as LockManager | undefined;
    const ended = new Promise((resolve) => over.addEventListener('abort', resolve));
    locks?.request(this.#tab, () => ended.then(() => this.settled())).catch(() => undefined);
  }

  /** What an earlier visit left behind, and what was refused. It stays stored until `clear` and `dismiss`. */
  async read(): Promise<Found> {
    await this.adopt();
    return sorted(await rowsOf(this.#text));
  }

  /**
   * What other tabs have left that are gone. It is this tab's from now on, and no third one's.
   * @param gone called when one goes later that has edits now, unless it is `over`
   */
  async adopt(over?: AbortSignal, gone?: () => void): Promise<Found> {
    await this.#last;
    const isOthers = (await rowsOf(this.#text)).some(({ row }) => row.tab !== this.#tab);
    if (this.#quiet || !isOthers) return sorted([]);
    return sorted(await adoptEdits(this.#text, this.#tab, over, gone));
  }

  /** These are being sent now, as what is added. */
  take(edits: readonly Edit[]): void {
    void this.#inTurn(async () => {
      for (const { key } of edits) if (!this.#keys.includes(key)) this.#keys.push(key);
    });
  }

  /** Those that are still stored: another tab may have seen the others acknowledged. */
  async still(edits: readonly Edit[]): Promise<Edit[]> {
    await this.#last;
    const stored = new Set(sorted(await rowsOf(this.#text)).edits.map(({ key }) => key));
    return edits.filter(({ key }) => stored.has(key));
  }

  /** Whether the device could not write all of them down: closing the tab would lose some. */
  get inTabAlone(): boolean {
    return this.#keys.some(isInTab);
  }

  /** Resolves when it is written down, or kept in the tab where the device stores nothing. */
  add(update: Uint8Array): Promise<void> {
    if (this.#together) {
      this.#together.updates.push(update);
      return this.#last;
    }
    const together: Together = { updates: [update] };
    const written = this.#inTurn(async () => void this.#keys.push(...(await this.#write(together))));
    this.#together = together;
    return written;
  }

  /**
   * Hands what waits for its turn to the browser at once: whoever leaves the page leaves no time for it, and while they
   * are asked whether they will, nothing is heard of the store.
   */
  hurry(): void {
    if (this.#together) void this.#write(this.#together).catch(() => undefined);
  }

  /** Everything that was added and taken until now is acknowledged. */
  clear(): void {
    void this.#inTurn(async () => {
      const keys = this.#keys.splice(0);
      await inStore((store) => keys.map((key) => store.delete(key)));
    });
  }

  /** What was added and taken until now, or `only` that, will never be taken: it is no longer sent, and not forgotten. */
  refuse(reason: string, only?: readonly Edit[]): void {
    void this.#inTurn(async () => {
      const keys = new Set(only ? only.map(({ key }) => key) : this.#keys);
      this.#keys = this.#keys.filter((key) => !keys.has(key));
      const rows = (await rowsOf(this.#text)).filter(({ key }) => keys.has(key));
      await inStore((store) => rows.map(({ key, row }) => store.put({ ...row, refused: reason }, key)));
    });
  }

  /** Keeps what found no place in the text, as refused, until its author has seen and dismissed it. */
  async keep(update: Uint8Array, reason: string): Promise<Refused> {
    const [key = ''] = this.#quiet ? [] : await this.#put([update], reason);
    return { key, update, reason };
  }

  /**
   * Another person may be at this device now. Nothing more is written under the name of the one who left; and once the
   * device has been cleared, the keys that are known here may be somebody else's.
   */
  leave(): void {
    this.#quiet = true;
    void this.#inTurn(async () => void this.#keys.splice(0));
  }

  /** They are back. */
  comeBack(): void {
    this.#quiet = false;
  }

  /** Resolves when everything until now is written down. */
  async settled(): Promise<void> {
    await this.#last;
  }

  #write(together: Together): Promise<IDBValidKey[]> {
    if (this.#together === together) this.#together = null;
    return (together.keys ??= this.#quiet ? Promise.resolve([]) : this.#put(together.updates));
  }

  async #put(updates: readonly Uint8Array[], refused?: string): Promise<IDBValidKey[]> {
    const rows = updates.map((update): Row => {
      return { text: this.#text, update, refused, place: this.#place, tab: this.#tab };
    });
    return inStore((store) => rows.map((row) => store.add(row)));
  }

  /** What is added later waits for another turn. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#together = null;
    return (this.#last = this.#last.then(work).catch(() => undefined));
  }
}

/** Forgets refused edits: their author has seen them. */
export async function dismiss(refused: readonly Refused[]): Promise<void> {
  await inStore((store) => refused.map(({ key }) => store.delete(key)));
}

/** Edits of one chapter that only this device has. */
export interface LeftBehind {
  chapterId: string;
  place: Place | undefined;
  edits: Refused[];
}

/** What of a person's is on this device and not on the server, by chapter; of everybody who used it, without one. */
export async function leftBehind(personId?: string): Promise<LeftBehind[]> {
  const found = new Map<string, LeftBehind>();
  for (const { key, row } of await allRows()) {
    const [person, chapterId = ''] = row.text.split('/');
    if (personId !== undefined && person !== personId) continue;
    const before = found.get(chapterId);
    const edits = before?.edits ?? [];
    edits.push({ key, update: row.update, reason: row.refused ?? 'unsent' });
    found.set(chapterId, { chapterId, place: row.place ?? before?.place, edits });
  }
  return [...found.values()];
}
