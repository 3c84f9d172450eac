import type { RoundSeat } from '#lib/domain/voting.ts';

/** As long as a question waits for what it is to say. */
const PATIENCE_MS = 4000;

/**
 * The seats of the vote that is open on a document, as they are now; null where that cannot be had. The page itself is not
 * read again for it: were that refused, what stands in its forms would be gone.
 */
export async function seatsNow(document: string): Promise<RoundSeat[] | null> {
  try {
    const answer = await fetch(`/documentos/${document}/votacion/asientos.json`, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return answer.ok ? ((await answer.json()) as RoundSeat[]) : null;
  } catch {
    return null;
  }
}
