import { m } from '#lib/generated/paraglide/messages.js';

/** What the sign-in page says to whoever was sent there; `notice` is what its address carries. */
export function signInNotice(
  notice: string | null,
  wanted: boolean,
): { tone: 'info' | 'success' | 'warning'; text: string } | null {
  if (notice === 'sesion') return { tone: 'warning', text: m.account_session_ended() };
  if (notice === 'salida') return { tone: 'success', text: m.account_signed_out() };
  if (notice === 'salida-total') return { tone: 'success', text: m.account_signed_out_everywhere() };
  return wanted ? { tone: 'info', text: m.account_sign_in_needed() } : null;
}

/** What the account page says after a change. */
export function accountNotice(notice: string | null): string | null {
  if (notice === 'cambios') return m.account_saved();
  return notice === 'contrasena' ? m.account_password_saved() : null;
}
