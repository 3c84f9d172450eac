import * as Y from 'yjs';
import { FRAGMENT } from '#lib/manuscript/fragment.ts';
import type { Gone } from './gone-text.ts';
import { isInNote, lettersOf, textsIn } from './texts-in.ts';

/** Whether the letters of a text are those of a note, and came with it: its dialog puts all of them in at once. */
export const isNewNote = (text: Y.XmlText, clocks: readonly number[]): boolean =>
  isInNote(text) && clocks.every((clock, at) => clock === text._item!.id.clock + 1 + at);

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
