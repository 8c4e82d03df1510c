import { addressNibbles, formatIpAddress, type IpAddress } from './ip-address.ts';
import type { MacroLetter, MacroPart, MacroString } from './record.ts';

/** What the macro letters stand for (RFC 7208 §7.2). The text of `p` costs DNS queries, so it comes in ready. */
export type MacroValues = Readonly<Record<MacroLetter, string>>;

/** One macro and what it became; `value` is what the letter stands for, before the transformers. */
export type MacroStep = Readonly<{ part: MacroPart; value: string; text: string }>;

/** An expanded macro-string, and how each part of it came about. */
export type Expansion = Readonly<{ text: string; steps: readonly MacroStep[] }>;

/** The text of `%{i}`: dotted decimal, or dotted nibbles for IPv6. */
export const macroIpText = (address: IpAddress): string =>
  address.family === 4 ? formatIpAddress(address) : addressNibbles(address).join('.');

const escapeUrl = (text: string): string =>
  text.replace(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const splitAtAny = (text: string, delimiters: string): string[] => {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (delimiters.includes(character)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  parts.push(part);
  return parts;
};

const expandPart = (part: MacroPart, values: MacroValues): MacroStep => {
  if (part.kind !== 'expand') return { part, value: part.text, text: part.text };
  const value = values[part.letter];
  let pieces = splitAtAny(value, part.delimiters);
  if (part.reverse) pieces = pieces.reverse();
  if (part.keep !== undefined) pieces = pieces.slice(-part.keep);
  const joined = pieces.join('.');
  return { part, value, text: part.escapesUrl ? escapeUrl(joined) : joined };
};

/** The text that a macro-string stands for, and how each part of it came about (RFC 7208 §7.3). Every character of
 *  `values` is one octet. */
export const expandMacro = (macro: MacroString, values: MacroValues): Expansion => {
  // Where a macro stands a thousand times, its texts are in memory once.
  const expanded = new Map<string, MacroStep>();
  const steps = macro.parts.map((part) => {
    if (part.kind !== 'expand') return expandPart(part, values);
    const key = `${part.escapesUrl} ${part.letter}${part.keep}${part.reverse} ${part.delimiters}`;
    const step = expanded.get(key) ?? expandPart(part, values);
    expanded.set(key, step);
    return { ...step, part };
  });
  return { text: steps.map((step) => step.text).join(''), steps };
};

/** The target-name that an expanded domain-spec stands for: no trailing dot, at most 253 characters; labels are
 *  dropped from the left until it fits (RFC 7208 §7.3). It may still be no valid name (§4.8). */
export const targetNameFromText = (expanded: string): string => {
  let text = expanded.endsWith('.') ? expanded.slice(0, -1) : expanded;
  if (text.length <= 253) return text;
  const cut = text.indexOf('.', text.length - 254);
  text = cut === -1 ? text.slice(text.lastIndexOf('.') + 1) : text.slice(cut + 1);
  return text;
};

/** The macro letters that a macro-string uses, each once. */
export const lettersOf = (macro: MacroString): MacroLetter[] => [
  ...new Set(macro.parts.flatMap((part) => (part.kind === 'expand' ? [part.letter] : []))),
];
