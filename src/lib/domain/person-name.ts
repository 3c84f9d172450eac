import { seenText } from './seen-text.ts';

/** What a person is called, as it stands beside all that they write, say and vote. */
export const personName = seenText(120);
