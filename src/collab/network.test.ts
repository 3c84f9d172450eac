import { expect, it } from 'vitest';
import { networkOf } from './network.ts';

it.each([
  ['203.0.113.5', '203.0.113.5'],
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['2001:db8:0:12::1', '2001:db8:0:12'],
  ['2001:0DB8::12:0:0:0:77', '2001:db8:0:12'],
  ['2001:db8:0:12:a:b:c:d', '2001:db8:0:12'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('%s is counted with %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
