import { monotonicNow } from './clock.ts';
import type { Terminal } from './terminal.ts';

/** A line on standard error that says how far a long run is, and goes away: only where a terminal shows it. */
export type Progress = Readonly<{
  /** Shows what `describe` gives, unless it was just shown. */
  show: (describe: () => string) => void;
  /** Takes the line away, if it is there: before anything else is written. */
  clear: () => Promise<void>;
}>;

/** A short run shows nothing. */
const firstMs = 500;
const nextMs = 200;

/** The progress of a run that begins now. */
export const createProgress = (terminal: Terminal): Progress => {
  let dueMs = monotonicNow() + firstMs;
  let isShown = false;
  return {
    show: (describe) => {
      if (!terminal.showsTrouble || monotonicNow() < dueMs) return;
      dueMs = monotonicNow() + nextMs;
      isShown = true;
      // Whoever does not read it in time sees the next one.
      void terminal.writeTrouble(`\r\x1b[K${describe()}`);
    },
    clear: async () => {
      if (isShown) await terminal.writeTrouble('\r\x1b[K');
      isShown = false;
    },
  };
};
