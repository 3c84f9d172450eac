export const MINIMUM_LENGTH = 10;
/** What bcrypt, the Auth server's digest, takes into account. */
export const MAXIMUM_BYTES = 72;

export type PasswordStrength = 'short' | 'weak' | 'fair' | 'good';

const SEQUENCES = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const COMMON = /contrase(ñ|n)a|password|concierta|derechos|mexico|méxico|admin|usuario|qwerty/g;

/** The length that counts: what a guesser tries first (runs, repetitions, common words) counts as one character. */
function countedLength(password: string): number {
  let rest = password.toLowerCase().replace(COMMON, '*');
  for (const sequence of SEQUENCES) {
    for (let length = sequence.length; length >= 4; length -= 1) {
      for (let start = 0; start + length <= sequence.length; start += 1) {
        const run = sequence.slice(start, start + length);
        rest = rest.replaceAll(run, '*').replaceAll([...run].reverse().join(''), '*');
      }
    }
  }
  rest = rest.replace(/(.{1,4}?)\1{2,}/gu, '*').replace(/(?:19|20)\d\d/g, '*');
  return [...rest].length;
}

/** How hard a password is to guess, in three words; `short` is refused for its length, `weak` for its content. */
export function passwordStrength(password: string, email = ''): PasswordStrength {
  if ([...password].length < MINIMUM_LENGTH) return 'short';
  const own = email
    .toLowerCase()
    .split(/[@.]/)
    .filter((part) => part.length >= 4);
  const foreign = own.reduce((rest, part) => rest.replaceAll(part, '*'), password.toLowerCase());
  const kinds = [/\p{L}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  const score = countedLength(foreign) + (kinds - 1) * 2;
  if (score < 9) return 'weak';
  return score < 16 ? 'fair' : 'good';
}
