/** A person of an organization, as they may be seated. */
export type Member = { id: string; name: string; suspended: boolean };

/** What a form of the arrangement's page gets back: what was typed when refused, what was done when not. */
export type ArrangementForm = {
  done?:
    | 'leave'
    | 'status'
    | 'seat'
    | 'invite'
    | 'revoke'
    | 'party'
    | 'role'
    | 'removeParty'
    | 'body'
    | 'newSeat'
    | 'document';
  seat?: string;
  organization?: string;
  /** What was taken out is called, which is on the page no more. */
  name?: string;
  email?: string;
  mailed?: boolean;
  error?: { code?: string; message: string; action: string; fields: Readonly<Record<string, string>> };
  values?: Record<string, string | undefined>;
} | null;
