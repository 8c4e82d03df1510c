import { type Exploration, evaluationOf, traceOf } from '../../exploration/exploration.ts';
import { findProblems } from '../../lint/find-problems.ts';
import type { Problem } from '../../lint/problem.ts';
import { coverageOf } from '../../policy/address-coverage.ts';
import { findTerms } from '../../policy/find-terms.ts';
import { hasWantedBelow, matchingPaths } from '../../policy/matching-paths.ts';
import type { Policy, PolicyTerm } from '../../policy/policy.ts';
import { ledToDomain, termAt } from '../../policy/policy-tree.ts';
import { costsOf } from '../../policy/term-cost.ts';
import type { RowContext } from '../../report/row-status.ts';
import { describePolicy } from '../../report/verdict.ts';
import type { CheckRequest } from '../../spf/check-request.ts';
import { spendsLookup } from '../../spf/record.ts';
import { parentPath } from '../../spf/trace.ts';
import { compareTree } from './compared-tree.ts';
import { memoizeLast } from './memoize-last.ts';
import type { BeforeEdits, SearchHits } from './screen-model.ts';
import { findCursor, type KeptTerms, viewTree } from './tree-view.ts';
import type { Filter } from './view-state.ts';

/** More hits than anybody steps through. That there are more is said. */
const mostHits = 10_000;

/** What is computed from an exploration, each thing kept for as long as what it is made from stays the same object. */
export const createDerived = () => {
  const costs = memoizeLast(costsOf);
  const costsBefore = memoizeLast(costsOf);
  const coverage = memoizeLast((policy: Policy, request: CheckRequest) =>
    coverageOf(policy, request.ip, request),
  );
  const problemTerms = memoizeLast(
    (policy: Policy, problems: readonly Problem[]): ReadonlySet<PolicyTerm> =>
      new Set(problems.flatMap(({ path }) => (path === undefined ? [] : (termAt(policy, path) ?? [])))),
  );

  const kept = memoizeLast(
    (filter: Filter, exploration: Exploration, problems: readonly Problem[]): KeptTerms => {
      switch (filter) {
        case 'all':
          return undefined;
        case 'path': {
          const trace = traceOf(exploration);
          // Without a client there is no path; the filter then hides nothing.
          if (trace === undefined) return undefined;
          // No check goes through a term that breaks its record: the record ends it, and the term is why.
          return (path, { term }) =>
            trace.terms.has(path) || (term.kind === 'invalid' && trace.records.has(parentPath(path)));
        }
        case 'lookups':
          return (_, { term, dead }) => spendsLookup(term) && dead === undefined;
        case 'problems': {
          const wanted = problemTerms(exploration.policy, problems);
          const isBelow = hasWantedBelow(exploration.policy, (term) => wanted.has(term));
          return (_, term) => {
            const domain = ledToDomain(term);
            return wanted.has(term) || (domain !== undefined && isBelow(domain));
          };
        }
      }
    },
  );

  const context = (exploration: Exploration, nowMs: number): RowContext => {
    const evaluation = evaluationOf(exploration);
    const trace = traceOf(exploration);
    const { policy, request } = exploration;
    return {
      policy,
      costs: costs(policy),
      nowMs,
      ...(trace === undefined ? {} : { trace }),
      ...(evaluation === undefined ? {} : { evaluation }),
      ...(request === undefined ? {} : { covering: coverage(policy, request) }),
    };
  };

  const hits = memoizeLast(
    (policy: Policy, request: CheckRequest | undefined, text: string): SearchHits | undefined => {
      if (text.trim() === '') return undefined;
      const options = { costs: costs(policy), ...(request === undefined ? {} : { request }) };
      const { terms, isRootFound } = findTerms(policy, text, options);
      const { paths, isCut } = matchingPaths(policy, (term) => terms.has(term), mostHits);
      return { text, paths: isRootFound ? ['', ...paths] : paths, isCut };
    },
  );

  const listProblems = (exploration: Exploration): readonly Problem[] => {
    // What is still being read is not judged: what a rule misses may be on its way.
    if (!exploration.policy.isComplete || exploration.invalidReason !== undefined) return [];
    const evaluation = evaluationOf(exploration);
    return findProblems({
      policy: exploration.policy,
      ...(evaluation === undefined ? {} : { evaluation }),
    });
  };
  const problems = memoizeLast(listProblems);
  const problemsBefore = memoizeLast(listProblems);

  const before = memoizeLast(
    (published: Exploration): BeforeEdits => ({
      exploration: published,
      cost: costsBefore(published.policy).record(published.policy.root),
      policyWord: describePolicy(published.policy, costsBefore(published.policy)).word,
      problems: problemsBefore(published).length,
    }),
  );

  const policyWords = memoizeLast((policy: Policy) => describePolicy(policy, costs(policy)));

  return {
    before,
    policyWords,
    context,
    costs,
    kept,
    hits,
    problems,
    tree: memoizeLast(viewTree),
    comparedTree: memoizeLast(compareTree),
    cursor: memoizeLast(findCursor),
  };
};

/** What is computed from an exploration. */
export type Derived = ReturnType<typeof createDerived>;
