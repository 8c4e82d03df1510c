import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { memo, useEffect, useLayoutEffect, useReducer, useSyncExternalStore } from 'react';
import type { Controller } from './controller.ts';
import { asciiLine } from './drawing/ascii-line.ts';
import type { Line } from './drawing/styled-line.ts';
import { paintLine, type Theme } from './drawing/theme.ts';
import { keyNames } from './keys/key-names.ts';

/** One row of the screen, already painted: the same text is never drawn again. */
const Row = memo(({ text }: Readonly<{ text: string }>) => <Text wrap='truncate'>{text}</Text>);

/** Draws the screen anew from time to time, for the clocks on it. */
const useTicks = (tickMs: number | undefined): void => {
  const [, tick] = useReducer((ticks: number) => ticks + 1, 0);
  useEffect(() => {
    if (tickMs === undefined) return;
    const timer = setInterval(tick, tickMs);
    return () => clearInterval(timer);
  }, [tickMs]);
};

/** The terminal's side of the screen: keys and sizes go to the controller, its lines come back. `onReady` gets what
 *  only Ink can do. */
export const App = ({
  controller,
  theme,
  isAscii,
  onReady,
}: Readonly<{
  controller: Controller;
  theme: Theme;
  isAscii: boolean;
  onReady: (ink: Pick<ReturnType<typeof useApp>, 'exit' | 'suspendTerminal'>) => void;
}>) => {
  const { exit, suspendTerminal } = useApp();
  const { columns, rows } = useWindowSize();
  useSyncExternalStore(controller.subscribe, controller.getVersion);
  useLayoutEffect(() => onReady({ exit, suspendTerminal }), [onReady, exit, suspendTerminal]);
  useLayoutEffect(() => controller.resize({ columns, rows }), [controller, columns, rows]);
  useTicks(controller.tickMs());
  useInput((input, key) => {
    for (const name of keyNames(input, key)) controller.press(name);
  });
  usePaste(controller.paste);
  const draw = (line: Line): string => paintLine(isAscii ? asciiLine(line) : line, theme);
  return (
    <Box flexDirection='column' width='100%'>
      {controller.draw().lines.map((line, index) => (
        <Row key={index} text={draw(line)} />
      ))}
    </Box>
  );
};
