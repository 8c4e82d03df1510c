import { unaskableReason } from '../dns/domain-name.ts';
import { asciiLowerCase, type DnsAnswer, type DomainName, questionKey } from '../dns/resolver.ts';
import { malformedReason } from '../spf/domain-name.ts';
import { rfcLimits } from '../spf/limits.ts';
import { type PlannedQuestion, termQuestions } from '../spf/term-questions.ts';
import { type NodePath, parentPath } from '../spf/trace.ts';
import type { Policy, PolicyRecord, PolicyTerm } from './policy.ts';

/** The record that a domain has in the policy, if the walk has read it. */
export const recordOf = (policy: Policy, domain: DomainName): PolicyRecord | undefined =>
  policy.records.get(asciiLowerCase(domain));

/** The domain whose record an include or redirect leads to. */
export const ledToDomain = ({ term, target, dead }: PolicyTerm): DomainName | undefined => {
  if (target.kind !== 'name' || dead !== undefined) return undefined;
  const leads =
    term.kind === 'modifier'
      ? term.name === 'redirect'
      : term.kind === 'directive' && term.mechanism.name === 'include';
  return leads ? target.name : undefined;
};

/** The record at a path: the root's at the empty path, else the one that the term there leads to. */
export const recordAt = (policy: Policy, path: NodePath): PolicyRecord | undefined => {
  if (path === '') return recordOf(policy, policy.root);
  const term = termAt(policy, path);
  const domain = term && ledToDomain(term);
  return domain === undefined ? undefined : recordOf(policy, domain);
};

/** The term at a path; none at the empty one, which is the root record's. */
export const termAt = (policy: Policy, path: NodePath): PolicyTerm | undefined => {
  if (path === '') return undefined;
  let record = recordOf(policy, policy.root);
  let term: PolicyTerm | undefined;
  for (const index of path.split('.')) {
    term = record?.terms[Number(index)];
    const domain = term && ledToDomain(term);
    record = domain === undefined ? undefined : recordOf(policy, domain);
  }
  return term;
};

/** The domains of the records that a path leads through, from the root to the record that holds the term. */
export const domainsAlong = (policy: Policy, path: NodePath): DomainName[] => {
  const domains: DomainName[] = [];
  for (let record = parentPath(path); ; record = parentPath(record)) {
    const domain = recordAt(policy, record)?.domain;
    if (domain !== undefined) domains.unshift(domain);
    if (record === '') return domains;
  }
};

/** Whether the term at a path leads back to a domain that it lies under: an endless chain for a receiver. */
export const isLoop = (policy: Policy, path: NodePath): boolean => {
  const term = termAt(policy, path);
  const domain = term && ledToDomain(term);
  if (domain === undefined) return false;
  const key = asciiLowerCase(domain);
  return domainsAlong(policy, path).some((ancestor) => asciiLowerCase(ancestor) === key);
};

/** What a term asks DNS, as far as its answers so far tell, each with its answer. Nothing for a name that can't be
 *  asked, or that RFC 7208 §4.3 has nobody evaluate. */
export const askedBy = (
  policy: Policy,
  policyTerm: PolicyTerm,
): readonly Readonly<PlannedQuestion & { answer?: DnsAnswer }>[] => {
  const { term, target, dead } = policyTerm;
  if (target.kind !== 'name' || dead !== undefined) return [];
  const findReason = ledToDomain(policyTerm) === undefined ? unaskableReason : malformedReason;
  if (findReason(target.name) !== undefined) return [];
  const known = (question: PlannedQuestion['question']) => policy.answers.get(questionKey(question));
  return termQuestions(term, target.name, policy.context, known, rfcLimits).map((planned) => {
    const answer = known(planned.question);
    return answer === undefined ? planned : { ...planned, answer };
  });
};

/** How many MX records an `mx` has found; 0 for other terms, and while it is not known. More than ten are permerror
 *  (RFC 7208 §4.6.4). */
export const countExchanges = (policy: Policy, term: PolicyTerm): number =>
  term.term.kind === 'directive' &&
  term.term.mechanism.name === 'mx' &&
  term.dead === undefined &&
  term.target.kind === 'name'
    ? (policy.answers.get(questionKey({ name: term.target.name, type: 'MX' }))?.records.length ?? 0)
    : 0;
