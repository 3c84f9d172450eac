import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { Gone } from './gone-text.ts';
import { isInNote, lettersOf, textsIn } from './texts-in.ts';

/** Of so many of one's last notes others may not know yet. */
const MOST = 50;

/** The notes that one has put in: the dialog puts all the letters of one in at once. */
export class NewNotes {
  /** Up to which clock the letters of each came with it. */
  #ends: (readonly [text: Y.XmlText, end: number])[] = [];

  remember({ beforeState, afterState, doc: { clientID, store } }: Y.Transaction): void {
    const [from, end] = [beforeState.get(clientID) ?? 0, afterState.get(clientID) ?? 0];
    if (from === end) return;
    const own = store.clients.get(clientID)!;
    for (const struct of own.slice(Y.findIndexSS(own, from))) {
      const content = struct instanceof Y.Item ? struct.content : null;
      if (!(content instanceof Y.ContentType) || !(content.type instanceof Y.XmlText)) continue;
      if (isInNote(content.type)) this.#ends = [...this.#ends, [content.type, end] as const].slice(-MOST);
    }
  }

  /** Whether these are letters with which a note came, and no others. */
  hasAll(text: Y.XmlText, clocks: readonly number[]): boolean {
    const end = this.#ends.find(([each]) => each === text)?.[1];
    return end !== undefined && clocks.every((clock) => clock >= 0 && clock < end);
  }
}

/**
 * Says of new notes that nobody had seen them who has made no copy of them: many a note says what another one does
 * ("Ibid."), and the copy of that one is none of theirs.
 * @param notes new ones that are gone
 * @param older what the others said that went with them
 */
export function tellUnseen(notes: readonly Gone[], older: readonly string[], ydoc: Y.Doc): void {
  if (!notes.length) return;
  const copies = textsIn(ydoc.getXmlFragment(FRAGMENT)).filter(isInNote);
  const taken = [...older];
  for (const note of notes) {
    const came = copies.filter((text) => note.grew(text) && lettersOf(text) === note.letters).length;
    if (came <= taken.filter((letters) => letters === note.letters).length) note.isUnseen = true;
    taken.push(note.letters);
  }
}
