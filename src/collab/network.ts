import type { IncomingMessage } from 'node:http';

/** The network behind a connection's address and the header in which proxies say for whom they ask. */
export type From = (peer: string | undefined, forwardedFor: string | null) => string;

/** How many groups of an IPv6 address name a network: the rest is one household's or one office's to choose. */
const NETWORK_GROUPS = 4;

/**
 * The network that an address belongs to, as far as limits go: an IPv4 address itself, of an IPv6 address its /64, from
 * which one machine can take any number of addresses. Kept in memory for as long as its socket; never logged.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [before = '', after = ''] = plain.split('::');
  const groups = (part: string) => part.split(':').filter(Boolean);
  const [left, right] = [groups(before), groups(after)];
  const missing = Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right]
    .slice(0, NETWORK_GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** The network that a request comes from. */
export function networkOfRequest({ socket, headers }: IncomingMessage, from: From): string {
  const said = headers['x-forwarded-for'];
  return from(socket.remoteAddress, Array.isArray(said) ? said.join() : (said ?? null));
}
