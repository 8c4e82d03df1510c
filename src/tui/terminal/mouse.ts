/** What a mouse did in a terminal. `column` and `row` count from 0, from the upper left. */
export type MouseEvent = Readonly<{
  kind: 'press' | 'release' | 'wheel-up' | 'wheel-down';
  button: 'left' | 'middle' | 'right' | 'none';
  column: number;
  row: number;
  shift: boolean;
  alt: boolean;
  ctrl: boolean;
}>;

/** Has the terminal report presses, releases and the wheel (1000), with numbers of any size (SGR, 1006). */
export const enableMouse = '\x1b[?1000h\x1b[?1006h';

/** Ends what `enableMouse` began. */
export const disableMouse = '\x1b[?1006l\x1b[?1000l';

// Terminals that don't know 1006 send three characters behind `ESC [ M`, which would be taken for keys.
const reports = /\x1b\[(?:<(\d{1,3});(\d{1,5});(\d{1,5})([Mm])|<[\d;]*[Mm]|M[^\x1b]{3})/gs;

const buttons = ['left', 'middle', 'right', 'none'] as const;

const decode = (code: number, column: number, row: number, isPress: boolean): MouseEvent | undefined => {
  // 32: the mouse moved; 66 and 67: a wheel to the sides; 128: buttons that have no meaning here.
  if (column < 1 || row < 1 || (code & 32) !== 0 || code >= 128) return undefined;
  const isWheel = (code & 64) !== 0;
  if (isWheel && ((code & 2) !== 0 || !isPress)) return undefined;
  const wheel = (code & 1) === 0 ? 'wheel-up' : 'wheel-down';
  return {
    kind: isWheel ? wheel : isPress ? 'press' : 'release',
    button: isWheel ? 'none' : (buttons[code & 3] ?? 'none'),
    column: column - 1,
    row: row - 1,
    shift: (code & 4) !== 0,
    alt: (code & 8) !== 0,
    ctrl: (code & 16) !== 0,
  };
};

/** Parts what a terminal sends into keys and reports of its mouse, which have to be whole: `createEscapeJoiner` comes
 *  before. What a mouse can't have sent, and what has no meaning here, is dropped. */
export const splitMouse = (input: string): Readonly<{ keys: string; events: readonly MouseEvent[] }> => {
  const events: MouseEvent[] = [];
  const keys = input.replace(reports, (_, code?: string, column?: string, row?: string, final?: string) => {
    const event =
      code === undefined ? undefined : decode(Number(code), Number(column), Number(row), final === 'M');
    if (event !== undefined) events.push(event);
    return '';
  });
  return { keys, events };
};

/** Presses of the same button on the same cell in quick succession. `count`: 1 for a click, 2 for a double click. */
export type Clicks = Readonly<{
  button: MouseEvent['button'];
  column: number;
  row: number;
  atMs: number;
  count: number;
}>;

/** The longest time between two presses of a double click. */
const doubleClickMs = 400;

/** The clicks with another press. `atMs`: when it came, in milliseconds from any start. */
export const addClick = (
  clicks: Clicks | undefined,
  { button, column, row }: MouseEvent,
  atMs: number,
): Clicks => {
  const isSame =
    clicks !== undefined &&
    clicks.button === button &&
    clicks.column === column &&
    clicks.row === row &&
    atMs - clicks.atMs <= doubleClickMs;
  return { button, column, row, atMs, count: isSame ? clicks.count + 1 : 1 };
};
