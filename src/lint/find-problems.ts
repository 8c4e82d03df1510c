import { isSameOrBelow } from '../dns/domain-name.ts';
import { asciiLowerCase } from '../dns/resolver.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import { collectFacts, type LintFacts, type LintInput, type LintRecord } from './collect-facts.ts';
import type { Problem, Severity } from './problem.ts';
import { countOf, quote } from './quote-text.ts';
import type { Finding, Rule } from './rule.ts';
import { rules } from './rule-table.ts';

/** How many problems of one code are listed of one record. */
const mostOfOneKind = 10;

/** How many problems are listed in all. */
const mostInAll = 300;

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

const placeOf = ({ record, index, path }: Finding): NodePath | undefined => {
  if (path !== undefined || record.path === undefined) return path;
  return index === undefined ? record.path : termPath(record.path, index);
};

/** Whether the administrator of the root can mend the record: it is theirs, or stands in for theirs. */
const isOwn = ({ domain, decides }: LintRecord, { policy, organisationOf }: LintFacts): boolean => {
  if (decides || isSameOrBelow(domain, policy.root)) return true;
  const own = organisationOf?.(policy.root);
  return own !== undefined && own === organisationOf?.(domain);
};

/** A risk in somebody else's record is good to know, and theirs to mind; an error there is one here too. */
const severityOf = (rule: Rule, { severity = rule.severity, record }: Finding, facts: LintFacts): Severity =>
  severity === 'warning' && !isOwn(record, facts) ? 'notice' : severity;

const problemOf = (rule: Rule, finding: Finding, facts: LintFacts): Problem => {
  const { record, index, message, fix } = finding;
  const path = placeOf(finding);
  const text = finding.text ?? record.published?.text;
  const span = finding.span ?? (index === undefined ? undefined : record.terms[index]?.term.span);
  return {
    code: finding.code ?? rule.code,
    severity: severityOf(rule, finding, facts),
    domain: record.domain,
    ...(path === undefined ? {} : { path }),
    ...(text === undefined ? {} : { text }),
    ...(span === undefined ? {} : { span }),
    message,
    reference: finding.reference ?? rule.reference,
    ...(fix === undefined ? {} : { fix }),
    ...((finding.isProbed ?? (rule.asks !== undefined || rule.asksEach !== undefined))
      ? { isProbed: true }
      : {}),
  };
};

/** A problem that stands for those of its kind which are not listed, after the last that is. */
const furtherOf = ({ text, span, fix, ...last }: Problem, leftOut: number): Problem => ({
  ...last,
  message: `${countOf(leftOut, 'more problem')} of this kind in the record of ${quote(last.domain)}`,
  leftOut,
});

/** The problems that one rule finds, a bounded number of each kind and record. */
const runRule = (rule: Rule, facts: LintFacts): Problem[] => {
  const kinds = new Map<string, { listed: Problem[]; leftOut: number }>();
  for (const finding of rule.find(facts)) {
    const code = finding.code ?? rule.code;
    const key = `${code} ${finding.severity ?? ''} ${asciiLowerCase(finding.record.domain)}`;
    const kind = kinds.get(key) ?? { listed: [], leftOut: 0 };
    kinds.set(key, kind);
    if (kind.listed.length < mostOfOneKind) kind.listed.push(problemOf(rule, finding, facts));
    else kind.leftOut++;
  }
  return [...kinds.values()].flatMap(({ listed, leftOut }) => {
    const last = listed.at(-1);
    return last === undefined || leftOut === 0 ? listed : [...listed, furtherOf(last, leftOut)];
  });
};

/** The term indexes of a path. Paths may be long, and are compared many times. */
const indexesOf = (path: NodePath | undefined): readonly number[] =>
  path === undefined ? [Number.POSITIVE_INFINITY] : path === '' ? [] : path.split('.').map(Number);

/** Compares two places by the order of the tree; none comes last. */
const comparePlaces = (a: readonly number[], b: readonly number[]): number => {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left = 0, right = 0] = [a[index], b[index]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
};

const sortProblems = (problems: readonly Problem[]): Problem[] =>
  problems
    .map((problem) => ({ problem, place: indexesOf(problem.path) }))
    .sort(
      ({ problem: a, place: placeOfA }, { problem: b, place: placeOfB }) =>
        ranks[a.severity] - ranks[b.severity] ||
        comparePlaces(placeOfA, placeOfB) ||
        (a.leftOut ?? 0) - (b.leftOut ?? 0) ||
        (a.span?.start ?? -1) - (b.span?.start ?? -1),
    )
    .map(({ problem }) => problem);

/** Every problem that the rules find in what is known of a policy: errors first, then warnings and notices, each in
 *  the order of the tree. The list is bounded: problems with `leftOut` say how many more there are. */
export const findProblems = (input: LintInput): readonly Problem[] => {
  const facts = collectFacts(input);
  const problems = sortProblems(rules.flatMap((rule) => runRule(rule, facts)));
  if (problems.length <= mostInAll) return problems;
  const listed = problems.slice(0, mostInAll - 1);
  const leftOut = problems.slice(mostInAll - 1).reduce((sum, problem) => sum + (problem.leftOut ?? 1), 0);
  return [
    ...listed,
    {
      code: 'more-problems',
      severity: 'notice',
      domain: facts.policy.root,
      path: '',
      message: `${countOf(leftOut, 'more problem')} in this policy, none weightier than those listed`,
      reference: { source: 'spfx' },
      leftOut,
    },
  ];
};
