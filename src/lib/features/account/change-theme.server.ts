import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { ownPath } from '#lib/server/next-path.ts';
import { readForm } from '#lib/server/read-form.ts';
import { THEME_COOKIE, THEME_KEPT_S, THEMES } from '#lib/ui/theme.ts';

const choice = z.object({ tema: z.enum(THEMES) });

/** Keeps the chosen theme in this browser, for pages and browsers without scripts. Gives the path to go back to. */
export function changeTheme({ cookies, url }: RequestEvent, form: FormData): string {
  const { tema } = readForm(choice, form);
  // Not HttpOnly: where scripts run, ThemeToggle writes the same cookie.
  const options = {
    path: '/',
    sameSite: 'lax',
    httpOnly: false,
    secure: url.protocol === 'https:',
  } as const;
  if (tema === 'system') cookies.delete(THEME_COOKIE, options);
  else cookies.set(THEME_COOKIE, tema, { ...options, maxAge: THEME_KEPT_S });
  return ownPath(form.get('volver'), '/');
}
