import { type Diagnostic, type Fix, rfc7208 } from './diagnostic.ts';
import { parseIp4, parseIp6 } from './ip-address.ts';
import { parseTerm } from './parse-term.ts';
import type { Span } from './span.ts';
import type { TermProblem } from './term-problem.ts';

type Refined = Readonly<{ code: string; span: Span; message: string; section?: string; fix?: Fix }>;

const replace = (label: string, span: Span, text: string): Fix => ({ label, edits: [{ span, text }] });

const insert = (label: string, at: number, text: string): Fix => replace(label, { start: at, end: at }, text);

const isTerm = (text: string): boolean => parseTerm(text, 0).isValid;

/** A fix is offered only where the term that it makes parses. */
const ifTerm = (text: string, fix: Fix): { fix?: Fix } => (isTerm(text) ? { fix } : {});

const termStart = /[+\-~?]?(?:all$|(?:ip4|ip6|include|exists|a|mx|ptr):|(?:redirect|exp)=)/gi;

/** Two terms without the space between them: `ip4:72.11.154.128/25-all`, `a:example.comip4:192.0.2.1`. */
const missingSpace = (text: string, start: number): Refined | undefined => {
  // Each try reads the whole term, and a hostile one may look like thousands.
  for (const match of [...text.matchAll(termStart)].slice(0, 50)) {
    const at = match.index;
    if (at === 0 || !isTerm(text.slice(0, at)) || !isTerm(text.slice(at))) continue;
    return {
      code: 'missing-space',
      span: { start: start + at, end: start + text.length },
      section: '4.6.1',
      message: `a space is missing before "${text.slice(at)}"`,
      fix: insert('insert the space', start + at, ' '),
    };
  }
  return undefined;
};

