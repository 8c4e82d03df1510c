import type { SpfResult } from '../spf/result.ts';

/** The exit code of each result, as Mail::SPF's spfquery has it. */
export const resultExitCodes: Readonly<Record<SpfResult, number>> = {
  pass: 0,
  fail: 1,
  softfail: 2,
  neutral: 3,
  permerror: 4,
  temperror: 5,
  none: 6,
};

/** A command line that can't be carried out (EX_USAGE). */
export const usageExitCode = 64;

/** A file that can't be made sense of (EX_DATAERR). */
export const dataExitCode = 65;

/** A fault of the program (EX_SOFTWARE). */
export const internalExitCode = 70;

/** Ended by Ctrl-C. */
export const interruptedExitCode = 130;
