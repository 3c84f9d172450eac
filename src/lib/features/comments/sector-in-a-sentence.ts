import { sectorWord } from '#lib/domain/words.ts';
import type { Sector } from '#lib/generated/workflow.ts';

/** A sector's word within a sentence: «sociedad civil», but «Poder Judicial» and «Oficina ONU-DH», which are names. */
export function sectorInASentence(sector: Sector): string {
  const word = sectorWord[sector]();
  return /^\p{Lu}\p{Ll}+(?: \p{Ll}|$)/u.test(word) ? word[0]!.toLowerCase() + word.slice(1) : word;
}
