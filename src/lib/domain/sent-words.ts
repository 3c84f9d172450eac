import { m } from '#lib/generated/paraglide/messages.js';
import { VOTE_CHOICE_VALUES } from '#lib/generated/workflow.ts';
import { formatDate } from './format.ts';
import { isReturn } from './returned.ts';
import { voteChoiceWord } from './words.ts';

type Labels = Readonly<Record<string, () => string>>;

/** What people write in forms, by the name of its field. What is not here (passwords, tokens, ids) is never shown again. */
const LABELS: Labels = {
  body: m.comments_your_comment,
  note: m.workflow_note,
  choice: m.voting_choice,
  dissent: m.voting_dissent,
  title: m.arrangements_document_title,
  object: m.administration_object,
  name: m.account_name,
  shortName: m.administration_short_name,
  email: m.account_email,
  slug: m.workflow_slug,
  summary: m.workflow_summary,
  gazetteName: m.workflow_gazette_name,
  gazetteNumber: m.workflow_gazette_number,
  gazetteDate: m.workflow_gazette_date,
  label: m.arrangements_new_seat_label,
};

/** What the forms of one page call by a name of their own. */
const LABELS_OF = {
  arrangement: { name: m.arrangements_body_name, email: m.arrangements_invite_email },
  process: { title: m.workflow_title },
} as const satisfies Record<string, Labels>;

/** The titles of an import, each in a field with its number, counted from 0. */
const CHAPTER_TITLE = /^title-(\d{1,3})$/;

/** What a step asks for that sends the text back has a name of its own. */
const OBSERVATIONS: Labels = { note: m.workflow_observations };

function labelOf(name: string, own: Labels): string | undefined {
  const at = CHAPTER_TITLE.exec(name)?.[1];
  if (at) return m.importing_chapter_title({ number: Number(at) + 1 });
  return [own, LABELS].find((labels) => Object.hasOwn(labels, name))?.[name]?.();
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** What was chosen, as the form said it, and a day as days are written; anything else as it was written. */
function textOf(name: string, value: string): string {
  if (name === 'gazetteDate' && isDay(value)) return formatDate(value);
  const choice = name === 'choice' && VOTE_CHOICE_VALUES.find((one) => one === value);
  return choice ? voteChoiceWord[choice]() : value;
}

/** Fields of the same name are choices elsewhere. */
const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * What somebody wrote in a form, with its labels, to be copied where the form is no longer there.
 * @param page whose forms have names of their own for some fields
 */
export function sentWords(
  form: Iterable<[name: string, value: unknown]>,
  page?: keyof typeof LABELS_OF,
): [label: string, text: string][] {
  const fields = [...form];
  const back = fields.some(([name, value]) => name === 'action' && isReturn(value));
  const own: Labels = { ...(page && LABELS_OF[page]), ...(back && OBSERVATIONS) };
  const words = fields.flatMap(([name, value]) => {
    const label = labelOf(name, own);
    const written = typeof value === 'string' && value.trim() !== '' && !ID.test(value);
    return label && written ? [[label, textOf(name, value)] satisfies [string, string]] : [];
  });
  return [...new Map(words)];
}
