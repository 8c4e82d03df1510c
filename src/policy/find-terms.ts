import { asciiLowerCase, type DnsAnswer, type DnsRecord } from '../dns/resolver.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { textFromDomainName, toAsciiDomain } from '../spf/domain-name.ts';
import {
  type IpAddress,
  type IpNetwork,
  networkContains,
  parseIp4,
  parseIp6,
  parseIpAddress,
} from '../spf/ip-address.ts';
import { coverageOf } from './address-coverage.ts';
import type { Policy, PolicyTerm } from './policy.ts';
import { costsOf, type PolicyCosts } from './term-cost.ts';

/** What a search finds: terms, wherever they stand, and whether the root's own name is among it. */
export type FoundTerms = Readonly<{ isRootFound: boolean; terms: ReadonlySet<PolicyTerm> }>;

/** `request`: the one that the policy was walked with. `costs`: of the same policy, where they are at hand. */
export type FindOptions = Readonly<{ request?: CheckRequest; costs?: PolicyCosts }>;

/** Whether a text holds what is looked for. */
type IsHit = (text: string) => boolean;

// Names and records are octets, so what a person types is looked for as UTF-8, and as the A-labels that it makes.
const needlesOf = (text: string): string[] =>
  [text, Buffer.from(text, 'utf8').toString('latin1'), toAsciiDomain(text)].filter(
    (needle, index, all) => needle !== '' && all.indexOf(needle) === index,
  );

const matcherOf = (text: string): IsHit => {
  const needles = needlesOf(text);
  return /\p{Lu}/u.test(text)
    ? (where) => needles.some((needle) => where.includes(needle))
    : (where) => {
        const folded = asciiLowerCase(where);
        return needles.some((needle) => folded.includes(needle));
      };
};

const parseNetwork = (text: string): IpNetwork | undefined => {
  const [, addressText = '', digits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const address = parseIpAddress(addressText);
  const prefixLength = Number(digits);
  if (address === undefined || prefixLength > address.octets.length * 8) return undefined;
  return { address, prefixLength };
};

const isOverlap = (a: IpNetwork, b: IpNetwork): boolean =>
  a.prefixLength <= b.prefixLength ? networkContains(a, b.address) : networkContains(b, a.address);

const addressOf = (record: DnsRecord): IpAddress | undefined => {
  if (record.type === 'A') return parseIp4(record.address);
  return record.type === 'AAAA' ? parseIp6(record.address) : undefined;
};

const holdsText = (answer: DnsAnswer, isHit: IsHit): boolean =>
  answer.aliases.some(isHit) ||
  answer.records.some((record) => {
    switch (record.type) {
      case 'A':
      case 'AAAA':
        return isHit(record.address);
      case 'MX':
        return isHit(record.exchange);
      case 'PTR':
        return isHit(record.target);
      default:
        return false;
    }
  });

/** Whether the networks that a term stands for have an address of the network: its own, or those round the addresses
 *  of its hosts. */
const overlaps = ({ term }: PolicyTerm, answers: readonly DnsAnswer[], network: IpNetwork): boolean => {
  if (term.kind !== 'directive') return false;
  const { mechanism } = term;
  if ('network' in mechanism) return isOverlap(mechanism.network, network);
  if (!('prefix' in mechanism)) return false;
  const { prefix } = mechanism;
  const prefixLength = network.address.family === 4 ? prefix.ip4 : prefix.ip6;
  return answers.some(({ records }) =>
    records.some((record) => {
      const address = addressOf(record);
      return address !== undefined && isOverlap({ address, prefixLength }, network);
    }),
  );
};

/** What a search text finds in a policy. A term is found by its own text, by its target-name, and by the names and
 *  addresses in its answers; upper and lower case are alike unless the text has an upper-case letter. An IP address
 *  finds what covers it too, and a network (`192.0.2.0/24`) what overlaps it. An empty text finds nothing. */
export const findTerms = (policy: Policy, text: string, options: FindOptions = {}): FoundTerms => {
  const terms = new Set<PolicyTerm>();
  const sought = text.trim();
  if (sought === '') return { isRootFound: false, terms };
  const isHit = matcherOf(sought);
  const address = parseIpAddress(sought);
  const network = parseNetwork(sought);
  const coverage = address && coverageOf(policy, address, options.request);
  const { asked } = options.costs ?? costsOf(policy);
  // Terms that ask alike have the same list, so a record of thousands of equal terms is looked through once.
  const hits = new Map<ReturnType<typeof asked>, boolean>();

  const isFoundByAnswers = (term: PolicyTerm): boolean => {
    const questions = asked(term);
    const before = hits.get(questions);
    if (before !== undefined) return before;
    const isFound = questions.some(({ answer }) => answer !== undefined && holdsText(answer, isHit));
    hits.set(questions, isFound);
    return isFound;
  };

  const isFound = (policyTerm: PolicyTerm): boolean => {
    const { term, target } = policyTerm;
    if (isHit(term.text)) return true;
    if (target.kind === 'name' && (isHit(target.name) || isHit(textFromDomainName(target.name)))) return true;
    if (coverage?.has(policyTerm)) return true;
    if (isFoundByAnswers(policyTerm)) return true;
    if (network === undefined) return false;
    const answers = asked(policyTerm).flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
    return overlaps(policyTerm, answers, network);
  };

  for (const record of policy.records.values())
    for (const policyTerm of record.terms) if (isFound(policyTerm)) terms.add(policyTerm);
  return { isRootFound: isHit(policy.root), terms };
};
