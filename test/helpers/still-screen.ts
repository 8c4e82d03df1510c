import type { PseudoTerminal } from './pseudo-terminal.ts';

/** A screen without what its clocks show: the seconds that answers may be kept. As wide as before. */
export const withoutClocks = (screen: string): string =>
  screen.replace(/\d+(?= s(?:\s|$))/gm, (digits) => '0'.repeat(digits.length));

/** Waits until the screen stands still, but for its clocks, with no frame half written; gives it. */
export const waitUntilStill = async (terminal: PseudoTerminal, quietMs = 60): Promise<string> => {
  for (;;) {
    const before = withoutClocks(terminal.screen());
    await terminal.waitForQuiet(quietMs);
    if (!terminal.isMidFrame() && withoutClocks(terminal.screen()) === before) return terminal.screen();
  }
};
