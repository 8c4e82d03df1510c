/** Counts what passed and failed, quiet about what passed. */
export type Tally = Readonly<{
  /** Runs a check; it fails by throwing. The name is a sentence. */
  check: (name: string, run: () => void | Promise<void>) => Promise<void>;
  /** Prints the last line, `N passed, N failed`, and gives the exit code. */
  finish: () => number;
}>;

const describeError = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  // An assertion says all in its message; for anything else the place matters.
  return error.name === 'AssertionError' || error.stack === undefined ? error.message : error.stack;
};

/** Starts a count. */
export const createTally = (): Tally => {
  let passed = 0;
  let failed = 0;
  return {
    check: async (name, run) => {
      try {
        await run();
        passed++;
      } catch (error) {
        failed++;
        console.log(`FAILED ${name}\n  ${describeError(error).replaceAll('\n', '\n  ')}`);
      }
    },
    finish: () => {
      console.log(`${passed} passed, ${failed} failed`);
      return failed === 0 ? 0 : 1;
    },
  };
};
