import type { PresentPerson } from './collab-notice.ts';

/** Somebody who has the document open, once, however many tabs and chapters they have it open in. */
export interface PersonHere {
  personId: string;
  name: string;
  organization: string;
  sector: string;
  /** The chapters they have open. */
  chapterIds: string[];
  idle: boolean;
}

/**
 * Who is here, in a steady order: those in the chapter at hand first, then by name. `idle` are the people who have
 * not touched the chapter at hand for a while.
 */
export function peopleHere(
  present: readonly PresentPerson[],
  chapterId: string | null,
  idle: readonly string[] = [],
): PersonHere[] {
  const people = new Map<string, PersonHere>();
  for (const { personId, name, organization, sector, chapterId: open } of present) {
    const known = people.get(personId);
    if (known) known.chapterIds = [...new Set([...known.chapterIds, open])];
    else
      people.set(personId, {
        personId,
        name,
        organization,
        sector,
        chapterIds: [open],
        idle: idle.includes(personId),
      });
  }
  const away = (person: PersonHere) => (chapterId && person.chapterIds.includes(chapterId) ? 0 : 1);
  return [...people.values()].sort(
    (a, b) => away(a) - away(b) || a.name.localeCompare(b.name, 'es') || a.personId.localeCompare(b.personId),
  );
}
