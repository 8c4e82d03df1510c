import { addressOfNumber, rangeOfNetwork } from '../policy/address-ranges.ts';
import { type AuthorisedNetworks, networkResults } from '../policy/authorised-networks.ts';
import type { Policy } from '../policy/policy.ts';
import { canWalkOn } from '../policy/policy.ts';
import { formatIpAddress, formatIpNetwork, type IpNetwork } from '../spf/ip-address.ts';
import { describeCause } from './describe-cause.ts';
import { schemaVersion } from './json-report.ts';
import { describeChain, type ListedPolicy } from './listed-networks.ts';

const sizeText = (network: IpNetwork): string => {
  const { first, last } = rangeOfNetwork(network);
  return String(last - first + 1n);
};

const familyJson = ({ networks, verdicts }: ListedPolicy['families'][number]) => {
  const { family, merged, counts, rest, listed } = networks;
  return {
    family,
    counts: Object.fromEntries([...counts].map(([result, number]) => [result, String(number)])),
    networks: networkResults.flatMap((result) =>
      (merged.get(result) ?? []).map(({ network, paths, isCertain }) => ({
        result,
        network: formatIpNetwork(network),
        addresses: sizeText(network),
        paths,
        isCertain,
      })),
    ),
    rest: rest.map(({ result, path, count, isCertain }) => ({
      result,
      path,
      addresses: String(count),
      isCertain,
    })),
    terms: listed.map((one) => ({
      path: one.path,
      domain: one.domain,
      term: one.policyTerm.term.text,
      network: formatIpNetwork(one.network),
      result: one.result,
      addresses: String(one.size),
      decided: String(one.decided),
      others: one.others,
    })),
    verdicts: verdicts.map(({ first, last, result, path, isCertain }) => ({
      first: formatIpAddress(addressOfNumber(first, family)),
      last: formatIpAddress(addressOfNumber(last, family)),
      result,
      path,
      isCertain,
    })),
  };
};

/** The object that `networks --json` prints. Numbers of addresses are decimal text: JSON's numbers are too small for
 *  IPv6. */
export const networksJson = ({ domain, policy, families, unlisted, contained }: ListedPolicy) => ({
  schemaVersion,
  domain,
  isComplete: policy.isComplete && policy.reachedCaps.length === 0 && !canWalkOn(policy),
  families: families.map(familyJson),
  unlisted: unlisted.map(({ path, domain: owner, policyTerm, reason }) => ({
    path,
    domain: owner,
    term: policyTerm?.term.text ?? null,
    reason,
  })),
  contains:
    contained === undefined
      ? null
      : {
          ip: formatIpAddress(contained.evaluation.request.ip),
          result: contained.evaluation.result,
          reason: describeCause(contained.evaluation.cause, contained.evaluation.request),
          covering: contained.covering.map(({ path, domain: owner, policyTerm, covering }) => ({
            path,
            domain: owner,
            term: policyTerm.term.text,
            kind: covering.kind,
          })),
        },
});

/** A cell that no spreadsheet takes for a formula, in quotes (RFC 4180). */
const csvCell = (text: string): string => {
  const shown = text.replace(
    /[^\x20-\x7e]/g,
    (octet) => `\\x${octet.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `"${(/^[=+\-@]/.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
};

const csvHead = ['kind', 'family', 'result', 'network', 'addresses', 'decided', 'path', 'terms', 'certain'];

const familyRows = (policy: Policy, { family, merged, rest, listed }: AuthorisedNetworks): string[][] => [
  ...networkResults.flatMap((result) =>
    (merged.get(result) ?? []).map(({ network, paths, isCertain }) => [
      'merged',
      `IPv${family}`,
      result,
      formatIpNetwork(network),
      sizeText(network),
      sizeText(network),
      paths.join(' '),
      paths.map((path) => describeChain(policy, path)).join('; '),
      isCertain ? 'yes' : 'no',
    ]),
  ),
  ...rest.map(({ result, path, count, isCertain }) => [
    'rest',
    `IPv${family}`,
    result,
    '',
    String(count),
    String(count),
    path,
    describeChain(policy, path),
    isCertain ? 'yes' : 'no',
  ]),
  ...listed.map((one) => [
    'term',
    `IPv${family}`,
    one.result,
    formatIpNetwork(one.network),
    String(one.size),
    String(one.decided),
    one.path,
    describeChain(policy, one.path),
    '',
  ]),
];

/** The lines that `networks --csv` prints: merged networks, the rest, and each term's own, told apart by `kind`; what
 *  can't be listed too. Pure ASCII. */
export const networksCsv = ({ policy, families, unlisted }: ListedPolicy): string[] => [
  csvHead.join(','),
  ...[
    ...families.flatMap(({ networks }) => familyRows(policy, networks)),
    ...unlisted.map(({ path, reason }) => [
      'unlisted',
      '',
      '',
      '',
      '',
      '',
      path,
      describeChain(policy, path),
      reason,
    ]),
  ].map((row) => row.map(csvCell).join(',')),
];
