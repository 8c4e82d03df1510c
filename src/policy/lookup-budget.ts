import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { formatIpNetwork, type IpFamily, type IpNetwork } from '../spf/ip-address.ts';
import { rfcLimits } from '../spf/limits.ts';
import { qualifierResults, spendsLookup } from '../spf/record.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import { networksOfRange, uniteRanges } from './address-ranges.ts';
import { compareVerdicts } from './compare-verdicts.ts';
import { findVerdicts } from './find-verdicts.ts';
import { findLookupTrip, type PlacedTerm } from './lookup-trip.ts';
import type { Policy, PolicyTerm } from './policy.ts';
import { ledToDomain, recordOf } from './policy-tree.ts';
import { createStepReader, type StepReader } from './record-steps.ts';
import type { Cost, PolicyCosts } from './term-cost.ts';
import type { FamilyVerdicts } from './verdict-ranges.ts';

/** A term that could go. `cost`: of the term and all below it. `lost`: how many addresses would no longer pass without
 *  it. `isCovered`: no address that is judged without error would get another result, and nothing that can't be listed
 *  lies below. */
export type Cut = PlacedTerm &
  Readonly<{ cost: Cost; lost: Readonly<{ ip4: bigint; ip6: bigint }>; isCovered: boolean }>;

/** An include that its networks could stand for: `octets` of text, at the price that a copy goes stale. */
export type Flattening = PlacedTerm &
  Readonly<{ cost: Cost; networks: readonly IpNetwork[]; octets: number }>;

/** What a check of a policy spends where nothing matches. `cuts`: the terms of the root's own record, and of those that
 *  redirects lead to, that cost lookups, dearest first. `cheapest`: those that bring the lookups within the limit, empty
 *  where they are: such as can all go without changing a verdict, if there are enough of them; else the fewest, and of
 *  those the ones that least addresses pass by. `isHarmless`: without those, nobody gets another verdict; no term hangs on
 *  the client. */
export type LookupBudget = Readonly<{
  lookups: number;
  isKnown: boolean;
  limit: number;
  trip?: PlacedTerm;
  cuts: readonly Cut[];
  cheapest: readonly Cut[];
  isHarmless: boolean;
  flattenings: readonly Flattening[];
}>;

/** More lookups are too many to look for a way out. */
export const mostJudgedLookups = 100;

/** What a policy would say if it could spend what it needs: a term past the limit is worth what it was meant to be. */
const limits = { lookups: mostJudgedLookups, voidLookups: Number.POSITIVE_INFINITY };

/** From so many lookups on, a policy is near the limit. */
export const nearLookups = 8;

/** So many terms are taken out to see what goes with them. */
const mostCuts = 30;

/** An include of more networks than that is no record any more. */
const mostNetworks = 30;

/** The terms that cost lookups of the root's record, and of those that redirects lead to. */
const ownTerms = (policy: Policy): PlacedTerm[] => {
  const met = new Set<DomainName>();
  const visit = (domain: DomainName, recordPath: NodePath): PlacedTerm[] => {
    const record = recordOf(policy, domain);
    if (record === undefined || met.has(asciiLowerCase(domain))) return [];
    met.add(asciiLowerCase(domain));
    return record.terms.flatMap((policyTerm, index): PlacedTerm[] => {
      const { term, dead } = policyTerm;
      if (dead !== undefined || !spendsLookup(term)) return [];
      const path = termPath(recordPath, index);
      const target = term.kind === 'modifier' ? ledToDomain(policyTerm) : undefined;
      return target === undefined
        ? [{ path, domain: record.domain, index, policyTerm }]
        : visit(target, path);
    });
  };
  return visit(policy.root, '');
};

/** The policy as it would be without a term. */
const withoutTerm = (policy: Policy, { domain, index }: PlacedTerm): Policy => {
  const record = recordOf(policy, domain);
  if (record === undefined) return policy;
  // Indexes stay what they are: a term that nobody evaluates is as good as gone.
  const terms = record.terms.map(
    (policyTerm, at): PolicyTerm => (at === index ? { ...policyTerm, dead: 'after-all' } : policyTerm),
  );
  return { ...policy, records: new Map([...policy.records, [asciiLowerCase(domain), { ...record, terms }]]) };
};

const isBelow = (path: NodePath, place: NodePath): boolean => path === place || path.startsWith(`${place}.`);

/** Both families' verdicts of a policy. */
type Verdicts = Readonly<{ ip4: FamilyVerdicts; ip6: FamilyVerdicts }>;

const compareWith = (without: Policy, { ip4, ip6 }: Verdicts, read: StepReader) => ({
  ip4: compareVerdicts(ip4.verdicts, findVerdicts(without, 4, { limits, read }).verdicts),
  ip6: compareVerdicts(ip6.verdicts, findVerdicts(without, 6, { limits, read }).verdicts),
});

const changesVerdicts = (without: Policy, verdicts: Verdicts, read: StepReader): boolean => {
  const { ip4, ip6 } = compareWith(without, verdicts, read);
  return ip4.changed + ip6.changed > 0n;
};

const judgeCut = (
  policy: Policy,
  costs: PolicyCosts,
  verdicts: Verdicts,
  read: StepReader,
  placed: PlacedTerm,
): Cut => {
  const { ip4, ip6 } = compareWith(withoutTerm(policy, placed), verdicts, read);
  const hasUnlisted = [...verdicts.ip4.unlisted, ...verdicts.ip6.unlisted].some(({ path }) =>
    isBelow(path, placed.path),
  );
  return {
    ...placed,
    cost: costs.whole(placed.policyTerm),
    lost: { ip4: ip4.narrowed, ip6: ip6.narrowed },
    isCovered: !hasUnlisted && ip4.changed + ip6.changed === 0n,
  };
};

