import type { OrganizationStatus, PartyRole } from '#lib/generated/workflow.ts';

/** Whether parties of a role vote: those that look on or approve do not. In the database: access.organization_votes, which asks what `seatsCount` does, too. */
export const roleVotes = (role: PartyRole) => role !== 'observer' && role !== 'office';

/** Whether the vote of a party's seats counts when a vote is opened. */
export const seatsCount = ({
  role,
  organizations,
}: {
  role: PartyRole;
  organizations: { status: OrganizationStatus };
}) => roleVotes(role) && organizations.status === 'active';
