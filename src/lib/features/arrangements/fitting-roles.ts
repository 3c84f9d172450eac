import { PARTY_ROLE_VALUES, type PartyRole, type Sector } from '#lib/generated/workflow.ts';

/**
 * The roles that a form offers an organization of a sector: the database refuses the others (`not_an_office`,
 * `office_only_approves`, `arrangement_has_office`). Without a sector, while none is chosen, those of any organization.
 */
export function fittingRoles(sector: Sector | undefined, hasOffice: boolean): PartyRole[] {
  return PARTY_ROLE_VALUES.filter((role) => {
    if (role === 'office') return !hasOffice && (sector === undefined || sector === 'office');
    return role === 'observer' || sector !== 'office';
  });
}
