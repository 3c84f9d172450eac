import { m } from '#lib/generated/paraglide/messages.js';

/** A person of an organization, as they may be seated. */
export type Member = { id: string; name: string; suspended: boolean };

/** What was typed into a form of the arrangement's page, field by field as its labels name them. */
export function typedWords({ values = {} }: NonNullable<ArrangementForm>) {
  return [
    [m.arrangements_document_title(), values.title],
    [m.arrangements_body_name(), values.name],
    [m.arrangements_new_seat_label(), values.label],
    [m.arrangements_invite_email(), values.email],
  ] as const;
}

/** What a form of the arrangement's page gets back: what was typed when refused, what was done when not. */
export type ArrangementForm = {
  done?:
    'leave' | 'status' | 'seat' | 'invite' | 'revoke' | 'party' | 'role' | 'body' | 'newSeat' | 'document';
  seat?: string;
  organization?: string;
  email?: string;
  mailed?: boolean;
  error?: { code?: string; message: string; action: string; fields: Readonly<Record<string, string>> };
  values?: Record<string, string | undefined>;
} | null;
