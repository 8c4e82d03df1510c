import { escapeText, shortenQuotations } from '../report/escape-text.ts';
import { checkJson, schemaVersion } from '../report/json-report.ts';
import type { Paint } from '../report/text-report.ts';
import { describeVerdict } from '../report/verdict.ts';
import type { SpfResult } from '../spf/result.ts';
import type { ClientEntry } from './expand-clients.ts';
import { type ClientOutcome, isAsExpected } from './run-clients.ts';

const widestTitle = 48;

/** A client's label and, where that does not say it, its address. */
const titleOf = ({ client: { label, ip } }: Readonly<{ client: ClientEntry['client'] }>): string =>
  escapeText(label.includes(ip) ? label : `${label}  ${ip}`);

const describeMiss = (expected: SpfResult): string => `but ${expected} was expected`;

/** The widths of the columns, known before the first check is done. */
type Columns = Readonly<{ title: number; result: number; expectation: number }>;

/** The columns that rows of these clients stand in. */
export const columnsOf = (entries: readonly ClientEntry[]): Columns => ({
  title: entries.reduce((most, entry) => Math.min(widestTitle, Math.max(most, titleOf(entry).length)), 0),
  result: 'permerror'.length,
  expectation: entries.reduce(
    (most, { client: { expected } }) =>
      expected === undefined ? most : Math.max(most, describeMiss(expected).length),
    0,
  ),
});

/** One line on a client: its label, its result, whether that was expected, and why. */
export const clientLine = (outcome: ClientOutcome, columns: Columns, paint: Paint): string => {
  const title = titleOf(outcome).padEnd(columns.title);
  if (outcome.kind === 'lost')
    return `${title}  ${paint('trouble', 'unknown'.padEnd(columns.result))}  ${outcome.problem}`;
  const { evaluation, client } = outcome;
  const isWanted = isAsExpected(outcome);
  const note =
    isWanted === undefined || client.expected === undefined
      ? ''
      : isWanted
        ? 'as expected'
        : describeMiss(client.expected);
  const verdict = describeVerdict(evaluation);
  return [
    title,
    paint(evaluation.result, evaluation.result.padEnd(columns.result)),
    ...(columns.expectation === 0
      ? []
      : [paint(isWanted === false ? 'trouble' : 'plain', note.padEnd(columns.expectation))]),
    `${shortenQuotations(verdict.sentence)}  [${verdict.reference}]`,
  ].join('  ');
};

/** The last line: how many there are, and how many of them are not as expected. */
export const summariseClients = (total: number, missed: number): string => {
  const count = `${total} ${total === 1 ? 'client' : 'clients'}`;
  return missed === 0 ? `${count}.` : `${count}, ${missed} not as expected.`;
};

/** The object on a client of several: that of `check --json` with `label` and `expected`; of one without an address,
 *  `result` null and the `problem`. */
export const clientJson = (outcome: ClientOutcome): unknown => {
  const { label, expected = null } = outcome.client;
  if (outcome.kind === 'lost')
    return { schemaVersion, label, expected, result: null, problem: outcome.problem };
  // checkJson gives an object.
  const check = checkJson(outcome.evaluation, outcome.elapsedMs, outcome.asked) as object;
  return { label, expected, ...check };
};

/** The table of all verdicts that stands under a report, each line safe to print; nothing where there are no clients. */
export const clientLines = (
  entries: readonly ClientEntry[],
  outcomes: readonly ClientOutcome[],
  paint: Paint,
): string[] => {
  if (outcomes.length === 0) return [];
  const columns = columnsOf(entries);
  const missed = outcomes.filter((outcome) => isAsExpected(outcome) === false).length;
  return [
    '',
    'Clients',
    ...outcomes.map((outcome) => `  ${clientLine(outcome, columns, paint)}`),
    `  ${summariseClients(outcomes.length, missed)}`,
  ];
};
