import { formatDate } from '#lib/domain/format.ts';
import {
  actionWord,
  arrangementStatusWord,
  roleWord,
  stageWord,
  voteCapacityWord,
} from '#lib/domain/words.ts';
import { m } from '#lib/generated/paraglide/messages.js';
import type { AuditEntry, AuditNames } from './audit-entry.ts';

type Tell = (entry: AuditEntry, called: AuditNames) => string;
type Fields = Record<string, unknown>;

/** A value of the database in words; one that has none yet as it is. */
function worded(words: Record<string, () => string>, value: unknown): string {
  return words[String(value)]?.() ?? String(value);
}
const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' ? (value as Fields) : {};
const before = ({ detail }: AuditEntry) => fieldsOf(detail.before);
const after = ({ detail }: AuditEntry) => fieldsOf(detail.after);
const change = (words: Record<string, () => string>, { detail }: AuditEntry) => ({
  before: worded(words, detail.before),
  after: worded(words, detail.after),
});

const named = ({ names }: AuditNames, id: unknown, otherwise: () => string) =>
  names.get(String(id)) ?? otherwise();
const organizationOf = (called: AuditNames, id: unknown) => named(called, id, m.audit_an_organization);
/** Of a party: what was taken out may be read no more, and is in the record under the name that it had. */
const partyOf = (called: AuditNames, { noun_id, detail }: AuditEntry) =>
  named(called, noun_id, () => (detail.name ? String(detail.name) : m.audit_an_organization()));
const personOf = (called: AuditNames, id: unknown) => named(called, id, m.audit_a_person);
const bodyOf = (called: AuditNames, id: unknown) => named(called, id, m.audit_a_body);
const seatOf = (called: AuditNames, id: unknown) => {
  const seat = called.seats.get(String(id));
  return seat
    ? m.audit_seat_of({
        organization: organizationOf(called, seat.organization),
        body: bodyOf(called, seat.body),
      })
    : m.audit_a_seat();
};
const chapterOf = (called: AuditNames, id: unknown) => {
  const title = called.names.get(String(id));
  return title ? m.audit_chapter({ title }) : m.audit_a_chapter();
};
const editionOf = ({ editions }: AuditNames, id: unknown) => {
  if (!id) return m.audit_no_document();
  const edition = editions.get(String(id));
  return edition
    ? m.audit_edition({ title: edition.title, date: formatDate(edition.publishedAt) })
    : m.audit_a_document();
};
/** `holder` is true where somebody sits whom the reader may not know. */
const holderOf = (called: AuditNames, holder: unknown) =>
  holder ? personOf(called, holder) : m.audit_nobody();

/** Tells a change that has several parts, each only where it happened. */
const parts = (...told: (string | false)[]) => told.filter(Boolean).join(' ');

const isElsewhere = ({ detail }: AuditEntry, called: AuditNames) => detail.arrangement !== called.arrangement;

const ofOrganization =
  (words: (about: { organization: string }) => string): Tell =>
  ({ detail }, called) =>
    words({ organization: organizationOf(called, detail.organization) });
const ofChapter =
  (words: (about: { chapter: string }) => string): Tell =>
  (entry, called) =>
    words({ chapter: chapterOf(called, entry.noun_id) });

