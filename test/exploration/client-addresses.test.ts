import { describe, expect, test } from 'vitest';
import type { DnsAnswer, Resolver } from '../../src/dns/resolver.ts';
import {
  clientAddresses,
  mostAddresses,
  readHostName,
  troubleOf,
} from '../../src/exploration/client-addresses.ts';
import { formatIpAddress } from '../../src/spf/ip-address.ts';

describe('a host name is told from what is none', () => {
  test.each<[text: string, name: string | undefined]>([
    ['mail.example.com', 'mail.example.com'],
    ['Mail.Example.COM.', 'Mail.Example.COM'],
    ['a-b.c0.example', 'a-b.c0.example'],
    ['1.2.3.example', '1.2.3.example'],
    ['bücher.example', 'xn--bcher-kva.example'],
    [`${'l'.repeat(63)}.example`, `${'l'.repeat(63)}.example`],
    // An address with a slip in it is no host name.
    ['300.1.2.3', undefined],
    ['192.0.2', undefined],
    ['192.0.2.1', undefined],
    ['10.0.0.0/8', undefined],
    ['192.0.2.1:25', undefined],
    ['2001:db8::1', undefined],
    ['[2001:db8::1]', undefined],
    ['localhost', undefined],
    ['-a.example', undefined],
    ['a-.example', undefined],
    ['a..example', undefined],
    ['.example', undefined],
    ['a_b.example', undefined],
    ['a b.example', undefined],
    ['a.example..', undefined],
    [`${'l'.repeat(64)}.example`, undefined],
    [`${'l.'.repeat(130)}example`, undefined],
    ['', undefined],
    ['.', undefined],
    ['\x1b[2J.example', undefined],
  ])('%j: %j', (text, name) => {
    expect(readHostName(text)).toBe(name);
  });
});

const answering = (
  addresses: Readonly<{ A?: readonly string[]; AAAA?: readonly string[] }>,
  outcomes: Readonly<{ A?: DnsAnswer['outcome']; AAAA?: DnsAnswer['outcome'] }> = {},
): Resolver => ({
  resolve: async (question) => {
    const { name, type } = question;
    if (type !== 'A' && type !== 'AAAA') throw new Error(`${type} is not to be asked`);
    const records = (addresses[type] ?? []).map(
      (address) => ({ type, name, ttlSeconds: 1, address }) as const,
    );
    const outcome = outcomes[type] ?? (records.length > 0 ? 'records' : 'no-data');
    return {
      question,
      outcome,
      records,
      aliases: [],
      origin: { kind: 'none' },
      askedAtMs: 0,
      elapsedMs: 0,
      attempts: [],
    };
  },
});

const textsOf = async (...given: Parameters<typeof answering>): Promise<string[]> =>
  (await clientAddresses('h.test', answering(...given))).addresses.map(formatIpAddress);

describe('the addresses of a host', () => {
  test('are IPv4 before IPv6, in numeric order, each once', async () => {
    const found = await textsOf({
      A: ['192.0.2.10', '192.0.2.9', '10.0.0.1', '192.0.2.9'],
      AAAA: ['2001:db8::10', '2001:DB8:0::9', '2001:db8::9'],
    });
    expect(found).toEqual(['10.0.0.1', '192.0.2.9', '192.0.2.10', '2001:db8::9', '2001:db8::10']);
  });

  test('that are v4-mapped are the IPv4 ones', async () => {
    expect(await textsOf({ A: ['192.0.2.1'], AAAA: ['::ffff:192.0.2.1', '::ffff:c000:202'] })).toEqual([
      '192.0.2.1',
      '192.0.2.2',
    ]);
  });

  test('are cut past the most, and the rest is counted', async () => {
    const A = Array.from({ length: mostAddresses + 3 }, (_, index) => `192.0.2.${index}`);
    const found = await clientAddresses('h.test', answering({ A, AAAA: ['2001:db8::1'] }));
    expect(found.addresses).toHaveLength(mostAddresses);
    expect(found.leftOut).toBe(4);
    expect((await clientAddresses('h.test', answering({ A: A.slice(3) }))).leftOut).toBe(0);
  });

  test('of one family stand though the other one is in trouble, which is told', async () => {
    const found = await clientAddresses('h.test', answering({ A: ['192.0.2.1'] }, { AAAA: 'timeout' }));
    expect(found.addresses).toHaveLength(1);
    expect(troubleOf(found).map(({ question }) => question.type)).toEqual(['AAAA']);
    const none = await clientAddresses('h.test', answering({}, { A: 'name-error', AAAA: 'name-error' }));
    expect(none.addresses).toEqual([]);
    expect(troubleOf(none)).toEqual([]);
  });
});
