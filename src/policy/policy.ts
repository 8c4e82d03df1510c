import {
  asciiLowerCase,
  type DnsAnswer,
  type DnsQuestion,
  type DomainName,
  questionKey,
} from '../dns/resolver.ts';
import type { MacroLetter, Term } from '../spf/record.ts';
import type { Selection } from '../spf/select-record.ts';
import type { AskingContext, PlannedQuestion } from '../spf/term-questions.ts';

/** What a term's domain-spec stands for in the policy as published. `hasMacros`: `expandTarget` tells how they made the
 *  name. `unknown`: it uses macro letters whose values only a client (or, for `p`, the client's PTR records) gives.
 *  `none`: the term names no domain, or one that a local-part makes no name (RFC 8616 §4). */
export type TermTarget =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'name'; name: DomainName; hasMacros: boolean }>
  | Readonly<{ kind: 'unknown'; letters: readonly MacroLetter[] }>;

/** Why no receiver ever evaluates a term: an `all` stands before it, or makes the redirect void
 *  (RFC 7208 §5.1, §6.1). */
export type DeadReason = 'after-all' | 'redirect-with-all';

/** A term where it is published. */
export type PolicyTerm = Readonly<{ term: Term; target: TermTarget; dead?: DeadReason }>;

/** What a domain publishes. `malformed`: it is no name to evaluate (RFC 7208 §4.3), so nothing was asked. */
export type PolicyRecord = Readonly<{ domain: DomainName; terms: readonly PolicyTerm[] }> &
  (
    | Readonly<{ kind: 'malformed'; reason: string }>
    | Readonly<{ kind: 'read'; answer: DnsAnswer; selection: Selection }>
  );

/** Which of the walk's own caps ended it early. */
export type ReachedCap = Readonly<{ kind: 'queries' | 'depth' | 'terms' | 'octets'; limit: number }>;

/** The policy that a domain publishes, each domain in it once; a tree by way of `policy-tree.ts`.
 *  Keys of `records` are domain names in lower case, of `answers` and `pending` question keys. */
export type Policy = Readonly<{
  root: DomainName;
  context: AskingContext;
  records: ReadonlyMap<DomainName, PolicyRecord>;
  answers: ReadonlyMap<string, DnsAnswer>;
  pending: ReadonlyMap<string, Readonly<{ question: DnsQuestion; sinceMs: number }>>;
  reachedCaps: readonly ReachedCap[];
  isComplete: boolean;
}>;

/** Whether a cap ended the walk that more queries would help over. */
export const canWalkOn = ({ reachedCaps }: Policy): boolean =>
  reachedCaps.some(({ kind }) => kind === 'queries' || kind === 'octets');

/** One step of a walk. */
export type WalkEvent =
  | Readonly<{ kind: 'asked'; planned: PlannedQuestion; atMs: number }>
  | Readonly<{ kind: 'answered'; planned: PlannedQuestion; answer: DnsAnswer }>
  | Readonly<{ kind: 'record-read'; record: PolicyRecord }>
  | Readonly<{ kind: 'cap-reached'; cap: ReachedCap }>
  | Readonly<{ kind: 'finished' }>;

/** A policy of which nothing is known yet. */
export const emptyPolicy = (root: DomainName, context: AskingContext): Policy => ({
  root,
  context,
  records: new Map(),
  answers: new Map(),
  pending: new Map(),
  reachedCaps: [],
  isComplete: false,
});

/** The policy after some more steps of its walk. */
export const foldWalk = (policy: Policy, events: readonly WalkEvent[]): Policy => {
  const records = new Map(policy.records);
  const answers = new Map(policy.answers);
  const pending = new Map(policy.pending);
  const reachedCaps = [...policy.reachedCaps];
  let { isComplete } = policy;
  for (const event of events) {
    switch (event.kind) {
      case 'asked': {
        const { question } = event.planned;
        pending.set(questionKey(question), { question, sinceMs: event.atMs });
        break;
      }
      case 'answered': {
        const key = questionKey(event.planned.question);
        pending.delete(key);
        answers.set(key, event.answer);
        break;
      }
      case 'record-read':
        records.set(asciiLowerCase(event.record.domain), event.record);
        break;
      case 'cap-reached':
        if (!reachedCaps.some((cap) => cap.kind === event.cap.kind)) reachedCaps.push(event.cap);
        break;
      case 'finished':
        isComplete = true;
        break;
      default:
        event satisfies never;
    }
  }
  return { ...policy, records, answers, pending, reachedCaps, isComplete };
};
