/**
 * The one table of what can go wrong. To add a code: a row here, and its words (`errors_<code>` and
 * `errors_<code>_action`) in messages/es/errors.json and messages/en/errors.json; a test fails while words are missing.
 */

/** `notice`: the person's own matter. `warning`: worth watching in the log. `fault`: ours, somebody must look. */
export type Severity = 'notice' | 'warning' | 'fault';

export interface ErrorRule {
  /** The HTTP status of the answer. */
  status: number;
  severity: Severity;
  /** What the words' placeholders say when whoever raised the error gave no details. */
  details?: Readonly<Record<string, string | number>>;
}

export const ERRORS = {
  bad_input: { status: 400, severity: 'notice' },
  not_signed_in: { status: 401, severity: 'notice' },
  not_allowed: { status: 403, severity: 'warning' },
  administration_only: { status: 403, severity: 'warning' },
  foreign_origin: { status: 403, severity: 'warning' },
  not_found: { status: 404, severity: 'notice' },
  conflict: { status: 409, severity: 'notice' },
  another_person: { status: 409, severity: 'notice' },
  form_too_large: { status: 413, severity: 'notice' },

  wrong_credentials: { status: 400, severity: 'notice' },
  account_suspended: { status: 403, severity: 'notice' },
  organization_suspended: { status: 423, severity: 'notice' },
  membership_ended: { status: 403, severity: 'notice' },
  party_removed: { status: 403, severity: 'notice' },
  link_expired: { status: 410, severity: 'notice' },
  weak_password: { status: 422, severity: 'notice' },
  same_password: { status: 422, severity: 'notice' },
  too_many_passes: { status: 429, severity: 'warning' },
  too_many_attempts: { status: 429, severity: 'warning', details: { minutes: 15 } },

  invitation_expired: { status: 409, severity: 'notice' },
  name_required: { status: 422, severity: 'notice' },
  seat_person_not_member: { status: 422, severity: 'notice' },
  seat_same_person: { status: 422, severity: 'notice' },
  organization_invites_its_own: { status: 403, severity: 'notice' },
  organization_not_party: { status: 422, severity: 'notice' },
  party_does_not_vote: { status: 422, severity: 'notice' },
  organization_is_party: { status: 409, severity: 'notice' },
  already_member: { status: 409, severity: 'notice' },
  inviting_oneself: { status: 403, severity: 'warning' },
  person_of_another_party: { status: 409, severity: 'notice' },
  arrangement_ended: { status: 409, severity: 'notice' },
  arrangement_has_office: { status: 409, severity: 'notice' },
  organization_exists: { status: 409, severity: 'notice' },
  arrangement_exists: { status: 409, severity: 'notice' },
  body_exists: { status: 409, severity: 'notice' },
  seat_exists: { status: 409, severity: 'notice' },
  arrangement_needs_office: { status: 409, severity: 'notice' },
  not_an_office: { status: 422, severity: 'notice' },
  office_only_approves: { status: 422, severity: 'notice' },
  arrangement_needs_coordinator: { status: 409, severity: 'notice' },
  seat_person_has_another: { status: 422, severity: 'notice' },
  vote_is_open: { status: 409, severity: 'notice' },

  stage_changed: { status: 409, severity: 'notice' },
  step_not_available: { status: 409, severity: 'notice' },
  step_not_yours: { status: 403, severity: 'notice' },
  condition_not_met: { status: 409, severity: 'notice' },
  note_required: { status: 422, severity: 'notice' },
  title_changed: { status: 409, severity: 'notice', details: { title: '…' } },
  text_is_read_only: { status: 409, severity: 'notice' },
  chapter_removed: { status: 410, severity: 'notice' },
  text_not_settled: { status: 409, severity: 'warning' },
  too_many_chapters: { status: 422, severity: 'notice', details: { count: 201, most: 200 } },
  chapter_has_open_threads: { status: 409, severity: 'notice', details: { count: 1 } },
  thread_closed: { status: 409, severity: 'notice' },
  comments_closed: { status: 409, severity: 'notice' },
  answer_required: { status: 409, severity: 'notice' },
  voice_required: { status: 422, severity: 'notice' },
  office_not_party: { status: 422, severity: 'notice' },
  too_many_comments: { status: 429, severity: 'warning', details: { minutes: 60 } },
  vote_not_yours: { status: 403, severity: 'warning' },
  vote_already_cast_by_titular: { status: 409, severity: 'notice' },
  vote_changed: { status: 409, severity: 'notice' },
  round_closed: { status: 409, severity: 'notice' },
  version_mismatch: { status: 409, severity: 'warning' },
  dissent_without_vote_against: { status: 422, severity: 'notice' },
  slug_taken: { status: 409, severity: 'notice' },
  gazette_recorded: { status: 409, severity: 'notice' },
  edition_superseded: { status: 409, severity: 'notice' },

  file_too_large: { status: 413, severity: 'notice' },
  file_not_docx: { status: 422, severity: 'notice' },
  file_old_word: { status: 422, severity: 'notice' },
  file_encrypted: { status: 422, severity: 'notice' },
  file_with_macros: { status: 422, severity: 'notice' },
  file_unsafe: { status: 422, severity: 'warning' },
  file_without_text: { status: 422, severity: 'notice' },
  file_damaged: { status: 422, severity: 'notice' },
  file_too_complex: { status: 422, severity: 'notice' },
  file_too_many_chapters: { status: 422, severity: 'notice', details: { count: 101, most: 100 } },

  service_unavailable: { status: 503, severity: 'fault' },
  unexpected: { status: 500, severity: 'fault' },
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** Whether a text (a database message, say) is one of the codes of the table. */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(ERRORS, text);
}

/** The rule of a code, with the optional fields that a narrow literal type hides. */
export function errorRule(code: ErrorCode): ErrorRule {
  return ERRORS[code];
}
