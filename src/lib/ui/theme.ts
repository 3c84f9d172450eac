export type Theme = 'light' | 'dark' | 'system';

const COOKIE = 'tema';
const YEAR_S = 31_536_000;

/** The chosen theme: what app.html's first script wrote on <html>; without it, the machine's own. */
export function currentTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === 'light' || set === 'dark' ? set : 'system';
}

/** Applies the theme at once and remembers it for a year, on this machine only. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `${COOKIE}=${theme}; Path=/; Max-Age=${theme === 'system' ? 0 : YEAR_S}; SameSite=Lax${secure}`;
}
