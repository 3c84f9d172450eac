import { m } from '#lib/generated/paraglide/messages.js';
import { formatDate } from './format.ts';
import type { Edition, EditionInPreparation } from './publication.ts';
import { stageWord } from './words.ts';

/**
 * An edition as it is called in a list. Editions often share their title, and a closed list shows only the beginning of a
 * long one: what tells them apart comes first.
 */
export function editionWords({ title, stage, publishedAt }: Edition): string {
  return stage === 'superseded'
    ? m.workflow_edition_replaced({ title })
    : m.workflow_edition({ title, date: formatDate(publishedAt, 'medium') });
}

/** That another document is to take the place of the same edition. */
export function rivalWords({ title, stage }: EditionInPreparation): string {
  return m.workflow_edition_rival({ title, stage: stageWord[stage]() });
}
