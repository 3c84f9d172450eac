import * as Y from 'yjs';
import { asWritten } from '#lib/manuscript/as-written.ts';
import type { Edit, Found, Refused, UnsentEdits } from './unsent-edits.ts';

/** Until then what another tab had acknowledged has arrived here, too. */
const ON_ITS_WAY_MS = 2_000;

/** A document of its own that holds what `ydoc` does. */
export function copyOf(ydoc: Y.Doc): Y.Doc {
  const copy = asWritten(new Y.Doc());
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
}

/** What an edit holds; null when it cannot be read. */
export function contentOf(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> | null {
  try {
    return Y.decodeUpdate(update);
  } catch {
    return null;
  }
}

function takes(ydoc: Y.Doc, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(ydoc, update);
    return true;
  } catch (error) {
    // One that cannot be read must not keep the text, nor the others, from its author.
    console.warn('an unsent edit on this device cannot be read', error);
    return false;
  }
}

/** Well below what the server takes as one message. */
const PART_BYTES = 1024 * 1024;

/** Edits as they may be sent together, in order. */
export function inParts<E extends { update: Uint8Array }>(edits: readonly E[]): E[][] {
  const parts: E[][] = [];
  let room = 0;
  for (const edit of edits) {
    room -= edit.update.length;
    if (room < 0 || !parts.length) {
      parts.push([]);
      room = PART_BYTES - edit.update.length;
    }
    parts.at(-1)!.push(edit);
  }
  return parts;
}

/** Whether all that an edit writes and deletes is in `ydoc`: Yjs holds back what builds on something missing. */
function isIn(ydoc: Y.Doc, { structs, ds }: ReturnType<typeof Y.decodeUpdate>): boolean {
  const reaches = (client: number, end: number) => end <= Y.getState(ydoc.store, client);
  return (
    structs.every(
      (struct) => struct instanceof Y.Skip || reaches(struct.id.client, struct.id.clock + struct.length),
    ) &&
    [...ds.clients].every(([client, ranges]) =>
      ranges.every(({ clock, len }) => reaches(client, clock + len)),
    )
  );
}

/**
 * Which edits find a place in the text that `ydoc` holds, all of them together, and which do not: unreadable ones, and
 * those that build on something that is in neither. `ydoc` is left alone: what waits in it for a predecessor that never
 * comes would go along in every difference that is sent, and have all of it refused.
 */
export function placeEdits<E extends { update: Uint8Array }>(
  edits: readonly E[],
  ydoc: Y.Doc,
): { placed: E[]; left: E[] } {
  let placed = edits.filter(({ update }) => contentOf(update));
  for (let before = -1; placed.length && placed.length !== before;) {
    before = placed.length;
    const copy = copyOf(ydoc);
    const taken = placed.filter(({ update }) => takes(copy, update));
    // Others may build on a part of one that found no place: without it they are asked again.
    placed = taken.filter(({ update }) => isIn(copy, contentOf(update)!));
    copy.destroy();
  }
  const found = new Set(placed);
  return { placed, left: edits.filter((edit) => !found.has(edit)) };
}

/**
 * Reads what is on this device, for a text in step with the server: the edits to be sent, and those that are shown to
 * their author instead. An edit that finds no place joins the refused ones, and stays on the device.
 * @param found what is there, if it is not everything.
 */
export async function readEdits(
  store: UnsentEdits,
  ydoc: Y.Doc,
  over: AbortSignal,
  found?: Found,
): Promise<{ placed: Edit[]; refused: Refused[] }> {
  const { edits, refused } = found ?? (await store.read());
  let { placed, left } = placeEdits(edits, ydoc);
  if (left.length) {
    await new Promise((resolve) => setTimeout(resolve, ON_ITS_WAY_MS));
    ({ placed, left } = placeEdits(await store.still(edits), ydoc));
  }
  // A text that was closed meanwhile knows too little to judge by.
  if (over.aborted) return { placed: [], refused };
  store.take(placed);
  if (left.length) store.refuse('incomplete', left);
  return { placed, refused: [...refused, ...left.map((edit) => ({ ...edit, reason: 'incomplete' }))] };
}
