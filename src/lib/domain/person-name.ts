import { m } from '#lib/generated/paraglide/messages.js';
import { seenText } from './seen-text.ts';

/** What a person is called, as it stands beside all that they write, say and vote. */
export const personName = seenText(120);

/** What somebody is called until they say their name (access.name_of_newcomer). */
const NEWCOMER = 'Persona invitada';

/** A name that somebody says is theirs: not the one that stands for nobody's. */
export const ownName = personName.refine((name) => name.toLowerCase() !== NEWCOMER.toLowerCase(), {
  params: { words: () => m.errors_field_newcomer({ name: NEWCOMER }) },
});
