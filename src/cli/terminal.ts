/** What a command gets from the process that runs it. */
export type Terminal = Readonly<{
  isInteractive: boolean;
  /** Whether a screen can be drawn, wherever the keys come from. */
  hasScreen: boolean;
  hasColour: boolean;
  /** Whether what goes to `writeTrouble` is seen on a terminal at once. */
  showsTrouble: boolean;
  isUtf8: boolean;
  write: (text: string) => Promise<void>;
  writeTrouble: (text: string) => Promise<void>;
  /** Has faults that nobody catches go to `handle`, until the returned function is called. */
  catchFaults: (handle: (error: unknown) => void) => () => void;
}>;
