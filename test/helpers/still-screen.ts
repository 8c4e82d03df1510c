import type { PseudoTerminal } from './pseudo-terminal.ts';

/** A screen without what its clocks show: the seconds that answers may be kept. As wide as before. */
export const withoutClocks = (screen: string): string =>
  screen.replace(/\d+(?= s(?:\s|$))/gm, (digits) => '0'.repeat(digits.length));

/** Whether more is being found out of the policy on the screen, whose DNS has answered: the header tells. */
export const isFindingOut = (screen: string): boolean => /\bquer(?:y|ies) […~]/.test(screen);

/** Waits until the screen stands still, but for its clocks, with no frame half written, and nothing more being found
 *  out; gives it. */
export const waitUntilStill = async (terminal: PseudoTerminal, quietMs = 60): Promise<string> => {
  for (;;) {
    const before = withoutClocks(terminal.screen());
    await terminal.waitForQuiet(quietMs);
    const screen = terminal.screen();
    if (!terminal.isMidFrame() && withoutClocks(screen) === before && !isFindingOut(screen)) return screen;
  }
};
