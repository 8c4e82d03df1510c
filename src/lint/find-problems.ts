import { asciiLowerCase } from '../dns/resolver.ts';
import { type NodePath, termPath } from '../spf/trace.ts';
import { collectFacts, type LintInput } from './collect-facts.ts';
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

const problemOf = (rule: Rule, finding: Finding): Problem => {
  const { record, index, message, fix } = finding;
  const path = placeOf(finding);
  const text = finding.text ?? record.published?.text;
  const span = finding.span ?? (index === undefined ? undefined : record.terms[index]?.term.span);
  return {
    code: finding.code ?? rule.code,
    severity: finding.severity ?? rule.severity,
    domain: record.domain,
    ...(path === undefined ? {} : { path }),
    ...(text === undefined ? {} : { text }),
    ...(span === undefined ? {} : { span }),
    message,
    reference: finding.reference ?? rule.reference,
    ...(fix === undefined ? {} : { fix }),
  };
};

/** A problem that stands for those of its kind which are not listed, after the last that is. */
const furtherOf = ({ text, span, fix, ...last }: Problem, leftOut: number): Problem => ({
  ...last,
  message: `${countOf(leftOut, 'more problem')} of this kind in the record of ${quote(last.domain)}`,
  leftOut,
});

/** The problems that one rule finds, a bounded number of each kind and record. */
const runRule = (rule: Rule, facts: ReturnType<typeof collectFacts>): Problem[] => {
  const kinds = new Map<string, { listed: Problem[]; leftOut: number }>();
  for (const finding of rule.find(facts)) {
    const code = finding.code ?? rule.code;
    const key = `${code} ${finding.severity ?? ''} ${asciiLowerCase(finding.record.domain)}`;
    const kind = kinds.get(key) ?? { listed: [], leftOut: 0 };
    kinds.set(key, kind);
    if (kind.listed.length < mostOfOneKind) kind.listed.push(problemOf(rule, finding));
    else kind.leftOut++;
  }
  return [...kinds.values()].flatMap(({ listed, leftOut }) => {
    const last = listed.at(-1);
    return last === undefined || leftOut === 0 ? listed : [...listed, furtherOf(last, leftOut)];
  });
};

/** Compares two paths by the order of the tree; none comes last. */
const comparePaths = (a: NodePath | undefined, b: NodePath | undefined): number => {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = Number(left[index]) - Number(right[index]);
    if (difference !== 0) return difference;
  }
  return a === '' ? -1 : b === '' ? 1 : left.length - right.length;
};

const compareProblems = (a: Problem, b: Problem): number =>
  ranks[a.severity] - ranks[b.severity] ||
  comparePaths(a.path, b.path) ||
  (a.leftOut ?? 0) - (b.leftOut ?? 0) ||
  (a.span?.start ?? -1) - (b.span?.start ?? -1);

/** Every problem that the rules find in what is known of a policy: errors first, then warnings and notices, each in
 *  the order of the tree. The list is bounded: problems with `leftOut` say how many more there are. */
export const findProblems = (input: LintInput): readonly Problem[] => {
  const facts = collectFacts(input);
  const problems = rules.flatMap((rule) => runRule(rule, facts)).sort(compareProblems);
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
