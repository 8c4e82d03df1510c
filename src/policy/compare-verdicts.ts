import type { RangeResult } from './evaluation-scope.ts';
import type { VerdictRange } from './verdict-ranges.ts';

/** How many addresses of a family get another verdict. `widened`: that pass, and did not; `narrowed`: that passed, and do
 *  not; `changed`: that were judged without error (pass, fail, softfail or neutral), and get another result. */
export type VerdictChange = Readonly<{ widened: bigint; narrowed: bigint; changed: bigint }>;

/** Nothing changes. */
export const noChange: VerdictChange = { widened: 0n, narrowed: 0n, changed: 0n };

const isJudged = (result: RangeResult): boolean =>
  result === 'pass' || result === 'fail' || result === 'softfail' || result === 'neutral';

/** Compares what two policies say of each address of one family. Both tile it in order. */
export const compareVerdicts = (
  before: readonly VerdictRange[],
  after: readonly VerdictRange[],
): VerdictChange => {
  let [widened, narrowed, changed] = [0n, 0n, 0n];
  let [at, other] = [0, 0];
  for (;;) {
    const [old, now] = [before[at], after[other]];
    if (old === undefined || now === undefined) return { widened, narrowed, changed };
    const first = old.first > now.first ? old.first : now.first;
    const last = old.last < now.last ? old.last : now.last;
    if (old.result !== now.result) {
      const count = last - first + 1n;
      if (now.result === 'pass') widened += count;
      if (old.result === 'pass') narrowed += count;
      if (isJudged(old.result)) changed += count;
    }
    if (old.last <= last) at++;
    if (now.last <= last) other++;
  }
};
