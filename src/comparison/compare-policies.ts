import { asciiLowerCase, type DnsAnswer, type DomainName } from '../dns/resolver.ts';
import { findProblems } from '../lint/find-problems.ts';
import type { Problem } from '../lint/problem.ts';
import type { Policy, PolicyRecord } from '../policy/policy.ts';
import { costsOf } from '../policy/term-cost.ts';
import { recordData } from '../report/describe-answer.ts';
import type { SpfResult } from '../spf/result.ts';
import { compareTerms, type TermChange } from './compare-terms.ts';
import { compareNetworks } from './network-difference.ts';

/** What a check gave for a client. `result` is undefined of a host name without an address. `reason`: one sentence that
 *  is safe to print. */
export type ClientVerdict = Readonly<{ label: string; ip: string; result?: SpfResult; reason: string }>;

/** One of two things to compare: a policy that was walked without a client, and the verdicts of the same clients in the
 *  same order. */
export type ComparedSide = Readonly<{ policy: Policy; verdicts: readonly ClientVerdict[] }>;

/** What a domain publishes: a record's text, or in its place the words for what there is. */
type Published = Readonly<{ text: string; isRecord: boolean }>;

/** What became of the record of a domain. `before`, `after`: absent where that policy does not lead to the domain. The
 *  roots of two policies are compared with one another. */
export type RecordChange = Readonly<{
  domain: DomainName;
  before?: Published;
  after?: Published;
  terms: readonly TermChange[];
}>;

/** A client whose verdict is another one now. */
export type VerdictChange = Readonly<{ before: ClientVerdict; after: ClientVerdict }>;

/** The most that a check spends where nothing matches; `lookups` is Infinity round a loop. */
export type Spending = Readonly<{ lookups: number; voids: Readonly<{ ip4: number; ip6: number }> }>;

/** An answer that says something else now, or that only one side asked for. */
export type AnswerChange = Readonly<{ before?: DnsAnswer; after?: DnsAnswer }>;

/** All that differs between two policies. `unknown`: questions that a snapshot has no answer to, which are compared with
 *  nothing. */
export type Comparison = Readonly<{
  isSame: boolean;
  records: readonly RecordChange[];
  networks: Readonly<{ added: readonly string[]; removed: readonly string[] }>;
  spending?: Readonly<{ before: Spending; after: Spending }>;
  verdicts: readonly VerdictChange[];
  problems: Readonly<{ added: readonly Problem[]; removed: readonly Problem[] }>;
  answers: readonly AnswerChange[];
  unknown: readonly DnsAnswer['question'][];
}>;

const isUnknown = (answer: DnsAnswer | undefined): boolean => answer?.origin.kind === 'snapshot';

const publishedIn = (record: PolicyRecord): Published => {
  if (record.kind === 'malformed')
    return { text: `no name that can be checked: ${record.reason}`, isRecord: false };
  const { selection } = record;
  switch (selection.kind) {
    case 'record':
      return { text: selection.record.text, isRecord: true };
    case 'no-record':
      return { text: 'no SPF record', isRecord: false };
    case 'multiple-records':
      return {
        text: `${selection.texts.length} SPF records: ${selection.texts.join(' | ')}`,
        isRecord: false,
      };
    case 'dns-trouble':
      return { text: `DNS trouble (${selection.outcome})`, isRecord: false };
  }
};

/** Values of two maps that have the same key, and those that only one has. */
const joinKeys = <Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): (readonly [before: Value | undefined, after: Value | undefined])[] => [
  ...[...before].map(([key, value]) => [value, after.get(key)] as const),
  ...[...after].filter(([key]) => !before.has(key)).map(([, value]) => [undefined, value] as const),
];

/** A name for both policies: their roots have the same. */
const nameIn = ({ root }: Policy, name: DomainName): string =>
  asciiLowerCase(name) === asciiLowerCase(root) ? '' : asciiLowerCase(name);

const recordsOf = (policy: Policy): ReadonlyMap<string, PolicyRecord> =>
  new Map([...policy.records.values()].map((record) => [nameIn(policy, record.domain), record]));

