import type { DnsLog, DnsLogEntry } from '../../exploration/dns-log.ts';
import { formatElapsed, formatOrigin, formatOutcome, formatQuestion } from '../../report/describe-answer.ts';
import { isBogus } from '../../report/describe-trouble.ts';
import type { Glyphs } from '../../report/glyphs.ts';
import { fitLine, type Line, lineWidth, type Style, segment } from '../drawing/styled-line.ts';

/** A row of the log as texts, in the order of its columns. */
type Cells = readonly [
  number: string,
  question: string,
  outcome: string,
  time: string,
  ttl: string,
  origin: string,
  size: string,
  tries: string,
];

const titles: Cells = ['#', 'question', 'outcome', 'time', 'ttl', 'via', 'size', 'tries'];

/** Seconds that an answer may still be kept, counting down from when it came (RFC 1035 §3.2.1); of a replayed one, as
 *  recorded. */
const ttlLeft = ({ answer, answeredAtMs }: DnsLogEntry, nowMs: number): string => {
  if (answer?.ttlSeconds === undefined || answeredAtMs === undefined) return '';
  if (answer.isReplayed) return `${answer.ttlSeconds} s`;
  const left = answer.ttlSeconds - Math.floor((nowMs - answeredAtMs) / 1000);
  return left > 0 ? `${left} s` : 'over';
};

const cellsOf = (entry: DnsLogEntry, nowMs: number): Cells => {
  const { number, question, atMs, answer, isCalledOff } = entry;
  const head = [String(number), formatQuestion(question)] as const;
  if (answer === undefined)
    return [
      ...head,
      isCalledOff ? 'called off' : 'waiting',
      isCalledOff ? '' : formatElapsed(Math.max(0, nowMs - atMs)),
      '',
      '',
      '',
      '',
    ];
  const { sizeOctets, attempts } = answer;
  return [
    ...head,
    isBogus(answer) ? 'bogus' : formatOutcome(answer),
    answer.origin.kind === 'zone' ? '' : formatElapsed(answer.elapsedMs),
    ttlLeft(entry, nowMs),
    formatOrigin(answer),
    sizeOctets === undefined ? '' : `${sizeOctets} B`,
    attempts.length > 1 ? String(attempts.length) : '',
  ];
};

const styleOf = ({ answer, isCalledOff }: DnsLogEntry): Style => {
  if (answer === undefined) return isCalledOff ? 'dim' : 'waiting';
  switch (answer.outcome) {
    case 'records':
      return 'plain';
    case 'no-data':
    case 'name-error':
      return 'dim';
    default:
      return 'warn';
  }
};

/** In which order columns give way where there is no room for all. */
const dispensable = [7, 6, 5, 0, 4, 3] as const;

const rightAligned: ReadonlySet<number> = new Set([0, 3, 4, 6, 7]);

/** Columns of the question that no other column takes: a name may be longer than any terminal is wide. */
const leastQuestion = 24;

/** What columns have at least, so that they seldom move while the log scrolls. */
const usualWidths = [0, 0, 8, 7, 6, 0, 6, 0] as const;

/** The columns that there is room for beside at least `leastQuestion` of the question, and their widths. */
const measure = (rows: readonly Cells[], width: number): ReadonlyMap<number, number> => {
  const widths = new Map(
    titles.map((title, column) => [
      column,
      rows.reduce(
        (most, cells) => Math.max(most, lineWidth([segment(cells[column] ?? '')])),
        Math.max(title.length, usualWidths[column] ?? 0),
      ),
    ]),
  );
  const total = (): number => [...widths].reduce((sum, [, used]) => sum + used + 2, 2);
  const cuttable = Math.max(0, (widths.get(1) ?? 0) - leastQuestion);
  for (const column of dispensable) if (total() - cuttable > width) widths.delete(column);
  const spare = width - total();
  widths.set(1, Math.max(8, (widths.get(1) ?? 0) + Math.min(0, spare)));
  return widths;
};

/** The log, a row for each question, from the row `top` on, under a row of titles; `chosen` is the index of the row
 *  under the cursor. `nowMs`: by the clock of the walk. */
export const logLines = (
  log: DnsLog,
  place: Readonly<{ top: number; chosen: number; height: number; width: number; hasFocus: boolean }>,
  nowMs: number,
  glyphs: Glyphs,
): Line[] => {
  const { top, chosen, height, width, hasFocus } = place;
  if (log.entries.length === 0) return [[segment('  DNS was asked nothing', 'dim')]];
  const entries = log.entries.slice(top, top + Math.max(0, height - 1));
  const rows = entries.map((entry) => cellsOf(entry, nowMs));
  const widths = measure(rows, width);
  const draw = (cells: Cells): Line =>
    [...widths].flatMap(([column, used]) => {
      const text = cells[column] ?? '';
      const fitted = rightAligned.has(column)
        ? [segment(text.padStart(used))]
        : fitLine([segment(text)], used, glyphs.ellipsis);
      return [...fitted, segment('  ')];
    });
  const restyled = (line: Line, style: Style): Line => [
    segment(line.map(({ text }) => text).join(''), style),
  ];
  return [
    restyled(fitLine([segment('  '), ...draw(titles)], width, glyphs.ellipsis), 'dim'),
    ...rows.map((cells, index): Line => {
      const entry = entries[index];
      const isChosen = hasFocus && top + index === chosen;
      const style = isChosen ? 'selected' : entry === undefined ? 'plain' : styleOf(entry);
      const line = [segment(isChosen ? `${glyphs.cursor} ` : '  '), ...draw(cells)];
      return restyled(fitLine(line, width, glyphs.ellipsis), style);
    }),
  ];
};
