import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestStack } from '#embedded/testing.ts';
import type { Stack } from '#embedded/stack.ts';
import { forgetPassword } from '../../src/lib/features/account/forget-password.server.ts';
import { PASSWORD, ana, claimsOf, makeClient, openLibrary, signToken } from './library.ts';

let library: Awaited<ReturnType<typeof openLibrary>>;
let stack: Stack;
let client: ReturnType<typeof makeClient>;

beforeAll(async () => {
  library = await openLibrary();
  stack = await openTestStack(library.database, 'https://concierta.example');
});
afterAll(async () => {
  await stack?.close();
  await library?.close();
});
beforeEach(() => {
  client = makeClient(stack.url, stack.publishableKey);
});

/** The newest mail's link, taken apart. */
function lastLink(): {
  href: string;
  token_hash: string;
  type: 'magiclink' | 'recovery' | 'signup';
  next: string | null;
} {
  const url = new URL(stack.mailbox.list()[0]!.link!);
  const { token_hash, type } = Object.fromEntries(url.searchParams) as {
    token_hash: string;
    type: 'magiclink';
  };
  return { href: url.origin + url.pathname, token_hash, type, next: url.searchParams.get('next') };
}

describe('sign-in by password', () => {
  test('a password that the database hashed with pgcrypto opens the account', async () => {
    const { data, error } = await client.auth.signInWithPassword({ email: ana.email, password: PASSWORD });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ id: ana.id, email: ana.email, role: 'authenticated' });
    const claims = JSON.parse(
      Buffer.from(data.session!.access_token.split('.')[1]!, 'base64url').toString(),
    ) as Record<string, number>;
    expect(claims).toEqual({
      sub: ana.id,
      email: ana.email,
      role: 'authenticated',
      aud: 'authenticated',
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      iat: expect.any(Number),
      exp: claims['iat']! + 3600,
    });
  });

  test('the session speaks for the person to REST, and getClaims and getUser know who it is', async () => {
    await client.auth.signInWithPassword({ email: ana.email, password: PASSWORD });
    expect((await client.rpc('whoami')).data).toMatchObject({ uid: ana.id, role: 'authenticated' });
    expect((await client.auth.getClaims()).data?.claims).toMatchObject({ sub: ana.id, email: ana.email });
    expect((await client.auth.getUser()).data.user).toMatchObject({ id: ana.id });
  });

  test('a wrong password and an unknown address are refused alike', async () => {
    const wrong = await client.auth.signInWithPassword({ email: ana.email, password: 'otra-clave-larga' });
    const unknown = await client.auth.signInWithPassword({ email: 'nadie@demo.test', password: PASSWORD });
    for (const { error, data } of [wrong, unknown]) {
      expect([error?.status, error?.code, data.session]).toEqual([400, 'invalid_credentials', null]);
    }
  });
});

describe('sign-in by link', () => {
  test('the link leads to this site, opens the account once, and not again', async () => {
    await client.auth.signInWithOtp({
      email: ana.email,
      options: {
        shouldCreateUser: false,
        emailRedirectTo: 'https://concierta.example/documentos/1?capitulo=2',
      },
    });
    const link = lastLink();
    expect(link).toMatchObject({
      href: 'https://concierta.example/auth/confirm',
      type: 'magiclink',
      next: '/documentos/1?capitulo=2',
    });
    const { data, error } = await client.auth.verifyOtp({ token_hash: link.token_hash, type: link.type });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(ana.id);
    const again = await makeClient(stack.url, stack.publishableKey).auth.verifyOtp({
      token_hash: link.token_hash,
      type: link.type,
    });
    expect([again.error?.status, again.data.session]).toEqual([403, null]);
  });

  test('the type "email", which a real Supabase names in its mails, is understood', async () => {
    await client.auth.signInWithOtp({ email: ana.email, options: { shouldCreateUser: false } });
    const { data } = await client.auth.verifyOtp({ token_hash: lastLink().token_hash, type: 'email' });
    expect(data.user?.id).toBe(ana.id);
  });

  test('an address of another site is not gone on to', async () => {
    await client.auth.signInWithOtp({
      email: ana.email,
      options: { shouldCreateUser: false, emailRedirectTo: 'https://elsewhere.example/x' },
    });
    expect(lastLink()).toMatchObject({ href: 'https://concierta.example/auth/confirm', next: null });
  });

  test('an expired link is refused', async () => {
    await client.auth.signInWithOtp({ email: ana.email, options: { shouldCreateUser: false } });
    await library.sql`update auth.users set recovery_sent_at = now() - interval '61 minutes' where id = ${ana.id}`;
    const { error, data } = await client.auth.verifyOtp({
      token_hash: lastLink().token_hash,
      type: 'magiclink',
    });
    expect([error?.code, data.session]).toEqual(['otp_expired', null]);
  });

  test('an unknown address gets no mail when no account is to be made', async () => {
    const before = stack.mailbox.list().length;
    const { error } = await client.auth.signInWithOtp({
      email: 'nadie@demo.test',
      options: { shouldCreateUser: false },
    });
    expect(error?.status).toBe(422);
    expect(stack.mailbox.list()).toHaveLength(before);
  });
});