/** What is said of each pair of noun and action that the database records (access.record). */
export const AUDIT_WORDS: Readonly<Record<string, Tell>> = {
  'arrangement create': () => m.audit_arrangement_create(),
  'arrangement change': (entry) => m.audit_arrangement_change(change(arrangementStatusWord, entry)),
  'party add': (entry, called) => {
    const organization = partyOf(called, entry);
    return isElsewhere(entry, called)
      ? m.audit_party_add_elsewhere({ organization })
      : m.audit_party_add({ organization, role: worded(roleWord, entry.detail.role) });
  },
  'party change': (entry, called) =>
    m.audit_party_change({
      organization: organizationOf(called, entry.noun_id),
      ...change(roleWord, entry),
    }),
  'party remove': (entry, called) => {
    const organization = partyOf(called, entry);
    // Entries of before were told to this arrangement alone, and do not name it.
    return entry.detail.arrangement && isElsewhere(entry, called)
      ? m.audit_party_remove_elsewhere({ organization })
      : m.audit_party_remove({ organization });
  },
  'organization create': ({ detail }) => m.audit_organization_create({ organization: String(detail.name) }),
  'organization change': ({ noun_id, detail }, called) => {
    const organization = organizationOf(called, noun_id);
    return detail.after === 'suspended'
      ? m.audit_organization_suspended({ organization })
      : m.audit_organization_back({ organization });
  },
  'membership revoke': ({ noun_id, detail }, called) =>
    m.audit_membership_revoke({
      person: personOf(called, noun_id),
      organization: organizationOf(called, detail.organization),
    }),
  'person change': ({ noun_id, detail }, called) => {
    const person = personOf(called, noun_id);
    return detail.after === 'suspended'
      ? m.audit_person_suspended({ person })
      : m.audit_person_back({ person });
  },
  'person rename': ({ detail: { before, after } }) =>
    typeof before === 'string' && typeof after === 'string'
      ? m.audit_person_rename({ before, after })
      : m.audit_person_rename_unnamed(),
  'administrator add': ({ noun_id }, called) =>
    m.audit_administrator_add({ person: personOf(called, noun_id) }),
  'administrator remove': ({ noun_id }, called) =>
    m.audit_administrator_remove({ person: personOf(called, noun_id) }),
  'invitation invite': ofOrganization(m.audit_invitation_invite),
  'invitation revoke': ofOrganization(m.audit_invitation_revoke),
  'invitation decline': ofOrganization(m.audit_invitation_decline),
  'invitation accept': ({ detail }, called) => {
    const organization = organizationOf(called, detail.organization);
    if (!detail.seat) return m.audit_invitation_accept({ organization });
    const capacity = worded(voteCapacityWord, detail.capacity);
    return m.audit_invitation_accept_seat({ organization, seat: seatOf(called, detail.seat), capacity });
  },
  'body create': ({ detail }) => m.audit_body_create({ body: String(detail.name) }),
  'seat add': ({ noun_id }, called) => m.audit_seat_add({ seat: seatOf(called, noun_id) }),
  // It is there no more, and of whose and which body it was is in the record.
  'seat remove': ({ detail }, called) =>
    m.audit_seat_remove({
      seat: m.audit_seat_of({
        organization: organizationOf(called, detail.organization),
        body: bodyOf(called, detail.body),
      }),
    }),
  'seat assign': (entry, called) =>
    m.audit_seat_assign({
      seat: seatOf(called, entry.noun_id),
      titular: holderOf(called, after(entry).titular),
      suplente: holderOf(called, after(entry).suplente),
    }),
  'document create': ({ detail }) => m.audit_document_create({ title: String(detail.title) }),
  'document change': (entry, called) => {
    const [was, is] = [before(entry), after(entry)];
    return parts(
      was.title !== is.title &&
        m.audit_document_title({ before: String(was.title), after: String(is.title) }),
      was.voting_body !== is.voting_body &&
        (is.voting_body
          ? m.audit_document_body({ body: bodyOf(called, is.voting_body) })
          : m.audit_document_no_body()),
      was.supersedes !== is.supersedes &&
        m.audit_document_supersedes({
          before: editionOf(called, was.supersedes),
          after: editionOf(called, is.supersedes),
        }),
    );
  },
  'chapter add': ({ detail }) => {
    const titles = (Array.isArray(detail.titles) ? detail.titles : []).map((title) =>
      m.audit_title_quoted({ title: String(title) }),
    );
    return m.audit_chapter_add({ count: titles.length, titles: titles.join(', ') });
  },
  'chapter move': ({ noun_id, detail }, called) =>
    m.audit_chapter_move({ chapter: chapterOf(called, noun_id), place: String(detail.position) }),
  'chapter remove': ofChapter(m.audit_chapter_remove),
  'chapter restore': ofChapter(m.audit_chapter_restore),
  'chapter change': (entry, called) => {
    const [was, is] = [before(entry), after(entry)];
    const chapter = m.audit_chapter({ title: String(is.title) });
    return parts(
      was.title !== is.title && m.audit_chapter_title({ before: String(was.title), after: String(is.title) }),
      was.lead_body !== is.lead_body &&
        (is.lead_body
          ? m.audit_chapter_lead({ chapter, body: bodyOf(called, is.lead_body) })
          : m.audit_chapter_no_lead({ chapter })),
    );
  },
  'comment_thread open': () => m.audit_comment_thread_open(),
  'comment_thread resolve': () => m.audit_comment_thread_resolve(),
  'comment_thread reopen': () => m.audit_comment_thread_reopen(),
  'vote cast': ({ noun_id, detail }, called) =>
    m.audit_vote_cast({
      seat: seatOf(called, noun_id),
      capacity: worded(voteCapacityWord, detail.capacity),
    }),
  'publication record_gazette': ({ detail }) =>
    m.audit_publication_record_gazette({
      slug: String(detail.slug),
      name: String(detail.name),
      number: String(detail.number),
      date: typeof detail.date === 'string' ? formatDate(detail.date) : '',
    }),
  'publication publish': ({ detail }) => m.audit_publication_publish({ slug: String(detail.slug) }),
};

/** What nobody but the platform's administration does: a person who did it did so as that. */
const BY_ADMINISTRATION: ReadonlySet<string> = new Set([
  'arrangement create',
  'arrangement change',
  'organization create',
  'organization change',
  'party add',
  'party change',
  'party remove',
  'person change',
  'seat remove',
]);

/**
 * Who did it: by the name and organization of then, as the administration, as somebody whom the reader may not know, or
 * nobody in particular. A name alone could be any: one chooses one's own.
 */
export function whoDidIt(entry: AuditEntry, { names }: AuditNames) {
  if (!entry.by_person) return m.audit_by_system();
  const administration = BY_ADMINISTRATION.has(`${entry.noun} ${entry.action}`)
    ? m.audit_by_administration()
    : null;
  const name = entry.person_name ?? names.get(entry.person_id ?? '');
  if (!name) return administration ?? m.audit_by_unnamed();
  const organization = administration ?? entry.organization_name;
  return organization ? m.audit_by({ name, organization }) : name;
}

/** The sentence of an entry. A pair that nobody has written words for yet is told as it is: nothing is left out. */
export function wordsOfEntry(entry: AuditEntry, called: AuditNames): string {
  const { noun, action, detail } = entry;
  if (noun === 'document' && action in actionWord && detail.to) {
    return m.audit_document_step({
      action: worded(actionWord, action),
      before: worded(stageWord, detail.from),
      after: worded(stageWord, detail.to),
    });
  }
  return AUDIT_WORDS[`${noun} ${action}`]?.(entry, called) || m.audit_other({ action, noun });
}
