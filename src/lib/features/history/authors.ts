import { type Authorship, charactersOf, sharesBy } from '#lib/domain/writing-session.ts';
import type { Author, SectorShare, Sitting } from './past.ts';

/** An author is a person for an organization: who speaks for two has two numbers. */
export const authorKey = ({ personId, organizationId }: Sitting): string => `${personId} ${organizationId}`;

/**
 * Whose the text is: authors and sectors with their shares of its characters, the largest first.
 * @param sittings all that the blocks name
 */
export function authorsOf(
  blocks: Authorship,
  sittings: ReadonlyMap<number, Sitting>,
): { authors: Author[]; sectors: SectorShare[] } {
  const characters = charactersOf(blocks);
  const known = (session: number) => sittings.get(session)!;
  const authors = sharesBy(characters, (session) => authorKey(known(session))).map(
    ({ key, percent, characters: count }, at) => {
      const own = [...characters.keys()].map(known).filter((sitting) => authorKey(sitting) === key);
      const { name, organization, sector } = own[0]!;
      const times = own.map(({ startedAt }) => startedAt).sort();
      return {
        key,
        number: at + 1,
        name,
        organization,
        sector,
        percent,
        characters: count,
        from: times[0]!,
        to: times.at(-1)!,
      };
    },
  );
  const sectors = sharesBy(characters, (session) => known(session).sector).map(
    ({ key, percent, characters: count }) => ({ sector: key, percent, characters: count }),
  );
  return { authors, sectors };
}
