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

/**
 * Edits that the server has not acknowledged, kept on this device so that a closed tab loses nothing. Only those: the
 * text itself, which may be confidential, is never stored. Keyed by person and chapter; where the browser refuses to
 * store (private windows), edits live as long as the tab.
 */
export class UnsentEdits {
  readonly #text: string;
  readonly #place: Place | undefined;
  #keys: IDBValidKey[] = [];
  #last: Promise<void> = Promise.resolve();
  #quiet = false;

  constructor(personId: string, chapterId: string, place?: Place) {
    this.#text = `${personId}/${chapterId}`;
    this.#place = place;
  }

  /** What an earlier visit left behind, and what was refused. It stays stored until `clear` and `dismiss`. */
  async read(): Promise<{ edits: Edit[]; refused: Refused[] }> {
    await this.#last;
    const rows = await rowsOf(this.#text);
    const edits = rows.filter(({ row }) => row.refused === undefined);
    this.#keys.push(...edits.map(({ key }) => key).filter((key) => !this.#keys.includes(key)));
    const refused = rows.flatMap(({ key, row }) =>
      row.refused === undefined ? [] : [{ key, reason: row.refused, update: row.update }],
    );
    return { edits: edits.map(({ key, row }) => ({ key, update: row.update })), refused };
  }

  /** Those that are still stored: another tab may have seen the others acknowledged. */
  async still(edits: readonly Edit[]): Promise<Edit[]> {
    await this.#last;
    const rows = (await rowsOf(this.#text)).filter(({ row }) => row.refused === undefined);
    const stored = new Set(rows.map(({ key }) => key));
    return edits.filter(({ key }) => stored.has(key));
  }

  /** Whether the device could not write all of them down: closing the tab would lose some. */
  get inTabAlone(): boolean {
    return this.#keys.some(isInTab);
  }

  /** Resolves when it is written down, or kept in the tab where the device stores nothing. */
  add(update: Uint8Array): Promise<void> {
    const row: Row = { text: this.#text, update, place: this.#place };
    return this.#inTurn(async () => {
      if (this.#quiet) return;
      this.#keys.push((await inStore((store) => store.add(row))) as IDBValidKey);
    });
  }

  /** Everything that was added and read until now is acknowledged. */
  clear(): void {
    void this.#inTurn(async () => {
      const keys = this.#keys.splice(0);
      await inStore((store) => void keys.forEach((key) => store.delete(key)));
    });
  }

  /** What was added and read until now, or `only` that, will never be taken: it is no longer sent, and not forgotten. */
  refuse(reason: string, only?: readonly Edit[]): void {
    void this.#inTurn(async () => {
      const keys = new Set(only ? only.map(({ key }) => key) : this.#keys);
      this.#keys = this.#keys.filter((key) => !keys.has(key));
      const rows = (await rowsOf(this.#text)).filter(({ key }) => keys.has(key));
      await inStore((store) => {
        for (const { key, row } of rows) store.put({ ...row, refused: reason }, key);
      });
    });
  }

  /** Keeps what found no place in the text, as refused, until its author has seen and dismissed it. */
  async keep(update: Uint8Array, reason: string): Promise<Refused> {
    const row: Row = { text: this.#text, update, place: this.#place, refused: reason };
    const key = this.#quiet ? '' : ((await inStore((store) => store.add(row))) as IDBValidKey);
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

  #inTurn(work: () => Promise<void>): Promise<void> {
    return (this.#last = this.#last.then(work).catch(() => undefined));
  }
}

/** Forgets refused edits: their author has seen them. */
export async function dismiss(refused: readonly Refused[]): Promise<void> {
  await inStore((store) => void refused.forEach(({ key }) => store.delete(key)));
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