describe('accounts', () => {
  test('nobody signs up with a password for an address that may be another’s; a mailed link makes the account', async () => {
    const email = 'nueva@demo.test';
    const { data, error } = await client.auth.signUp({ email, password: PASSWORD });
    expect([error?.status, data.user, data.session]).toEqual([404, null, null]);
    await client.auth.signInWithOtp({ email, options: { shouldCreateUser: true } });
    const { token_hash, type } = lastLink();
    expect((await client.auth.verifyOtp({ token_hash, type })).data.user?.email).toBe(email);
    const [row] =
      await library.sql`select raw_user_meta_data ->> 'email' as said from auth.users where email = ${email}`;
    expect(row).toEqual({ said: email });
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      'invalid_credentials',
    );
  });

  test('what was signed up with before an address was confirmed opens nothing once its owner came in', async () => {
    const email = 'anticipada@demo.test';
    await library.sql`insert into auth.users (id, email, encrypted_password)
      values (gen_random_uuid(), ${email}, extensions.crypt(${PASSWORD}, extensions.gen_salt('bf')))`;
    await client.auth.signInWithOtp({ email, options: { shouldCreateUser: true } });
    const { token_hash, type } = lastLink();
    expect((await client.auth.verifyOtp({ token_hash, type })).error).toBeNull();
    await forgetPassword(client);
    expect((await client.auth.getUser()).data.user?.email, 'its owner stays').toBe(email);
    expect((await client.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      'invalid_credentials',
    );
  });

  test('a forgotten password: the link opens the account, the new password counts, the old one does not', async () => {
    const email = 'olvido@demo.test';
    await library.sql`insert into auth.users (id, email, encrypted_password, email_confirmed_at)
      values (gen_random_uuid(), ${email}, extensions.crypt(${PASSWORD}, extensions.gen_salt('bf')), now())`;
    await client.auth.resetPasswordForEmail(email, {
      redirectTo: 'https://concierta.example/auth/confirm?next=/contrasena/nueva',
    });
    const link = lastLink();
    expect(link).toMatchObject({ type: 'recovery', next: '/contrasena/nueva' });
    await client.auth.verifyOtp({ token_hash: link.token_hash, type: 'recovery' });
    expect((await client.auth.updateUser({ password: 'corta' })).error?.code).toBe('weak_password');
    expect((await client.auth.updateUser({ password: 'una-clave-nueva' })).error).toBeNull();
    const fresh = makeClient(stack.url, stack.publishableKey);
    expect((await fresh.auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      'invalid_credentials',
    );
    expect(
      (await fresh.auth.signInWithPassword({ email, password: 'una-clave-nueva' })).data.user?.email,
    ).toBe(email);
  });

  test('asking for an unknown address looks the same and sends nothing', async () => {
    const before = stack.mailbox.list().length;
    expect((await client.auth.resetPasswordForEmail('nadie@demo.test')).error).toBeNull();
    expect(stack.mailbox.list()).toHaveLength(before);
  });
});

describe('sessions', () => {
  test('a session is renewed, and two renewals at once do not end it', async () => {
    const { data } = await client.auth.signInWithPassword({ email: ana.email, password: PASSWORD });
    const { refresh_token } = data.session!;
    const [first, second] = await Promise.all(
      [1, 2].map(() => makeClient(stack.url, stack.publishableKey).auth.refreshSession({ refresh_token })),
    );
    expect([first!.error, second!.error]).toEqual([null, null]);
    const later = await client.auth.refreshSession({ refresh_token: second!.data.session!.refresh_token });
    expect(later.data.user?.id).toBe(ana.id);
  });

  test('signing out here ends this session; everywhere ends them all', async () => {
    const other = makeClient(stack.url, stack.publishableKey);
    const third = makeClient(stack.url, stack.publishableKey);
    const tokens: string[] = [];
    for (const each of [client, other, third]) {
      const { data } = await each.auth.signInWithPassword({ email: ana.email, password: PASSWORD });
      tokens.push(data.session!.refresh_token);
    }
    const renews = async (refresh_token: string) =>
      (await makeClient(stack.url, stack.publishableKey).auth.refreshSession({ refresh_token })).error ===
      null;
    await client.auth.signOut({ scope: 'local' });
    expect([await renews(tokens[0]!), await renews(tokens[1]!)]).toEqual([false, true]);
    await third.auth.signOut({ scope: 'global' });
    expect([await renews(tokens[1]!), await renews(tokens[2]!)]).toEqual([false, false]);
  });

  test.each([
    [
      'expired',
      (secret: string) => signToken(secret, { ...claimsOf(ana), exp: Math.floor(Date.now() / 1000) - 60 }),
    ],
    ['signed by somebody else', () => signToken('another secret that is long enough', claimsOf(ana))],
    ['not a token', () => 'not.a.token'],
  ])('a token that is %s is refused, not taken for a stranger', async (_title, makeToken) => {
    const token = makeToken(library.database.cluster.secrets.jwtSecret);
    const { status, data } = await makeClient(stack.url, stack.publishableKey, { token })
      .from('books')
      .select('id');
    expect([status, data]).toEqual([401, null]);
  });

  test('a token cannot name a role with more rights', async () => {
    const { jwtSecret } = library.database.cluster.secrets;
    for (const role of ['service_role', 'postgres', 'authenticator', 'collab']) {
      const token = signToken(jwtSecret, { ...claimsOf(ana), role });
      const { data, error } = await makeClient(stack.url, stack.publishableKey, { token })
        .from('notes')
        .select('id');
      expect([role, data]).toEqual([role, null]);
      expect(error).not.toBeNull();
    }
  });
});
