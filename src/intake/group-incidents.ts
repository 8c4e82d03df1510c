import type { Candidate, ClaimedTime } from './candidate.ts';
import { judgedDomain } from './check-of.ts';
import { orderingTime } from './ordering-time.ts';

/** All that speaks of one check: the same domain, identity and client, and the same claimed result. `candidate` is the
 *  first that was seen, `source` where it was read from. `count`: messages; a line of a report stands for several.
 *  `latest`: the time of the last one. `hasOtherSenders`, `hasOtherHelos`: the others are not all of the first one's
 *  mailbox or HELO name. */
export type IncidentGroup = Readonly<{
  candidate: Candidate;
  source: string;
  domain: string | undefined;
  count: number;
  latest: ClaimedTime | undefined;
  hasOtherSenders: boolean;
  hasOtherHelos: boolean;
}>;

/** The most frequent first, the latest first, or by the name of the domain. */
export type GroupOrder = 'count' | 'time' | 'domain';

/** What did not fit: groups that were let go, and the messages that they had by then. One that comes again is counted
 *  from then on. */
export type Forgotten = Readonly<{ groups: number; messages: number }>;

/** Groups as they grow. */
export type Grouping = Readonly<{
  add: (candidate: Candidate, source: string) => void;
  /** All groups; those that are equal in the order stand as they were first seen. */
  groups: (order: GroupOrder, nowMs: number) => readonly IncidentGroup[];
  forgotten: () => Forgotten;
}>;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
type OpenGroup = Mutable<IncidentGroup> & { lastAt: number };

/** A report's count is the sender's word for it. */
const mostCount = 1e9;

const countOf = ({ facts }: Candidate): number => {
  const text = facts?.count;
  return text !== undefined && /^\d{1,10}$/.test(text) ? Math.min(Number(text), mostCount) : 1;
};

const keyOf = (candidate: Candidate, domain: string | undefined): string => {
  const { clientIp, result = '', identity } = candidate;
  const client = clientIp === undefined ? '' : clientIp.octets.join('.');
  return `${client} ${result} ${identity === 'helo' ? 'h' : ''} ${domain ?? ''}`;
};

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Groups with at most `most` of them at any time, so that no log fills the memory. Beyond that, half of them are let
 *  go: first those that passed and were seen least, of them the oldest; then others that were seen least. */
export const createGrouping = (most: number): Grouping => {
  const groups = new Map<string, OpenGroup>();
  let added = 0;
  const forgotten = { groups: 0, messages: 0 };

  const makeRoom = (): void => {
    const wanted = Math.floor(most / 2);
    for (let seen = 1; groups.size > wanted; seen *= 2)
      for (const isOfPassed of [true, false])
        for (const [key, { candidate, count }] of groups) {
          if (groups.size <= wanted) break;
          if (count > seen || (isOfPassed && candidate.result !== 'pass')) continue;
          groups.delete(key);
          forgotten.groups++;
          forgotten.messages += count;
        }
  };

  return {
    add: (candidate, source) => {
      const domain = judgedDomain(candidate);
      const key = keyOf(candidate, domain);
      const count = countOf(candidate);
      const group = groups.get(key);
      added++;
      if (group === undefined) {
        if (groups.size >= most) makeRoom();
        groups.set(key, {
          candidate,
          source,
          domain,
          count,
          latest: candidate.time,
          hasOtherSenders: false,
          hasOtherHelos: false,
          lastAt: added,
        });
        return;
      }
      group.count += count;
      group.latest = candidate.time ?? group.latest;
      group.hasOtherSenders ||= candidate.mailFrom !== group.candidate.mailFrom;
      group.hasOtherHelos ||= candidate.helo !== group.candidate.helo;
      group.lastAt = added;
    },
    groups: (order, nowMs) => {
      const all = [...groups.values()];
      if (order === 'count') return all.sort((one, other) => other.count - one.count);
      if (order === 'domain')
        return all.sort(
          (one, other) =>
            Number(one.domain === undefined) - Number(other.domain === undefined) ||
            compareTexts(one.domain ?? '', other.domain ?? '') ||
            other.count - one.count,
        );
      // Where one of them has no time, the order of the text is what is left.
      const times = new Map(all.map((group) => [group, orderingTime(group.latest, nowMs)]));
      const timeOf = (group: OpenGroup): number => times.get(group) ?? 0;
      return [...times.values()].every((time) => time !== undefined)
        ? all.sort((one, other) => timeOf(other) - timeOf(one) || other.lastAt - one.lastAt)
        : all.sort((one, other) => other.lastAt - one.lastAt);
    },
    forgotten: () => ({ ...forgotten }),
  };
};
