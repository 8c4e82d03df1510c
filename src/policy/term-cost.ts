import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { spendsLookup } from '../spf/record.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import type { Policy, PolicyTerm } from './policy.ts';
import { askedBy, ledToDomain, recordOf } from './policy-tree.ts';

/** What a check spends at most on a part of the policy: when nothing in it matches. `lookups` counts the terms of
 *  RFC 7208 §4.6.4, Infinity round a loop; `voids` the void lookups for a client of each family.
 *  `isKnown`: no answer is outstanding and no target depends on a client that the walk does not have. */
export type Cost = Readonly<{
  lookups: number;
  voids: Readonly<{ ip4: number; ip6: number }>;
  isKnown: boolean;
}>;

const free: Cost = { lookups: 0, voids: { ip4: 0, ip6: 0 }, isKnown: true };

const add = (a: Cost, b: Cost): Cost => ({
  lookups: a.lookups + b.lookups,
  voids: { ip4: a.voids.ip4 + b.voids.ip4, ip6: a.voids.ip6 + b.voids.ip6 },
  isKnown: a.isKnown && b.isKnown,
});

/** The costs of a policy's records and terms. */
export type PolicyCosts = Readonly<{
  /** What the term asks DNS, as `askedBy` has it. */
  asked: (term: PolicyTerm) => ReturnType<typeof askedBy>;
  /** Of the term itself, without what it leads to. */
  own: (term: PolicyTerm) => Cost;
  /** Of the term and all below it. */
  whole: (term: PolicyTerm) => Cost;
  /** Of a record's terms and all below them. */
  record: (domain: DomainName) => Cost;
}>;

const ownCost = (term: PolicyTerm, asked: ReturnType<typeof askedBy>): Cost => {
  if (term.dead !== undefined) return free;
  const lookups = spendsLookup(term.term) ? 1 : 0;
  let [ip4, ip6] = [0, 0];
  let isKnown = lookups === 0 || term.target.kind !== 'unknown';
  for (const { question, purpose, answer } of asked) {
    // What DNS failed to tell may cost something too.
    if (answer === undefined || isDnsTrouble(answer)) isKnown = false;
    // The addresses that validate a PTR name are exempt (see check-run.ts).
    if (purpose === 'name-address') continue;
    if (answer?.outcome !== 'no-data' && answer?.outcome !== 'name-error') continue;
    const isAddress = purpose === 'address' || purpose === 'exchange-address';
    if (!isAddress || question.type === 'A') ip4++;
    if (!isAddress || question.type === 'AAAA') ip6++;
  }
  return { lookups, voids: { ip4, ip6 }, isKnown };
};

/** The same text for terms that ask and cost the same: a record of thousands of equal terms is worked out once. */
const costKey = ({ term, target, dead }: PolicyTerm): string => {
  const name = term.kind === 'directive' ? term.mechanism.name : term.kind === 'modifier' ? term.name : '';
  const about = target.kind === 'name' ? asciiLowerCase(target.name) : target.kind;
  return `${name} ${dead ?? ''} ${target.kind} ${about}`;
};

/** Costs are worked out when asked for and kept, so one walk's policy is added up once however often it is drawn. */
export const costsOf = (policy: Policy): PolicyCosts => {
  const records = new Map<DomainName, Cost>();
  const terms = new Map<string, Readonly<{ asked: ReturnType<typeof askedBy>; cost: Cost }>>();
  const open = new Set<DomainName>();

  const record = (domain: DomainName): Cost => {
    const key = asciiLowerCase(domain);
    const before = records.get(key);
    if (before !== undefined) return before;
    if (open.has(key)) return { ...free, lookups: Number.POSITIVE_INFINITY };
    const published = recordOf(policy, domain);
    if (published === undefined) return { ...free, isKnown: false };
    if (published.kind === 'read' && isDnsTrouble(published.answer)) return { ...free, isKnown: false };
    open.add(key);
    const cost = published.terms.map(whole).reduce(add, free);
    open.delete(key);
    records.set(key, cost);
    return cost;
  };

  const workOut = (policyTerm: PolicyTerm) => {
    const key = costKey(policyTerm);
    const before = terms.get(key);
    if (before !== undefined) return before;
    const asked = askedBy(policy, policyTerm);
    const workedOut = { asked, cost: ownCost(policyTerm, asked) };
    terms.set(key, workedOut);
    return workedOut;
  };
  const own = (term: PolicyTerm): Cost => workOut(term).cost;

  const whole = (term: PolicyTerm): Cost => {
    const domain = ledToDomain(term);
    return domain === undefined ? own(term) : add(own(term), record(domain));
  };

  return { asked: (term) => workOut(term).asked, own, whole, record };
};
