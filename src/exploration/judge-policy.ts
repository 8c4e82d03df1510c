import type { DnsAnswer, DomainName, Resolver } from '../dns/resolver.ts';
import type { LintInput, OrganisationOf } from '../lint/collect-facts.ts';
import { findProblems } from '../lint/find-problems.ts';
import type { Problem } from '../lint/problem.ts';
import { findVerdicts } from '../policy/find-verdicts.ts';
import type { Policy } from '../policy/policy.ts';
import { type Cost, costsOf, type PolicyCosts } from '../policy/term-cost.ts';
import type { FamilyVerdicts } from '../policy/verdict-ranges.ts';
import { type WalkCaps, walkPolicy } from '../policy/walk-policy.ts';
import { checkHost, type Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import { askEachServer } from './ask-each-server.ts';
import { askProbes } from './ask-probes.ts';

/** All that can be said of a policy over some answers. The walk had no client; `evaluations` are of those that were
 *  asked about, in their order. `cost`: of a check that nothing matches. `probed`: the answers to the rules' own
 *  questions, by question key; `byServer`: those of each server by itself. */
export type Judgement = Readonly<{
  policy: Policy;
  costs: PolicyCosts;
  cost: Cost;
  problems: readonly Problem[];
  probed: ReadonlyMap<string, DnsAnswer>;
  byServer: ReadonlyMap<string, readonly DnsAnswer[]>;
  ip4: FamilyVerdicts;
  ip6: FamilyVerdicts;
  evaluations: readonly Evaluation[];
}>;

/** What is judged: the policy of a domain over the answers of a resolver, and clients. `caps`: of the walk.
 *  `organisationOf`: has rules ask DNS what they want to know beyond the policy; without it, they are silent.
 *  `servers`: the servers behind the resolver, each by itself, where several were named. */
export type JudgementSubject = Readonly<{
  root: DomainName;
  resolver: Resolver;
  requests?: readonly CheckRequest[];
  caps?: WalkCaps;
  organisationOf?: OrganisationOf;
  servers?: readonly Resolver[];
  signal?: AbortSignal;
}>;

/** Walks the policy of a domain without a client, looks for problems, and checks the clients. The first of them is the
 *  one that rules about a client look at. Rejects only with the reason of the signal. */
export const judgePolicy = async ({
  root,
  resolver,
  requests = [],
  caps,
  organisationOf,
  servers = [],
  signal,
}: JudgementSubject): Promise<Judgement> => {
  const limits = signal === undefined ? {} : { signal };
  const within = caps === undefined ? {} : { caps };
  const policy = await walkPolicy(root, resolver, { ...limits, ...within, now: () => 0 });
  const evaluations: Evaluation[] = [];
  for (const request of requests) evaluations.push(await checkHost(request, resolver, limits));
  const costs = costsOf(policy);
  const [evaluation] = evaluations;
  const input: LintInput = {
    policy,
    costs,
    ...(evaluation === undefined ? {} : { evaluation }),
    ...(organisationOf === undefined ? {} : { organisationOf }),
  };
  const isAsking = organisationOf !== undefined;
  const [probed, byServer] = await Promise.all([
    isAsking ? askProbes(input, resolver, signal) : new Map<string, DnsAnswer>(),
    askEachServer(input, isAsking ? servers : [], signal),
  ]);
  return {
    policy,
    costs,
    cost: costs.record(root),
    problems: findProblems({ ...input, probed, byServer }),
    probed,
    byServer,
    ip4: findVerdicts(policy, 4),
    ip6: findVerdicts(policy, 6),
    evaluations,
  };
};
