import { createKeyboardFilter } from '../tui/keyboard-filter.ts';
import type { MouseEvent } from '../tui/mouse.ts';
import { slimFrame } from '../tui/slim-frame.ts';

/** The stream with some of its members replaced; all others act on the stream itself. */
const withMembers = <Stream extends object>(stream: Stream, members: Partial<Stream>): Stream =>
  new Proxy(stream, {
    get: (target, key) => {
      if (key in members) return Reflect.get(members, key);
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });

/** The keyboard without the terminal's answers to questions, its escape sequences whole, the mouse apart; in raw mode it
 *  stays while `isKept` says so. */
export const keyboardOf = (
  stdin: NodeJS.ReadStream,
  isKept: () => boolean,
  onMouse: (event: MouseEvent) => void,
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

/** The screen, written in fewer octets. */
export const screenOf = (stdout: NodeJS.WriteStream): NodeJS.WriteStream =>
  withMembers(stdout, {
    write: (chunk: string | Uint8Array, ...rest: unknown[]): boolean =>
      Reflect.apply(stdout.write, stdout, [typeof chunk === 'string' ? slimFrame(chunk) : chunk, ...rest]),
  });
