import type { CheckRun } from './check-run.ts';
import { expandMacro } from './expand-macro.ts';
import { expandTarget, findMacroValues, type TermPlace } from './expand-target.ts';
import { usesNonAsciiLocalPart } from './macro-values.ts';
import { parseMacroString } from './parse-macro-string.ts';
import type { MacroString } from './record.ts';
import { explanationQuestion } from './term-questions.ts';

/** The explanation that an `exp` names, expanded, or undefined where it can't be had: no TXT record or several, DNS
 *  trouble, bad syntax, an octet that is not ASCII (RFC 7208 §6.2). Spends no limit. */
export const readExplanation = async (
  run: CheckRun,
  place: TermPlace,
  domainSpec: MacroString,
): Promise<string | undefined> => {
  if (usesNonAsciiLocalPart(domainSpec, run.request)) return undefined;
  const target = await expandTarget(run, place, domainSpec, 'exempt');
  const answer = await run.ask(place.path, explanationQuestion(target), 'exempt');
  const [only, ...others] = answer.records.flatMap((record) =>
    record.type === 'TXT' ? [record.strings] : [],
  );
  if (only === undefined || others.length > 0) return undefined;
  const parsed = parseMacroString(only.join(''), 0, 'explanation');
  if (!parsed.isValid) return undefined;
  const values = await findMacroValues(run, place, parsed.macro, 'exempt');
  // The published suite has an explanation show the nibbles of an IPv6 client in capitals.
  const { text } = expandMacro(parsed.macro, { ...values, i: values.i.toUpperCase() });
  // RFC 7208 §6.2 limits the text to US-ASCII; a sender's local-part may bring other characters in.
  return /^[\x00-\x7f]*$/.test(text) ? text : undefined;
};
