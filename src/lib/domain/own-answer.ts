/**
 * The header by which the browser knows that the server itself answered: what stands before it, or on the way to it, a
 * filter or a network that wants to be signed in to, has answers of its own, of any status and in any form.
 */
export const OWN_ANSWER = ['x-answered-by', 'concierta'] as const;

/** Whether an answer is the server's own. */
export const isOwnAnswer = ({ headers }: { headers: Headers }): boolean =>
  headers.get(OWN_ANSWER[0]) === OWN_ANSWER[1];
