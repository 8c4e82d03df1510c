import type { Candidate } from '../intake/candidate.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { CheckRequest } from '../spf/check-request.ts';

/** What a text claims of a check, and the check as it was made again. */
export type Claim = Readonly<{ candidate: Candidate; request: CheckRequest; evaluation: Evaluation }>;

/** How a claimed result stands to ours. `compatible`: the text says only that it was no pass, and ours is none. */
export type Agreement = 'same' | 'compatible' | 'differs' | 'no-claim';

/** What is said of a claimed result beside ours: how they agree, and lines that are safe to print. */
export type ClaimNote = Readonly<{ agreement: Agreement; lines: readonly string[] }>;

const agreementOf = ({ candidate: { result }, evaluation }: Claim): Agreement => {
  if (result === undefined) return 'no-claim';
  if (result === 'not-pass') return evaluation.result === 'pass' ? 'differs' : 'compatible';
  return result === evaluation.result ? 'same' : 'differs';
};

/** Compares a claimed result with ours. */
export const noteClaim = async (claim: Claim): Promise<ClaimNote> => ({
  agreement: agreementOf(claim),
  lines: [],
});