const quotes = (text: string, start: number): Refined | undefined => {
  // UTF-8 of the typographic quotes, as latin1.
  const match = /\\?"|\xe2\x80[\x9c\x9d]/.exec(text);
  if (match === null) return undefined;
  const repaired = text.replace(/\\?"|\xe2\x80[\x9c\x9d]/g, '');
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  const fix = replace('remove the quotes', { start, end: start + text.length }, repaired);
  return {
    code: 'quotes',
    span,
    message: 'a quote mark inside the record; quotes belong to the zone file, not to the text',
    ...ifTerm(repaired, fix),
  };
};

const separators = (text: string, start: number): Refined | undefined => {
  // A no-break space is C2 A0 in UTF-8.
  const match = /[,;\t\n\r]|\xc2\xa0/.exec(text);
  if (match === null) return undefined;
  const pieces = text.split(/(?:[,;\t\n\r]|\xc2\xa0)+/).filter((piece) => piece !== '');
  if (!pieces.every(isTerm)) return undefined;
  const span = { start: start + match.index, end: start + match.index + match[0].length };
  const names: Readonly<Record<string, string>> = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' };
  const found = names[match[0]] ?? (match[0] === '\xc2\xa0' ? 'a no-break space' : 'a line break');
  const fix = replace('separate terms by a space', { start, end: start + text.length }, pieces.join(' '));
  return { code: 'separator', span, message: `${found}; only spaces separate terms`, fix };
};

const mechanismNames = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;

/** Whether one insertion, deletion, substitution or swap of neighbours turns one word into the other. */
export const isOneEditAway = (left: string, right: string): boolean => {
  let head = 0;
  while (head < left.length && left[head] === right[head]) head++;
  const [a, b] = [left.slice(head), right.slice(head)];
  const swapped = (a[1] ?? '') + (a[0] ?? '') + a.slice(2);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || swapped === b;
};

const nearestMechanism = (name: string, rest: string): string | undefined => {
  const known = name.toLowerCase();
  if (known === 'ip') {
    const address = rest.replace(/^:/, '').replace(/\/.*$/, '');
    return parseIp4(address) ? 'ip4' : parseIp6(address) ? 'ip6' : undefined;
  }
  if (known.length < 3) return undefined;
  return mechanismNames.find((candidate) => isOneEditAway(known, candidate));
};

const unknownMechanism = (text: string, start: number): Refined => {
  const [, sign = '', name = '', rest = ''] = /^([+\-~?]?)([A-Za-z][A-Za-z0-9\-_.]*)(.*)$/.exec(text) ?? [];
  const nameSpan = { start: start + sign.length, end: start + sign.length + name.length };
  const joined = /^(include|exists|ip4|ip6)\.(.+)$/i.exec(name);
  if (joined !== null && rest === '') {
    const at = nameSpan.start + (joined[1]?.length ?? 0);
    const repaired = `${sign}${joined[1]}:${joined[2]}`;
    return {
      code: 'missing-colon',
      span: { start: at, end: at + 1 },
      message: `"${joined[1]}" is followed by ":", not by "."`,
      ...ifTerm(repaired, replace('write ":" for "."', { start: at, end: at + 1 }, ':')),
    };
  }
  if (/^(redirect|exp)$/i.test(name) && rest.startsWith(':')) {
    const colon = { start: nameSpan.end, end: nameSpan.end + 1 };
    return {
      code: 'modifier-with-colon',
      span: colon,
      section: name.toLowerCase() === 'exp' ? '6.2' : '6.1',
      message: `"${name}" is a modifier; it is followed by "=", not by ":"`,
      ...ifTerm(`${sign}${name}=${rest.slice(1)}`, replace('write "=" for ":"', colon, '=')),
    };
  }
  const nearest = nearestMechanism(name, rest);
  return {
    code: 'unknown-mechanism',
    span: nameSpan,
    message: `"${name}" is no mechanism${nearest === undefined ? '; all include a mx ptr ip4 ip6 exists are' : `; did the author mean "${nearest}"?`}`,
    ...(nearest === undefined
      ? {}
      : ifTerm(`${sign}${nearest}${rest}`, replace(`write "${nearest}"`, nameSpan, nearest))),
  };
};

const wrongFamily = (text: string, start: number, problem: TermProblem): Refined | undefined => {
  const [, sign = '', name = '', address = ''] = /^([+\-~?]?)(ip4|ip6):([^/]*)/i.exec(text) ?? [];
  const isIp4 = name.toLowerCase() === 'ip4';
  if (name === '' || (isIp4 ? parseIp6(address) : parseIp4(address)) === undefined) return undefined;
  const right = isIp4 ? 'ip6' : 'ip4';
  const span = { start: start + sign.length, end: start + sign.length + name.length };
  return {
    code: 'ip-family-mismatch',
    span: problem.span,
    message: `"${address}" is an ${isIp4 ? 'IPv6' : 'IPv4'} address; "${name}" wants an ${isIp4 ? 'IPv4' : 'IPv6'} one`,
    ...ifTerm(sign + right + text.slice(sign.length + name.length), replace(`write "${right}"`, span, right)),
  };
};

const addressAsName = (text: string, start: number, problem: TermProblem): Refined | undefined => {
  const [, sign = '', name = '', address = '', prefix = ''] =
    /^([+\-~?]?)(a|mx|include|exists|ptr):([^/]*)(\/\d+)?$/i.exec(text) ?? [];
  const right = parseIp4(address) ? 'ip4' : parseIp6(address) ? 'ip6' : undefined;
  if (right === undefined) return undefined;
  const span = { start: start + sign.length, end: start + sign.length + name.length };
  return {
    code: 'ip-as-name',
    span: problem.span,
    message: `"${address}" is an IP address, and "${name}" wants a domain name`,
    ...ifTerm(`${sign}${right}:${address}${prefix}`, replace(`write "${right}"`, span, right)),
  };
};

/** `a/24/64`, where `a/24//64` is meant. */
const singleSlash = (text: string, start: number): Refined | undefined => {
  const [, before = '', ip6 = ''] = /^([+\-~?]?(?:a|mx)(?::[^/]+)?\/\d+)(\/\d+)$/i.exec(text) ?? [];
  if (ip6 === '' || !isTerm(`${before}/${ip6}`)) return undefined;
  const at = start + before.length;
  return {
    code: 'bad-prefix',
    span: { start: at, end: at + ip6.length },
    section: '5.3',
    message: `"${ip6}" is a second prefix length; the one for IPv6 is written "/${ip6}"`,
    fix: insert('write "//" before the IPv6 prefix length', at, '/'),
  };
};

const codes: Readonly<Record<TermProblem['kind'], string>> = {
  character: 'non-ascii',
  name: 'bad-term',
  'unknown-mechanism': 'unknown-mechanism',
  'unexpected-argument': 'argument-on-all',
  'missing-argument': 'empty-argument',
  'domain-spec': 'bad-domain-spec',
  macro: 'bad-macro',
  'ip-network': 'bad-ip',
  'prefix-length': 'bad-prefix',
};

/** The diagnostic for a piece of a record that is no term: the likeliest slip of the pen where one explains it,
 *  with its fix, else the grammar's own complaint. */
export const diagnoseTerm = (text: string, start: number, problem: TermProblem): Diagnostic => {
  const refined: Refined =
    quotes(text, start) ??
    separators(text, start) ??
    missingSpace(text, start) ??
    wrongFamily(text, start, problem) ??
    addressAsName(text, start, problem) ??
    singleSlash(text, start) ??
    (problem.kind === 'unknown-mechanism'
      ? unknownMechanism(text, start)
      : { code: codes[problem.kind], span: problem.span, message: problem.message });
  return {
    code: refined.code,
    severity: 'error',
    span: refined.span,
    message: refined.message,
    reference: rfc7208(refined.section ?? problem.section),
    ...(refined.fix === undefined ? {} : { fix: refined.fix }),
  };
};
