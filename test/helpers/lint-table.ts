import type { DnsAnswer, Resolver } from '../../src/dns/resolver.ts';
import { askEachServer } from '../../src/exploration/ask-each-server.ts';
import { askProbes } from '../../src/exploration/ask-probes.ts';
import type { LintInput } from '../../src/lint/collect-facts.ts';
import { findProblems } from '../../src/lint/find-problems.ts';
import { organisationalDomain } from '../../src/lint/organisational-domain.ts';
import type { Problem } from '../../src/lint/problem.ts';
import type { WalkCaps } from '../../src/policy/walk-policy.ts';
import { checkHost } from '../../src/spf/check-host.ts';
import type { CheckRequest } from '../../src/spf/check-request.ts';
import { memoryResolver } from './memory-resolver.ts';
import type { MemoryZone } from './memory-zone.ts';
import { walkOver } from './walk-zone.ts';

/** What is looked at, where it differs from the walk of `example.com` without a client. With a request there is a
 *  check as well. `probes`: rules ask questions of their own. `change`: makes other answers of those that the zone
 *  gives. `servers`: what each of several servers has, and whether it answers for the zone itself. */
export type LintSpec = Readonly<{
  root?: string;
  request?: CheckRequest;
  caps?: Partial<WalkCaps>;
  probes?: boolean;
  servers?: readonly Readonly<{ zone: MemoryZone | string; isOwn: boolean }>[];
  change?: (answer: DnsAnswer) => Partial<DnsAnswer>;
}>;

/** What a row is about, the zone (a text is the record of `example.com`), and what must be found: each problem as
 *  `path severity 'text at the span'`, or nothing. */
export type LintRow = readonly [
  what: string,
  zone: MemoryZone | string,
  expected: readonly string[],
  spec?: LintSpec,
];

const zoneOf = (zone: MemoryZone | string): MemoryZone =>
  typeof zone === 'string' ? { 'example.com': zone } : zone;

type Server = NonNullable<LintSpec['servers']>[number];

const serverOf = ({ zone, isOwn }: Server, index: number): Resolver => {
  const inner = memoryResolver(zoneOf(zone));
  return {
    resolve: async (question, signal) => ({
      ...(await inner.resolve(question, signal)),
      flags: { aa: isOwn, tc: false, ra: !isOwn, ad: false },
      ttlSeconds: 300,
      origin: { kind: 'server', server: `192.0.2.${index + 1}:53`, transport: 'udp' },
    }),
  };
};

/** The problems that are found in a zone. */
export const lintZone = async (
  zone: MemoryZone | string,
  { root, request, caps, probes = false, change = () => ({}), servers = [] }: LintSpec = {},
): Promise<readonly Problem[]> => {
  const inner = memoryResolver(zoneOf(zone));
  const resolver: Resolver = {
    resolve: async (question, signal) => {
      const answer = await inner.resolve(question, signal);
      return { ...answer, ...change(answer) };
    },
  };
  const { policy } = await walkOver(resolver, {
    ...(root === undefined ? {} : { root }),
    ...(request === undefined ? {} : { request }),
    ...(caps === undefined ? {} : { caps }),
  });
  const input: LintInput = {
    policy,
    ...(request === undefined ? {} : { evaluation: await checkHost(request, resolver) }),
    ...(probes ? { organisationOf: organisationalDomain } : {}),
  };
  if (!probes) return findProblems(input);
  const byServer = await askEachServer(input, servers.map(serverOf));
  return findProblems({ ...input, probed: await askProbes(input, resolver), byServer });
};

/** A problem in the form in which rows expect it. */
export const briefly = ({ path = 'nowhere', severity, text = '', span }: Problem): string =>
  span === undefined
    ? `${path} ${severity}`.trim()
    : `${path} ${severity} '${text.slice(span.start, span.end)}'`.trim();
