const DATABASE = 'concierta';
const STORE = 'unsent';

interface Row {
  text: string;
  update: Uint8Array;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { autoIncrement: true }).createIndex('text', 'text');
  };
  return settled(request);
}

/**
 * Edits that the server has not acknowledged, kept on this device so that a closed tab loses nothing. Only those: the
 * text itself, which may be confidential, is never stored. Keyed by person and chapter; where the browser refuses to
 * store (private windows), edits live as long as the tab.
 */
export class UnsentEdits {
  readonly #text: string;
  readonly #database: Promise<IDBDatabase | null>;
  #keys: IDBValidKey[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(personId: string, chapterId: string) {
    this.#text = `${personId}/${chapterId}`;
    this.#database = open().catch(() => null);
  }

  /** What an earlier visit left behind. It stays stored until `clear`. */
  async read(): Promise<Uint8Array[]> {
    const database = await this.#database;
    if (!database) return [];
    const index = database.transaction(STORE).objectStore(STORE).index('text');
    const [rows, keys] = await Promise.all([
      settled(index.getAll(this.#text) as IDBRequest<Row[]>),
      settled(index.getAllKeys(this.#text)),
    ]);
    this.#keys.push(...keys);
    return rows.map((row) => row.update);
  }

  add(update: Uint8Array): void {
    this.#inTurn(async (database) => {
      const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
      this.#keys.push(await settled(store.add({ text: this.#text, update } satisfies Row)));
    });
  }

  /** Everything that was added and read until now is acknowledged, or was shown to its author. */
  clear(): void {
    this.#inTurn(async (database) => {
      const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
      for (const key of this.#keys.splice(0)) store.delete(key);
    });
  }

  close(): void {
    this.#inTurn(async (database) => database.close());
  }

  #inTurn(work: (database: IDBDatabase) => Promise<void>): void {
    this.#last = this.#last
      .then(() => this.#database)
      .then((database) => database && work(database))
      .catch(() => undefined);
  }
}

/** Forgets every unsent edit on this device: for signing out, so that the next person at it finds nothing. */
export function forgetUnsentEdits(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
