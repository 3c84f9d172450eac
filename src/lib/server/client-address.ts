import type { BlockList } from 'node:net';
import type { RequestEvent } from '@sveltejs/kit';
import { env } from './env.ts';
import { includes, nearestStranger, readNetworks } from './networks.ts';

let trusted: BlockList | undefined;

function proxies(): BlockList {
  return (trusted ??= readNetworks(env().TRUSTED_PROXY));
}

function peerAddress(event: RequestEvent): string {
  const platform = event.platform as { req?: { socket?: { remoteAddress?: string } } } | undefined;
  return platform?.req?.socket?.remoteAddress ?? event.getClientAddress();
}

/** Whether the request came through one of the proxies named in TRUSTED_PROXY. */
export function cameThroughProxy(event: RequestEvent): boolean {
  return includes(proxies(), peerAddress(event));
}

/** The network address of whoever asks. Never log it or keep it: seal it. */
export function clientAddress(event: RequestEvent): string {
  return nearestStranger(peerAddress(event), event.request.headers.get('x-forwarded-for'), proxies());
}
