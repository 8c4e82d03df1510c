import { createKeyboardFilter } from '../tui/terminal/keyboard-filter.ts';
import { disableMouse, enableMouse, type MouseEvent } from '../tui/terminal/mouse.ts';
import { slimFrame } from '../tui/terminal/slim-frame.ts';

/** The stream with some of its members replaced; all others act on the stream itself. */
const withMembers = <Stream extends object>(stream: Stream, members: Partial<Stream>): Stream =>
  new Proxy(stream, {
    get: (target, key) => {
      if (key in members) return Reflect.get(members, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** The keyboard without the terminal's answers to questions, its escape sequences whole, the mouse apart, and pastes cut
 *  to what can be taken in; in raw mode it stays while `isKept` says so. */
export const keyboardOf = (
  stdin: NodeJS.ReadStream,
  isKept: () => boolean,
  onMouse: (event: MouseEvent) => void,
  onCutPaste: (dropped: number) => void,
): NodeJS.ReadStream => {
  // Keys that were waited for come back to be read, ahead of what is read next.
  let released = '';
  const filter = createKeyboardFilter({
    later: (callback, ms) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    release: (keys) => {
      released += keys;
      stdin.emit('readable');
    },
    onMouse,
    onCutPaste,
  });
  return withMembers(stdin, {
    setRawMode: (isRaw) => (isKept() ? stdin : stdin.setRawMode(isRaw)),
    read: (size) => {
      for (;;) {
        if (released !== '') {
          const keys = released;
          released = '';
          return keys;
        }
        const chunk: unknown = stdin.read(size);
        if (typeof chunk !== 'string') return chunk;
        const keys = filter(chunk);
        if (keys !== '') return keys;
      }
    },
  });
};

/** Enters the alternate screen at its upper left: the cursor comes along from where it was (xterm's 1049), which is no
 *  start of a row where keys were echoed meanwhile. The mouse goes with the screen: an editor, a shell after Ctrl-Z, and
 *  whoever is there after a signal, find it off. */
const enterAndLeave = (text: string, hasMouse: boolean): string =>
  text
    .replaceAll('\x1b[?1049h', `\x1b[?1049h\x1b[H${hasMouse ? enableMouse : ''}`)
    .replaceAll('\x1b[?1049l', `${hasMouse ? disableMouse : ''}\x1b[?1049l`);

/** The screen, written in fewer octets; if wanted, with the mouse, for as long as it has the terminal. */
export const screenOf = (stdout: NodeJS.WriteStream, hasMouse: boolean): NodeJS.WriteStream => {
  const adapt = (text: string): string => enterAndLeave(slimFrame(text), hasMouse);
  return withMembers(stdout, {
    write: (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
      Reflect.apply(stdout.write, stdout, [typeof chunk === 'string' ? adapt(chunk) : chunk, ...rest]),
  });
};
