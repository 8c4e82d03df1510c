import type { Candidate } from '../intake/candidate.ts';
import type { ClaimComparison } from './claim-comparison.ts';

/** The `claim` object of JSON. Names and words are stable; what is not there is null. Sentences and evidence are safe to
 *  print, all else is as the text has it. */
export const claimJson = ({ agreement, causes, isComplete }: ClaimComparison, candidate: Candidate) => ({
  result: candidate.result ?? null,
  reason: candidate.reason ?? null,
  receiver: candidate.receiver ?? null,
  time:
    candidate.time === undefined ? null : { text: candidate.time.text, atMs: candidate.time.atMs ?? null },
  form: candidate.form,
  trust: candidate.trust.kind,
  agreement,
  isComplete,
  causes: causes.map((cause) => ({
    kind: cause.kind,
    strength: cause.strength,
    sentence: cause.sentence,
    evidence: cause.evidence ?? null,
    result: cause.result ?? null,
    ...('domain' in cause ? { domain: cause.domain } : {}),
    ...('reading' in cause ? { reading: cause.reading, programs: cause.programs } : {}),
  })),
});
