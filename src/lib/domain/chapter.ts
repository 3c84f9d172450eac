/** The longest title, in UTF-16 units. */
export const MAX_CHAPTER_TITLE = 200;

/** A chapter as the workspace lists it; `position` counts from 1 without gaps. */
export interface Chapter {
  id: string;
  position: number;
  title: string;
  leadBodyId: string | null;
}

/**
 * The chapters as they stand once one of them has moved to a place (1 is the first). A place outside of the list is
 * the nearest end, an unknown chapter moves nothing; the database does the same.
 */
export function movedTo<C extends Chapter>(chapters: readonly C[], id: string, place: number): C[] {
  const moving = chapters.find((each) => each.id === id);
  if (!moving) return [...chapters];
  const others = chapters.filter((each) => each !== moving);
  const at = Math.min(Math.max(place, 1), chapters.length) - 1;
  return [...others.slice(0, at), moving, ...others.slice(at)].map((each, index) => ({
    ...each,
    position: index + 1,
  }));
}

/** The chapter an address asks for, or the first one when it asks for none or for one that is gone. */
export function chosenChapter<C extends Chapter>(chapters: readonly C[], asked: string | null): C | null {
  return chapters.find((each) => each.id === asked) ?? chapters[0] ?? null;
}
