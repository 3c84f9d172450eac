/** An organization and its state; the federal ones and the Office have none. */
export type NamedOrganization = {
  name: string;
  jurisdiction: { code: string; name: string } | null;
};

/**
 * An organization's name with its state beside it, because two states may name theirs alike. Not where the state is `here`,
 * that of the arrangement which is spoken of anyway.
 */
export function nameWithState({ name, jurisdiction }: NamedOrganization, here?: string): string {
  return jurisdiction && jurisdiction.code !== here ? `${name} · ${jurisdiction.name}` : name;
}

/** Organizations to choose from, each with its state, those of the state `here` before the others. */
export function organizationOptions(
  organizations: readonly (NamedOrganization & { id: string })[],
  here: string,
): { value: string; label: string }[] {
  const own = organizations.filter(({ jurisdiction }) => jurisdiction?.code === here);
  const others = organizations.filter(({ jurisdiction }) => jurisdiction?.code !== here);
  return [...own, ...others].map((each) => ({ value: each.id, label: nameWithState(each) }));
}
