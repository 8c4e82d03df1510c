import { argumentSlips } from './argument-slips.ts';
import { explainCharacter } from './character-slips.ts';
import { applyFix, type Diagnostic, rfc7208 } from './diagnostic.ts';
import { explainUnknownName, findBareAddress, findDoubleSign } from './name-slips.ts';
import { parseTerm } from './parse-term.ts';
import { findMissingSpace, findQuotes, findSeparators } from './split-slips.ts';
import type { TermProblem } from './term-problem.ts';
import { isTerm, type MendPiece, type TermSlip } from './term-slip.ts';

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

/** A slip within one term, which no other term has a part in. */
const findOwnSlip = (text: string, start: number, problem: TermProblem): TermSlip | undefined => {
  for (const find of argumentSlips) {
    const slip = find(text, start, problem);
    if (slip !== undefined) return slip;
  }
  if (problem.kind === 'character') return explainCharacter(text, start);
  if (problem.kind === 'unknown-mechanism') return explainUnknownName(text, start);
  return problem.kind === 'name' ? (findBareAddress(text, start) ?? findDoubleSign(text, start)) : undefined;
};

/** Mends a piece of a term that is several. */
const mendPiece: MendPiece = (text) => {
  const parsed = parseTerm(text, 0);
  const fix = parsed.isValid ? undefined : findOwnSlip(text, 0, parsed.problem)?.fix;
  return fix !== undefined && isTerm(applyFix(text, fix)) ? fix : undefined;
};

/** The diagnostic for a piece of a record that is no term: the likeliest slip of the pen where one explains it,
 *  with its fix, else the grammar's own complaint. */
export const diagnoseTerm = (text: string, start: number, problem: TermProblem): Diagnostic => {
  const slip: TermSlip = findQuotes(text, start, mendPiece) ??
    findSeparators(text, start, mendPiece) ??
    findMissingSpace(text, start, mendPiece) ??
    findOwnSlip(text, start, problem) ?? {
      code: codes[problem.kind],
      span: problem.span,
      message: problem.message,
    };
  return {
    code: slip.code,
    severity: 'error',
    span: slip.span,
    message: slip.message,
    reference: rfc7208(slip.section ?? problem.section),
    ...(slip.fix === undefined ? {} : { fix: slip.fix }),
  };
};
