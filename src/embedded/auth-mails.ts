/** What a mail of the auth server is for; the names are those of its links' `type`. */
export type MailKind = 'signup' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication';

/** A mail as a person would get it: plain text, one link or one code. */
export type Mail = { to: string; subject: string; text: string; link: string | undefined };

type Words = { subject: string; purpose: string; otherwise: string };
type Language = 'es' | 'en';

/** Nobody knows yet which language they read: the mail says it in both. supabase/templates say the same. */
const WORDS: Record<MailKind, Record<Language, Words>> = {
  // An account is made by an invitation and by nothing else, so this is how the invitation arrives.
  signup: {
    es: {
      subject: 'Le invitaron a participar en Concierta',
      purpose:
        'Una organización o la secretaría técnica de un arreglo le invita a participar en Concierta. Para responder a la invitación y confirmar su correo, abra este enlace:',
      otherwise: 'Si no esperaba esta invitación, puede ignorar este mensaje.',
    },
    en: {
      subject: 'You are invited to take part in Concierta',
      purpose:
        'An organization or the technical secretariat of an arrangement invites you to take part in Concierta. To answer the invitation and confirm your e-mail address, open the link above.',
      otherwise: 'If you did not expect this invitation, you can ignore this message.',
    },
  },
  magiclink: {
    es: {
      subject: 'Su enlace para entrar a Concierta',
      purpose:
        'Para entrar a Concierta sin contraseña, por ejemplo para responder a una invitación, abra este enlace:',
      otherwise: 'Si usted no lo pidió, puede ignorar este mensaje: nadie entra sin el enlace.',
    },
    en: {
      subject: 'Your link to sign in to Concierta',
      purpose:
        'To sign in to Concierta without a password, for instance to answer an invitation, open the link above.',
      otherwise: 'If you did not ask for it, you can ignore this message: nobody gets in without the link.',
    },
  },
  recovery: {
    es: {
      subject: 'Cambie su contraseña de Concierta',
      purpose: 'Para elegir una contraseña nueva en Concierta, abra este enlace:',
      otherwise: 'Si usted no lo pidió, puede ignorar este mensaje: su contraseña sigue siendo la misma.',
    },
    en: {
      subject: 'Change your Concierta password',
      purpose: 'To choose a new password in Concierta, open the link above.',
      otherwise: 'If you did not ask for it, you can ignore this message: your password stays the same.',
    },
  },
  email_change: {
    es: {
      subject: 'Confirme el cambio de correo en Concierta',
      purpose: 'Para confirmar el cambio de su correo electrónico en Concierta, abra este enlace:',
      otherwise: 'Si usted no lo pidió, no abra el enlace y avise a quien administra el sistema.',
    },
    en: {
      subject: 'Confirm your new e-mail address in Concierta',
      purpose: 'To confirm the change of your e-mail address in Concierta, open the link above.',
      otherwise: 'If you did not ask for it, do not open the link, and tell whoever runs the system.',
    },
  },
  reauthentication: {
    es: {
      subject: 'Su código de Concierta',
      purpose: 'Para confirmar que es usted, escriba este código en Concierta:',
      otherwise: 'Si usted no lo pidió, puede ignorar este mensaje.',
    },
    en: {
      subject: 'Your Concierta code',
      purpose: 'To confirm that it is you, enter the code above in Concierta.',
      otherwise: 'If you did not ask for it, you can ignore this message.',
    },
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
  const { es, en } = WORDS[kind];
  const link = kind === 'reauthentication' ? undefined : confirmLink(kind, proof.tokenHash, origin, next);
  const text = [
    es.purpose,
    '',
    link ?? proof.code,
    '',
    'Sirve una sola vez y durante una hora.',
    es.otherwise,
    '',
    `English: ${en.purpose}`,
    'It works once and for one hour.',
    en.otherwise,
  ].join('\n');
  return { to, subject: `${es.subject} · ${en.subject}`, text, link };
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
