import { countAddresses, rangeOfNetwork, uniteRanges } from '../../policy/address-ranges.ts';
import type { LintRecord, LiveTerm } from '../collect-facts.ts';
import { countOf, quote } from '../quote-text.ts';
import type { Finding, Rule } from '../rule.ts';

type Width = Readonly<{ family: 4 | 6; prefixLength: number }>;

const widthsOf = ({ term }: LiveTerm): Width[] => {
  if (term.kind !== 'directive') return [];
  const { mechanism } = term;
  if ('network' in mechanism)
    return [{ family: mechanism.network.address.family, prefixLength: mechanism.network.prefixLength }];
  if (!('prefix' in mechanism)) return [];
  return [
    { family: 4, prefixLength: mechanism.prefix.ip4 },
    { family: 6, prefixLength: mechanism.prefix.ip6 },
  ];
};

// A prefix of 0 is `zero-prefix`.
const isWide = ({ family, prefixLength }: Width): boolean =>
  prefixLength > 0 && prefixLength <= (family === 4 ? 16 : 32);

const findWide = (one: LiveTerm): Finding[] => {
  const { record, index, term } = one;
  const wide = widthsOf(one).find(isWide);
  if (wide === undefined || term.kind !== 'directive' || term.qualifier !== '+') return [];
  const { family, prefixLength } = wide;
  const size = family === 4 ? `${2 ** (32 - prefixLength)} addresses` : `an IPv6 /${prefixLength}`;
  const isHuge = family === 4 && prefixLength <= 8;
  const severity = isHuge ? 'error' : record.decides ? 'warning' : 'notice';
  return [{ record, index, severity, message: `${quote(term.text)} lets ${size} pass` }];
};

/** The findings, but of a record that does not decide the first alone, with how many more there are: whoever includes
 *  a provider can do nothing about its networks. */
const tellOnceOfOthers = (findings: readonly Finding[]): Finding[] => {
  const isTheirs = ({ record, severity }: Finding): boolean => !record.decides && severity !== 'error';
  const counts = new Map<LintRecord, number>();
  for (const { record } of findings.filter(isTheirs)) counts.set(record, (counts.get(record) ?? 0) + 1);
  const told = new Set<LintRecord>();
  return findings.flatMap((one) => {
    if (!isTheirs(one)) return [one];
    if (told.has(one.record)) return [];
    told.add(one.record);
    const others = (counts.get(one.record) ?? 1) - 1;
    const rest = others === 0 ? '' : `; that record has ${countOf(others, 'more wide network')}`;
    return [{ ...one, message: `${one.message}${rest}` }];
  });
};

/** What BreakSPF has for too many IPv4 addresses in all. */
const manyAddresses = 100_000n;

/** The networks of a deciding record, none of them wide, that are many addresses together. */
const findManyInAll = (record: LintRecord, live: readonly LiveTerm[]): Finding[] => {
  if (!record.decides) return [];
  const networks = live.flatMap(({ record: whose, term }) =>
    whose === record && term.kind === 'directive' && term.qualifier === '+' && term.mechanism.name === 'ip4'
      ? [rangeOfNetwork(term.mechanism.network)]
      : [],
  );
  const count = countAddresses(uniteRanges(networks));
  return count > manyAddresses
    ? [{ record, message: `the IPv4 networks of the record let ${count} addresses pass in all` }]
    : [];
};

/** A network of very many addresses. */
export const wideNetwork: Rule = {
  code: 'wide-network',
  severity: 'warning',
  reference: { source: 'BreakSPF, NDSS 2024' },
  page: {
    meaning:
      'The network is so large (IPv4 /16 or wider, IPv6 /32 or wider), or the IPv4 networks of the record are so many addresses in all (over 100,000), that they hardly belong to those who send for this domain alone. Whoever gets an address in them, from a cloud or a shared host, passes.',
    example: 'v=spf1 ip4:198.18.0.0/15 -all',
    mending:
      'Name the networks that really send. A provider that lists such networks in its own record answers for them.',
  },
  find: ({ live, records }) => {
    const each = tellOnceOfOthers(live.flatMap(findWide));
    const told = new Set(each.map(({ record }) => record));
    return [...each, ...records.flatMap((record) => (told.has(record) ? [] : findManyInAll(record, live)))];
  },
};
