export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

/** Where the choice is kept, on this machine only; the server writes it into the page. */
export const THEME_COOKIE = 'tema';
export const THEME_KEPT_S = 31_536_000;

/** Applies the theme at once and remembers it for a year. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  const seconds = theme === 'system' ? 0 : THEME_KEPT_S;
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`;
}