const compareRecords = (before: Policy, after: Policy): RecordChange[] =>
  joinKeys(recordsOf(before), recordsOf(after)).flatMap(([then, now]) => {
    const record = now ?? then;
    if (record === undefined) return [];
    if ([then, now].some((one) => one?.kind === 'read' && isUnknown(one.answer))) return [];
    const [was, is] = [then && publishedIn(then), now && publishedIn(now)];
    if (was?.text === is?.text && was?.isRecord === is?.isRecord) return [];
    const texts = (one: PolicyRecord | undefined): string[] =>
      (one?.terms ?? []).map(({ term }) => term.text);
    return {
      domain: record.domain,
      ...(was === undefined ? {} : { before: was }),
      ...(is === undefined ? {} : { after: is }),
      terms: was?.isRecord && is?.isRecord ? compareTerms(texts(then), texts(now)) : [],
    };
  });

const answersOf = (policy: Policy): ReadonlyMap<string, DnsAnswer> =>
  new Map(
    [...policy.answers.values()].map((answer) => [
      `${answer.question.type} ${nameIn(policy, answer.question.name)}`,
      answer,
    ]),
  );

/** What an answer says, in no order: servers turn their records round. */
const saidBy = ({ outcome, aliases, records }: DnsAnswer): string =>
  JSON.stringify([outcome, aliases, records.map(recordData).sort()]);

const compareAnswers = (before: Policy, after: Policy): AnswerChange[] =>
  joinKeys(answersOf(before), answersOf(after)).flatMap(([then, now]) => {
    if (isUnknown(then) || isUnknown(now)) return [];
    if (then !== undefined && now !== undefined && saidBy(then) === saidBy(now)) return [];
    return { ...(then === undefined ? {} : { before: then }), ...(now === undefined ? {} : { after: now }) };
  });

const problemsOf = (policy: Policy): ReadonlyMap<string, Problem> =>
  new Map(
    findProblems({ policy }).map((problem) => [
      [problem.code, problem.severity, nameIn(policy, problem.domain), problem.message].join('\n'),
      problem,
    ]),
  );

const spendingOf = (policy: Policy): Spending => {
  const { lookups, voids } = costsOf(policy).record(policy.root);
  return { lookups, voids };
};

const without = <Value>(some: ReadonlyMap<string, Value>, others: ReadonlyMap<string, Value>): Value[] =>
  [...some].flatMap(([key, value]) => (others.has(key) ? [] : [value]));

/** All that differs between two policies. TTLs, times, the order of records and where answers came from say nothing. */
export const comparePolicies = (before: ComparedSide, after: ComparedSide): Comparison => {
  const [then, now] = [before.policy, after.policy];
  const records = compareRecords(then, now);
  const networks = compareNetworks(then, now);
  const [spentThen, spentNow] = [spendingOf(then), spendingOf(now)];
  const isSpendingSame = JSON.stringify([spentThen]) === JSON.stringify([spentNow]);
  const verdicts = before.verdicts.flatMap((was, index): readonly VerdictChange[] => {
    const is = after.verdicts[index];
    return is === undefined || (is.result === was.result && is.ip === was.ip)
      ? []
      : [{ before: was, after: is }];
  });
  const [problemsThen, problemsNow] = [problemsOf(then), problemsOf(now)];
  const problems = { added: without(problemsNow, problemsThen), removed: without(problemsThen, problemsNow) };
  const answers = compareAnswers(then, now);
  const unknown = [...then.answers.values(), ...now.answers.values()]
    .filter(isUnknown)
    .map(({ question }) => question);
  const differences = [
    records,
    networks.added,
    networks.removed,
    verdicts,
    problems.added,
    problems.removed,
    answers,
  ];
  return {
    isSame: isSpendingSame && differences.every(({ length }) => length === 0),
    records,
    networks,
    ...(isSpendingSame ? {} : { spending: { before: spentThen, after: spentNow } }),
    verdicts,
    problems,
    answers,
    unknown,
  };
};
