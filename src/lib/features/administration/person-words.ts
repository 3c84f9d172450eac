import type { ToldApart } from '#lib/domain/administration.ts';
import { formatMoment } from '#lib/domain/format.ts';
import { m } from '#lib/generated/paraglide/messages.js';

/**
 * What stands beside a person's name: their organizations, or else since when there is the account. Whoever was invited and
 * has not come in yet has no name of their own, and belongs nowhere.
 */
export function personWords({ organizations, since }: ToldApart): string {
  if (organizations.length === 0) return m.administration_no_organization({ date: formatMoment(since) });
  return organizations
    .map(({ name, status }) =>
      status === 'suspended' ? m.administration_organization_suspended({ organization: name }) : name,
    )
    .join(' · ');
}
