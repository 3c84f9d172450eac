import { isOwnAnswer } from '#lib/domain/own-answer.ts';

/** Why no pass was given: coming back is useless (`stopped`), or the server could not be reached. */
export type TicketRefusal = {
  stopped:
    'not_signed_in' | 'another_person' | 'chapter_removed' | 'access_lost' | 'organization_suspended' | null;
};

/** A server that does not answer is asked again: what it waits for may never come. */
const ANSWERED_WITHIN_MS = 5_000;

const STOPPED: Readonly<Record<number, TicketRefusal['stopped']>> = {
  401: 'not_signed_in',
  403: 'access_lost',
  404: 'access_lost',
  409: 'another_person',
  410: 'chapter_removed',
  423: 'organization_suspended',
};

export interface Asking {
  documentPath: string;
  chapterId: string;
  /** Whose text is open in this tab: nobody else's pass will do. */
  personId: string;
}

/** Asks for a pass to a chapter's socket: one use, so one for every connection. */
export async function requestTicket({
  documentPath,
  chapterId,
  personId,
}: Asking): Promise<string | TicketRefusal> {
  try {
    const response = await fetch(`${documentPath}/pase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chapter: chapterId, person: personId }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    // What a filter on the way refuses is no word of the server's.
    if (!isOwnAnswer(response)) return { stopped: null };
    if (!response.ok) return { stopped: STOPPED[response.status] ?? null };
    const { ticket, person } = (await response.json()) as { ticket: string; person?: string };
    // A server from before they were told apart gives anybody a pass, and says of nobody that it is theirs.
    if (person === personId) return ticket;
    if (person) return { stopped: 'another_person' };
  } catch {
    // No network, or a server that restarts: the next attempt is on its way.
  }
  return { stopped: null };
}
