import { ledToDomain, recordOf, termAt } from '../../policy/policy-tree.ts';
import { escapeText } from '../../report/escape-text.ts';
import { spendsLookup } from '../../spf/record.ts';
import { type NodePath, parentPath, termPath } from '../../spf/trace.ts';
import { revealNode } from '../state/tree-moves.ts';
import type { Place } from '../state/view-state.ts';
import type { Desk } from './desk.ts';

/** Term indexes of a path, for its order in the tree; a term that was taken out stands before the one of its index. */
const steps = (path: NodePath): number[] =>
  path === '' ? [] : path.split('.').map((step) => Number(step.replace(/^[xs]/, '')));

/** Whether a node comes behind another one in the tree. */
const isBehind = (path: NodePath, other: NodePath): boolean => {
  const [one, two] = [steps(path), steps(other)];
  for (const [index, step] of one.entries()) {
    const than = two[index];
    if (than === undefined) return true;
    if (step !== than) return step > than;
  }
  return false;
};

/** Puts the cursor on any node of the tree. All that it lies under is opened; a filter that hides it is ended. */
export const goToNode = (desk: Desk, path: NodePath): void => {
  const view = revealNode(desk.getView(), path);
  desk.setView(view);
  if (desk.cursor() !== path) desk.setView({ ...view, filter: 'all' });
};

/** The commands that look for terms. */
export const searchCommands = (desk: Desk) => {
  const go = (path: NodePath): void => goToNode(desk, path);

  const find = (direction: 1 | -1, times: number, from: NodePath, mayStay: boolean): boolean => {
    const paths = desk.hits()?.paths ?? [];
    if (paths.length === 0) return false;
    const ahead = paths.findIndex((path) => isBehind(path, from) || (mayStay && path === from));
    const isHere = !mayStay && paths.includes(from);
    const first = ahead === -1 ? paths.length : ahead;
    const start = direction === 1 ? first : first - 1 - (isHere ? 1 : 0);
    const index = start + direction * (times - 1);
    // Behind the last one it goes on at the first.
    go(paths[((index % paths.length) + paths.length) % paths.length] ?? '');
    return true;
  };

  return {
    next: (direction: 1 | -1, times = 1): void => {
      const { search } = desk.getView();
      if (search === undefined) desk.say('nothing was searched yet: / searches');
      else if (!find(direction, times, desk.cursor(), false))
        desk.say(`"${escapeText(search)}" is nowhere in the tree`, true);
    },

    /** The search as it is typed: the nearest hit from where it began. What was opened for other hits on the way is
     *  closed again. */
    typed: (from: Place): void => {
      const { cursor: _, ...view } = desk.getView();
      desk.setView({ ...view, ...from });
      find(1, 1, from.cursor ?? desk.cursor(), true);
    },

    /** From one term of the record to the next by what they cost, the dearest first. */
    costliest: (): void => {
      const { policy } = desk.session.exploration();
      const record = recordOf(policy, policy.root);
      const costs = desk.derived.costs(policy);
      const cursor = desk.cursor();
      const recordPath = cursor === '' ? '' : parentPath(cursor);
      const term = recordPath === '' ? undefined : termAt(policy, recordPath);
      const domain = term && ledToDomain(term);
      const here = domain === undefined ? record : recordOf(policy, domain);
      const ranked = (here?.terms ?? [])
        .map((policyTerm, index) => ({
          path: termPath(recordPath, index),
          isCostly: spendsLookup(policyTerm.term) && policyTerm.dead === undefined,
          lookups: costs.whole(policyTerm).lookups,
        }))
        .filter(({ isCostly }) => isCostly)
        .toSorted((one, other) => other.lookups - one.lookups);
      const at = ranked.findIndex(({ path }) => path === cursor);
      const next = ranked[(at + 1) % Math.max(1, ranked.length)];
      if (next === undefined) desk.say('no term of this record costs a lookup');
      else go(next.path);
    },
  };
};
