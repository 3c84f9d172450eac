import { z } from 'zod';

/**
 * Controls, marks that turn the direction of what follows, and letters without a shape: a name of those is nobody's, or
 * looks like somebody else's. The database holds the same (people_name_is_seen).
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0001-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]/;

/** What a person is called, as it stands beside all that they write, say and vote. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((name) => !UNSEEN.test(name));
