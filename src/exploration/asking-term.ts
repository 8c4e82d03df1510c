import { type DnsQuestion, questionKey } from '../dns/resolver.ts';
import { matchingPaths } from '../policy/matching-paths.ts';
import type { PolicyTerm } from '../policy/policy.ts';
import { askedBy, ledToDomain } from '../policy/policy-tree.ts';
import { recordQuestion } from '../spf/term-questions.ts';
import type { NodePath } from '../spf/trace.ts';
import { type Exploration, traceOf } from './exploration.ts';

/** The first place in the tree that asks DNS a question: the root record, or a term. Undefined where none does any
 *  more, such as the proof of a fix. */
export const askingTerm = (exploration: Exploration, question: DnsQuestion): NodePath | undefined => {
  const { policy } = exploration;
  const key = questionKey(question);
  if (questionKey(recordQuestion(policy.root).question) === key) return '';
  const asks = (term: PolicyTerm): boolean => {
    const domain = ledToDomain(term);
    if (domain !== undefined && questionKey(recordQuestion(domain).question) === key) return true;
    return askedBy(policy, term).some((planned) => questionKey(planned.question) === key);
  };
  const [first] = matchingPaths(policy, asks, 1).paths;
  return first ?? traceOf(exploration)?.questions.find((asked) => questionKey(asked.question) === key)?.path;
};
