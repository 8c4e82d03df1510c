import type { Policy, PolicyRecord } from '../policy/policy.ts';
import { askedBy, ledToDomain, recordOf } from '../policy/policy-tree.ts';
import { formatIpNetwork, type IpNetwork, parseIpAddress } from '../spf/ip-address.ts';
import { firstError } from '../spf/parse-record.ts';

/** A network as the family and the leading bits that count: `4:110000`. */
type Bits = string;

const bitsOf = ({ address: { family, octets }, prefixLength }: IpNetwork): Bits =>
  `${family}:${octets
    .map((octet) => octet.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, prefixLength)}`;

const networkOf = (bits: Bits): IpNetwork => {
  const [family, digits = ''] = bits.split(':');
  const size = family === '4' ? 32 : 128;
  const octets = (digits.padEnd(size, '0').match(/.{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2));
  return { address: { family: family === '4' ? 4 : 6, octets }, prefixLength: digits.length };
};

/** The networks that the terms of a policy let pass, as far as they can be told without a client: `ip4` and `ip6`, and
 *  the addresses of `a` and `mx`, of the root's record and of those that its includes and redirects lead to. Terms with
 *  another qualifier than `+` add nothing and take nothing away. */
const networksOf = (policy: Policy): ReadonlySet<Bits> => {
  const networks = new Set<Bits>();
  const visited = new Set<PolicyRecord>();
  const visit = (record: PolicyRecord | undefined): void => {
    if (record === undefined || visited.has(record)) return;
    visited.add(record);
    const selection = record.kind === 'read' ? record.selection : undefined;
    // Permerror for all: it lets nobody pass.
    if (selection?.kind !== 'record' || firstError(selection.record) !== undefined) return;
    for (const policyTerm of record.terms) {
      const { term, dead } = policyTerm;
      if (dead !== undefined || (term.kind === 'directive' && term.qualifier !== '+')) continue;
      const domain = ledToDomain(policyTerm);
      if (domain !== undefined) visit(recordOf(policy, domain));
      if (term.kind !== 'directive') continue;
      const { mechanism } = term;
      if ('network' in mechanism) networks.add(bitsOf(mechanism.network));
      else if ('prefix' in mechanism)
        for (const { answer } of askedBy(policy, policyTerm))
          for (const found of answer?.records ?? []) {
            const address =
              found.type === 'A' || found.type === 'AAAA' ? parseIpAddress(found.address) : undefined;
            if (address === undefined) continue;
            const prefixLength = address.family === 4 ? mechanism.prefix.ip4 : mechanism.prefix.ip6;
            networks.add(bitsOf({ address, prefixLength }));
          }
    }
  };
  visit(recordOf(policy, policy.root));
  return networks;
};

/** Networks that lie in none of the others, sorted. */
const withoutCovered = (networks: Iterable<Bits>): Bits[] => {
  const kept: Bits[] = [];
  // A network sorts before all that lie in it.
  for (const bits of [...networks].sort()) if (!bits.startsWith(kept.at(-1) ?? ' ')) kept.push(bits);
  return kept;
};

/** Where in a sorted list the first text stands that is not less. */
const lowerBound = (sorted: readonly Bits[], bits: Bits): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < bits) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What of a network lies in none of the others, which are sorted and don't overlap. */
const subtract = (bits: Bits, others: readonly Bits[]): Bits[] => {
  const at = lowerBound(others, bits);
  const before = others[at - 1];
  if (others[at] === bits || (before !== undefined && bits.startsWith(before))) return [];
  if (!others[at]?.startsWith(bits)) return [bits];
  return [...subtract(`${bits}0`, others), ...subtract(`${bits}1`, others)];
};

/** The networks that a policy lets pass, as far as they can be told without a client, in numeric order. */
export const passingNetworks = (policy: Policy): readonly IpNetwork[] =>
  withoutCovered(networksOf(policy)).map(networkOf);

/** The addresses that only one of two policies lets pass, as networks (`192.0.2.0/24`) in numeric order, IPv4 first. */
export const compareNetworks = (
  before: Policy,
  after: Policy,
): Readonly<{ added: readonly string[]; removed: readonly string[] }> => {
  const [then, now] = [before, after].map((policy) => withoutCovered(networksOf(policy)));
  const minus = (some: readonly Bits[] = [], others: readonly Bits[] = []): string[] =>
    some.flatMap((bits) => subtract(bits, others)).map((bits) => formatIpNetwork(networkOf(bits)));
  return { added: minus(now, then), removed: minus(then, now) };
};
