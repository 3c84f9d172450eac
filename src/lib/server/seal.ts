import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { env } from './env.ts';

let key: Buffer | string | undefined;

/**
 * A keyed digest (HMAC-SHA-256, base64url) of a text: the same text gives the same seal, and nobody without the key
 * gets from the seal to the text. `purpose` keeps seals made for one use from counting in another.
 */
export function seal(purpose: string, text: string): string {
  key ??= env().WEB_SECRET ?? randomBytes(32);
  return createHmac('sha256', key).update(`${purpose}\0${text}`).digest('base64url');
}

/** Whether a seal that came from outside is the one of this text, compared in constant time. */
export function isSealOf(candidate: string, purpose: string, text: string): boolean {
  const expected = Buffer.from(seal(purpose, text));
  const given = Buffer.from(candidate);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
