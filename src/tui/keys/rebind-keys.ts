import type { KeyBinding } from './key-binding.ts';
import { type KeyName, showKey } from './key-names.ts';

/** The key table with the keys that a person chose, and what of the choice could not be taken, in sentences without
 *  their full stops. */
export type ReboundKeys = Readonly<{ bindings: readonly KeyBinding[]; problems: readonly string[] }>;

/** A key as people write it, by its name in the table: `Ctrl-R`, `ctrl+r`, `PgUp`, `space`, `g`; undefined for what is
 *  no key. */
export const readKeyName = (written: string, known: readonly KeyName[]): KeyName | undefined => {
  if (written === 'space' || written === 'Space') return ' ';
  if (/^[!-~]$/.test(written)) return written;
  const name = written
    .replace(/^(ctrl|alt|shift|c|m|s)[-+]/i, (prefix) => {
      const letter = prefix[0]?.toLowerCase();
      return letter === 'c' ? 'ctrl+' : letter === 'a' || letter === 'm' ? 'alt+' : 'shift+';
    })
    .replace(/^(ctrl\+)(.)$/, (_, modifier: string, key: string) => modifier + key.toLowerCase());
  if (/^(?:ctrl\+[a-z]|alt\+[!-~])$/.test(name)) return name;
  return known.find(
    (key) =>
      key === name || key === name.toLowerCase() || showKey(key).toLowerCase() === written.toLowerCase(),
  );
};

/** Puts chosen keys in place of an action's own, by the action's name; none at all takes its keys away. A key that
 *  another action of the same place has goes over to the chosen one. */
export const rebindKeys = (
  bindings: readonly KeyBinding[],
  chosen: Readonly<Record<string, readonly string[]>>,
): ReboundKeys => {
  const problems: string[] = [];
  const known = bindings.flatMap(({ keys }) => keys);
  let rebound = bindings;
  for (const [action, written] of Object.entries(chosen)) {
    if (!bindings.some(({ name }) => name === action)) {
      problems.push(`keys: no action is called "${action}"; : in the screen lists them`);
      continue;
    }
    if (action.startsWith('pane-')) {
      problems.push(`keys: the panes have the digits 1 to 4; ${action} has no other key`);
      continue;
    }
    const keys = written.flatMap((text) => {
      if (/^\d$/.test(text)) {
        problems.push(`keys: digits count and go to panes; ${action} needs another key than ${text}`);
        return [];
      }
      const name = readKeyName(text, known);
      if (name === undefined)
        problems.push(
          `keys: "${text}" of ${action} is no key; a letter, Ctrl-R, Alt-F, PgUp or Space is one`,
        );
      return name ?? [];
    });
    // Ctrl-C always quits.
    const others = keys.filter((key) => key !== 'ctrl+c');
    const isInterrupt = bindings.some(
      ({ name, action: { kind } }) => name === action && kind === 'interrupt',
    );
    const allowed = isInterrupt ? ['ctrl+c', ...others] : others;
    if (allowed.length < keys.length) problems.push(`keys: Ctrl-C always quits; ${action} needs another key`);
    if (allowed.length === 0 && written.length > 0) continue;
    const contexts = new Set(
      bindings.filter(({ name }) => name === action).flatMap((binding) => binding.contexts),
    );
    rebound = rebound.map((binding) => {
      if (binding.name === action) return { ...binding, keys: allowed };
      const isNear = binding.contexts.some((context) => contexts.has(context));
      return isNear ? { ...binding, keys: binding.keys.filter((key) => !allowed.includes(key)) } : binding;
    });
  }
  for (const [index, { name, keys }] of bindings.entries())
    if (keys.length > 0 && rebound[index]?.keys.length === 0 && chosen[name] === undefined)
      problems.push(
        `keys: ${keys.map(showKey).join(' and ')} went to another action; ${name} has no key now`,
      );
  return { bindings: rebound, problems };
};
