import { deepEqual } from 'node:assert/strict';
import type { KeyName } from '../../src/tui/keys/key-names.ts';
import { sequenceOf } from '../helpers/key-sequences.ts';
import { openTerminal, type PseudoTerminal } from '../helpers/pseudo-terminal.ts';
import { programPath } from '../helpers/run-program.ts';
import { isFindingOut, waitUntilStill, withoutClocks } from '../helpers/still-screen.ts';

/** A test: its name is a sentence. */
export type Test = readonly [name: string, run: () => Promise<void>];

/** What a screen must show: a text, a pattern, or whatever makes the function true. */
export type Wanted = string | RegExp | ((screen: string) => boolean);

/** The explorer in a terminal, by its keyboard. */
export type Explorer = Readonly<{
  terminal: PseudoTerminal;
  /** Presses keys by their names in the key table; each counts. Then waits for what they are for, and for the screen to
   *  stand still; gives it. Without `wanted`, the screen has to become another one. */
  press: (keys: string, wanted?: Wanted) => Promise<string>;
  /** Types a text, which counts as no key press. */
  type: (text: string, wanted?: Wanted) => Promise<string>;
  screen: () => string;
  presses: () => number;
}>;

/** Where an explorer is shown. `home`: variables for its files; others go with the terminal. */
export type Place = Readonly<{
  size?: string;
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
}>;

/** Columns and rows of `80x24`. */
export const sizeOf = (text: string): Readonly<{ columns: number; rows: number }> => {
  const [columns = 80, rows = 24] = text.split('x').map(Number);
  return { columns, rows };
};

/** Whether DNS has answered all, and all is found out, as far as the screen tells. */
export const isSettled = (screen: string): boolean =>
  !isFindingOut(screen) && !/\bCHECKING\b|\d out\b|\bASKING\b|asking for the addresses/.test(screen);

/** The terminal as a shell wants it, and the exit code. */
export const wantsRestored = async (terminal: PseudoTerminal, exitCode: number): Promise<void> => {
  const exit = await terminal.exited;
  deepEqual(
    { ...terminal.state(), ...exit },
    {
      isAlternateScreen: false,
      isCursorVisible: true,
      isBracketedPaste: false,
      isMouseTracked: false,
      isCooked: true,
      exitCode,
    },
    `output at the end: ${JSON.stringify(terminal.output().slice(-600))}`,
  );
};

/** Opens the explorer, waits until it shows `wanted` and all of DNS is in, and closes it whatever happens. */
export const withExplorer = async (
  args: readonly string[],
  { size = '120x40', env = {}, cwd }: Place,
  wanted: Wanted,
  use: (explorer: Explorer) => Promise<void>,
): Promise<void> => {
  const terminal = openTerminal([process.execPath, programPath, 'explore', ...args], {
    ...sizeOf(size),
    env,
    ...(cwd === undefined ? {} : { cwd }),
  });
  let presses = 0;
  const waitFor = async (what: Wanted): Promise<string> => {
    await terminal.waitFor(what);
    await terminal.waitFor(isSettled);
    return waitUntilStill(terminal);
  };
  const sendAndWait = (text: string, what: Wanted | undefined): Promise<string> => {
    const before = withoutClocks(terminal.screen());
    terminal.send(text);
    return waitFor(what ?? ((screen) => withoutClocks(screen) !== before));
  };
  try {
    await waitFor(wanted);
    await use({
      terminal,
      press: (keys, what) => {
        const names: readonly KeyName[] = keys === ' ' ? [' '] : keys.split(' ');
        presses += names.length;
        return sendAndWait(names.map(sequenceOf).join(''), what);
      },
      type: sendAndWait,
      screen: terminal.screen,
      presses: () => presses,
    });
  } finally {
    await terminal.close();
  }
};

/** The embedded incidents that tests start from, as words of the command line. */
export const incidentWords = {
  broken: [
    ...['anbermedia.com', '--ip', '72.11.154.232', '--helo', 'mail.anbermedia.com'],
    ...['--sender', 'postmaster@anbermedia.com', '--demo'],
  ],
  museum: [
    ...['maritime-museum.example', '--ip', '203.0.113.77', '--helo', 'dsl-77.elsewhere.example'],
    ...['--sender', 'anna-tours@maritime-museum.example', '--demo'],
  ],
  bakery: [
    ...['corner-bakery.example', '--ip', '198.51.100.200', '--helo', 'out.crm-cloud.example'],
    ...['--sender', 'orders@corner-bakery.example', '--demo'],
  ],
} as const;

/** The row under the cursor of a pane. */
export const cursorLine = (screen: string): string =>
  screen.split('\n').find((line) => line.includes('▶')) ?? '';