/** Terms that can all go together, each of them being covered by what stays, if they save enough. */
function* chooseHarmless(
  policy: Policy,
  verdicts: Verdicts,
  read: StepReader,
  cuts: readonly Cut[],
  excess: number,
): Generator<undefined, readonly Cut[]> {
  if (excess <= 0 || !Number.isFinite(excess)) return [];
  const chosen: Cut[] = [];
  let current = policy;
  let saved = 0;
  for (const cut of cuts) {
    if (saved >= excess) break;
    yield;
    const without = withoutTerm(current, cut);
    if (!cut.isCovered || changesVerdicts(without, verdicts, read)) continue;
    chosen.push(cut);
    current = without;
    saved += cut.cost.lookups;
  }
  return saved >= excess ? chosen : [];
}

/** The fewest terms that save enough, cheapest first: one alone if one does, else the dearest until it is enough. */
const chooseCuts = (cuts: readonly Cut[], excess: number): readonly Cut[] => {
  if (excess <= 0 || !Number.isFinite(excess)) return [];
  const lossOf = ({ lost }: Cut): bigint => lost.ip4 + (lost.ip6 >> 64n);
  const byLoss = cuts.toSorted((a, b) => (lossOf(a) === lossOf(b) ? 0 : lossOf(a) < lossOf(b) ? -1 : 1));
  const alone = byLoss.find(({ cost }) => cost.lookups >= excess);
  if (alone !== undefined) return [alone];
  const chosen: Cut[] = [];
  let saved = 0;
  for (const cut of cuts) {
    if (saved >= excess) break;
    chosen.push(cut);
    saved += cut.cost.lookups;
  }
  return saved >= excess ? chosen : [];
};

const networksPassing = (policy: Policy, domain: DomainName, family: IpFamily): IpNetwork[] | undefined => {
  const { verdicts, unlisted } = findVerdicts({ ...policy, root: domain }, family);
  if (unlisted.length > 0) return undefined;
  const isSound = verdicts.every(({ result }) =>
    Object.values(qualifierResults).some((sound) => sound === result),
  );
  if (!isSound) return undefined;
  const ranges = uniteRanges(verdicts.filter(({ result }) => result === 'pass'));
  return ranges.length > mostNetworks ? undefined : ranges.flatMap((range) => networksOfRange(range, family));
};

const flatten = (policy: Policy, costs: PolicyCosts, placed: PlacedTerm): Flattening[] => {
  const { term } = placed.policyTerm;
  const domain = ledToDomain(placed.policyTerm);
  if (domain === undefined || term.kind !== 'directive') return [];
  const [ip4, ip6] = [networksPassing(policy, domain, 4), networksPassing(policy, domain, 6)];
  if (ip4 === undefined || ip6 === undefined) return [];
  const networks = [...ip4, ...ip6];
  if (networks.length === 0 || networks.length > mostNetworks) return [];
  const octets = networks.reduce((sum, network) => sum + ` ip4:${formatIpNetwork(network)}`.length, 0);
  return [{ ...placed, cost: costs.whole(placed.policyTerm), networks, octets }];
};

/** What a policy spends of its lookups, and how it could spend less; undefined where it is far from the limit. For a
 *  policy that was walked without a client. In steps, none of which takes much longer than the verdicts of one policy:
 *  for whoever has more to do meanwhile. */
export function* findLookupBudgetInSteps(
  policy: Policy,
  costs: PolicyCosts,
): Generator<undefined, LookupBudget | undefined> {
  const limit = rfcLimits.lookups;
  const { lookups, isKnown } = costs.record(policy.root);
  if (lookups < nearLookups) return undefined;
  const trip = Number.isFinite(lookups) ? findLookupTrip(policy, costs, limit) : undefined;
  const head = { lookups, isKnown, limit, ...(trip === undefined ? {} : { trip }) };
  if (lookups > mostJudgedLookups)
    return { ...head, cuts: [], cheapest: [], isHarmless: false, flattenings: [] };
  const read = createStepReader();
  const ip4 = findVerdicts(policy, 4, { limits, read });
  yield;
  const verdicts = { ip4, ip6: findVerdicts(policy, 6, { limits, read }) };
  const wanted = ownTerms(policy)
    .map((placed) => ({ placed, cost: costs.whole(placed.policyTerm) }))
    .sort((a, b) => b.cost.lookups - a.cost.lookups)
    .slice(0, mostCuts);
  const cuts: Cut[] = [];
  const flattenings: Flattening[] = [];
  for (const { placed } of wanted) {
    yield;
    const cut = judgeCut(policy, costs, verdicts, read, placed);
    cuts.push(cut);
    yield;
    flattenings.push(...flatten(policy, costs, cut));
  }
  const harmless = yield* chooseHarmless(policy, verdicts, read, cuts, lookups - limit);
  return {
    ...head,
    cuts,
    cheapest: harmless.length > 0 ? harmless : chooseCuts(cuts, lookups - limit),
    isHarmless: harmless.length > 0 && ip4.unlisted.length + verdicts.ip6.unlisted.length === 0,
    flattenings,
  };
}

/** The same in one go. */
export const findLookupBudget = (policy: Policy, costs: PolicyCosts): LookupBudget | undefined => {
  const steps = findLookupBudgetInSteps(policy, costs);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
};
