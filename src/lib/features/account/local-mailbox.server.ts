import { env } from '#lib/server/env.ts';

/** Whether mails stay on this machine, at /buzon: with the demo world, which never runs on a real Auth server. */
export function hasLocalMailbox(): boolean {
  return env().DEMO;
}
