const DATABASE = 'concierta';
const STORE = 'unsent';

/** Where unsent edits belong, so that they can be spoken of elsewhere. */
export interface Place {
  title: string;
  href: string;
}

/** An edit on this device. `refused`: why the server will not take it. */
export interface Row {
  text: string;
  update: Uint8Array;
  refused?: string | undefined;
  place?: Place | undefined;
  /** The tab whose it is, by the name of the lock that it holds. */
  tab?: string | undefined;
}

type Stored = { key: IDBValidKey; row: Row };
/** What of an object store is used here, so that the tab's memory can stand in for it. */
interface Store {
  add(row: Row): IDBRequest<IDBValidKey> | IDBValidKey;
  put(row: Row, key: IDBValidKey): IDBRequest<IDBValidKey> | IDBValidKey;
  delete(key: IDBValidKey): IDBRequest<undefined> | undefined;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

/** For browsers that refuse to store, and for what no longer fits. Keys are texts, the database's are numbers. */
const inTab = new Map<IDBValidKey, Row>();
let given = 0;
const memory: Store = {
  add: (row) => memory.put(row, `tab ${(given += 1)}`)!,
  put: (row, key) => (inTab.set(key, row), key),
  delete: (key) => void inTab.delete(key),
};

/** Whether what is stored under a key lives as long as the tab, and no longer. */
export const isInTab = (key: IDBValidKey) => inTab.has(key);

/** How long a browser may take to open its store; beyond that it is one that refuses to. */
const PATIENCE_MS = 4_000;

let opened: Promise<IDBDatabase | null> | null = null;

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { autoIncrement: true }).createIndex('text', 'text');
  };
  const database = await settled(request);
  database.onversionchange = database.onclose = () => {
    database.close();
    opened = null;
  };
  return database;
}

function open(): Promise<IDBDatabase | null> {
  if (opened) return opened;
  const opening = openDatabase().catch(() => null);
  const tired = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  opened = Promise.race([opening, tired]);
  // One that answers after all is used from then on; what lives in the tab by then stays there.
  void opening.then(() => (opened = opening));
  return opened;
}

/** Full disks say so only here, after every request has succeeded. */
function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
  });
}

type Asked<Value> = IDBRequest<Value> | Value;

/**
 * Does one thing in the store and waits until it is done; what the device does not take is kept in the tab.
 * @param work asks for all that it asks for at once
 * @returns what was answered, in the order of the asking
 */
export async function inStore<Value>(work: (store: Store) => readonly Asked<Value>[]): Promise<Value[]> {
  const database = await open();
  try {
    const transaction = database?.transaction(STORE, 'readwrite');
    if (!transaction) return work(memory) as Value[];
    const store = transaction.objectStore(STORE);
    const done = completed(transaction);
    const keyed: Store = {
      add: (row) => store.add(row),
      // A row that lives in the tab stays there.
      put: (row, key) => (inTab.has(key) ? memory : store).put(row, key),
      delete: (key) => (inTab.has(key) ? memory : store).delete(key),
    };
    const asked = work(keyed);
    // A page that is left from here on need not be there any more for it to be kept.
    transaction.commit();
    await done;
    return asked.map((each) => (each instanceof IDBRequest ? each.result : each));
  } catch {
    return work(memory) as Value[];
  }
}

async function stored(read: (store: IDBObjectStore) => [IDBRequest<Row[]>, IDBRequest<IDBValidKey[]>]) {
  const database = await open();
  try {
    const store = database?.transaction(STORE).objectStore(STORE);
    if (!store) return [];
    const [rows, keys] = read(store).map((request) => settled<unknown[]>(request as never));
    const [found, names] = [(await rows) as Row[], (await keys) as IDBValidKey[]];
    return found.map((row, at): Stored => ({ key: names[at]!, row }));
  } catch {
    return [];
  }
}

/** The edits of one person in one chapter, oldest first. */
export async function rowsOf(text: string): Promise<Stored[]> {
  const rows = await stored((store) => {
    const index = store.index('text');
    return [index.getAll(text), index.getAllKeys(text)];
  });
  return [...rows, ...[...inTab].map(([key, row]) => ({ key, row })).filter(({ row }) => row.text === text)];
}

/** Every edit on this device. */
export async function allRows(): Promise<Stored[]> {
  const rows = await stored((store) => [store.getAll(), store.getAllKeys()]);
  return [...rows, ...[...inTab].map(([key, row]) => ({ key, row }))];
}
