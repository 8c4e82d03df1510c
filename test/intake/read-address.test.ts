import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAddress } from '../../src/intake/read-address.ts';
import { formatIpAddress, parseIp4 } from '../../src/spf/ip-address.ts';

describe('an address of a log', () => {
  test.each<[word: string, address: string | undefined]>([
    ['192.0.2.1', '192.0.2.1'],
    ['0.0.0.0', '0.0.0.0'],
    ['255.255.255.255', '255.255.255.255'],
    ['[192.0.2.1]', '192.0.2.1'],
    ['192.0.2.1:25', '192.0.2.1'],
    ['192.0.2.1,', '192.0.2.1'],
    ['IPv6:2001:db8::1', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['192.0.2.256', undefined],
    ['192.0.2.01', undefined],
    ['192.0.2', undefined],
    ['192.0.2.1.1', undefined],
    ['1920.0.2.1', undefined],
    ['.192.0.2.1', undefined],
    ['192..2.1', undefined],
    ['mx.a.test', undefined],
  ])('%j is %s', (word, address) => {
    const read = readAddress(word);
    expect(read && formatIpAddress(read)).toBe(address);
  });

  test('in four octets is what the grammar of RFC 7208 makes of it', () => {
    const near = fc.array(fc.constantFrom('0', '1', '25', '255', '256', '9', '.', '.', '.'), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        near.map((pieces) => pieces.join('')),
        (word) => {
          const address = parseIp4(word);
          if (address !== undefined) expect(readAddress(word)).toEqual(address);
          else if (/^[\d.]*\d$/.test(word)) expect(readAddress(word)).toBeUndefined();
        },
      ),
      { numRuns: 5000 },
    );
  });
});
