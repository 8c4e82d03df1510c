import { asciiLowerCase, type DomainName } from '../dns/resolver.ts';
import { type Exploration, evaluationOf } from '../exploration/exploration.ts';
import { canWalkOn } from '../policy/policy.ts';
import { escapeOctets } from '../report/escape-text.ts';
import { type TreeRow, treeRows } from '../report/tree-rows.ts';
import type { SpfResult } from '../spf/result.ts';
import { type NodePath, parentPath } from '../spf/trace.ts';
import { detailLines } from './detail-pane.ts';
import { type PlainCommand, plainCommands, readPlainCommand } from './plain-commands.ts';
import {
  contextOf,
  describePlainAnswer,
  describePlainFix,
  describePlainRow,
  listPlainRows,
} from './plain-sentences.ts';
import { findCursor, viewTree } from './tree-view.ts';

/** A client as it was typed; all empty where there is none. */
export type PlainClient = Readonly<{ ip: string; helo: string; sender: string }>;

/** What was answered: the result, where there was a client, and the lines. */
type Answer = Readonly<{ result?: SpfResult; lines: readonly string[] }>;

const answerOf = (exploration: Exploration): Answer => {
  const result = evaluationOf(exploration)?.result;
  return { lines: describePlainAnswer(exploration), ...(result === undefined ? {} : { result }) };
};

/** The dialogue so far. `exploration` is undefined until a domain is named. `said`: what of the newest run was told of
 *  its own accord, and the answer of the run before it, if that was about the same domain. */
export type PlainState = Readonly<{
  exploration?: Exploration;
  client: PlainClient;
  opened: ReadonlyMap<NodePath, boolean>;
  cursor?: NodePath;
  searched: string;
  said: Readonly<{ answer: boolean; tree: boolean; fix: boolean; before?: Answer }>;
}>;

/** What a command asks of the world outside. */
export type PlainEffect =
  | Readonly<{ kind: 'explore'; domain: string; client: PlainClient }>
  | Readonly<{ kind: 'requery' | 'more' | 'quit' }>;

/** What became of the dialogue, and the lines to print, all safe and of any length. */
export type PlainStep = Readonly<{ state: PlainState; lines: readonly string[]; effect?: PlainEffect }>;

/** A dialogue in which nothing has been said. */
export const startPlain = (client: PlainClient): PlainState => ({
  client,
  opened: new Map(),
  searched: '',
  said: { answer: false, tree: false, fix: false },
});

const isDone = (exploration: Exploration): boolean =>
  exploration.request === undefined
    ? exploration.policy.isComplete || exploration.invalidReason !== undefined
    : evaluationOf(exploration) !== undefined;

/** The answer, as far as the one before was another: its first line always. */
const describeChange = (exploration: Exploration, before: Answer | undefined): string[] => {
  const { result, lines } = answerOf(exploration);
  const [first = '', ...rest] = lines;
  const done = result === undefined ? '' : 'The check is done. ';
  const known = before?.result === undefined || result === undefined ? undefined : before.result;
  const change = known === undefined ? '' : known === result ? ' As before.' : ` Before: ${known}.`;
  return [`${done}${first}${change}`, ...rest.filter((line) => !before?.lines.includes(line))];
};

/** Takes in what an exploration has come to, and says what nobody has to ask for, once: the answer, the tree of a
 *  domain that is new, a fix. */
