import { expect, it } from 'vitest';
import type { Agreement } from '../../src/claims/claim-comparison.ts';
import { agreementOf } from '../../src/claims/result-match.ts';
import type { Candidate, Statement } from '../../src/intake/candidate.ts';
import type { SpfResult } from '../../src/spf/result.ts';

const claim = (statement: Statement): Candidate => ({
  ...statement,
  form: 'policyd-spf',
  place: { line: 1, lastLine: 1, start: 0, end: 1 },
  trust: { kind: 'own-log', sentence: '' },
});

const rows: readonly (readonly [Statement, ours: SpfResult, Agreement])[] = [
  [{ result: 'pass' }, 'pass', 'same'],
  [{ result: 'pass' }, 'fail', 'differs'],
  [{ result: 'fail' }, 'softfail', 'differs'],
  [{ result: 'fail', doubtful: ['result'] }, 'softfail', 'compatible'],
  [{ result: 'fail', doubtful: ['result'] }, 'pass', 'differs'],
  [{ result: 'fail', doubtful: ['identity'] }, 'softfail', 'differs'],
  [{ result: 'pass', doubtful: ['result'] }, 'none', 'differs'],
  [{ result: 'not-pass' }, 'permerror', 'compatible'],
  [{ result: 'not-pass' }, 'pass', 'differs'],
  [{}, 'pass', 'no-claim'],
  [{ result: 'none', facts: { skipped: 'true' } }, 'pass', 'no-claim'],
];

it.each(rows)('what %o claims and our %s: %s', (statement, ours, agreement) => {
  expect(agreementOf(claim(statement), ours)).toBe(agreement);
});
