import type { DnsQuestion } from '../../src/dns/resolver.ts';
import type { ReplySpec } from './dns-reply.ts';

const range = (length: number): number[] => Array.from({ length }, (_none, index) => index);

const join = (terms: readonly string[]): string => ['v=spf1', ...terms].join(' ');

/** 2,000 terms: 40 includes, and 49 networks in each record. */
const wide = { includes: 40, networks: 49 };

/** 20,000 rows: 41 includes of 19 records, each with 520 networks. The walk stops at 10,000 terms; a record that is
 *  included twice has its rows twice. */
const huge = { includes: 41, records: 19, networks: 520 };

/** Terms as people write them, of several lengths, none like the one above it. */
const mixedTerm = (index: number): string => {
  const [one, other] = [(index * 7919) % 65_521, (index * 104_729) % 65_521];
  const kinds = [
    `ip4:${10 + (one % 200)}.${one % 256}.${other % 256}.${(one + other) % 256}`,
    `ip4:${10 + (other % 200)}.${other % 256}.${one % 256}.0/${16 + (one % 9)}`,
    `ip6:2001:db8:${one.toString(16)}:${other.toString(16)}::/64`,
    `~ip4:${one % 256}.${other % 256}.0.0/16`,
    `?ip6:2001:db8:${other.toString(16)}::/48`,
  ];
  return kinds[one % kinds.length] ?? '';
};

/** The record of a name, if it has one: `wide.test` has 2,000 terms, all alike; `mixed.test` as many, all different;
 *  `huge.test` has 20,000 rows. */
export const wideRecordOf = (name: string): string | undefined => {
  const [, number, zone] = /^(?:i(\d+)\.)?(wide|mixed|huge)\.test$/.exec(name) ?? [];
  if (zone === undefined) return undefined;
  const { includes } = zone === 'huge' ? huge : wide;
  if (number === undefined)
    return join(
      range(includes).map(
        (index) => `include:i${zone === 'huge' ? index % huge.records : index}.${zone}.test`,
      ),
    );
  if (zone === 'wide') return join(range(wide.networks).map((index) => `ip4:10.${number}.${index}.0/24`));
  if (zone === 'mixed')
    return join(range(wide.networks).map((index) => mixedTerm(Number(number) * wide.networks + index)));
  return join(range(huge.networks).map((index) => `ip4:10.${number}.${index >> 8}.${index & 255}`));
};

/** What a server of those records says to a question. */
export const replyWide = ({
  name,
  type,
}: Readonly<{ name: string; type: DnsQuestion['type'] | string }>): ReplySpec => {
  const text = wideRecordOf(name.toLowerCase());
  if (text === undefined) return { rcode: 'NXDOMAIN' };
  return type === 'TXT' ? { answers: [{ type: 'TXT', data: text.match(/.{1,255}/g) ?? [] }] } : {};
};
