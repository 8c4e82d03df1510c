import type { Candidate } from '../intake/candidate.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';
import type { SpfResult } from '../spf/result.ts';
import type { ReadingName } from './reading.ts';

/** What a text claims of a check, the check as it was made again, and what that gave. */
export type Claim = Readonly<{ candidate: Candidate; request: CheckRequest; evaluation: Evaluation }>;

/** How a claimed result stands to ours. `compatible`: the text says less than a result, such as "no pass", and ours is
 *  one of those that it may mean. `no-claim`: it names no result of SPF. */
export type Agreement = 'same' | 'compatible' | 'differs' | 'no-claim';

/** How strong the evidence for a cause is. `stated`: the text says something that does not hold now, or names the cause
 *  itself. `shown`: a check under that cause gives the claimed result. `implied`: what the results mean says so.
 *  `possible`: nothing speaks against it. */
export type Strength = 'stated' | 'shown' | 'implied' | 'possible';

/** The kinds of causes. `answers-changed`: older answers give the claimed result. `record-changed`: a record is another
 *  one than then. `record-may-have-changed`: its TTL has run out since. `not-checked`: the receiver made no check.
 *  `sender-wrote-it`: the text stands where a sender can write. `earlier-receiver`: another one's result, handed on.
 *  `other-client`, `other-domain`, `other-identity`: something else was judged. `private-client`: the receiver saw no
 *  border. `forwarder`: MAIL FROM is a forwarder's. `other-reading`: the receiver reads RFC 7208 in another way.
 *  `best-guess`: it judged by a record of its own. `rejection-code`: the result was taken from the code of a rejection.
 *  `aligned-result`: it is DMARC's. `dns-trouble-then`, `dns-trouble-now`: DNS failed then, or does now. */
export type LikelyCauseKind =
  | 'answers-changed'
  | 'record-changed'
  | 'record-may-have-changed'
  | 'not-checked'
  | 'sender-wrote-it'
  | 'earlier-receiver'
  | 'other-client'
  | 'other-domain'
  | 'other-identity'
  | 'private-client'
  | 'forwarder'
  | 'other-reading'
  | 'best-guess'
  | 'rejection-code'
  | 'aligned-result'
  | 'dns-trouble-then'
  | 'dns-trouble-now';

type Common<Kind extends LikelyCauseKind> = Readonly<{
  kind: Kind;
  strength: Strength;
  /** One or two sentences, safe to print. */
  sentence: string;
  /** The piece of the text or of DNS that speaks for it, safe to print. */
  evidence?: string;
  /** What a check under that cause gives. */
  result?: SpfResult;
}>;

/** Why a claimed result may differ from ours. `reading`: the way to read the RFC. `domain`: the name that was judged, or
 *  that a forwarder's address hides; as DNS and mail have it, so not safe to print. */
export type LikelyCause =
  | Common<Exclude<LikelyCauseKind, 'other-reading' | 'other-domain' | 'other-identity' | 'forwarder'>>
  | (Common<'other-domain' | 'other-identity' | 'forwarder'> & Readonly<{ domain: string }>)
  | (Common<'other-reading'> & Readonly<{ reading: ReadingName; programs: readonly string[] }>);

/** A claimed result beside ours. `causes`: the strongest evidence first; empty where nothing differs, and where nothing
 *  is known. `isComplete`: false where a cause was left untried, as it would have taken too many questions. */
export type ClaimComparison = Readonly<{
  agreement: Agreement;
  causes: readonly LikelyCause[];
  isComplete: boolean;
}>;
