import type { LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
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

/** A network of very many addresses. */
export const wideNetwork: Rule = {
  code: 'wide-network',
  severity: 'warning',
  reference: { source: 'BreakSPF, NDSS 2024' },
  page: {
    meaning:
      'The network is so large (IPv4 /16 or wider, IPv6 /32 or wider) that it hardly belongs to those who send for this domain alone. Whoever gets an address in it, from a cloud or a shared host, passes.',
    example: 'v=spf1 ip4:198.18.0.0/15 -all',
    mending:
      'Name the networks that really send. A provider that lists such networks in its own record answers for them.',
  },
  find: ({ live }) =>
    live.flatMap((one): Finding[] => {
      const { record, index, term } = one;
      const wide = widthsOf(one).find(isWide);
      if (wide === undefined || term.kind !== 'directive' || term.qualifier !== '+') return [];
      const { family, prefixLength } = wide;
      const size = family === 4 ? `${2 ** (32 - prefixLength)} addresses` : `an IPv6 /${prefixLength}`;
      const isHuge = family === 4 && prefixLength <= 8;
      const severity = isHuge ? 'error' : record.decides ? 'warning' : 'notice';
      return [{ record, index, severity, message: `${quote(term.text)} lets ${size} pass` }];
    }),
};
