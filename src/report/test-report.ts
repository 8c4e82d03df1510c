import { toAsciiJson } from './escape-text.ts';

/** What became of one test. `undecided`: DNS trouble kept it from being made. `name` and `reason` are safe to print.
 *  `expected`, `actual`: in words, where there are such. */
export type TestOutcome = Readonly<{
  domain: string;
  name: string;
  verdict: 'passed' | 'failed' | 'undecided';
  expected?: string;
  actual?: string;
  reason: string;
}>;

const countOf = (outcomes: readonly TestOutcome[], verdict: TestOutcome['verdict']): number =>
  outcomes.filter((outcome) => outcome.verdict === verdict).length;

/** How many tests there are of each kind, in a line. */
export const summariseTests = (outcomes: readonly TestOutcome[]): string => {
  const [passed, failed, undecided] = (['passed', 'failed', 'undecided'] as const).map((verdict) =>
    countOf(outcomes, verdict),
  );
  const left = undecided === 0 ? '' : `, ${undecided} undecided, as DNS did not tell`;
  return `${passed} passed, ${failed} failed${left}`;
};

/** A description as TAP has it: "#" and the backslash would mean something (TAP 14, "Escaping"). */
const describeTap = ({ domain, name }: TestOutcome): string => `${domain}: ${name}`.replace(/[\\#]/g, '\\$&');

/** The lines of TAP 14: a test point for each test, with what was seen where it did not pass. */
export const tapLines = (outcomes: readonly TestOutcome[]): string[] => [
  'TAP version 14',
  `1..${outcomes.length}`,
  ...outcomes.flatMap((outcome, index) => {
    const { verdict, expected, actual, reason } = outcome;
    if (verdict === 'passed') return [`ok ${index + 1} - ${describeTap(outcome)}`];
    // JSON's strings are YAML's too.
    const fields = Object.entries({
      severity: verdict === 'failed' ? 'fail' : 'undecided',
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
      reason,
    }).map(([key, text]) => `  ${key}: ${toAsciiJson(text)}`);
    return [`not ok ${index + 1} - ${describeTap(outcome)}`, '  ---', ...fields, '  ...'];
  }),
  `# ${summariseTests(outcomes)}`,
];

const xml = (text: string): string =>
  text.replace(/[&<>"'\x00-\x1f]|[^\x00-\x7e]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);

const counts = (outcomes: readonly TestOutcome[]): string =>
  `tests="${outcomes.length}" failures="${countOf(outcomes, 'failed')}" errors="${countOf(outcomes, 'undecided')}"`;

const caseLines = ({ domain, name, verdict, expected, actual, reason }: TestOutcome): string[] => {
  const head = `    <testcase classname="${xml(domain)}" name="${xml(name)}"`;
  if (verdict === 'passed') return [`${head}/>`];
  const seen =
    expected === undefined || actual === undefined ? verdict : `${expected} was expected, got ${actual}`;
  const tag = verdict === 'failed' ? 'failure' : 'error';
  return [`${head}>`, `      <${tag} message="${xml(seen)}">${xml(reason)}</${tag}>`, '    </testcase>'];
};

/** The lines of a JUnit report, a suite for each domain. What is undecided is an error, not a failure. */
export const junitLines = (outcomes: readonly TestOutcome[]): string[] => [
  '<?xml version="1.0" encoding="UTF-8"?>',
  `<testsuites name="spfx" ${counts(outcomes)}>`,
  ...[...new Set(outcomes.map(({ domain }) => domain))].flatMap((domain) => {
    const own = outcomes.filter((outcome) => outcome.domain === domain);
    return [
      `  <testsuite name="${xml(domain)}" ${counts(own)}>`,
      ...own.flatMap(caseLines),
      '  </testsuite>',
    ];
  }),
  '</testsuites>',
];
