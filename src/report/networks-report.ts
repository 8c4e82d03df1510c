import { rangeOfNetwork } from '../policy/address-ranges.ts';
import {
  type AuthorisedNetworks,
  type ListedNetwork,
  networkResults,
  type RestVerdict,
} from '../policy/authorised-networks.ts';
import type { Policy } from '../policy/policy.ts';
import { formatIpAddress, formatIpNetwork, type IpNetwork } from '../spf/ip-address.ts';
import type { NodePath } from '../spf/trace.ts';
import { count } from './describe-cause.ts';
import { describeCovering } from './describe-covering.ts';
import { formatAddressCount } from './describe-repair.ts';
import { escapeOctets, escapeText, shortenQuotations } from './escape-text.ts';
import {
  type ContainedAddress,
  describeChain,
  describeUnlisted,
  type ListedPolicy,
} from './listed-networks.ts';
import { describeCaps } from './text-report.ts';
import { describeVerdict } from './verdict.ts';

const sizeOf = (network: IpNetwork): bigint => {
  const { first, last } = rangeOfNetwork(network);
  return last - first + 1n;
};

/** Rows of cells as lines: every column but the last as wide as its widest cell. */
const alignRows = (rows: readonly (readonly string[])[]): string[] => {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.max(widths[column] ?? 0, Math.min(cell.length, 60));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

const unsure = (isCertain: boolean): string => (isCertain ? '' : ' (not certain)');

const placeText = (policy: Policy, path: NodePath): string =>
  path === '' ? 'no term' : `${path} ${describeChain(policy, path)}`;

/** What decides for all addresses where no term does. */
const withoutTerm = (result: RestVerdict['result']): string => {
  switch (result) {
    case 'permerror':
      return 'as the record is in error';
    case 'none':
      return 'as there is no record';
    case 'temperror':
      return 'as DNS was in trouble';
    case 'unknown':
      return 'as answers are missing';
    default:
      return 'as no term matches them';
  }
};

const restText = (
  policy: Policy,
  { result, path, count: addresses, isCertain }: RestVerdict,
  isAll: boolean,
): string =>
  `${result}${unsure(isCertain)}: ${isAll ? 'all' : `${formatAddressCount(addresses)} other`} addresses, ${path === '' ? withoutTerm(result) : `by ${placeText(policy, path)}`}`;

const familyLines = (policy: Policy, { family, merged, rest }: AuthorisedNetworks): string[] => {
  const isAlone = [...merged.values()].every((networks) => networks.length === 0);
  return [
    '',
    `IPv${family}`,
    ...networkResults.flatMap((result) => {
      const networks = merged.get(result) ?? [];
      if (networks.length === 0) return [];
      const addresses = networks.reduce((sum, { network }) => sum + sizeOf(network), 0n);
      const rows = networks.map(({ network, paths, isCertain }) => [
        `    ${formatIpNetwork(network)}`,
        `${formatAddressCount(sizeOf(network))}${unsure(isCertain)}`,
        paths.map((path) => placeText(policy, path)).join('; '),
      ]);
      return [
        `  ${result}: ${count(networks.length, 'network')}, ${formatAddressCount(addresses)} addresses`,
        ...alignRows(rows),
      ];
    }),
    ...rest.map((one) => `  ${restText(policy, one, rest.length === 1 && isAlone)}`),
  ];
};

const listedRow = ({
  path,
  policyTerm,
  network,
  result,
  size,
  decided,
  others,
  error,
}: ListedNetwork): string[] => {
  const share =
    decided === size
      ? 'all of it'
      : decided === 0n
        ? 'none of it'
        : `${formatAddressCount(decided)} of ${formatAddressCount(size)}`;
  const before =
    others.length === 0
      ? error === undefined
        ? ''
        : `: ${decided === 0n ? 'its addresses get' : 'the rest get'} ${error} there`
      : `, ${others.map((one) => (one === '' ? 'no term' : one)).join(', ')} the rest`;
  const text = escapeOctets(policyTerm.term.text);
  const name = formatIpNetwork(network);
  return [
    `  ${path}`,
    text.endsWith(name) ? text : `${text} = ${name}`,
    result === 'excluded' ? 'keeps its include from matching' : result,
    `decides ${share}${before}`,
  ];
};

/** What one address has to do with the policy. */
export const containedLines = ({ evaluation, covering }: ContainedAddress): string[] => {
  const { request, result } = evaluation;
  const ip = formatIpAddress(request.ip);
  return [
    `${ip}  ${result}`,
    shortenQuotations(describeVerdict(evaluation).sentence),
    ...(covering.length === 0
      ? [`No term but an "all" matches ${ip}.`]
      : [`Terms that match ${ip} by themselves:`]),
    ...alignRows(
      covering.map(({ path, domain, policyTerm, covering: rests }) => [
        `  ${path}`,
        escapeOctets(policyTerm.term.text),
        `in ${escapeOctets(domain)}`,
        describeCovering(rests),
      ]),
    ),
  ];
};

/** Every network of a policy, or what one address has to do with it: what passes and what does not, by family, merged; then each term's own; then what can't be
 *  listed. Lines without line breaks, safe to print. */
export const networksReport = ({ domain, policy, families, unlisted, contained }: ListedPolicy): string[] => {
  const passing = families.map(
    ({ networks: { family, counts } }) => `IPv${family} ${formatAddressCount(counts.get('pass') ?? 0n)}`,
  );
  const listed = families.flatMap(({ networks }) => networks.listed);
  if (contained !== undefined) return [...containedLines(contained), ...describeCaps(policy)];
  return [
    `${escapeText(domain)}  addresses that pass: ${passing.join(', ')}`,
    ...describeCaps(policy),
    ...families.flatMap(({ networks }) => familyLines(policy, networks)),
    ...(listed.length === 0 ? [] : ['', 'Terms', ...alignRows(listed.map(listedRow))]),
    ...(unlisted.length === 0 ? [] : ['', 'Not listed']),
    ...unlisted.map((one) => `  ${placeText(policy, one.path)}: ${describeUnlisted(one)}`),
    ...(families.some(({ verdicts }) => verdicts.some(({ isCertain }) => !isCertain)) && unlisted.length > 0
      ? ['  What is not certain stands behind such a term, which may match some of it first.']
      : []),
  ];
};
