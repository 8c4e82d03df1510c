import { equal, ok } from 'node:assert/strict';
import type { ProgramRun } from '../helpers/run-program.ts';

/** The exit code of each result. */
export const exitCodes = {
  pass: 0,
  fail: 1,
  softfail: 2,
  neutral: 3,
  permerror: 4,
  temperror: 5,
  none: 6,
} as const;

/** What a reader of the JSON may rely on, as far as this test looks at it. */
export type AnswerJson = Readonly<{
  question: Readonly<{ name: string; type: string }>;
  outcome: string;
  problems: readonly string[];
  records: readonly unknown[];
  rcode: number | null;
  flags: Readonly<{ aa: boolean; ad: boolean }> | null;
  ttlSeconds: number | null;
  sizeOctets: number | null;
  withoutValidation: string | null;
  extendedErrors: readonly Readonly<{ code: number; text: string }>[];
  origin: Readonly<{ kind: string; server?: string; transport?: string }>;
  elapsedMs: number;
  attempts: readonly Readonly<{
    server: string;
    transport: string;
    outcome: string;
    elapsedMs: number;
    detail: string | null;
  }>[];
}>;

/** What `check --json` and `tree --json` print of their answers. */
export type CheckJson = Readonly<{ result: string; answers: readonly AnswerJson[] }>;

/** Fails on a stack trace. */
export const hasNoTrace = ({ stdout, stderr }: ProgramRun): void => {
  ok(!/\n\s+at /.test(stdout + stderr), `a stack trace:\n${stdout}${stderr}`);
};

/** What a run printed; the types above are what is then asserted of it. */
export const parseJson = <T>(run: ProgramRun): T =>
  // JSON.parse gives any.
  JSON.parse(run.stdout) as T;

/** Every answer tells the server, the transport, the time, the TTL, the response code and the size. */
export const wantsDetails = (answers: readonly AnswerJson[], server: string): void => {
  ok(answers.length > 0, 'no answers');
  for (const answer of answers) {
    const what = JSON.stringify(answer);
    equal(answer.origin.kind, 'server', what);
    equal(answer.origin.server, server, what);
    ok(answer.origin.transport === 'udp' || answer.origin.transport === 'tcp', what);
    ok(answer.elapsedMs > 0 && answer.elapsedMs < 5000, what);
    ok(answer.rcode === 0 || answer.rcode === 3, what);
    ok(Number.isInteger(answer.ttlSeconds), what);
    ok((answer.sizeOctets ?? 0) > 12, what);
    ok(answer.flags !== null, what);
    equal(answer.attempts.at(-1)?.outcome, answer.outcome, what);
  }
};
