import { labelsOf, nameFromLabels, unaskableReason } from './domain-name.ts';
import type { DomainName } from './resolver.ts';

/** A value, or what is wrong at which character of the text (from 0). */
export type Decoded<Value> =
  | Readonly<{ ok: true; value: Value }>
  | Readonly<{ ok: false; at: number; message: string }>;

/** What is wrong with a relative name that has nothing to be relative to. */
export const NO_ORIGIN_MESSAGE =
  'a name without a final dot is relative, and the file gives no origin; add "$ORIGIN example.com." above';

// An octet is written with four characters at most (`\255`), so that longer text needs no look at its inside.
const LONGEST_NAME = 4 * 255;
const LONGEST_STRING = 4 * 255;

/** The octets, as latin1, that a character-string stands for (RFC 1035 §5.1). */
export const decodeCharacterString = (text: string): Decoded<string> => {
  if (text.length > LONGEST_STRING) return tooLongString(text.length);
  let value = '';
  for (let index = 0; index < text.length; ) {
    const octet = decodeOctet(text, index);
    if (!octet.ok) return octet;
    value += octet.value;
    index += octet.length;
  }
  return value.length > 255 ? tooLongString(value.length) : { ok: true, value };
};

/** The name that a text stands for: relative to the origin unless it ends in a dot; `@` is the origin itself. */
export const decodeName = (text: string, origin: DomainName | undefined): Decoded<DomainName> => {
  if (text === '.') return { ok: true, value: '' };
  if (text === '@') return origin === undefined ? NO_ORIGIN : { ok: true, value: origin };
  if (text.length > LONGEST_NAME) return { ok: false, at: 0, message: 'this name has more than 255 octets' };
  const labels: string[] = [];
  let label = '';
  for (let index = 0; index < text.length; ) {
    const octet = decodeOctet(text, index);
    if (!octet.ok) return octet;
    if (text[index] === '.') {
      if (label === '') return emptyLabel(index);
      labels.push(label);
      label = '';
    } else label += octet.value;
    index += octet.length;
  }
  if (label !== '') {
    if (origin === undefined) return NO_ORIGIN;
    labels.push(label, ...labelsOf(origin));
  } else if (labels.length === 0) return emptyLabel(0);
  const name = nameFromLabels(labels);
  const reason = unaskableReason(name);
  return reason === undefined
    ? { ok: true, value: name }
    : { ok: false, at: 0, message: `this name has ${reason}` };
};

/** Seconds from a number (`3600`) or from numbers with units (`1h30m`; w d h m s), or undefined. */
export const decodeSeconds = (text: string): number | undefined => {
  if (text.length > 40) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+[wdhms])+$/i.test(text)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of text.toLowerCase().matchAll(/(\d+)([wdhms])/g))
    seconds += Number(count) * (UNIT_SECONDS[unit ?? ''] ?? 0);
  return seconds;
};

const UNIT_SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 };

/** The octet at an index and how many characters it is written with (RFC 1035 §5.1: `\DDD` and `\X`). */
const decodeOctet = (
  text: string,
  at: number,
):
  | Readonly<{ ok: true; value: string; length: number }>
  | Readonly<{ ok: false; at: number; message: string }> => {
  const character = text.charAt(at);
  if (character !== '\\') return { ok: true, value: character, length: 1 };
  const escaped = text.charAt(at + 1);
  if (escaped === '') return { ok: false, at, message: 'nothing follows the backslash' };
  if (!/\d/.test(escaped)) return { ok: true, value: escaped, length: 2 };
  const digits = text.slice(at + 1, at + 4);
  return /^\d{3}$/.test(digits) && Number(digits) <= 255
    ? { ok: true, value: String.fromCharCode(Number(digits)), length: 4 }
    : { ok: false, at, message: `"\\${digits}" is no octet; three digits from \\000 to \\255 are expected` };
};

const emptyLabel = (at: number): Decoded<never> => ({ ok: false, at, message: 'a name has no empty label' });

const NO_ORIGIN: Decoded<never> = { ok: false, at: 0, message: NO_ORIGIN_MESSAGE };

const tooLongString = (length: number): Decoded<never> => ({
  ok: false,
  at: 0,
  message: `a string has at most 255 octets, this one ${length}; split it into several strings`,
});
