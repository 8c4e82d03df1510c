import { claimWord } from '../claims/result-match.ts';
import type { TrustKind } from '../intake/candidate.ts';
import type { IncidentGroup } from '../intake/group-incidents.ts';
import type { Hop } from '../intake/intake.ts';
import { escapeText } from '../report/escape-text.ts';
import type { Mark } from '../report/row-status.ts';
import type { Paint } from '../report/text-report.ts';
import { formatIpAddress } from '../spf/ip-address.ts';
import type { FoundMessage, Incidents } from './collect-incidents.ts';
import {
  candidateLines,
  clientWord,
  describePlace,
  domainWord,
  shortPlace,
  timeWord,
} from './describe-candidate.ts';

/** So few are shown with all that was read of them; more are a table. */
const mostBlocks = 4;

const widestColumn = 40;

/** `1 check`, `2 checks`. */
export const countOf = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count} ${count === 1 ? noun : plural}`;

/** The colour of a claimed result. */
export const markOfClaim = ({ result }: IncidentGroup['candidate']): Mark =>
  result === undefined ? 'plain' : result === 'not-pass' ? 'fail' : result;

/** Rows of cells with each column as wide as its widest cell, up to a bound; the last one is not filled up. `paints`: the
 *  colour of a row's cell in the column `painted`. */
export const alignCells = (
  rows: readonly (readonly string[])[],
  paintCell: (row: number, column: number, text: string) => string,
): string[] => {
  const widths: number[] = [];
  for (const row of rows)
    for (const [column, cell] of row.entries())
      widths[column] = Math.min(widestColumn, Math.max(widths[column] ?? 0, cell.length));
  return rows.map((row, index) =>
    row
      .map((cell, column) =>
        paintCell(index, column, column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)),
      )
      .join('  ')
      .trimEnd(),
  );
};

const trustLines = (groups: readonly IncidentGroup[]): string[] => {
  const seen = new Map<TrustKind, string>();
  for (const { candidate } of groups) seen.set(candidate.trust.kind, candidate.trust.sentence);
  return [...seen].map(([kind, sentence]) => (seen.size === 1 ? sentence : `${kind}: ${sentence}`));
};

const tableLines = (groups: readonly IncidentGroup[], paint: Paint): string[] => {
  const isMixed = new Set(groups.map(({ candidate }) => candidate.trust.kind)).size > 1;
  const rows = groups.map(({ candidate, source, domain, count, latest }) => [
    String(count),
    claimWord(candidate.result),
    clientWord(candidate),
    domainWord(domain) + (candidate.identity === 'helo' ? ' (HELO)' : ''),
    ...(isMixed ? [candidate.trust.kind] : []),
    latest === undefined ? '' : timeWord(latest),
    shortPlace(source, candidate.place),
  ]);
  const head = ['count', 'claimed', 'client', 'domain', ...(isMixed ? ['trust'] : []), 'latest', 'first at'];
  return alignCells([head, ...rows], (row, column, text) => {
    const group = groups[row - 1];
    return column === 1 && group !== undefined ? paint(markOfClaim(group.candidate), text) : text;
  });
};

const hopRow = ({ number, statement, standing }: Hop, prefix: string, isBorder: boolean): string[] => [
  `${isBorder ? '>' : ' '} ${prefix}${number}`,
  standing,
  statement.clientIp === undefined ? '-' : formatIpAddress(statement.clientIp),
  statement.helo === undefined ? '' : `helo ${escapeText(statement.helo.slice(0, 255))}`,
  statement.facts?.by === undefined ? '' : `by ${escapeText(statement.facts.by.slice(0, 255))}`,
];

/** The way of a message: which hop is the border, why, and all of them by the numbers that `--hop` takes. */
export const messageLines = ({ source, trace }: FoundMessage, index: number, total: number): string[] => {
  const { border, hops, why, place } = trace;
  const prefix = total === 1 ? '' : `${index + 1}.`;
  const answer = border === undefined ? 'the border can not be told' : `hop ${prefix}${border} is the border`;
  const rows = alignCells(
    hops.map((hop) => hopRow(hop, prefix, hop.number === border)),
    (_, __, text) => text,
  );
  return [
    `Message in ${describePlace(source, place)}: ${answer}. ${why}`,
    ...rows,
    ...(hops.length > 1 ? ['  Another hop: --hop NUMBER'] : []),
  ];
};

/** What is said of what did not fit, each a sentence; nothing where all did. */
export const forgottenLines = ({ forgotten, messagesLeftOut, groups }: Incidents): string[] => [
  ...(forgotten.groups === 0
    ? []
    : [
        `Too many for the memory: ${groups.length} of the checks are shown; ${forgotten.groups} others, of ${countOf(forgotten.messages, 'mail')}, were let go: those that passed first, then those seen least. Counts may lack them.`,
      ]),
  ...(messagesLeftOut === 0 ? [] : [`${countOf(messagesLeftOut, 'more message')} with Received headers.`]),
];

/** What was found: the count, the way of messages, each check or a table of them, and what did not fit. */
export const incidentLines = (incidents: Incidents, paint: Paint): string[] => {
  const { groups, messages } = incidents;
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const head = `${countOf(groups.length, 'check')} found${total === groups.length ? '' : `, of ${countOf(total, 'mail')}`}.`;
  const traces = messages.flatMap((message, index) => ['', ...messageLines(message, index, messages.length)]);
  const found =
    groups.length <= mostBlocks
      ? groups.flatMap(({ candidate, source, domain, count }) => [
          '',
          [
            paint(markOfClaim(candidate), claimWord(candidate.result)),
            clientWord(candidate),
            domainWord(domain),
            ...(count === 1 ? [] : [countOf(count, 'mail')]),
          ].join('  '),
          ...candidateLines(candidate, source),
        ])
      : ['', ...tableLines(groups, paint), '', ...trustLines(groups)];
  const left = forgottenLines(incidents);
  return [head, ...found, ...traces, ...(left.length === 0 ? [] : ['', ...left])];
};
