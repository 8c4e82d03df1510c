import type { Candidate } from '../../intake/candidate.ts';
import { createGrouping, type GroupOrder } from '../../intake/group-incidents.ts';
import type { OtherHop } from '../../intake/other-hops.ts';

/** What a text was found to hold. `borders`: of candidates of a message with several hops, why theirs is the client to
 *  judge. */
export type FoundIncidents = Readonly<{
  candidates: readonly Candidate[];
  hops: readonly OtherHop[];
  borders: ReadonlyMap<Candidate, string>;
}>;

/** A row of the list: all that speaks of one check, or a hop of a message that its reader may know to be the border.
 *  `domain`: the one that is explored for it. */
export type ListedIncident = Readonly<{
  candidate: Candidate;
  domain: string | undefined;
  count: number;
  hop?: OtherHop['hop'];
}>;

/** The orders of the list, as one key goes through them. */
export const groupOrders: readonly GroupOrder[] = ['count', 'domain', 'time'];

/** More groups than anybody goes through. */
const mostGroups = 2000;

/** The rows of the list: first what the text claims, of a message what its border saw; then the other hops. `domainOf`:
 *  what is explored for a candidate. `nowMs`: milliseconds since the epoch, for times without a year. */
export const listIncidents = (
  { candidates, hops }: FoundIncidents,
  order: GroupOrder,
  domainOf: (candidate: Candidate) => string | undefined,
  nowMs: number,
): readonly ListedIncident[] => {
  const grouping = createGrouping(mostGroups);
  for (const candidate of candidates) grouping.add(candidate, '');
  const groups = grouping
    .groups(order, nowMs)
    .map(({ candidate, count }): ListedIncident => ({ candidate, domain: domainOf(candidate), count }));
  return [
    ...groups,
    ...hops.map(
      ({ candidate, hop }): ListedIncident => ({ candidate, domain: domainOf(candidate), count: 1, hop }),
    ),
  ];
};
