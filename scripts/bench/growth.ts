import type { Arm } from './arm.ts';
import { median } from './figures.ts';
import { PAGE, pages } from './text.ts';
import { wireOf } from './wire.ts';
import { Writer } from './writer.ts';
import type { World } from './world.ts';

export interface GrowthResult {
  pages: number;
  /** Milliseconds until somebody has the text of a chapter that nobody had open. */
  load: number;
  /** Bytes of Postgres's write-ahead log for each edit. */
  walPerEdit: number;
  storedPerCharacter: number;
}

const EDITS = 20;
/** One alone may hold a page of Postgres that is written whole, as the first change of it after a checkpoint is. */
const SERIES = 9;
/** One alone lies between half and double, as the machine's other work has it. */
const OPENINGS = 5;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a chapter of so many pages costs to open, to write in and to keep. */
export async function growth(arm: Arm, world: World, count: number): Promise<GrowthResult> {
  const chapter = await world.addChapter(pages(count));
  async function come() {
    const ticket = await world.ticket(chapter, 0);
    const start = performance.now();
    const writer = new Writer(wireOf(arm, chapter), []);
    await writer.join(ticket);
    return { writer, ms: performance.now() - start };
  }
  async function written(): Promise<{ stored: number } | undefined> {
    const [row] = await world.owner`
      select octet_length(s.state) as stored from collab.chapter_snapshots s
      join collab.chapter_heads h using (chapter_id)
      where s.chapter_id = ${chapter} and s.seq = h.last_seq and h.last_seq > ${EDITS * SERIES}`;
    return row && { stored: Number(row.stored) };
  }
  const wal = async () => Number((await world.owner`select pg_current_wal_lsn() - '0/0' as bytes`)[0]!.bytes);

  // The first time its log is begun; what is measured is opening what was there.
  const { writer: first } = await come();
  first.write();
  // Its beginning is written down by then: what is measured is edits alone.
  await pause(4_000);
  const series: number[] = [];
  for (let each = 0; each < SERIES; each += 1) {
    const before = await wal();
    for (let edit = 0; edit < EDITS; edit += 1) {
      first.write();
      await pause(5);
    }
    await pause(200);
    series.push(((await wal()) - before) / EDITS);
  }
  first.leave();
  let kept = await written();
  for (; !kept; kept = await written()) await pause(100);
  const openings: number[] = [];
  for (let each = 0; each < OPENINGS; each += 1) {
    // Long enough for the chapter to be closed.
    await pause(500);
    const { writer, ms } = await come();
    openings.push(ms);
    writer.leave();
  }
  return {
    pages: count,
    load: median(openings),
    walPerEdit: median(series),
    storedPerCharacter: kept.stored / (count * PAGE),
  };
}
