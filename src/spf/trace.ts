import type { DnsAnswer, DnsQuestion, DomainName } from '../dns/resolver.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Expansion } from './expand-macro.ts';
import type { IpAddress, IpNetwork } from './ip-address.ts';
import type { LimitTally } from './limits.ts';
import type { Directive, Term } from './record.ts';
import type { SpfResult } from './result.ts';
import type { Selection } from './select-record.ts';
import type { Span } from './span.ts';
import type { QuestionPurpose } from './term-questions.ts';

/** Where a term stands in the whole policy: term indexes from the root record down, joined by dots (`0.3.1`). The
 *  root record itself is the empty path; a record reached through a term has that term's path. */
export type NodePath = string;

/** The path of a record's n-th term (from 0). */
export const termPath = (recordPath: NodePath, index: number): NodePath =>
  recordPath === '' ? String(index) : `${recordPath}.${index}`;

/** The path of the record that a term stands in. */
export const parentPath = (path: NodePath): NodePath => path.slice(0, Math.max(path.lastIndexOf('.'), 0));

/** How check_host() came to a domain. */
export type Entry = 'initial' | 'include' | 'redirect';

/** What made a mechanism match. `host`: the name whose address it is; `inner`: why the included check passed. */
export type Match =
  | Readonly<{ kind: 'all' }>
  | Readonly<{ kind: 'network'; network: IpNetwork }>
  | Readonly<{ kind: 'address'; address: IpAddress; prefixLength: number; host: DomainName }>
  | Readonly<{ kind: 'exists'; name: DomainName }>
  | Readonly<{ kind: 'name'; name: DomainName }>
  | Readonly<{ kind: 'include'; domain: DomainName; inner: ResultCause }>;

/** Why a mechanism did not match. */
export type Mismatch =
  | Readonly<{ kind: 'network' | 'no-address' | 'no-name' | 'family' }>
  | Readonly<{ kind: 'void'; question: DnsQuestion; outcome: 'no-data' | 'name-error' }>
  | Readonly<{ kind: 'unaskable'; name: DomainName; reason: string }>
  | Readonly<{ kind: 'names-unknown'; answer: DnsAnswer }>
  | Readonly<{ kind: 'included-result'; domain: DomainName; result: SpfResult }>
  | Readonly<{ kind: 'non-ascii-local-part' }>;

type CauseBase<Kind extends string> = Readonly<{
  kind: Kind;
  /** The term that decided, or the record where no single term did. */
  path: NodePath;
  /** The domain in whose record that term stands. */
  domain: DomainName;
  /** The piece of that record's text; absent where there is no record. */
  span?: Span;
  /** The term itself; absent where no single term decided. */
  term?: Term;
}>;

/** Why a check gave its result. Errors below an include or redirect keep the path of the term that erred. */
export type ResultCause =
  | (CauseBase<'match'> & Readonly<{ term: Directive; match: Match }>)
  | CauseBase<'no-match'>
  | (CauseBase<'malformed-domain'> & Readonly<{ entry: Entry; text: string; reason: string }>)
  | (CauseBase<'no-record'> &
      Readonly<{ entry: Entry; target: DomainName; answer: DnsAnswer; otherTexts: readonly string[] }>)
  | (CauseBase<'multiple-records'> & Readonly<{ entry: Entry; target: DomainName; texts: readonly string[] }>)
  | (CauseBase<'syntax-error'> & Readonly<{ diagnostic: Diagnostic }>)
  | (CauseBase<'too-many-lookups' | 'too-many-voids'> & Readonly<{ limit: number }>)
  | (CauseBase<'too-many-exchanges'> & Readonly<{ limit: number; count: number }>)
  | (CauseBase<'too-slow'> & Readonly<{ limitMs: number }>)
  | (CauseBase<'dns-trouble'> & Readonly<{ answer: DnsAnswer }>);

/** What a check found at a term. `redirected`: what the record at the target of a redirect gave. */
export type TermOutcome =
  | Readonly<{ kind: 'match'; result: SpfResult; match: Match }>
  | Readonly<{ kind: 'no-match'; mismatch: Mismatch }>
  | Readonly<{ kind: 'error'; result: 'permerror' | 'temperror'; cause: ResultCause }>
  | Readonly<{ kind: 'redirected'; result: SpfResult }>;

/** One step of a check, with what had been spent after it. `path` is the term's, or the record's for the events of
 *  a record. `isVoid`: the answer was spent as a void lookup. `target`: the target-name as text, before it became a
 *  DNS name. */
export type TraceEvent = Readonly<{ path: NodePath; tally: LimitTally }> &
  (
    | Readonly<{ kind: 'check-started'; domain: DomainName; entry: Entry }>
    | Readonly<{ kind: 'record-selected'; domain: DomainName; selection: Selection }>
    | Readonly<{ kind: 'term-started'; domain: DomainName; term: Term }>
    | Readonly<{ kind: 'macro-expanded'; expansion: Expansion; target: string }>
    | Readonly<{ kind: 'dns-asked'; question: DnsQuestion; purpose: QuestionPurpose }>
    | Readonly<{
        kind: 'dns-answered';
        question: DnsQuestion;
        purpose: QuestionPurpose;
        answer: DnsAnswer;
        isVoid: boolean;
      }>
    | Readonly<{ kind: 'term-finished'; outcome: TermOutcome }>
    | Readonly<{ kind: 'check-finished'; result: SpfResult; cause: ResultCause }>
  );

/** All that a check did at one term. `order` counts the lookups that were spent, from 1; absent for a term that
 *  spends none. */
export type TermTrace = Readonly<{
  domain: DomainName;
  term: Term;
  before: LimitTally;
  after: LimitTally;
  lookupNumber?: number;
  expansion?: Expansion;
  target?: string;
  asked: readonly Readonly<{
    question: DnsQuestion;
    purpose: QuestionPurpose;
    answer?: DnsAnswer;
    isVoid: boolean;
  }>[];
  outcome?: TermOutcome;
}>;

/** All that a check did with one record. */
export type RecordTrace = Readonly<{
  domain: DomainName;
  entry: Entry;
  selection?: Selection;
  result?: SpfResult;
  cause?: ResultCause;
}>;

/** A check's events, gathered by place. */
export type CheckTrace = Readonly<{
  records: ReadonlyMap<NodePath, RecordTrace>;
  terms: ReadonlyMap<NodePath, TermTrace>;
  questions: readonly Readonly<{
    path: NodePath;
    question: DnsQuestion;
    purpose: QuestionPurpose;
    answer?: DnsAnswer;
    isVoid: boolean;
  }>[];
  tally: LimitTally;
}>;
