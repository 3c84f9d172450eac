import { inStore, type Row, rowsOf } from './unsent-store.ts';

/** Another tab that is just looking needs less. */
const PATIENCE_MS = 2_000;

type Rows = { key: IDBValidKey; row: Row }[];

/** Which tabs are waited for, by the one that waits. */
const waited = new Set<string>();

/**
 * Takes over the edits of tabs that are gone, so that no third one does; and until `over` calls `gone` once a tab goes that
 * has some now. Nothing where the browser cannot say who is there: what a tab has on this device and sends by itself,
 * another would send in another shape.
 * @param text whose edits, and of which chapter
 * @param tab which takes them over
 */
export async function adoptEdits(
  text: string,
  tab: string,
  over?: AbortSignal,
  gone = () => {},
): Promise<Rows> {
  // There is none without TLS.
  const locks = navigator.locks as LockManager | undefined;
  let left: Rows = [];
  const turn = locks?.request(text, { signal: AbortSignal.timeout(PATIENCE_MS) }, async () => {
    const { held = [], pending = [] } = await locks.query();
    const there = new Set([...held, ...pending].map(({ name }) => name));
    const rows = (await rowsOf(text)).filter(({ row }) => row.tab !== tab);
    left = rows.filter(({ row }) => !there.has(row.tab));
    await inStore((store) => left.map(({ key, row }) => store.put({ ...row, tab }, key)));
    for (const { row } of over ? rows : []) {
      const [other, wait] = [row.tab ?? '', `${tab} ${row.tab}`];
      if (!there.has(other) || waited.has(wait)) continue;
      waited.add(wait);
      void locks.request(other, { signal: over! }, () => undefined).then(gone, () => undefined);
    }
  });
  await turn?.catch(() => undefined);
  return left;
}
