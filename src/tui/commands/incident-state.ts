import type { ClaimComparison } from '../../claims/claim-comparison.ts';
import type { Resolver } from '../../dns/resolver.ts';
import { type Exploration, evaluationOf } from '../../exploration/exploration.ts';
import type { GroupOrder } from '../../intake/group-incidents.ts';
import type { Evaluation } from '../../spf/check-host.ts';
import type { CompareClaim, OpenClaim, ShownClaim } from '../state/claim.ts';
import { type FoundIncidents, type ListedIncident, listIncidents } from '../state/incident-list.ts';
import { memoizeLast } from '../state/memoize-last.ts';
import type { Suggestion } from '../state/screen-model.ts';
import type { Session } from '../state/session.ts';
import { activeClient, type ViewState } from '../state/view-state.ts';
import { clientOfCandidate } from './candidate-client.ts';

/** What was pasted or handed in, and which of it is on the screen. */
export type IncidentState = Readonly<{
  /** What the list shows; undefined where nothing was found yet. */
  found: () => FoundIncidents | undefined;
  setFound: (found: FoundIncidents) => void;
  listed: (order: GroupOrder) => readonly ListedIncident[];
  setClaim: (claim: OpenClaim | undefined) => void;
  /** The claim beside the check of its client; undefined while another one is looked at. */
  shown: (exploration: Exploration, view: ViewState) => ShownClaim | undefined;
  /** Another exploration is on the screen, or more is known of it. */
  follow: (exploration: Exploration, view: ViewState) => void;
}>;

/** What they need. `epochMs`: the time, in milliseconds since the epoch. */
export type IncidentDeps = Readonly<{
  epochMs: () => number;
  suggestions: readonly Suggestion[];
  compareClaim?: CompareClaim;
  resolve: Session['resolve'];
  /** Answers of an earlier time, while there are any to compare with. */
  older: () => Resolver | undefined;
  changed: () => void;
  fail: (error: unknown) => void;
}>;

/** The check of what is published, whatever is edited. */
const publishedCheck = (exploration: Exploration): Evaluation | undefined => {
  const { edits, published } = exploration;
  const own = edits.size === 0 ? exploration : published;
  return own && evaluationOf(own);
};

const isOf = (claim: OpenClaim, { domain }: Exploration, view: ViewState): boolean => {
  const { ip, helo, sender } = activeClient(view);
  const { client } = claim;
  return domain === claim.domain && ip === client.ip && helo === client.helo && sender === client.sender;
};

/** Nothing was found yet. */
export const createIncidentState = (deps: IncidentDeps): IncidentState => {
  let found: FoundIncidents | undefined;
  let claim: OpenClaim | undefined;
  let compared:
    | Readonly<{ evaluation: Evaluation; older: Resolver | undefined; result?: ClaimComparison }>
    | undefined;
  const list = memoizeLast((held: FoundIncidents, order: GroupOrder) =>
    listIncidents(
      held,
      order,
      (candidate) => clientOfCandidate(candidate, deps.suggestions).domain,
      deps.epochMs(),
    ),
  );
  const shownOf = memoizeLast(
    (
      held: OpenClaim,
      evaluation: Evaluation | undefined,
      comparison: ClaimComparison | undefined,
    ): ShownClaim => ({
      ...held,
      ...(evaluation === undefined ? {} : { ours: evaluation.result }),
      ...(comparison === undefined ? {} : { compared: comparison }),
    }),
  );

  return {
    found: () => found,
    setFound: (next) => {
      found = next;
    },
    listed: (order) => (found === undefined ? [] : list(found, order)),
    setClaim: (next) => {
      claim = next;
      compared = undefined;
    },
    shown: (exploration, view) => {
      if (claim === undefined || !isOf(claim, exploration, view)) return undefined;
      const evaluation = publishedCheck(exploration);
      const isOfThis = compared !== undefined && compared.evaluation === evaluation;
      return shownOf(claim, evaluation, isOfThis ? compared?.result : undefined);
    },
    follow: (exploration, view) => {
      const evaluation = publishedCheck(exploration);
      const { compareClaim } = deps;
      if (claim === undefined || compareClaim === undefined || evaluation === undefined) return;
      const older = deps.older();
      if (compared?.evaluation === evaluation && compared.older === older) return;
      if (!isOf(claim, exploration, view)) return;
      compared = { evaluation, older };
      const { candidate } = claim;
      const isCurrent = (): boolean => compared?.evaluation === evaluation && compared.older === older;
      compareClaim({ candidate, request: evaluation.request, evaluation }, deps, older).then(
        (result) => {
          if (!isCurrent()) return;
          compared = { evaluation, older, result };
          deps.changed();
        },
        (error: unknown) => {
          if (isCurrent()) deps.fail(error);
        },
      );
    },
  };
};
