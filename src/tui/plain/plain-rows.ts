import { asciiLowerCase, type DomainName } from '../../dns/resolver.ts';
import type { Exploration } from '../../exploration/exploration.ts';
import { count } from '../../report/describe-cause.ts';
import { escapeOctets } from '../../report/escape-text.ts';
import { rowText, type TreeRow, treeRows } from '../../report/tree-rows.ts';
import { type NodePath, parentPath } from '../../spf/trace.ts';
import { detailLines } from '../panes/detail-pane.ts';
import { findCursor, viewTree } from '../state/tree-view.ts';
import type { PlainCommand } from './plain-commands.ts';
import { contextOf, describePlainRow, listPlainRows } from './plain-sentences.ts';
import type { PlainState, PlainStep } from './plain-state.ts';

/** The rows of the whole policy, the record of each domain where it first stands. */
const searchRows = ({ policy }: Exploration): TreeRow[] => {
  const opened = new Set<DomainName>();
  return treeRows(policy, {
    isOpen: (_path, _depth, leadsTo) => {
      const key = asciiLowerCase(leadsTo);
      if (opened.has(key)) return false;
      opened.add(key);
      return true;
    },
  });
};

const isHit = (row: TreeRow, wanted: string): boolean => {
  const text = row.kind === 'root' ? escapeOctets(row.domain) : rowText(row);
  // As in less: capitals in what is wanted make case count.
  return /[A-Z]/.test(wanted) ? text.includes(wanted) : text.toLowerCase().includes(wanted);
};

const pathsAbove = (path: NodePath): NodePath[] =>
  path === '' ? [] : [parentPath(path), ...pathsAbove(parentPath(path))];

const find = (
  state: PlainState,
  exploration: Exploration,
  cursor: NodePath,
  text: string,
): PlainState | undefined => {
  const searched = text === '' ? state.searched : text;
  const rows = searchRows(exploration);
  const here = rows.findIndex(({ path }) => path === cursor);
  const round = [...rows.slice(here + 1), ...rows.slice(0, here + 1)];
  const hit = searched === '' ? undefined : round.find((row) => isHit(row, searched));
  if (hit === undefined) return undefined;
  const opened = new Map(state.opened);
  for (const path of pathsAbove(hit.path)) opened.set(path, true);
  return { ...state, searched, opened, cursor: hit.path };
};

/** Columns of a detail: wide enough for nearly all lines to stay whole. */
const detailWidth = 400;

/** More lines than anybody listens to; an explanation may have a million characters. */
const mostDetailLines = 300;

const detailOf = (exploration: Exploration, cursor: NodePath, nowMs: number): string[] => {
  const lines = detailLines({ exploration, context: contextOf(exploration, nowMs), cursor }, detailWidth)
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .filter((text) => text !== '');
  const left = lines.length - mostDetailLines;
  return left <= 0 ? lines : [...lines.slice(0, mostDetailLines), `${count(left, 'further line')} left out.`];
};

type Motion = 'next' | 'previous' | 'first' | 'last';

const moveTo = (motion: Motion, index: number, total: number): number => {
  const targets: Readonly<Record<Motion, number>> = {
    next: index + 1,
    previous: index - 1,
    first: 0,
    last: total - 1,
  };
  return targets[motion];
};

const edges: Readonly<Partial<Record<Motion, string>>> = {
  next: 'This is the last row.',
  previous: 'This is the first row.',
};

/** What a command about the rows does and says; any other says where one is. `nowMs`: by the clock of the walk. */
export const moveInRows = (
  state: PlainState,
  exploration: Exploration,
  command: PlainCommand,
  nowMs: number,
): PlainStep => {
  const { rows, paths, indexes } = viewTree(exploration, state.opened, undefined);
  const cursor = findCursor(exploration, state.cursor, indexes);
  const index = indexes.get(cursor) ?? 0;
  const row = rows[index];
  const say = (moved: PlainState): PlainStep => {
    const view = viewTree(exploration, moved.opened, undefined);
    const path = findCursor(exploration, moved.cursor, view.indexes);
    const at = view.indexes.get(path) ?? 0;
    const target = view.rows[at];
    if (target === undefined) return { state, lines: ['There are no rows yet.'] };
    const line = describePlainRow(target, at, view.rows.length, contextOf(exploration, nowMs));
    return { state: { ...moved, cursor: path }, lines: [line] };
  };
  const stay = (line: string): PlainStep => ({ state, lines: [line] });
  switch (command.kind) {
    case 'next':
    case 'previous':
    case 'first':
    case 'last': {
      const path = paths[moveTo(command.kind, index, paths.length)];
      return path === undefined ? stay(edges[command.kind] ?? '') : say({ ...state, cursor: path });
    }
    case 'go': {
      const path = paths[command.row - 1];
      return path === undefined ? stay(`There are ${paths.length} rows.`) : say({ ...state, cursor: path });
    }
    case 'parent':
      return cursor === '' ? stay('This is the first row.') : say({ ...state, cursor: parentPath(cursor) });
    case 'open':
    case 'close': {
      if (row === undefined || !row.isExpandable) return stay('There is nothing to open here.');
      if (row.isOpen === (command.kind === 'open'))
        return stay(`It is ${row.isOpen ? 'open' : 'closed'} already.`);
      return say({ ...state, cursor, opened: new Map(state.opened).set(cursor, command.kind === 'open') });
    }
    case 'find': {
      const found = find(state, exploration, cursor, command.text);
      return found === undefined ? stay('Nothing is found.') : say(found);
    }
    case 'tree':
      return { state, lines: listPlainRows(rows, contextOf(exploration, nowMs)) };
    case 'detail':
      return { state: { ...state, cursor }, lines: detailOf(exploration, cursor, nowMs) };
    default:
      return say({ ...state, cursor });
  }
};
