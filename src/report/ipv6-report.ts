import type { FamilyUse, HealthReason, Ipv6Health, TermFamilies } from '../lint/ipv6-health.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { SpfResult } from '../spf/result.ts';
import { count } from './describe-cause.ts';
import { escapeOctets, escapeText } from './escape-text.ts';
import { schemaVersion } from './json-report.ts';
import type { Mark } from './row-status.ts';
import type { Paint } from './text-report.ts';

/** A host that sends, and what SPF says of each of its addresses; `others`: what an IPv6 address that no term names
 *  gets, the commonest first. `problems`: what DNS did not tell of it, safe to print. */
export type SendingHost = Readonly<{
  host: string;
  evaluations: readonly Pick<Evaluation, 'request' | 'result'>[];
  others: readonly string[];
  problems: readonly string[];
}>;

/** The health of one domain's policy, and of its hosts. */
export type Ipv6Report = Readonly<{ domain: string; health: Ipv6Health; hosts: readonly SendingHost[] }>;

/** So many names stand in a sentence. */
const mostNames = 4;

const nameSome = (names: readonly string[]): string => {
  const told = names.slice(0, mostNames).map(escapeOctets).join(', ');
  return names.length > mostNames ? `${told} and ${names.length - mostNames} more` : told;
};

/** A reason in a sentence that is safe to print. */
export const describeHealthReason = (reason: HealthReason): string => {
  const { term } = reason;
  const text = term === undefined ? '' : escapeOctets(term.live.term.text);
  if (reason.kind === 'exchange-not-dual')
    return `${text}: ${count(reason.names.length, 'exchange')} without an ${reason.lacks} address: ${nameSome(reason.names)}`;
  if (reason.kind === 'in-error')
    return term === undefined
      ? `every check is permerror, over either family: what ${nameSome(reason.names)} publishes is in error`
      : `every check is permerror at ${text}, over either family`;
  if (reason.kind === 'ip6-error')
    return `IPv6 clients that nothing matches before get permerror${term === undefined ? '' : ` at ${text}`}, and IPv4 clients do not`;
  if (term === undefined)
    return `IPv4 networks may send, and no IPv6 address may (IPv4 networks of ${nameSome(reason.names)})`;
  return `${text} leads to IPv4 networks, and to no IPv6 address: ${nameSome(reason.names)}`;
};

const describeUse = ({ ip4, ip6 }: FamilyUse): string => {
  if (ip4 === 'yes' && ip6 === 'yes') return 'both families';
  if (ip4 === 'yes') return ip6 === 'no' ? 'IPv4 only' : 'IPv4, IPv6 not known';
  if (ip6 === 'yes') return ip4 === 'no' ? 'IPv6 only' : 'IPv6, IPv4 not known';
  return ip4 === 'no' && ip6 === 'no' ? 'no address' : 'not known';
};

/** Terms that refer to addresses, and those of which it is not known. */
const isTold = ({ live: { term }, use }: TermFamilies): boolean =>
  term.kind === 'directive'
    ? term.mechanism.name !== 'all'
    : term.name === 'redirect' && (use.ip4 !== 'no' || use.ip6 !== 'no');

const hostText = (term: TermFamilies): string => {
  const lacking = term.hosts.filter(
    ({ ip4, ip6 }) => ip4?.outcome !== 'records' || ip6?.outcome !== 'records',
  );
  if (lacking.length === 0 || term.live.term.kind !== 'directive') return '';
  if (term.live.term.mechanism.name === 'a') return '';
  return nameSome(
    lacking.map(({ name, ip4, ip6 }) => {
      const has = [ip4?.outcome === 'records' ? 'IPv4' : '', ip6?.outcome === 'records' ? 'IPv6' : ''].join(
        '',
      );
      return `${name} (${has === '' ? 'no address known' : `${has} only`})`;
    }),
  );
};

const marks: Readonly<Record<Ipv6Health['verdict'], Mark>> = {
  pass: 'pass',
  fail: 'fail',
  unknown: 'trouble',
  none: 'none',
};

