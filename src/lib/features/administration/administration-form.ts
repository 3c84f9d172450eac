/** What a form of the administration gets back: what was typed when refused, what was done when not. */
export type AdministrationForm = {
  done?: 'organization';
  name?: string;
  error?: { message: string; action: string; fields: Readonly<Record<string, string>> };
  values?: Record<string, string | undefined>;
} | null;
