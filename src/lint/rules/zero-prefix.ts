import type { IpFamily } from '../../spf/ip-address.ts';
import type { LintRecord, LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

/** The families of which a term matches every address, as far as its own text tells. */
const wholeFamilies = ({ term }: LiveTerm): IpFamily[] => {
  if (term.kind !== 'directive') return [];
  const { mechanism } = term;
  if ('network' in mechanism)
    return mechanism.network.prefixLength === 0 ? [mechanism.network.address.family] : [];
  if (!('prefix' in mechanism)) return [];
  return [
    ...(mechanism.prefix.ip4 === 0 ? [4 as const] : []),
    ...(mechanism.prefix.ip6 === 0 ? [6 as const] : []),
  ];
};

/** Two halves that make the whole: the second of them, with the family. */
const findHalves = (terms: readonly LiveTerm[]): Finding[] => {
  const halves = new Map<string, LiveTerm>();
  for (const live of terms) {
    const { term } = live;
    if (term.kind !== 'directive' || term.qualifier !== '+' || !('network' in term.mechanism)) continue;
    const { address, prefixLength } = term.mechanism.network;
    if (prefixLength !== 1) continue;
    const [half, other] = (address.octets[0] ?? 0) < 128 ? ['low', 'high'] : ['high', 'low'];
    halves.set(`${address.family} ${half}`, live);
    const first = halves.get(`${address.family} ${other}`);
    if (first === undefined) continue;
    const message = `${quote(first.term.text)} and ${quote(term.text)} together match every IPv${address.family} client`;
    return [{ record: live.record, index: live.index, message }];
  }
  return [];
};

/** A prefix length of 0: everyone. */
export const zeroPrefix: Rule = {
  code: 'zero-prefix',
  severity: 'error',
  reference: { source: 'rspamd issue 216' },
  page: {
    meaning:
      'A network with prefix length 0, or two halves that add up to it, holds every address of its family: the term lets anyone pass.',
    example: 'v=spf1 ip4:0.0.0.0/0 -all, or a/0',
    mending: 'Name the networks that send. To match everyone, all is the clear word.',
  },
  find: ({ live }) => {
    const byRecord = new Map<LintRecord, LiveTerm[]>();
    for (const one of live) {
      const before = byRecord.get(one.record);
      if (before === undefined) byRecord.set(one.record, [one]);
      else before.push(one);
    }
    return [...byRecord.values()].flatMap((terms) => [
      ...terms.flatMap((one): Finding[] => {
        const { record, index, term } = one;
        const [family] = wholeFamilies(one);
        if (family === undefined || term.kind !== 'directive') return [];
        const whose = 'network' in term.mechanism ? '' : ', if the host has an address';
        const severity = term.qualifier === '+' ? {} : { severity: 'warning' as const };
        return [
          {
            record,
            index,
            ...severity,
            message: `${quote(term.text)} matches every IPv${family} client${whose}`,
          },
        ];
      }),
      ...findHalves(terms),
    ]);
  },
};
