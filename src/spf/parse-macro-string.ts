import type { MacroLetter, MacroPart, MacroString } from './record.ts';
import type { Span } from './span.ts';

/** Where a macro-string may stand. RFC 7208 §7.2 allows the letters c, r and t in `explanation` text only, and
 *  §6.2 lets only that text hold spaces. */
export type MacroContext = 'record' | 'explanation';

/** What is wrong with a macro-string: one of its macros, or, of a domain-spec, the name as a whole. */
export type MacroProblem = Readonly<{ kind: 'macro' | 'domain-spec'; span: Span; message: string }>;

/** A macro-string, or the first thing that is wrong with it. */
export type ParsedMacroString =
  | Readonly<{ isValid: true; macro: MacroString }>
  | Readonly<{ isValid: false; problem: MacroProblem }>;

const expandPattern = /^%\{([a-zA-Z])(\d*)([rR]?)([.\-+,/_=]*)\}/;
const escapes = { '%%': '%', '%_': ' ', '%-': '%20' } as const;

const describeBadMacro = (text: string): string => {
  const opened = /^%\{([^}]*)(\}?)/.exec(text);
  if (opened === null) return '"%" must be followed by "{", "%", "_" or "-"; write "%%" for a percent sign';
  if (opened[2] === '') return 'the macro has no closing "}"';
  const body = opened[1] ?? '';
  if (!/^[slodiphcrtv]/i.test(body)) return `"${body.slice(0, 1)}" is no macro letter; s l o d i p v h are`;
  return `"${opened[0]}" is no macro; a letter, an optional number, an optional "r" and delimiters (. - + , / _ =) are`;
};

/** Reads a macro-string (RFC 7208 §7.1). `start` is its place in the record. Stops at the first problem. */
export const parseMacroString = (text: string, start: number, context: MacroContext): ParsedMacroString => {
  const parts: MacroPart[] = [];
  const fail = (from: number, to: number, message: string): ParsedMacroString => ({
    isValid: false,
    problem: { kind: 'macro', span: { start: start + from, end: start + to }, message },
  });
  let index = 0;
  while (index < text.length) {
    if (text[index] !== '%') {
      const literal = context === 'record' ? /^[\x21-\x24\x26-\x7e]+/ : /^[\x20-\x24\x26-\x7e]+/;
      const run = literal.exec(text.slice(index))?.[0];
      if (run === undefined) return fail(index, index + 1, 'only visible ASCII characters are allowed');
      parts.push({
        kind: 'literal',
        span: { start: start + index, end: start + index + run.length },
        text: run,
      });
      index += run.length;
      continue;
    }
    const rest = text.slice(index);
    const pair = rest.slice(0, 2);
    if (pair === '%%' || pair === '%_' || pair === '%-') {
      parts.push({
        kind: 'escape',
        span: { start: start + index, end: start + index + 2 },
        text: escapes[pair],
      });
      index += 2;
      continue;
    }
    const length = /^%\{[^}]*\}?|^%/.exec(rest)?.[0].length ?? 1;
    const match = expandPattern.exec(rest);
    const letter = match?.[1] ?? '';
    if (match === null || !/[slodiphcrtv]/i.test(letter))
      return fail(index, index + length, describeBadMacro(rest));
    if (context === 'record' && /[crt]/i.test(letter))
      return fail(index, index + length, `the macro letter "${letter}" is allowed in an explanation only`);
    const digits = match[2] ?? '';
    // RFC 7208 §7.1: "The DIGIT transformer [...] value of 0 is invalid".
    if (/^0+$/.test(digits)) return fail(index, index + length, 'a macro keeps one part or more, not 0');
    parts.push({
      kind: 'expand',
      span: { start: start + index, end: start + index + length },
      // The pattern above admits no other letter.
      letter: letter.toLowerCase() as MacroLetter,
      escapesUrl: letter !== letter.toLowerCase(),
      ...(digits === '' ? {} : { keep: Number(digits) }),
      reverse: match[3] !== '',
      delimiters: match[4] || '.',
    });
    index += length;
  }
  return { isValid: true, macro: { text, span: { start, end: start + text.length }, parts } };
};

const toplabelPattern = /\.([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)\.?$/;

/** RFC 7208 §7.1: letters, digits and inner hyphens, not digits alone. */
const endsInToplabel = (text: string): boolean => /[^0-9]/.test(toplabelPattern.exec(text)?.[1] ?? '');

/** Reads a domain-spec: a macro-string that ends in a macro or in `.toplabel` (RFC 7208 §7.1). */
export const parseDomainSpec = (text: string, start: number): ParsedMacroString => {
  const parsed = parseMacroString(text, start, 'record');
  if (!parsed.isValid) return parsed;
  const last = parsed.macro.parts.at(-1);
  // The dot before the toplabel may not be inside a macro, hence the look at the last literal alone.
  if (last === undefined || (last.kind === 'literal' && !endsInToplabel(last.text)))
    return {
      isValid: false,
      problem: {
        kind: 'domain-spec',
        span: { start, end: start + text.length },
        message: describeBadDomain(text),
      },
    };
  return parsed;
};

const describeBadDomain = (text: string): string => {
  if (text === '') return 'a domain name is missing';
  const labels = text.replace(/\.$/, '').split('.');
  if (labels.length < 2) return `"${text}" is one label; a domain name has two or more`;
  return `"${text}" ends in "${labels.at(-1)}", which is no top-level domain`;
};
