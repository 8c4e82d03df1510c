import { escapeOctets } from '../../report/escape-text.ts';
import { isSpfRecord, parseRecord } from '../../spf/parse-record.ts';
import type { Qualifier, SpfRecord, Term } from '../../spf/record.ts';
import type { Span } from '../../spf/span.ts';
import { type Line, type Segment, type Style, segment } from '../drawing/styled-line.ts';
import { type RecordRow, rowAt, wrapRecord } from '../editing/record-rows.ts';
import type { TextArea } from '../editing/text-area.ts';

/** A record under edit as it is drawn. `record`: as read, its diagnostics with it; undefined as long as the text does
 *  not begin with `v=spf1` and a space (RFC 7208 §4.5). `caretLine`: the index of the line that holds the caret.
 *  `strings`: how many TXT strings of at most 255 octets it takes. */
export type RecordPicture = Readonly<{
  lines: readonly Line[];
  caretLine: number;
  octets: number;
  strings: number;
  record?: SpfRecord;
}>;

const qualifierStyles: Readonly<Record<Qualifier, Style>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'warn',
  '?': 'strong',
};

const styleOfTerm = (term: Term): Style => {
  if (term.kind === 'invalid') return 'fail';
  return term.kind === 'modifier' ? 'accent' : qualifierStyles[term.qualifier];
};

type StyledSpan = Readonly<{ span: Span; style: Style }>;

/** The spans of a record that have a look of their own, in its order. */
const styleRecord = (record: SpfRecord): StyledSpan[] => [
  { span: { start: 0, end: 'v=spf1'.length }, style: 'dim' },
  ...record.terms.map((term) => ({ span: term.span, style: styleOfTerm(term) })),
];

/** A text that is no SPF record: its first word is wrong, unless more typing may mend it. */
const styleOther = (text: string): StyledSpan[] => {
  const end = /^[^ ]*/.exec(text)?.[0].length ?? 0;
  const isBegun = 'v=spf1'.startsWith(text.toLowerCase());
  return [{ span: { start: 0, end }, style: isBegun ? 'dim' : 'fail' }];
};

/** The octets from `start` to `end` in the looks of the spans that meet them. */
const drawOctets = (text: string, start: number, end: number, spans: readonly StyledSpan[]): Segment[] => {
  const drawn: Segment[] = [];
  let at = start;
  const draw = (to: number, style: Style): void => {
    const stop = Math.min(to, end);
    if (stop > at) drawn.push(segment(escapeOctets(text.slice(at, stop)), style));
    at = Math.max(at, stop);
  };
  for (const { span, style } of spans) {
    draw(span.start, 'plain');
    draw(span.end, style);
  }
  draw(end, 'plain');
  return drawn;
};

const drawRow = (text: string, row: RecordRow, spans: readonly StyledSpan[], caret: number): Line => {
  if (caret < row.start || caret > row.end) return drawOctets(text, row.start, row.end, spans);
  const behind = Math.min(caret + 1, row.end);
  return [
    ...drawOctets(text, row.start, caret, spans),
    segment(caret < row.end ? escapeOctets(text.slice(caret, behind)) : ' ', 'caret'),
    ...drawOctets(text, behind, row.end, spans),
  ];
};

/** Signs under what is wrong in a row, or nothing where all is right. An error of no length is one column wide. */
const drawMarks = (row: RecordRow, errors: readonly Span[], pointer: string): Line[] => {
  const marks: Segment[] = [];
  let column = 0;
  for (const { start, end } of errors) {
    const from = Math.max(column, row.columnOf(Math.max(start, row.start)));
    const to = Math.max(row.columnOf(Math.min(Math.max(end, start + 1), row.end)), from);
    const length = to - from;
    if (length === 0) continue;
    marks.push(segment(' '.repeat(from - column)), segment(pointer.repeat(length), 'fail'));
    column = to;
  }
  return marks.length === 0 ? [] : [marks];
};

/** Gives, for one row after the other, the spans that meet it. Both are in order. */
const meetRows = <Item>(items: readonly Item[], spanOf: (item: Item) => Span) => {
  let first = 0;
  return ({ start, end }: Span): Item[] => {
    const met: Item[] = [];
    for (let index = first; index < items.length; index++) {
      const item = items[index];
      if (item === undefined) break;
      const span = spanOf(item);
      if (span.start >= end) break;
      if (Math.max(span.end, span.start + 1) > start) met.push(item);
      else if (met.length === 0) first = index + 1;
    }
    return met;
  };
};

/** Draws a record under edit in rows of at most `width` columns (8 at least): each term in the look of what it is, the
 *  caret as a segment of its own, and signs under what is wrong. What is no visible ASCII stands as `\xHH`.
 *  `pointer`: the sign, one column. Takes time in proportion to the record. */
export const drawRecord = (
  { text, caret }: Pick<TextArea, 'text' | 'caret'>,
  width: number,
  pointer: string,
): RecordPicture => {
  const rows = wrapRecord(text, width);
  const caretRow = rowAt(rows, caret);
  const record = isSpfRecord(text) ? parseRecord([text]) : undefined;
  const spans = record === undefined ? styleOther(text) : styleRecord(record);
  const errors =
    record === undefined
      ? spans.flatMap(({ span, style }) => (style === 'fail' ? [span] : []))
      : record.diagnostics.flatMap(({ severity, span }) => (severity === 'error' ? [span] : []));
  const spansIn = meetRows(spans, ({ span }) => span);
  const errorsIn = meetRows(errors, (span) => span);
  const lines: Line[] = [];
  let caretLine = 0;
  for (const [index, row] of rows.entries()) {
    if (index === caretRow) caretLine = lines.length;
    lines.push(drawRow(text, row, spansIn(row), index === caretRow ? caret : -1));
    lines.push(...drawMarks(row, errorsIn(row), pointer));
  }
  return {
    lines,
    caretLine,
    octets: text.length,
    strings: Math.max(1, Math.ceil(text.length / 255)),
    ...(record === undefined ? {} : { record }),
  };
};
