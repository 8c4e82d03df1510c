import type { Candidate, ClaimedResult } from '../intake/candidate.ts';
import type { SpfResult } from '../spf/result.ts';
import type { Agreement } from './claim-comparison.ts';

/** Whether a result is the claimed one, or one of those that the claim leaves open. */
export const isAsClaimed = (claimed: ClaimedResult, result: SpfResult): boolean =>
  claimed === 'not-pass' ? result !== 'pass' : claimed === result;

/** The claimed result in words, to stand after "gives" or "claims": `permerror`, `no pass`, `no result`. */
export const claimWord = (claimed: ClaimedResult | undefined): string =>
  claimed === undefined ? 'no result' : claimed === 'not-pass' ? 'no pass' : claimed;

/** How what a text claims stands to our result. A result that was concluded from other words binds no further than to
 *  pass or no pass. */
export const agreementOf = ({ result: claimed, doubtful, facts }: Candidate, ours: SpfResult): Agreement => {
  if (claimed === undefined || facts?.skipped === 'true') return 'no-claim';
  if (claimed === ours) return 'same';
  const isLoose = claimed === 'not-pass' || (doubtful?.includes('result') ?? false);
  return isLoose && (claimed === 'pass') === (ours === 'pass') ? 'compatible' : 'differs';
};
