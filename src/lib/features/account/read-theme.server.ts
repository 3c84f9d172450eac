import type { Cookies } from '@sveltejs/kit';
import { type Theme, THEME_COOKIE } from '#lib/ui/theme.ts';

/** The theme that was chosen in this browser; the machine's own when none was. */
export function readTheme(cookies: Cookies): Theme {
  const chosen = cookies.get(THEME_COOKIE);
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}
