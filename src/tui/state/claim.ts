import type { Claim, ClaimComparison } from '../../claims/claim-comparison.ts';
import type { Resolver } from '../../dns/resolver.ts';
import type { Candidate } from '../../intake/candidate.ts';
import type { SpfResult } from '../../spf/result.ts';
import type { ClientTexts } from './client-form.ts';

/** Finds out how a claim stands to a check of the same, and why they may differ. `older`: answers of an earlier time, as of
 *  a snapshot. Rejects where another exploration took the place of the one whose resolver it asks. */
export type CompareClaim = (
  claim: Claim,
  resolver: Resolver,
  older: Resolver | undefined,
) => Promise<ClaimComparison>;

/** What a text claims of the client that it was opened with. `notes`: what was concluded and not read, in sentences that
 *  are safe to print. */
export type OpenClaim = Readonly<{
  candidate: Candidate;
  domain: string;
  client: ClientTexts;
  notes: readonly string[];
}>;

/** A claim with the result that a check of the same client has. `ours`: undefined until there is one, and for another
 *  client than the claim's. */
export type ShownClaim = OpenClaim & Readonly<{ ours?: SpfResult; compared?: ClaimComparison }>;
