import { expect, it } from 'vitest';
import { nearestStranger, readNetworks } from './networks.ts';

const proxies = readNetworks(['10.0.0.0/8', '::1']);

it.each([
  ['nobody in front', '203.0.113.5', null, '203.0.113.5'],
  ['a stranger cannot name another', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
  ['behind our proxy', '10.1.1.1', '198.51.100.1', '198.51.100.1'],
  ['behind our proxy, written the IPv6 way', '::ffff:10.1.1.1', '198.51.100.1', '198.51.100.1'],
  [
    'what the client itself wrote comes first and is passed over',
    '::1',
    '1.2.3.4, 198.51.100.1',
    '198.51.100.1',
  ],
  ['two of our proxies', '10.1.1.1', '198.51.100.1, 10.2.2.2', '198.51.100.1'],
  ['rubbish in the header', '10.1.1.1', '"; drop', '10.1.1.1'],
])('%s', (_case, peer, forwardedFor, expected) => {
  expect(nearestStranger(peer, forwardedFor, proxies)).toBe(expected);
});

it('names the setting that it cannot read', () => {
  expect(() => readNetworks(['my-proxy'])).toThrow('TRUSTED_PROXY: "my-proxy"');
});
