/** Letters that are typed without their accent, and what they may stand for. */
const ACCENTED = ['aáàâäã', 'eéèêë', 'iíìîï', 'oóòôöõ', 'uúùûü', 'nñ', 'cç'];

function pattern(letter: string): string {
  const letters = ACCENTED.find(([plain]) => plain === letter);
  return letters ? `[${letters}]` : letter;
}

/**
 * The filter, for `.or()`, that finds a part of a name: each of its words is in one of the columns, in any order, with or
 * without accents and capitals. Signs only part words, so that none means something to the pattern. Null without a word.
 */
export function nameFilter(name: string, columns: readonly string[]): string | null {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => {
    const sought = [...word].map(pattern).join('');
    return `or(${columns.map((column) => `${column}.imatch."${sought}"`).join(',')})`;
  });
  // All in one: of several filters of this kind the embedded REST would take one alone.
  return words.length > 0 ? `and(${words.join(',')})` : null;
}
