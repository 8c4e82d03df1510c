import { toAsciiDomain } from './domain-name.ts';
import { isTerm, replaceBy, type TermSlip } from './term-slip.ts';

// UTF-8 as latin1. Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark.
const invisible = /\xc2\xad|\xe2\x80[\x8b-\x8f]|\xe2\x81\xa0|\xef\xbb\xbf/g;

// Hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus sign.
const dashes = /\xe2\x80[\x90-\x94]|\xe2\x88\x92/g;

/** The text with a hyphen for each dash that looks like one, and without invisible characters. */
export const withPlainDashes = (text: string): string => text.replace(invisible, '').replace(dashes, '-');

/** The text with its UTF-8 name in A-labels, if it has one after the first colon or equals sign. */
const withALabels = (text: string): string | undefined => {
  const [, before = '', name = '', after = ''] = /^([^:=]*[:=])([^/%]*)(.*)$/s.exec(text) ?? [];
  const octets = Buffer.from(name, 'latin1');
  const unicode = octets.toString('utf8');
  const isUtf8 = name !== '' && Buffer.from(unicode, 'utf8').equals(octets);
  const ascii = isUtf8 ? toAsciiDomain(unicode) : '';
  return ascii === '' ? undefined : before + ascii + after;
};

const repairs: readonly Readonly<{ label: string; repair: (text: string) => string | undefined }>[] = [
  {
    label: 'remove the invisible characters',
    repair: (text) => text.replace(invisible, ''),
  },
  {
    label: 'write "-"',
    repair: withPlainDashes,
  },
  { label: 'write the name in A-labels', repair: withALabels },
];

/** An octet that is no visible ASCII. The span is all such octets that stand together. */
export const explainCharacter = (text: string, start: number): TermSlip | undefined => {
  const match = /[^\x21-\x7e]+/.exec(text);
  if (match === null) return undefined;
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  const isAscii = /^[\x00-\x7f]/.test(match[0]);
  const slip = {
    code: 'non-ascii',
    span,
    message: isAscii
      ? 'a control character; only spaces separate terms'
      : 'not an ASCII character; a record is visible ASCII and spaces',
  };
  for (const { label, repair } of repairs) {
    const repaired = repair(text);
    if (repaired !== undefined && repaired !== text && isTerm(repaired))
      return { ...slip, fix: replaceBy(label, { start, end: start + text.length }, repaired) };
  }
  return slip;
};
