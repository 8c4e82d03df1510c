import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { type Cell, readCells } from './terminal-cells.ts';

/** How a terminal is opened. `env` is laid over the environment of this process; undefined takes a variable away. Where
 *  it names no other, the program's settings and state are in a folder that goes with the terminal: nobody's own are
 *  read or written. */
export type TerminalOptions = Readonly<{
  columns: number;
  rows: number;
  env?: Readonly<Record<string, string | undefined>>;
  cwd?: string;
}>;

/** What a program left a terminal in. */
export type TerminalState = Readonly<{
  isAlternateScreen: boolean;
  isCursorVisible: boolean;
  isBracketedPaste: boolean;
  isMouseTracked: boolean;
}>;

/** How the program ended: its exit code, or as shells give it, 128 and the number of the signal that killed it.
 *  `isCooked`: lines and echo are on again, as a shell wants them. */
export type TerminalExit = Readonly<{ exitCode: number; isCooked: boolean }>;

/** A program in a terminal of its own. */
export type PseudoTerminal = Readonly<{
  /** The process that the program runs in. Known once it has started: after the first output at the latest. */
  pid: () => number;
  /** Octets go as they are, characters in UTF-8. */
  send: (keys: string | Uint8Array) => void;
  /** As a terminal does it: bracketed if the program asked for that. */
  paste: (text: string) => void;
  resize: (columns: number, rows: number) => void;
  kill: (signal: NodeJS.Signals) => void;
  /** Waits until the screen shows it and gives the screen; throws with the screen after `timeoutMs` (default 10,000)
   *  or when the program ends before. */
  waitFor: (
    wanted: string | RegExp | ((screen: string) => boolean),
    options?: Readonly<{ timeoutMs?: number }>,
  ) => Promise<string>;
  /** Waits until the program has written nothing for that long. */
  waitForQuiet: (quietMs: number) => Promise<void>;
  /** Calls the listener after each piece of output is on the screen. Gives the function that ends this. */
  onOutput: (listener: (text: string) => void) => () => void;
  /** Calls the listener with each piece of output as it comes, before it is on the screen. Gives the function that
   *  ends this. */
  onArrival: (listener: (text: string) => void) => () => void;
  /** The screen's rows, without the blanks at their ends, joined by line breaks. */
  screen: () => string;
  cells: () => Cell[][];
  /** All that the program wrote, and what the terminal echoed. */
  output: () => string;
  bytesWritten: () => number;
  /** Whether a frame has begun and not ended, by the marks of synchronized output (mode 2026). */
  isMidFrame: () => boolean;
  /** How often the whole screen or the lines above it were erased (`2J`, `3J`). */
  wipes: () => number;
  state: () => TerminalState;
  exited: Promise<TerminalExit>;
  /** Closes the terminal's own end, as a lost connection does. Nothing is known of the program after that. */
  hangUp: () => void;
  /** Hangs up, as closing the window does, and kills what is still there. */
  close: () => Promise<void>;
}>;

/** The operating system command that marks the end of a program's output; no terminal knows it. */
const endMark = 7208;

// The outer shell outlives the program, to see what it left the terminal in, and until all output has been read; the
// inner one leaves its process number.
const wrapper = `
trap : INT TERM HUP QUIT
sh -c 'echo $$ >"$0/pid"; exec "$@"' "$0" "$@"
code=$?
stty -a >"$0/stty"
printf '\\033]${endMark};%s\\007' "$code" && exec sleep 60
`;

const ownVariables = {
  TERM: 'xterm-256color',
  LC_ALL: 'C.UTF-8',
  LANG: 'C.UTF-8',
  CI: undefined,
  TMUX: undefined,
  STY: undefined,
  VISUAL: undefined,
  // An editor that nobody chose would wait for its user.
  EDITOR: 'true',
  COLORTERM: undefined,
  COLORFGBG: undefined,
  NO_COLOR: undefined,
  FORCE_COLOR: undefined,
  COLUMNS: undefined,
  LINES: undefined,
};

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Promise.withResolvers, which Node 20 lacks. */
const promiseWithResolvers = <T>(): Readonly<{ promise: Promise<T>; resolve: (value: T) => void }> => {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};

const isTold = (sttyOutput: string, setting: string): boolean =>
  new RegExp(`(?:^|\\s)${setting}(?:$|[\\s;])`).test(sttyOutput);

