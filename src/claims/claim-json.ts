import type { ClaimComparison } from './claim-comparison.ts';

/** How a claimed result stands to ours, for JSON: `agreement`, `causes`, and whether all causes were tried. Names are stable;
 *  what is not there is null. Sentences and evidence are safe to print, a domain is as the text has it. */
export const comparisonJson = ({ agreement, causes, isComplete }: ClaimComparison) => ({
  agreement,
  causes: causes.map((cause) => ({
    kind: cause.kind,
    strength: cause.strength,
    sentence: cause.sentence,
    evidence: cause.evidence ?? null,
    result: cause.result ?? null,
    ...('domain' in cause ? { domain: cause.domain } : {}),
    ...('reading' in cause ? { reading: cause.reading, programs: cause.programs } : {}),
  })),
  hasTriedAll: isComplete,
});
