/** What a mail of the auth server is for; the names are those of its links' `type`. */
export type MailKind = 'signup' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication';

/** A mail as a person would get it: plain text, one link or one code. */
export type Mail = { to: string; subject: string; text: string; link: string | undefined };

/** Where the mail was asked for: a path to go on to, and whom an invitation brings in, both perhaps an empty text. */
export type MailPurpose = { next: string; invites: string };

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

/** Days that an invitation waits: public.invitations says the same. */
const INVITATION_DAYS = 14;

/** An invitation says to what it invites, however its reader comes in: their account may be there or not. */
const INVITATION: Record<Language, Words> = {
  es: {
    subject: 'Le invitaron a participar en Concierta',
    purpose:
      'Le invitan a participar en Concierta, donde se escribe entre varias instituciones el diagnóstico de derechos humanos de un estado. La organización en cuyo nombre participaría y el arreglo son:',
    otherwise: `La invitación espera ${INVITATION_DAYS} días, y la acepta o la declina usted al entrar. El enlace sirve una sola vez y durante una hora; si ya venció, escriba esta misma dirección de correo y pida otro con «Recibir un enlace por correo», en:`,
  },
  en: {
    subject: 'You are invited to take part in Concierta',
    purpose:
      'You are invited to take part in Concierta, where institutions write the human-rights diagnosis of a state together. The organization that you would take part for and the arrangement are named above.',
    otherwise: `The invitation waits for ${INVITATION_DAYS} days, and you accept or decline it once you are in. The link works once and for one hour; if it has run out, write this same e-mail address and ask for another with “Get a link by e-mail”, at the second address above.`,
  },
};

/**
 * Writes a mail. Its link leads to this site's own `/auth/confirm`, which asks the auth server, so that the server
 * itself need not be reachable from outside.
 */
export function writeMail(
  kind: MailKind,
  to: string,
  proof: { tokenHash: string; code: string },
  origin: string,
  { next, invites }: MailPurpose,
): Mail {
  const link = kind === 'reauthentication' ? undefined : confirmLink(kind, proof.tokenHash, origin, next);
  if (link && invites && INVITING.has(kind)) return writeInvitation(to, link, invites, origin);
  const { es, en } = WORDS[kind];
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

/** Mails that a person gets who asks for a link: the one to a new account, the other to one that is there. */
const INVITING: ReadonlySet<MailKind> = new Set(['signup', 'magiclink']);

function writeInvitation(to: string, link: string, invites: string, origin: string): Mail {
  const { es, en } = INVITATION;
  const text = [
    es.purpose,
    '',
    invites,
    '',
    'Para responder y confirmar su correo, abra este enlace:',
    link,
    '',
    es.otherwise,
    new URL('/entrar', origin).href,
    '',
    'Si no esperaba esta invitación, puede ignorar este mensaje.',
    '',
    `English: ${en.purpose}`,
    'To answer and confirm your e-mail address, open the first link above.',
    en.otherwise,
    'If you did not expect this invitation, you can ignore this message.',
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
 * What a `redirect_to` says that a mail is for. It goes on to its own `next` when it points to `/auth/confirm`, otherwise
 * to its path; whom an invitation brings in stands as it is after `/auth/confirm?invita=`, where a real Auth server's
 * templates find it, too (they can cut a text and nothing more). Addresses of other sites give nothing.
 */
export function purposeOf(redirectTo: string | null, origin: string): MailPurpose {
  const nothing = { next: '', invites: '' };
  if (!redirectTo || !URL.canParse(redirectTo, origin)) return nothing;
  const url = new URL(redirectTo, origin);
  if (url.origin !== new URL(origin).origin) return nothing;
  const inviting = new URL('/auth/confirm?invita=', origin).href;
  if (redirectTo.startsWith(inviting)) return { next: '', invites: redirectTo.slice(inviting.length) };
  if (url.pathname === '/auth/confirm') return { next: url.searchParams.get('next') ?? '', invites: '' };
  return { next: url.pathname === '/' ? '' : url.pathname + url.search, invites: '' };
}
