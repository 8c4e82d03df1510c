import { parseDomainSpec, parseMacroString } from './parse-macro-string.ts';
import { parseMechanism } from './parse-mechanism.ts';
import type { Qualifier, Term } from './record.ts';
import type { Span } from './span.ts';
import { macroProblem, problem, type TermProblem } from './term-problem.ts';

/** A term, or the first thing that is wrong with it. */
export type ParsedTerm =
  | Readonly<{ isValid: true; term: Term }>
  | Readonly<{ isValid: false; problem: TermProblem }>;

/** One term of a record: a run of octets without a space. `start` is its place in the record's text. */
export const parseTerm = (text: string, start: number): ParsedTerm => {
  const span = { start, end: start + text.length };
  const stray = /[^\x21-\x7e]/.exec(text);
  if (stray !== null)
    return problem(
      'character',
      start + stray.index,
      start + stray.index + 1,
      '4.6.1',
      describeCharacter(stray[0]),
    );
  const [, sign = '', name = '', rest = ''] = /^([+\-~?]?)([A-Za-z][A-Za-z0-9\-_.]*)?(.*)$/.exec(text) ?? [];
  const nameStart = start + sign.length;
  if (name === '')
    return problem(
      'name',
      // A qualifier with nothing after it is all there is to point at.
      nameStart === span.end ? start : nameStart,
      span.end,
      '4.6.1',
      'a term starts with the name of a mechanism or modifier',
    );
  const argumentStart = nameStart + name.length;
  if (rest.startsWith('=')) {
    if (sign !== '')
      return problem(
        'name',
        start,
        nameStart,
        '4.6.1',
        `"${name}=" is a modifier, and a modifier has no qualifier`,
      );
    return parseModifier(text, span, name, rest.slice(1), argumentStart + 1);
  }
  if (rest !== '' && !/^[:/]/.test(rest))
    return problem(
      'name',
      argumentStart,
      span.end,
      '4.6.1',
      `"${rest[0]}" may not follow the name "${name}"`,
    );
  const parsed = parseMechanism(name, nameStart, rest, argumentStart);
  if (!parsed.isValid) return parsed;
  // The pattern above admits no other sign.
  const qualifier = (sign || '+') as Qualifier;
  return { isValid: true, term: { kind: 'directive', text, span, qualifier, mechanism: parsed.mechanism } };
};

const describeCharacter = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code === 9) return 'a tab; only spaces separate terms';
  if (code < 32 || code === 127) return 'a control character; only spaces separate terms';
  return 'not an ASCII character; a record is visible ASCII and spaces';
};

const parseModifier = (text: string, span: Span, name: string, value: string, start: number): ParsedTerm => {
  const known = name.toLowerCase();
  if (known !== 'redirect' && known !== 'exp') {
    const parsed = parseMacroString(value, start, 'record');
    if (!parsed.isValid) return macroProblem(parsed);
    const term = {
      kind: 'modifier',
      text,
      span,
      name: 'unknown',
      modifierName: name,
      value: parsed.macro,
    } as const;
    return { isValid: true, term };
  }
  const section = known === 'redirect' ? '6.1' : '6.2';
  if (value === '')
    return problem(
      'missing-argument',
      span.start,
      span.end,
      section,
      `"${name}=" needs a domain name after it`,
    );
  const parsed = parseDomainSpec(value, start);
  if (!parsed.isValid) return macroProblem(parsed);
  return { isValid: true, term: { kind: 'modifier', text, span, name: known, domainSpec: parsed.macro } };
};
