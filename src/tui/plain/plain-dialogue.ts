import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import { canWalkOn } from '../../policy/policy.ts';
import { viewTree } from '../state/tree-view.ts';
import { plainCommands, readPlainCommand } from './plain-commands.ts';
import { moveInRows } from './plain-rows.ts';
import { contextOf, describePlainAnswer, describePlainFix, listPlainRows } from './plain-sentences.ts';
import type { PlainAnswer, PlainState, PlainStep } from './plain-state.ts';

const answerOf = (exploration: Exploration): PlainAnswer => {
  const result = evaluationOf(exploration)?.result;
  return { lines: describePlainAnswer(exploration), ...(result === undefined ? {} : { result }) };
};

const isDone = (exploration: Exploration): boolean =>
  exploration.request === undefined
    ? exploration.policy.isComplete || exploration.invalidReason !== undefined
    : evaluationOf(exploration) !== undefined;

/** The newest answer of a dialogue, where there is one. */
const answerBefore = ({ exploration, said }: PlainState): Pick<PlainState['said'], 'before'> => {
  if (exploration !== undefined && isDone(exploration)) return { before: answerOf(exploration) };
  return said.before === undefined ? {} : { before: said.before };
};

/** The answer, as far as the one before was another: its first line always. */
const describeChange = (exploration: Exploration, before: PlainAnswer | undefined): string[] => {
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
  const said = isNewRun
    ? {
        answer: false,
        tree: !isNewDomain && state.said.tree,
        fix: false,
        ...(isNewDomain ? {} : answerBefore(state)),
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
    const { rows } = viewTree(exploration, moved.opened, undefined);
    if (rows.length > 1) lines.push('The policy:', ...listPlainRows(rows, contextOf(exploration, nowMs)));
    now.tree = true;
  }
  return { state: { ...moved, said: now }, lines };
};

const helpLines = (): string[] =>
  plainCommands.map(
    ({ name, argument, help }) => `${argument === undefined ? name : `${name} ${argument}`}: ${help}.`,
  );

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
