import { type Authorship, charactersOf, sharesBy } from '#lib/domain/writing-session.ts';
import type { Author, AuthoredSitting, SectorShare } from './past.ts';

/**
 * Whose the text is: authors and sectors with their shares of its characters, the largest first.
 * @param sittings all that the blocks name
 */
export function authorsOf(
  blocks: Authorship,
  sittings: ReadonlyMap<number, AuthoredSitting>,
): { authors: Author[]; sectors: SectorShare[] } {
  const characters = charactersOf(blocks);
  const known = (session: number) => sittings.get(session)!;
  const authors = sharesBy(characters, (session) => known(session).author).map(
    ({ key, percent, characters: count }, at) => {
      const own = [...characters.keys()].map(known).filter(({ author }) => author === key);
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
