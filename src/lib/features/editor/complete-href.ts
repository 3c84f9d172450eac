/** What somebody meant who typed an address: a bare host gets https, a bare mailbox gets mailto. */
export function completeHref(typed: string): string {
  const href = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('#') || href === '') return href;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(href)) return `mailto:${href}`;
  return `https://${href.replace(/^\/\//, '')}`;
}
