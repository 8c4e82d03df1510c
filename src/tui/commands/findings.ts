import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import { askOwners, recordDomains } from '../../exploration/ask-owners.ts';
import { editedResolver } from '../../exploration/edits.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import type { OrganisationOf } from '../../lint/collect-facts.ts';
import type { LookupBudget } from '../../policy/lookup-budget.ts';
import { findLookupBudgetInSteps, mostJudgedLookups, nearLookups } from '../../policy/lookup-budget.ts';
import type { Policy } from '../../policy/policy.ts';
import { costsOf } from '../../policy/term-cost.ts';
import { walkPolicy } from '../../policy/walk-policy.ts';
import { type Findings, noFindings } from '../state/screen-model.ts';
import type { Session } from '../state/session.ts';

/** What is found out of a policy once DNS has answered all of it, and nobody presses a key: the way its lookups are
 *  spent, and whose its records are. */
export type FindingsDesk = Readonly<{
  /** What is known of the exploration of now. */
  now: () => Findings;
  /** Another exploration is on the screen, or more is known of it. */
  follow: (exploration: Exploration) => void;
  /** A key was pressed: what is reckoned rests a while. */
  rest: () => void;
  /** Asks for owners anew, with the next policy. */
  forget: () => void;
  stop: () => void;
}>;

/** What they need. `loadOrganisationOf`: brings what tells whose a name is, which takes a while to load; where it is
 *  missing, nobody is asked for owners. */
export type FindingsDeps = Readonly<{
  resolve: Session['resolve'];
  loadOrganisationOf?: () => Promise<OrganisationOf>;
  delay: (callback: () => void, ms: number) => () => void;
  now: () => number;
  changed: () => void;
  fail: (error: unknown) => void;
}>;

/** How long answers, or keys, rest before something is reckoned, in milliseconds, and for how long it rests between two
 *  steps where one took longer than a frame. */
const rests = { quietMs: 250, stepMs: 0, longStepMs: 40, frameMs: 8 } as const;

/** Finds out about whatever `follow` is told of. */
export const createFindings = (deps: FindingsDeps): FindingsDesk => {
  let followed: Policy | undefined;
  let findings: Findings = noFindings;
  let controller = new AbortController();
  const asked = new Set<DomainName>();
  let ownersController = new AbortController();
  /** What is to be done next, and how to call it off. */
  let due: Readonly<{ work: () => void; cancel: () => void }> | undefined;

  const later = (work: () => void, ms: number): void => {
    due?.cancel();
    const begin = (): void => {
      due = undefined;
      work();
    };
    due = { work, cancel: deps.delay(begin, ms) };
  };

  const told = (more: Partial<Findings>): void => {
    findings = { ...findings, ...more };
    deps.changed();
  };

  /** Goes on with what is reckoned as long as nobody waits for the screen. */
  const goThrough = <Result>(steps: Generator<undefined, Result>, done: (result: Result) => void): void => {
    const step = (): void => {
      const startMs = deps.now();
      const { done: isDone, value } = steps.next();
      if (isDone) done(value);
      else later(step, deps.now() - startMs > rests.frameMs ? rests.longStepMs : rests.stepMs);
    };
    step();
  };

  const findBudget = async (exploration: Exploration, signal: AbortSignal): Promise<void> => {
    const { policy, edits } = exploration;
    // The budget is everybody's: a walk for one client lacks what the other family's clients ask. That is of no interest
    // where there is no way out to look for.
    const resolver = editedResolver({ resolve: deps.resolve }, edits);
    const isTooMuch = costsOf(policy).record(policy.root).lookups > mostJudgedLookups;
    const whole =
      exploration.request === undefined || isTooMuch
        ? policy
        : await walkPolicy(policy.root, resolver, { now: deps.now, signal });
    if (signal.aborted) return;
    const budget = await new Promise<LookupBudget | undefined>((resolve) =>
      goThrough(findLookupBudgetInSteps(whole, costsOf(whole)), resolve),
    );
    if (budget !== undefined) told({ budget });
  };

  /** The domains of a policy whose owners nobody asked for. */
  const unasked = (policy: Policy): DomainName[] =>
    recordDomains(policy).filter((domain) => !asked.has(asciiLowerCase(domain)));

  const findOwners = async (
    domains: readonly DomainName[],
    load: () => Promise<OrganisationOf>,
    signal: AbortSignal,
  ): Promise<void> => {
    for (const domain of domains) asked.add(asciiLowerCase(domain));
    const organisationOf = await load();
    const found = await askOwners(domains, { resolve: deps.resolve }, organisationOf, signal);
    if (!signal.aborted) told({ owners: new Map([...findings.owners, ...found]) });
  };

  const isNear = (policy: Policy): boolean => costsOf(policy).record(policy.root).lookups >= nearLookups;

  const begin = async (exploration: Exploration, budgetSignal: AbortSignal): Promise<void> => {
    const { policy } = exploration;
    const { signal } = ownersController;
    const domains = unasked(policy);
    // The one after the other: what loads holds up the screen no longer than it must.
    if (deps.loadOrganisationOf !== undefined && domains.length > 0)
      await findOwners(domains, deps.loadOrganisationOf, signal);
    if (isNear(policy) && !budgetSignal.aborted) await findBudget(exploration, budgetSignal);
    if (!budgetSignal.aborted) told({ isOpen: false });
  };

  const drop = (): void => {
    due?.cancel();
    due = undefined;
    controller.abort(new Error('another policy took its place'));
    controller = new AbortController();
  };

  const forget = (): void => {
    drop();
    asked.clear();
    findings = noFindings;
    ownersController.abort(new Error('other owners are asked for'));
    ownersController = new AbortController();
  };

  return {
    now: () => findings,
    follow: (exploration) => {
      const { policy } = exploration;
      if (policy === followed) return;
      if (followed !== undefined && policy.root !== followed.root) {
        forget();
      }
      followed = policy;
      drop();
      const { budget: _, ...rest } = findings;
      const isDone = policy.isComplete && exploration.invalidReason === undefined;
      const hasOwners = deps.loadOrganisationOf !== undefined && unasked(policy).length > 0;
      const isOpen = isDone && (hasOwners || isNear(policy));
      findings = { ...rest, isOpen };
      if (!isOpen) return;
      const { signal } = controller;
      later(() => {
        begin(exploration, signal).catch((error: unknown) => {
          // Another exploration may have taken the place of this one: then nobody waits for the rest.
          if (!signal.aborted) deps.fail(error);
        });
      }, rests.quietMs);
    },
    rest: () => {
      if (due !== undefined) later(due.work, rests.quietMs);
    },
    forget,
    stop: () => {
      drop();
      ownersController.abort(new Error('the screen was left'));
    },
  };
};
