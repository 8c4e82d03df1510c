import type { Resolver } from '../../dns/resolver.ts';
import type { Candidate } from '../../intake/candidate.ts';
import type { Evaluation } from '../../spf/check-host.ts';
import type { CheckRequest } from '../../spf/check-request.ts';
import type { SpfResult } from '../../spf/result.ts';
import type { ClientTexts } from './client-form.ts';

/** How a claimed result stands to ours. `compatible`: the text says less than a result, and ours is one of those that it
 *  may mean. `no-claim`: it names none. */
export type Agreement = 'same' | 'compatible' | 'differs' | 'no-claim';

/** A claimed result beside ours. `causes`: why they may differ, the strongest evidence first; each text is safe to
 *  print. `isComplete`: false where not every cause was tried. */
export type ComparedClaim = Readonly<{
  agreement: Agreement;
  causes: readonly Readonly<{ sentence: string; evidence?: string; result?: SpfResult }>[];
  isComplete?: boolean;
}>;

/** Finds out how a claim stands to a check of the same, and why they may differ. `older`: answers of an earlier time, as of
 *  a snapshot. Rejects where another exploration took
 *  the place of the one whose resolver it asks. */
export type CompareClaim = (
  claim: Readonly<{ candidate: Candidate; request: CheckRequest; evaluation: Evaluation }>,
  resolver: Resolver,
  older: Resolver | undefined,
) => Promise<ComparedClaim>;

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
export type ShownClaim = OpenClaim & Readonly<{ ours?: SpfResult; compared?: ComparedClaim }>;

/** How a claimed result stands to ours, by the words alone. A result that was concluded from other words binds no further
 *  than to pass or no pass. */
export const compareResults = ({ result, doubtful, facts }: Candidate, ours: SpfResult): Agreement => {
  if (result === undefined || facts?.skipped === 'true') return 'no-claim';
  if (result === ours) return 'same';
  const isLoose = result === 'not-pass' || (doubtful?.includes('result') ?? false);
  return isLoose && (result === 'pass') === (ours === 'pass') ? 'compatible' : 'differs';
};