/** Runs a program in a terminal of that size: an xterm with UTF-8, not a CI's log. */
export const openTerminal = (
  [command, ...args]: readonly [string, ...string[]],
  { columns, rows, env, cwd }: TerminalOptions,
): PseudoTerminal => {
  const folder = mkdtempSync(join(tmpdir(), 'spfx-terminal-'));
  const screenBuffer = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
  const home = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_STATE_HOME: join(folder, 'state') };
  const variables = { ...process.env, ...ownVariables, ...home, ...env };
  const child = spawn('/bin/sh', ['-c', wrapper, folder, command, ...args], {
    name: variables.TERM ?? ownVariables.TERM,
    cols: columns,
    rows,
    cwd: cwd ?? process.cwd(),
    env: Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined)),
  });

  let output = '';
  let wipes = 0;
  let isCursorVisible = true;
  let end: TerminalExit | undefined;
  const listeners = new Set<(text: string) => void>();
  const notify = (text: string): void => {
    for (const listener of [...listeners]) listener(text);
  };

  // As far as the screen has taken it in: what has come may be ahead of that.
  let isMidFrame = false;
  const isCursorMode = (parameters: readonly (number | number[])[]): boolean => parameters.includes(25);
  const isFrameMode = (parameters: readonly (number | number[])[]): boolean => parameters.includes(2026);
  screenBuffer.parser.registerCsiHandler({ final: 'J' }, ([mode]) => {
    if (mode === 2 || mode === 3) wipes++;
    return false;
  });
  screenBuffer.parser.registerCsiHandler({ prefix: '?', final: 'h' }, (parameters) => {
    if (isCursorMode(parameters)) isCursorVisible = true;
    if (isFrameMode(parameters)) isMidFrame = true;
    return false;
  });
  screenBuffer.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (parameters) => {
    if (isCursorMode(parameters)) isCursorVisible = false;
    if (isFrameMode(parameters)) isMidFrame = false;
    return false;
  });
  // What a terminal answers when it is asked for its kind or the cursor's place.
  screenBuffer.onData((reply) => child.write(reply));
  const arrivals = new Set<(text: string) => void>();
  child.onData((text) => {
    output += text;
    for (const listener of [...arrivals]) listener(text);
    screenBuffer.write(text, () => notify(text));
  });
  const { promise: exited, resolve: conclude } = promiseWithResolvers<TerminalExit>();
  const finish = (exitCode: number): void => {
    if (end !== undefined) return;
    const stty = readIfThere(join(folder, 'stty'));
    end = { exitCode, isCooked: isTold(stty, 'icanon') && isTold(stty, 'echo') && isTold(stty, 'isig') };
    conclude(end);
    child.kill('SIGKILL');
  };
  screenBuffer.parser.registerOscHandler(endMark, (exitCode) => {
    finish(Number(exitCode));
    return true;
  });
  const gone = new Promise<void>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      finish(signal === undefined || signal === 0 ? exitCode : 128 + signal);
      rmSync(folder, { recursive: true, force: true });
      notify('');
      resolve();
    });
  });
  let knownPid: number | undefined;
  const pid = (): number => {
    knownPid ??= Number(readIfThere(join(folder, 'pid'))) || undefined;
    if (knownPid === undefined) throw new Error('the program has not started yet');
    return knownPid;
  };

  const ownOutput = (): string => output.split(`\x1b]${endMark};`)[0] ?? '';

  const screen = (): string => {
    const { active } = screenBuffer.buffer;
    return Array.from({ length: screenBuffer.rows }, (_none, row) =>
      (active.getLine(active.viewportY + row)?.translateToString(true, 0, screenBuffer.cols) ?? '').trimEnd(),
    ).join('\n');
  };

  return {
    pid,
    // Its types know strings only; what it writes to is a socket of Node's.
    send: (keys) => child.write(keys as string),
    // A terminal sends a line break as Enter.
    paste: (text) => {
      const typed = text.replaceAll('\n', '\r');
      child.write(screenBuffer.modes.bracketedPasteMode ? `\x1b[200~${typed}\x1b[201~` : typed);
    },
    resize: (newColumns, newRows) => {
      screenBuffer.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    kill: (signal) => {
      process.kill(pid(), signal);
    },
    waitFor: (wanted, { timeoutMs = 10_000 } = {}) =>
      new Promise((resolve, reject) => {
        const isShown = (text: string): boolean =>
          typeof wanted === 'function'
            ? wanted(text)
            : typeof wanted === 'string'
              ? text.includes(wanted)
              : wanted.test(text);
        const stop = (): void => {
          clearTimeout(timer);
          listeners.delete(look);
        };
        const fail = (why: string): void => {
          stop();
          reject(new Error(`${why} while waiting for ${wanted}; the screen:\n${screen()}`));
        };
        const timer = setTimeout(() => fail(`nothing after ${timeoutMs} ms`), timeoutMs);
        const look = (): void => {
          const text = screen();
          if (isShown(text)) {
            stop();
            resolve(text);
          } else if (end !== undefined) fail(`the program ended (${end.exitCode})`);
        };
        listeners.add(look);
        look();
      }),
    waitForQuiet: (quietMs) =>
      new Promise((resolve) => {
        const done = (): void => {
          listeners.delete(again);
          resolve();
        };
        let timer = setTimeout(done, quietMs);
        const again = (): void => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        };
        listeners.add(again);
      }),
    onOutput: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onArrival: (listener) => {
      arrivals.add(listener);
      return () => arrivals.delete(listener);
    },
    screen,
    cells: () => readCells(screenBuffer),
    output: ownOutput,
    bytesWritten: () => Buffer.byteLength(ownOutput()),
    isMidFrame: () => isMidFrame,
    wipes: () => wipes,
    state: () => ({
      isAlternateScreen: screenBuffer.buffer.active.type === 'alternate',
      isCursorVisible,
      isBracketedPaste: screenBuffer.modes.bracketedPasteMode,
      isMouseTracked: screenBuffer.modes.mouseTrackingMode !== 'none',
    }),
    exited,
    hangUp: () => {
      // Every Unix terminal of node-pty has it; its types are those of all systems.
      (child as unknown as { destroy: () => void }).destroy();
    },
    close: async () => {
      if (end === undefined) {
        try {
          process.kill(pid(), 'SIGKILL');
        } catch {
          // It never started, or is gone.
        }
        child.kill('SIGKILL');
      }
      await gone;
      screenBuffer.dispose();
    },
  };
};
