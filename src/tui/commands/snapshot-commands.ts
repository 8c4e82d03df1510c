import type { ClientVerdict, ComparedSide, Comparison } from '../../comparison/compare-policies.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { editedResolver } from '../../exploration/edits.ts';
import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import type { Policy } from '../../policy/policy.ts';
import { recordOf } from '../../policy/policy-tree.ts';
import { walkPolicy } from '../../policy/walk-policy.ts';
import { escapeText } from '../../report/escape-text.ts';
import { describeVerdict } from '../../report/verdict.ts';
import { checkHost, type Evaluation } from '../../spf/check-host.ts';
import { formatIpAddress } from '../../spf/ip-address.ts';
import { fieldWith } from '../editing/text-field.ts';
import type { SnapshotComparison } from '../state/compared-tree.ts';
import type { Session } from '../state/session.ts';
import { type ViewState, withoutOverlay } from '../state/view-state.ts';

/** A snapshot that was read. `label`: in words that are safe to print; `takenAt`: when it was taken, to the minute. `compare`: two policies, and all that differs in
 *  lines that are safe to print. */
export type OpenedSnapshot = Readonly<{
  label: string;
  takenAt: string;
  resolver: Resolver;
  compare: (
    before: ComparedSide,
    after: ComparedSide,
  ) => Readonly<{ comparison: Comparison; lines: readonly string[] }>;
}>;

/** Reads a snapshot; rejects with a sentence that says why it can't be, safe to print. */
export type OpenSnapshot = (path: string) => Promise<OpenedSnapshot>;

/** What the comparison with a snapshot works with. */
export type SnapshotDeps = Readonly<{
  openSnapshot: OpenSnapshot;
  resolve: Session['resolve'];
  exploration: () => Exploration;
  getView: () => ViewState;
  setView: (view: ViewState) => void;
  say: (text: string, isTrouble?: boolean) => void;
  now: () => number;
  delay: (callback: () => void, ms: number) => () => void;
  changed: () => void;
  fail: (error: unknown) => void;
}>;

/** The comparison of what is explored with a snapshot. */
export type SnapshotDesk = Readonly<{
  /** The comparison, once it is made; undefined while there is none. */
  compared: () => SnapshotComparison | undefined;
  /** The snapshot's answers, while it is compared with. */
  resolver: () => Resolver | undefined;
  /** The key: asks for the file, or leaves the comparison. */
  toggle: () => void;
  /** Enter in the field. */
  open: (path: string) => void;
  /** Another exploration is on the screen, or more is known of it. */
  follow: (exploration: Exploration) => void;
}>;

/** How long answers rest before they are compared, in milliseconds. */
const restMs = 30;

const verdictOf = (evaluation: Evaluation): ClientVerdict => ({
  label: '',
  ip: formatIpAddress(evaluation.request.ip),
  result: evaluation.result,
  reason: describeVerdict(evaluation).sentence,
});

/** Whether a snapshot has an answer to the question for the record of the whole. */
const isKnown = (policy: Policy): boolean => {
  const record = recordOf(policy, policy.root);
  return record?.kind !== 'read' || record.answer.origin.kind !== 'snapshot';
};

/** Compared with nothing. */
export const snapshotCommands = (deps: SnapshotDeps): SnapshotDesk => {
  let opened: Readonly<{ snapshot: OpenedSnapshot; root: string; before: Policy }> | undefined;
  let compared: SnapshotComparison | undefined;
  let lastPath = '';
  let begun = 0;
  let cancel = (): void => {};
  let controller = new AbortController();
  let followed: Exploration | undefined;

  const stop = (): void => {
    begun++;
    cancel();
    controller.abort(new Error('another comparison took its place'));
    controller = new AbortController();
  };

  const leave = (): void => {
    stop();
    opened = undefined;
    compared = undefined;
  };

  const compare = async (exploration: Exploration): Promise<void> => {
    if (opened === undefined) return;
    const { snapshot, before } = opened;
    const { signal } = controller;
    const { policy, edits, request } = exploration;
    const resolver = editedResolver({ resolve: deps.resolve }, edits);
    // Both sides as they are for every client: a walk for one lacks what others ask.
    const after =
      request === undefined ? policy : await walkPolicy(policy.root, resolver, { now: deps.now, signal });
    const now = evaluationOf(exploration);
    const then = request && (await checkHost(request, snapshot.resolver, { signal }));
    if (signal.aborted) return;
    const made = snapshot.compare(
      { policy: before, verdicts: then === undefined ? [] : [verdictOf(then)] },
      { policy: after, verdicts: now === undefined ? [] : [verdictOf(now)] },
    );
    compared = {
      ...made,
      takenAt: snapshot.takenAt,
      before,
      ...(then === undefined ? {} : { resultThen: then.result }),
      ...(now === undefined ? {} : { resultNow: now.result }),
    };
    deps.changed();
  };

  const isWhole = ({ policy, request, check, invalidReason }: Exploration): boolean =>
    policy.isComplete && invalidReason === undefined && (request === undefined || check?.kind === 'done');

  const plan = (exploration: Exploration): void => {
    stop();
    if (!isWhole(exploration)) return;
    const { signal } = controller;
    cancel = deps.delay(() => {
      compare(exploration).catch((error: unknown) => {
        if (!signal.aborted) deps.fail(error);
      });
    }, restMs);
  };

  const open = async (path: string): Promise<void> => {
    leave();
    const own = begun;
    const { signal } = controller;
    deps.say('reading the snapshot …');
    const snapshot = await deps.openSnapshot(path);
    const { root } = deps.exploration().policy;
    const before = await walkPolicy(root, snapshot.resolver, { now: deps.now, signal });
    if (own !== begun) return;
    if (!isKnown(before)) {
      deps.say(`${snapshot.label} has no answer for ${escapeText(root)}`, true);
      return;
    }
    opened = { snapshot, root, before };
    deps.setView(withoutOverlay(deps.getView()));
    deps.say('');
    plan(deps.exploration());
  };

  return {
    compared: () => compared,
    resolver: () => opened?.snapshot.resolver,
    toggle: () => {
      if (opened !== undefined) {
        leave();
        deps.say('compared with the snapshot no longer');
        return;
      }
      const view = deps.getView();
      deps.setView({ ...view, overlay: { kind: 'snapshot', field: fieldWith(lastPath) } });
    },
    open: (path) => {
      lastPath = path;
      const { signal } = controller;
      open(path).then(deps.changed, (error: unknown) => {
        if (signal.aborted && opened !== undefined) return;
        deps.say(error instanceof Error ? error.message : String(error), true);
        deps.changed();
      });
    },
    follow: (exploration) => {
      if (opened === undefined) return;
      if (exploration.policy.root !== opened.root) {
        leave();
        return;
      }
      const isSame = followed?.policy === exploration.policy && followed.check === exploration.check;
      followed = exploration;
      if (!isSame) plan(exploration);
    },
  };
};