export const noticeExploration = (state: PlainState, exploration: Exploration, nowMs: number): PlainStep => {
  const before = state.exploration;
  const isNewRun = before?.startedAtMs !== exploration.startedAtMs;
  const isNewDomain = before?.domain !== exploration.domain;
  const known = before !== undefined && isDone(before) ? answerOf(before) : state.said.before;
  const said = isNewRun
    ? {
        answer: false,
        tree: !isNewDomain && state.said.tree,
        fix: false,
        ...(isNewDomain || known === undefined ? {} : { before: known }),
      }
    : state.said;
  const { cursor: _, ...kept } = state;
  const moved: PlainState = isNewDomain
    ? { ...kept, opened: new Map(), searched: '', exploration, said }
    : { ...state, exploration, said };
  const lines: string[] = [];
  const now = { ...said };
  if (!said.answer && isDone(exploration)) {
    lines.push(...describeChange(exploration, said.before));
    now.answer = true;
    now.fix = exploration.fix !== undefined;
  }
  if (now.answer && !now.fix && exploration.fix !== undefined) {
    lines.push(...describePlainFix(exploration));
    now.fix = true;
  }
  if (now.answer && !now.tree && exploration.policy.isComplete) {
    const { rows } = viewTree(exploration, moved.opened);
    if (rows.length > 1) lines.push('The policy:', ...listPlainRows(rows, contextOf(exploration, nowMs)));
    now.tree = true;
  }
  return { state: { ...moved, said: now }, lines };
};

/** The rows of the whole policy, the record of each domain where it first stands. */
const searchRows = ({ policy }: Exploration): TreeRow[] => {
  const opened = new Set<DomainName>();
  return treeRows(policy, (_path, _depth, leadsTo) => {
    const key = asciiLowerCase(leadsTo);
    if (opened.has(key)) return false;
    opened.add(key);
    return true;
  });
};

const isHit = (row: TreeRow, wanted: string): boolean => {
  const text = escapeOctets(row.kind === 'root' ? row.domain : row.term.term.text);
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

const helpLines = (): string[] =>
  plainCommands.map(
    ({ name, argument, help }) => `${argument === undefined ? name : `${name} ${argument}`}: ${help}.`,
  );

/** Wider than any line, so that none is broken. */
const unbroken = 1_000_000;

const detailOf = (exploration: Exploration, cursor: NodePath, nowMs: number): string[] =>
  detailLines({ exploration, context: contextOf(exploration, nowMs), cursor }, unbroken)
    .map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    )
    .map((text) => text.replace(/: s simulates one\.$/, ': "client" names one.'))
    .filter((text) => text !== '');

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

/** What a command about the rows does. */
const moveInRows = (
  state: PlainState,
  exploration: Exploration,
  command: PlainCommand,
  nowMs: number,
): PlainStep => {
  const { rows, paths } = viewTree(exploration, state.opened);
  const cursor = findCursor(exploration, state.cursor, paths);
  const index = Math.max(0, paths.indexOf(cursor));
  const row = rows[index];
  const say = (moved: PlainState): PlainStep => {
    const view = viewTree(exploration, moved.opened);
    const path = findCursor(exploration, moved.cursor, view.paths);
    const at = Math.max(0, view.paths.indexOf(path));
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

/** What a line typed does and says. An empty line says where one is. `nowMs`: by the clock of the walk. */
export const answerPlain = (state: PlainState, line: string, nowMs: number): PlainStep => {
  const command = readPlainCommand(line);
  const { exploration } = state;
  switch (command.kind) {
    case 'unknown':
      return { state, lines: [command.problem] };
    case 'help':
      return { state, lines: helpLines() };
    case 'quit':
      return { state, lines: [], effect: { kind: 'quit' } };
    case 'domain': {
      const { client } = state;
      return { state, lines: [], effect: { kind: 'explore', domain: command.name, client } };
    }
  }
  if (exploration === undefined) return { state, lines: ['No domain is named yet: domain example.com.'] };
  switch (command.kind) {
    case 'answer':
      return { state, lines: describePlainAnswer(exploration) };
    case 'client': {
      const client = { ip: command.ip, helo: command.helo, sender: command.sender };
      return {
        state: { ...state, client },
        lines: [],
        effect: { kind: 'explore', domain: exploration.domain, client },
      };
    }
    case 'requery':
      return { state, lines: [], effect: { kind: 'requery' } };
    case 'more':
      return canWalkOn(exploration.policy)
        ? { state, lines: [], effect: { kind: 'more' } }
        : { state, lines: ['The walk did not stop at a limit that can be raised.'] };
    default:
      return moveInRows(state, exploration, command, nowMs);
  }
};
