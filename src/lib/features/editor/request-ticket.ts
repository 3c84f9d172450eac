/** Why no pass was given: coming back is useless (`stopped`), or the server could not be reached. */
export type TicketRefusal = { stopped: 'not_signed_in' | 'access_lost' | null };

/** A server that does not answer is asked again: what it waits for may never come. */
const ANSWERED_WITHIN_MS = 5_000;

/** Asks for a pass to a chapter's socket: one use, so one for every connection. */
export async function requestTicket(documentPath: string, chapter: string): Promise<string | TicketRefusal> {
  try {
    const response = await fetch(`${documentPath}/pase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chapter }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    if (response.ok) return ((await response.json()) as { ticket: string }).ticket;
    if (response.status === 401) return { stopped: 'not_signed_in' };
    if (response.status === 403 || response.status === 404) return { stopped: 'access_lost' };
  } catch {
    // No network, or a server that restarts: the next attempt is on its way.
  }
  return { stopped: null };
}
