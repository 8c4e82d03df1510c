import type { ParsedMacroString } from './parse-macro-string.ts';
import type { Span } from './span.ts';

/** Why a piece of a record is no term. `kind` is the part of the grammar that it broke. */
export type TermProblem = Readonly<{
  kind:
    | 'character'
    | 'name'
    | 'unknown-mechanism'
    | 'unexpected-argument'
    | 'missing-argument'
    | 'domain-spec'
    | 'macro'
    | 'ip-network'
    | 'prefix-length';
  span: Span;
  message: string;
  /** Of RFC 7208. */
  section: string;
}>;

/** A parse that failed, at the half-open span from `start` to `end`. */
export const problem = (
  kind: TermProblem['kind'],
  start: number,
  end: number,
  section: string,
  message: string,
): Readonly<{ isValid: false; problem: TermProblem }> => ({
  isValid: false,
  problem: { kind, span: { start, end }, section, message },
});

/** The failure of a domain-spec or macro-string as that of its term. */
export const macroProblem = (
  parsed: ParsedMacroString & Readonly<{ isValid: false }>,
): Readonly<{ isValid: false; problem: TermProblem }> => {
  const { kind, span, message } = parsed.problem;
  return problem(kind, span.start, span.end, '7.1', message);
};