const verdictText = ({ verdict, reasons, terms }: Ipv6Health): string => {
  switch (verdict) {
    case 'pass':
      return terms.some(isTold)
        ? 'mail over IPv6 is provided for'
        : 'no address is named of either family, so mail over IPv6 lacks nothing';
    case 'fail':
      if (reasons.some(({ kind }) => kind === 'in-error')) return 'no mail passes, over IPv4 or IPv6';
      return 'mail that passes over IPv4 may not pass over IPv6';
    case 'unknown':
      return 'it can not be told: some of it hangs on the client, or on answers that are missing';
    case 'none':
      return 'there is no SPF record to look at';
  }
};

const resultsOf = (evaluations: SendingHost['evaluations'], family: 4 | 6): string =>
  evaluations
    .filter(({ request }) => request.ip.family === family)
    .map(({ request, result }) => `${formatIpAddress(request.ip)} ${result}`)
    .join(', ');

const hostLines = ({ host, evaluations, others, problems }: SendingHost): string[] => {
  const [ip4, ip6] = [resultsOf(evaluations, 4), resultsOf(evaluations, 6)];
  return [
    `  host ${escapeText(host)}`,
    ...(ip4 === '' ? [] : [`    over IPv4: ${ip4}`]),
    ip6 === ''
      ? `    over IPv6: ${problems.length === 0 ? 'it has no address' : 'no address is known'}; one that no term names would get ${others.join(' or ')}`
      : `    over IPv6: ${ip6}`,
    ...problems.map((problem) => `    ${problem}`),
  ];
};

/** The health of a policy: the verdict with its reasons, then each term's families, then the hosts. Lines without line
 *  breaks, safe to print. */
export const ipv6Report = ({ domain, health, hosts }: Ipv6Report, paint: Paint): string[] => {
  const told = health.terms.filter(isTold);
  const width = Math.min(
    60,
    told.reduce((widest, { live }) => Math.max(widest, escapeOctets(live.term.text).length), 0),
  );
  return [
    `${escapeOctets(domain)}  ${paint(marks[health.verdict], health.verdict)}: ${verdictText(health)}`,
    ...health.reasons.map((reason) => `  ${describeHealthReason(reason)}`),
    ...told.map((term) =>
      [
        `    ${term.path.padEnd(7)}`,
        escapeOctets(term.live.term.text).padEnd(width),
        describeUse(term.use).padEnd(13),
        hostText(term),
      ]
        .join('  ')
        .trimEnd(),
    ),
    ...hosts.flatMap(hostLines),
  ];
};

const reasonJson = (reason: HealthReason) => ({
  kind: reason.kind,
  path: reason.term?.path ?? '',
  term: reason.term?.live.term.text ?? null,
  lacks: reason.kind === 'exchange-not-dual' ? reason.lacks : reason.kind === 'in-error' ? null : 'IPv6',
  names: reason.names,
  message: describeHealthReason(reason),
});

/** The object that `ipv6 --json` prints. */
export const ipv6Json = (reports: readonly Ipv6Report[]) => ({
  schemaVersion,
  domains: reports.map(({ domain, health, hosts }) => ({
    domain,
    verdict: health.verdict,
    reasons: health.reasons.map(reasonJson),
    terms: health.terms.filter(isTold).map(({ path, domain: owner, live, use, hosts: own }) => ({
      path,
      domain: owner,
      term: live.term.text,
      ip4: use.ip4,
      ip6: use.ip6,
      hosts: own.map(({ name, ip4, ip6 }) => ({
        name,
        ip4: ip4?.outcome ?? null,
        ip6: ip6?.outcome ?? null,
      })),
    })),
    hosts: hosts.map(({ host, evaluations, others, problems }) => ({
      host,
      clients: evaluations.map(
        ({ request, result }: { request: Evaluation['request']; result: SpfResult }) => ({
          ip: formatIpAddress(request.ip),
          result,
        }),
      ),
      others,
      problems,
    })),
  })),
});
