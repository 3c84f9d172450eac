import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { readEdits } from './place-edits.ts';
import { type Found, UnsentEdits } from './unsent-edits.ts';

type Work = () => unknown;

/** The browser's locks: one holder for each name, the others wait in their order. */
class Locks {
  readonly #waiting: { name: string }[] = [];
  readonly #held: { name: string }[] = [];

  async request(name: string, ...rest: [Work] | [{ signal?: AbortSignal }, Work]) {
    const [{ signal }, work] = rest.length === 1 ? [{} as { signal?: AbortSignal }, rest[0]] : rest;
    const lock = { name };
    this.#waiting.push(lock);
    const first = () => this.#waiting.find((each) => each.name === name) === lock;
    try {
      while (!first() || this.#held.some((each) => each.name === name)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal?.throwIfAborted();
      }
    } finally {
      this.#waiting.splice(this.#waiting.indexOf(lock), 1);
    }
    this.#held.push(lock);
    try {
      return await work();
    } finally {
      this.#held.splice(this.#held.indexOf(lock), 1);
    }
  }

  query() {
    return Promise.resolve({ held: [...this.#held], pending: [...this.#waiting] });
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', { locks: new Locks() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function later() {
  for (let turn = 0; turn < 2; turn += 1) {
    await vi.advanceTimersByTimeAsync(20);
    await vi.dynamicImportSettled();
  }
  await vi.advanceTimersByTimeAsync(20);
}
const edit = (byte: number) => new Uint8Array([byte]);
const bytes = ({ edits, refused }: Found) =>
  [edits, refused].map((all) => all.map(({ update }) => update[0]));
let chapters = 0;

/** A tab with a chapter, of which every test has its own. */
function open(chapter: string, person = 'ana') {
  const over = new AbortController();
  const store = new UnsentEdits(person, chapter);
  store.hold(over.signal);
  const adopt = async (gone?: () => void) => {
    const found = store.adopt(over.signal, gone);
    await later();
    return bytes(await found);
  };
  return { store, over: over.signal, close: () => over.abort(), adopt };
}

it('takes over what a tab has left, and nothing of one that is there', async () => {
  const chapter = `c${(chapters += 1)}`;
  const [one, other] = [open(chapter), open(chapter)];
  await one.store.add(edit(1));
  await other.store.add(edit(2));
  await other.store.keep(edit(3), 'revoked');
  expect(await one.adopt()).toEqual([[], []]);
  other.close();
  await later();
  expect(await one.adopt()).toEqual([[2], [3]]);
  // Its own by now.
  expect(await one.adopt()).toEqual([[], []]);
});

it('hears when another tab is gone that had something', async () => {
  const chapter = `c${(chapters += 1)}`;
  const [one, other] = [open(chapter), open(chapter)];
  await other.store.add(edit(1));
  const gone = vi.fn();
  await one.adopt(gone);
  await one.adopt(gone);
  expect(gone).not.toHaveBeenCalled();
  other.close();
  await later();
  expect(gone).toHaveBeenCalledOnce();
  expect(await one.adopt(gone)).toEqual([[1], []]);
});

it('leaves it to one of several tabs, which may go, too', async () => {
  const chapter = `c${(chapters += 1)}`;
  const [one, two, other] = [open(chapter), open(chapter), open(chapter)];
  await other.store.add(edit(1));
  other.close();
  await later();
  const found = await Promise.all([one.adopt(), two.adopt()]);
  expect(found).toEqual([
    [[1], []],
    [[], []],
  ]);
  one.close();
  await later();
  expect(await two.adopt()).toEqual([[1], []]);
});

it('takes nothing of another person, of another chapter, or once somebody else may be there', async () => {
  const chapter = `c${(chapters += 1)}`;
  const one = open(chapter);
  const others = [open(chapter, 'luis'), open(`${chapter} otro`), open(chapter)];
  for (const other of others) {
    await other.store.add(edit(1));
    other.close();
  }
  await later();
  one.store.leave();
  expect(await one.adopt()).toEqual([[], []]);
  one.store.comeBack();
  expect(await one.adopt()).toEqual([[1], []]);
});

it('takes nothing where the browser cannot say who is there', async () => {
  const chapter = `c${(chapters += 1)}`;
  vi.stubGlobal('navigator', {});
  const [one, other] = [open(chapter), open(chapter)];
  await other.store.add(edit(1));
  other.close();
  expect(await one.adopt()).toEqual([[], []]);
  // As ever when the chapter is opened.
  const read = one.store.read();
  await later();
  expect(bytes(await read)).toEqual([[1], []]);
});

it('forgets what it took over once that is acknowledged, and not what is acknowledged before it is sent', async () => {
  const chapter = `c${(chapters += 1)}`;
  const [one, other] = [open(chapter), open(chapter)];
  const ydoc = new Y.Doc();
  ydoc.getText('t').insert(0, 'a');
  await other.store.add(Y.encodeStateAsUpdate(ydoc));
  other.close();
  await later();
  const adopted = one.store.adopt(one.over);
  await later();
  const found = await adopted;
  const stored = async () => (await one.store.still(found.edits)).length;
  one.store.clear();
  expect(await stored()).toBe(1);
  const { placed } = await readEdits(one.store, new Y.Doc(), one.over, found);
  expect(placed).toEqual(found.edits);
  one.store.clear();
  expect(await stored()).toBe(0);
});
