/** What a mail of the auth server is for; the names are those of its links' `type`. */
export type MailKind = 'signup' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication';

/** A mail as a person would get it: plain text, one link or one code. */
export type Mail = { to: string; subject: string; text: string; link: string | undefined };

const WORDS: Record<MailKind, { subject: string; purpose: string; otherwise: string }> = {
  signup: {
    subject: 'Confirme su correo en Concierta',
    purpose: 'Para confirmar su correo electrónico y terminar su registro en Concierta, abra este enlace:',
    otherwise: 'Si usted no pidió una cuenta, puede ignorar este mensaje.',
  },
  magiclink: {
    subject: 'Su enlace para entrar a Concierta',
    purpose: 'Para entrar a Concierta sin contraseña, abra este enlace:',
    otherwise: 'Si usted no lo pidió, puede ignorar este mensaje: nadie entra sin el enlace.',
  },
  recovery: {
    subject: 'Cambie su contraseña de Concierta',
    purpose: 'Para elegir una contraseña nueva en Concierta, abra este enlace:',
    otherwise: 'Si usted no lo pidió, puede ignorar este mensaje: su contraseña sigue siendo la misma.',
  },
  email_change: {
    subject: 'Confirme el cambio de correo en Concierta',
    purpose: 'Para confirmar el cambio de su correo electrónico en Concierta, abra este enlace:',
    otherwise: 'Si usted no lo pidió, no abra el enlace y avise a quien administra el sistema.',
  },
  reauthentication: {
    subject: 'Su código de Concierta',
    purpose: 'Para confirmar que es usted, escriba este código en Concierta:',
    otherwise: 'Si usted no lo pidió, puede ignorar este mensaje.',
  },
};

/**
 * Writes a mail. Its link leads to this site's own `/auth/confirm`, which asks the auth server, so that the server
 * itself need not be reachable from outside.
 * @param next a path of this site to go on to, or an empty text
 */
export function writeMail(
  kind: MailKind,
  to: string,
  proof: { tokenHash: string; code: string },
  origin: string,
  next: string,
): Mail {
  const { subject, purpose, otherwise } = WORDS[kind];
  const link = kind === 'reauthentication' ? undefined : confirmLink(kind, proof.tokenHash, origin, next);
  const text = [
    purpose,
    '',
    link ?? proof.code,
    '',
    'Sirve una sola vez y durante una hora.',
    otherwise,
  ].join('\n');
  return { to, subject, text, link };
}

function confirmLink(kind: MailKind, tokenHash: string, origin: string, next: string): string {
  const url = new URL('/auth/confirm', origin);
  url.searchParams.set('token_hash', tokenHash);
  url.searchParams.set('type', kind);
  if (next) url.searchParams.set('next', next);
  return url.href;
}

/**
 * The path that a `redirect_to` asks to go on to after the confirmation: its own `next` when it points to
 * `/auth/confirm`, otherwise its path. Addresses of other sites give nothing.
 */
export function nextOf(redirectTo: string | null, origin: string): string {
  if (!redirectTo || !URL.canParse(redirectTo, origin)) return '';
  const url = new URL(redirectTo, origin);
  if (url.origin !== new URL(origin).origin) return '';
  if (url.pathname === '/auth/confirm') return url.searchParams.get('next') ?? '';
  return url.pathname === '/' ? '' : url.pathname + url.search;
}
