import type { Resolver } from '../dns/resolver.ts';
import type { Claim, ClaimComparison, LikelyCause, LikelyCauseKind, Strength } from './claim-comparison.ts';
import { collectRecords } from './collect-records.ts';
import { findForwarder, findPrivateClient } from './find-client-causes.ts';
import { findImpossibleResult } from './find-impossible-result.ts';
import { findLostAnswer } from './find-lost-answer.ts';
import { findOlderAnswers } from './find-older-answers.ts';
import { findOtherSubject } from './find-other-subject.ts';
import { findBestGuess, findReadings } from './find-reading.ts';
import { findRecordChange, namesRecords } from './find-record-change.ts';
import { findTermElsewhere } from './find-term-elsewhere.ts';
import { findTrouble } from './find-trouble.ts';
import { findAlignment, findOtherWriter, findRejectionCode, findUnchecked } from './find-wording.ts';
import { holdAnswers } from './held-answers.ts';
import { agreementOf } from './result-match.ts';

/** `nowMs`: milliseconds since the epoch. `signal` ends it: the promise then rejects with its reason. `older`: answers of an
 *  earlier time, as of a snapshot. */
export type ClaimOptions = Readonly<{ nowMs: number; signal?: AbortSignal; older?: Resolver }>;

/** Questions beyond those of the check itself, for all causes together. */
const mostQuestions = 200;

/** More of a reason than any receiver writes of one check. */
const mostReason = 4096;

const strengths: readonly Strength[] = ['stated', 'shown', 'implied', 'possible'];

/** Among causes of one strength, what DNS shows comes before what the text might mean. */
const kinds: readonly LikelyCauseKind[] = [
  'answers-changed',
  'record-changed',
  'other-client',
  'other-domain',
  'private-client',
  'best-guess',
  'rejection-code',
  'aligned-result',
  'dns-trouble-then',
  'dns-trouble-now',
  'other-identity',
  'forwarder',
  'other-reading',
  'sender-wrote-it',
  'earlier-receiver',
  'not-checked',
  'record-may-have-changed',
];

/** What older answers show weighs most: it is what DNS said. */
const rankOf = ({ kind, strength }: LikelyCause): number =>
  kind === 'answers-changed' ? -1 : strengths.indexOf(strength) * kinds.length + kinds.indexOf(kind);

/** Whether the zones that answer hold the domain: where they do not, its record of now is not known. */
const isInSight = ({ evaluation: { trace } }: Claim): boolean =>
  trace.questions.find(({ purpose }) => purpose === 'record')?.answer?.origin.kind !== 'none';

/** Says how a claimed result stands to ours, and, where they differ, why that may be, as far as the text, DNS and checks
 *  over the same answers show it. Asks `resolver` what the check did not ask; at most 200 questions. */
export const compareClaim = async (
  { candidate: whole, request, evaluation }: Claim,
  resolver: Resolver,
  { nowMs, signal, older }: ClaimOptions,
): Promise<ClaimComparison> => {
  signal?.throwIfAborted();
  const candidate = { ...whole, reason: whole.reason?.slice(0, mostReason) };
  const claim: Claim = { candidate, request, evaluation };
  const agreement = agreementOf(candidate, evaluation.result);
  if (agreement === 'no-claim')
    return { agreement, causes: [...findUnchecked(claim), ...findAlignment(claim)], isComplete: true };
  if (agreement !== 'differs') return { agreement, causes: [], isComplete: true };
  const known = evaluation.trace.questions.flatMap(({ answer }) => answer ?? []);
  const held = holdAnswers(resolver, known, mostQuestions);
  const published = namesRecords(candidate) ? await collectRecords(request, held, signal) : undefined;
  const elsewhere = published === undefined ? [] : await findTermElsewhere(claim, published, held, signal);
  const rejections = findRejectionCode(claim);
  const subjects = [
    ...elsewhere,
    ...(await findOtherSubject(claim, held, signal)),
    ...findOtherWriter(claim),
    ...findPrivateClient(claim),
    ...(await findForwarder(claim, held, signal)),
    ...rejections,
    ...findAlignment(claim),
  ];
  const records = async (): Promise<readonly LikelyCause[]> => [
    ...(older === undefined ? [] : await findOlderAnswers(claim, older, signal)),
    // The term is not lost where its record is another domain's.
    ...findRecordChange(claim, elsewhere.length > 0 ? undefined : published, nowMs),
    // What a rejection is taken for needs no term that would give it.
    ...(rejections.length > 0 ? [] : await findImpossibleResult(claim, held, signal)),
    ...(await findBestGuess(claim, held, signal)),
    ...findTrouble(claim),
    ...(await findLostAnswer(claim, held, signal)),
    ...(await findReadings(claim, held, signal)),
  ];
  const causes = [...subjects, ...(isInSight(claim) ? await records() : [])];
  causes.sort((one, other) => rankOf(one) - rankOf(other));
  return { agreement, causes, isComplete: !held.hasRefused() };
};
