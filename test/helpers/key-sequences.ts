import type { KeyName } from '../../src/tui/keys/key-names.ts';

const named: Readonly<Record<KeyName, string>> = {
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  home: '\x1b[H',
  end: '\x1b[F',
  pageup: '\x1b[5~',
  pagedown: '\x1b[6~',
  delete: '\x1b[3~',
  enter: '\r',
  escape: '\x1b',
  tab: '\t',
  backspace: '\x7f',
  'shift+tab': '\x1b[Z',
  'ctrl+left': '\x1b[1;5D',
  'ctrl+right': '\x1b[1;5C',
  'alt+backspace': '\x1b\x7f',
};

/** What a terminal sends for a key of the key table. Throws for a name that no key has. */
export const sequenceOf = (name: KeyName): string => {
  const sequence = named[name];
  if (sequence !== undefined) return sequence;
  const [, modifier, base = ''] = /^(ctrl|alt)\+(.)$/.exec(name) ?? [];
  if (modifier === 'ctrl') return String.fromCharCode(base.charCodeAt(0) & 0x1f);
  if (modifier === 'alt') return `\x1b${base}`;
  if ([...name].length === 1) return name;
  throw new Error(`"${name}" is no key that a terminal sends`);
};
