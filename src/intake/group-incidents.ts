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

/** The most frequent first, of those that claim a result, then of the others; the latest first; or by the name of the
 *  domain. */
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
  const client = clientIp === undefined ? '' : textOfOctets(clientIp.octets);
  return `${client} ${result} ${identity === 'helo' ? 'h' : ''} ${domain ?? ''}`;
};

/** A template is several times as fast as a join. */
const textOfOctets = (octets: readonly number[]): string =>
  octets.length === 4 ? `${octets[0]}.${octets[1]}.${octets[2]}.${octets[3]}` : octets.join('.');

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** What nobody looks for first: what passed, and rejections that name no result of SPF. */
const isQuiet = ({ result }: Candidate): boolean => result === undefined || result === 'pass';

/** Bits for as many checks as come while the groups change once or twice. */
const seenBits = 1 << 20;

const hashOf = (domain: string, octets: readonly number[]): number => {
  let hash = 0;
  for (const octet of octets) hash = (Math.imul(hash, 31) + octet) | 0;
  for (let index = 0; index < domain.length; index++)
    hash = (Math.imul(hash, 31) + domain.charCodeAt(index)) | 0;
  return hash;
};

/** Remembers for a while, in a few octets, which domains came by with which clients. Now and then it says so of a pair
 *  that did not. */
const createMemory = (): ((domain: string, octets: readonly number[]) => boolean) => {
  const seen = new Uint8Array(seenBits >> 3);
  let count = 0;
  return (domain, octets) => {
    const hash = hashOf(domain, octets);
    const bit = (hash ^ (hash >>> 15)) & (seenBits - 1);
    const mask = 1 << (bit & 7);
    const octet = seen[bit >> 3] ?? 0;
    if ((octet & mask) !== 0) return true;
    if (++count > seenBits >> 3) {
      seen.fill(0);
      count = 0;
    }
    seen[bit >> 3] = (seen[bit >> 3] ?? 0) | mask;
    return false;
  };
};

/** Groups with at most `most` of them at any time, so that no log fills the memory. Beyond that, half of them are let
 *  go: first those that passed or claim nothing and were seen least, of them the oldest; then others that were seen
 *  least. From then on, a new one is kept only when it comes again. */
export const createGrouping = (most: number): Grouping => {
  const groups = new Map<string, OpenGroup>();
  let added = 0;
  const forgotten = { groups: 0, messages: 0 };
  let hasCome: ReturnType<typeof createMemory> | undefined;

  const forget = (count: number): void => {
    forgotten.groups++;
    forgotten.messages += count;
  };

  const makeRoom = (): void => {
    const wanted = Math.floor(most / 2);
    for (let seen = 1; groups.size > wanted; seen *= 2)
      for (const isOfQuiet of [true, false])
        for (const [key, { candidate, count }] of groups) {
          if (groups.size <= wanted) break;
          if (count > seen || (isOfQuiet && !isQuiet(candidate))) continue;
          groups.delete(key);
          forget(count);
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
        if (groups.size >= most) {
          makeRoom();
          hasCome ??= createMemory();
        }
        if (hasCome !== undefined && !hasCome(domain ?? '', candidate.clientIp?.octets ?? [])) {
          forget(count);
          return;
        }
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
      if (order === 'count')
        return all.sort(
          (one, other) =>
            Number(one.candidate.result === undefined) - Number(other.candidate.result === undefined) ||
            other.count - one.count,
        );
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

/** A candidate that stands for a whole group, and counts as all of it where candidates are grouped again. */
export const standInOf = ({ candidate, count, latest }: IncidentGroup): Candidate => ({
  ...candidate,
  facts: { ...candidate.facts, count: String(count) },
  time: latest ?? candidate.time,
});
