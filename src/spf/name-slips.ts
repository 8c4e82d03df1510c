import { parseIp4, parseIp6 } from './ip-address.ts';
import { isOneEditAway } from './one-edit.ts';
import { insertAt, isTerm, offerIfTerm, replaceBy, type TermSlip } from './term-slip.ts';

const mechanismNames = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;

const familyOf = (address: string): 'ip4' | 'ip6' | undefined =>
  parseIp4(address) ? 'ip4' : parseIp6(address) ? 'ip6' : undefined;

const nearestMechanism = (name: string, rest: string): string | undefined => {
  const known = name.toLowerCase();
  if (known === 'ip') return familyOf(rest.replace(/^:/, '').replace(/\/.*$/, ''));
  // Two letters are near to nearly everything; at the end of a record they stand for one word.
  if (known.length < 3) return (known === 'al' || known === 'll') && rest === '' ? 'all' : undefined;
  return mechanismNames.find((candidate) => isOneEditAway(known, candidate));
};

/** A name that is that of no mechanism: misspelled, run into its argument, or of a modifier. */
export const explainUnknownName = (text: string, start: number): TermSlip => {
  const [, sign = '', name = '', rest = ''] = /^([+\-~?]?)([A-Za-z][A-Za-z0-9\-_.]*)(.*)$/.exec(text) ?? [];
  const nameSpan = { start: start + sign.length, end: start + sign.length + name.length };
  const joined = /^(include|exists|ip4|ip6)\.(.+)$/i.exec(name + rest);
  if (joined !== null && isTerm(`${joined[1]}:${joined[2]}`)) {
    const at = nameSpan.start + (joined[1]?.length ?? 0);
    return {
      code: 'missing-colon',
      span: { start: at, end: at + 1 },
      message: `"${joined[1]}" is followed by ":", not by "."`,
      fix: replaceBy('write ":" for "."', { start: at, end: at + 1 }, ':'),
    };
  }
  if (/^(redirect|exp)$/i.test(name) && rest.startsWith(':')) {
    const colon = { start: nameSpan.end, end: nameSpan.end + 1 };
    return {
      code: 'modifier-with-colon',
      span: colon,
      section: name.toLowerCase() === 'exp' ? '6.2' : '6.1',
      message: `"${name}" is a modifier; it is followed by "=", not by ":"`,
      ...offerIfTerm(`${sign}${name}=${rest.slice(1)}`, replaceBy('write "=" for ":"', colon, '=')),
    };
  }
  const nearest = nearestMechanism(name, rest);
  return {
    code: 'unknown-mechanism',
    span: nameSpan,
    message: `"${name}" is no mechanism${nearest === undefined ? '; all include a mx ptr ip4 ip6 exists are' : `; did the author mean "${nearest}"?`}`,
    ...(nearest === undefined
      ? {}
      : offerIfTerm(`${sign}${nearest}${rest}`, replaceBy(`write "${nearest}"`, nameSpan, nearest))),
  };
};

/** An address, or a network, without the name of its mechanism. */
export const findBareAddress = (text: string, start: number): TermSlip | undefined => {
  const [, sign = '', address = ''] = /^([+\-~?]?)([0-9A-Fa-f:.]+)(?:\/\d+)?$/.exec(text) ?? [];
  const name = familyOf(address);
  const bare = text.slice(sign.length);
  if (name === undefined || !isTerm(`${name}:${bare}`)) return undefined;
  return {
    code: 'bad-term',
    span: { start: start + sign.length, end: start + text.length },
    message: `"${bare}" is an address without a mechanism; "${name}:" goes before it`,
    fix: insertAt(`write "${name}:" before the address`, start + sign.length, `${name}:`),
  };
};

/** A qualifier that stands there twice: `--all`. */
export const findDoubleSign = (text: string, start: number): TermSlip | undefined => {
  const [signs = ''] = /^([+\-~?])\1+/.exec(text) ?? [];
  if (signs === '' || !isTerm(text.slice(signs.length - 1))) return undefined;
  const span = { start, end: start + signs.length - 1 };
  return {
    code: 'bad-term',
    span: { start, end: start + signs.length },
    message: `"${signs}" before a mechanism; one qualifier may stand there`,
    fix: replaceBy('write the qualifier once', span, ''),
  };
};
