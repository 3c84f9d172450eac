import { AsyncLocalStorage } from 'node:async_hooks';
import { App } from '@supabase/lite';
import { type Mail, type MailKind, type MailPurpose, purposeOf, writeMail } from './auth-mails.ts';
import { keepErrorsOffTheConsole } from './database-errors.ts';
import { RestConnection } from './rest-connection.ts';

/** What the auth and REST server needs. */
export type LiteOptions = {
  /** Addresses of the database, as the roles `authenticator` and `postgres`. */
  database: { authenticator: string; owner: string };
  jwtSecret: string;
  publishableKey: string;
  /** The site's own address; mailed links begin with it. */
  origin: string;
  deliver: (mail: Mail) => void;
};

/** The auth and REST server, without a socket of its own. */
export type Lite = {
  /** Answers a request whose path begins with /auth/v1 or /rest/v1. */
  fetch: (request: Request) => Promise<Response>;
  /** Reads the catalogue again, for tables made since the first request. */
  reload: () => Promise<void>;
  close: () => Promise<void>;
};

/** One digit more or less does not matter in a link that nobody types: some 106 bits. */
const CODE_LENGTH = 32;

/** Makes `@supabase/lite` with everything switched off that is neither auth by e-mail nor REST on schema public. */
export async function createLite(options: LiteOptions): Promise<Lite> {
  process.env['DO_NOT_TRACK'] = '1';
  keepErrorsOffTheConsole();
  const connection = new RestConnection(options.database);
  const app = new App({
    connection,
    api: { enabled: true, schemas: ['public'], extra_search_path: ['public', 'extensions'], max_rows: 1000 },
    auth: {
      enabled: true,
      jwt_secret: options.jwtSecret,
      publishable_key: options.publishableKey,
      jwt_expiry: 3600,
      site_url: options.origin,
      additional_redirect_urls: [],
      // Two tabs that refresh at once would otherwise end each other's session.
      enable_refresh_token_rotation: false,
      minimum_password_length: 10,
      email: { enable_confirmations: true, otp_length: CODE_LENGTH, otp_expiry: 3600 },
    },
    storage: { enabled: false },
    studio: { enabled: false },
    options: { server: { disableStudio: true } },
  });
  // The mailer is not told what the request asks the mail for, so that travels beside it.
  const purposes = new AsyncLocalStorage<MailPurpose>();
  app._mailer = mailer((kind, to, proof) =>
    options.deliver(
      writeMail(kind, to, proof, options.origin, purposes.getStore() ?? { next: '', invites: '' }),
    ),
  );
  await app.init();
  return {
    fetch: async (request) => {
      const purpose = purposeOf(new URL(request.url).searchParams.get('redirect_to'), options.origin);
      return purposes.run(purpose, () => app.fetch(request));
    },
    reload: () => connection.clearSchemaCache(),
    close: () => connection.close(),
  };
}

type Send = (kind: MailKind, to: string, proof: { tokenHash: string; code: string }) => void;

function mailer(send: Send): NonNullable<App['_mailer']> {
  return {
    sendConfirmation: async (to, tokenHash, code) => send('signup', to, { tokenHash, code }),
    sendRecovery: async (to, tokenHash, code) => send('recovery', to, { tokenHash, code }),
    sendMagicLink: async (to, tokenHash, code) => send('magiclink', to, { tokenHash, code }),
    sendEmailChange: async (to, tokenHash, code) => send('email_change', to, { tokenHash, code }),
    sendReauthentication: async (to, code, meta) =>
      send('reauthentication', to, { tokenHash: meta?.tokenHash ?? '', code }),
  };
}
