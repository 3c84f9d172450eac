import { BlockList, isIP } from 'node:net';

/** Reads addresses and networks (CIDR) into a list that can be asked. Throws on a text that is neither. */
export function readNetworks(networks: readonly string[]): BlockList {
  const known = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address);
    if (!family) throw new Error(`TRUSTED_PROXY: "${network}" is not an address or a network.`);
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    known.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
  }
  return known;
}

/** Whether an address is in one of these networks. */
export function includes(networks: BlockList, address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const family = isIP(plain);
  return family !== 0 && networks.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** The nearest address that is not one of our proxies: what a client writes into the header itself is never believed. */
export function nearestStranger(peer: string, forwardedFor: string | null, networks: BlockList): string {
  const hops = [...(forwardedFor ?? '').split(',').flatMap((hop) => hop.trim() || []), peer];
  let nearest = peer;
  while (hops.length > 0 && includes(networks, nearest)) {
    hops.pop();
    const next = hops.at(-1);
    if (!next || !isIP(next)) break;
    nearest = next;
  }
  return nearest;
}
