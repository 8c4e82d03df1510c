import { listAnswer } from '../../report/describe-answer.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeOctets } from '../../report/escape-text.ts';
import { formatLookups } from '../../report/row-status.ts';
import type { TreeRow } from '../../report/tree-rows.ts';
import type { Line, Style } from '../drawing/styled-line.ts';
import type { ComparedTree, RowChange, SnapshotComparison } from '../state/compared-tree.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { labelledLines } from './labelled-lines.ts';
import { heading, paragraph } from './paragraph.ts';

/** What stands before a row: ASCII, so that it is the same in every terminal. */
const signs: Readonly<Record<RowChange['kind'], readonly [sign: string, style: Style]>> = {
  added: ['+', 'added'],
  changed: ['~', 'changed'],
  below: ['*', 'changed'],
};

/** What the signs mean, for the frame of the tree. */
export const signsLegend = '+ new  ~ changed  - gone  * changed below';

/** The sign of a row, and its look. */
export const signOf = (row: TreeRow, tree: ComparedTree): readonly [sign: string, style: Style] => {
  if (row.kind === 'lost') return ['-', 'removed'];
  const change = tree.changeOf(row);
  return change === undefined ? [' ', 'plain'] : signs[change.kind];
};

const change = (label: string, before: string | number, after: string | number): string[] =>
  before === after ? [] : [`${label}${before} → ${after}`];

const numbers = (label: string, added: number, removed: number): string[] => {
  const parts = [...(added === 0 ? [] : [`+${added}`]), ...(removed === 0 ? [] : [`-${removed}`])];
  return parts.length === 0 ? [] : [`${label} ${parts.join(' ')}`];
};

/** What a comparison comes to, in a line: the verdict then and now, what it costs, and how much changed. */
const summary = ({ comparison, resultThen: then, resultNow: now }: SnapshotComparison): string => {
  const { records, spending, networks, problems, isSame, answers, unknown } = comparison;
  const terms = records.reduce((sum, record) => sum + record.terms.length, 0);
  const verdict =
    then === undefined || now === undefined ? [] : [then === now ? `${now} then as now` : `${then} → ${now}`];
  const missing =
    unknown.length === 0 ? [] : [`${count(unknown.length, 'question')} of now it has no answer to`];
  if (isSame) return ['nothing has changed', ...verdict, ...missing].join('; ');
  return [
    ...verdict,
    ...(spending === undefined
      ? []
      : change('lookups ', formatLookups(spending.before.lookups), formatLookups(spending.after.lookups))),
    ...(records.length === 0
      ? []
      : [`${count(records.length, 'record')} changed${terms === 0 ? '' : `, ${count(terms, 'term')}`}`]),
    ...(records.length === 0 && answers.length > 0 ? [`${count(answers.length, 'answer')} changed`] : []),
    ...numbers('networks that pass', networks.added.length, networks.removed.length),
    ...numbers('problems', problems.added.length, problems.removed.length),
    ...missing,
  ].join('; ');
};

/** What has changed since the snapshot, for the answer. */
export const sinceLines = (model: ScreenModel): Line[] => {
  const { compared } = model;
  if (compared === undefined) return [];
  const style = compared.resultThen !== compared.resultNow ? 'strong' : 'plain';
  return labelledLines('since', `${compared.takenAt}: ${summary(compared)}`, 2, model, style);
};

/** All that has changed since the snapshot, for the detail of the whole. */
export const comparedDetail = (compared: SnapshotComparison | undefined, width: number): Line[] =>
  compared === undefined
    ? []
    : [
        ...heading(`Since ${compared.takenAt}`),
        ...(compared.comparison.isSame ? paragraph('Nothing has changed.', width) : []),
        ...compared.lines.slice(0, mostLines).flatMap((line) => paragraph(line, width, 'plain', 4)),
        ...(compared.lines.length > mostLines
          ? paragraph(`and ${compared.lines.length - mostLines} lines more: spfx diff has them`, width, 'dim')
          : []),
        [],
      ];

/** More than anybody reads in a pane. */
const mostLines = 500;

/** What became of a row since the snapshot, for its detail. */
export const changeDetail = (rowChange: RowChange | undefined, width: number): Line[] => {
  switch (rowChange?.kind) {
    case undefined:
      return [];
    case 'added':
      return paragraph('NEW  The snapshot does not have it.', width, 'added');
    case 'below':
      return paragraph('CHANGED BELOW  What it leads to is not as in the snapshot.', width, 'changed');
    case 'changed':
      return [
        ...(rowChange.was === undefined
          ? []
          : paragraph(`CHANGED  In the snapshot: ${escapeOctets(rowChange.was)}`, width, 'changed', 2)),
        ...rowChange.answers.flatMap((answer) => [
          ...paragraph(
            `CHANGED  ${answer.question.type} ${escapeOctets(answer.question.name)} in the snapshot:`,
            width,
            'changed',
            2,
          ),
          ...(answer.records.length === 0
            ? paragraph(`    ${answer.outcome}`, width, 'dim', 6)
            : listAnswer(answer).flatMap((line) => paragraph(`    ${line}`, width, 'dim', 6))),
        ]),
      ];
  }
};
