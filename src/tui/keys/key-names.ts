import type { Key } from 'ink';
import { splitGraphemes } from '../editing/text-field.ts';

/** A key as the key table names it: a character, or a name such as `pageup`, `ctrl+c`, `alt+f`, `shift+tab`. */
export type KeyName = string;

const controlNames: Readonly<Record<string, KeyName>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
};

/** The table's name for one typed character. */
const characterName = (character: string): KeyName => {
  const code = character.charCodeAt(0);
  return controlNames[character] ?? (code < 27 ? `ctrl+${String.fromCharCode(code + 96)}` : character);
};

/** The table's names for what Ink reports. Keys pressed in quick succession arrive as one text: each is a name. */
export const keyNames = (input: string, key: Key): KeyName[] => {
  const named: readonly (readonly [boolean, string])[] = [
    [key.upArrow, 'up'],
    [key.downArrow, 'down'],
    [key.leftArrow, key.ctrl || key.meta ? 'ctrl+left' : 'left'],
    [key.rightArrow, key.ctrl || key.meta ? 'ctrl+right' : 'right'],
    [key.pageUp, 'pageup'],
    [key.pageDown, 'pagedown'],
    [key.home, 'home'],
    [key.end, 'end'],
    [key.return, 'enter'],
    [key.escape, 'escape'],
    [key.tab, key.shift ? 'shift+tab' : 'tab'],
    [key.backspace, key.meta ? 'alt+backspace' : 'backspace'],
    [key.delete, 'delete'],
  ];
  const name = named.find(([isPressed]) => isPressed)?.[1];
  if (name !== undefined) return [name];
  if (key.ctrl) return [`ctrl+${input}`];
  if (key.meta) return splitGraphemes(input).length === 1 ? [`alt+${input}`] : [];
  return splitGraphemes(input).map(characterName);
};

const signs: Readonly<Record<string, string>> = {
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  ' ': 'Space',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  backspace: 'Backspace',
  delete: 'Del',
};

/** A key as people write it: `Ctrl-C`, `PgUp`, `↑`, `g`. */
export const showKey = (name: KeyName): string => {
  const [, modifier, base = name] = /^(ctrl|alt|shift)\+(.+)$/.exec(name) ?? [];
  const sign = signs[base] ?? base;
  if (modifier === undefined) return sign;
  const written = modifier[0]?.toUpperCase() + modifier.slice(1);
  // A control character has no case; Alt and a letter has.
  return `${written}-${modifier === 'ctrl' && sign.length === 1 ? sign.toUpperCase() : sign}`;
};
