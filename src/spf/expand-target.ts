import { isSameOrBelow } from '../dns/domain-name.ts';
import type { DomainName } from '../dns/resolver.ts';
import type { CheckRun, VoidCounting } from './check-run.ts';
import { domainNameFromText, textFromDomainName } from './domain-name.ts';
import { expandMacro, lettersOf, type MacroValues, targetNameFromText } from './expand-macro.ts';
import { judgeAnswer } from './judge-answer.ts';
import { macroValues } from './macro-values.ts';
import type { MacroString } from './record.ts';
import { nameAddressQuestions, namesQuestion, pointerNames } from './term-questions.ts';
import type { NodePath } from './trace.ts';

/** The term at which a check stands. */
export type TermPlace = Readonly<{ path: NodePath; domain: DomainName }>;

const nearnessTo =
  (domain: DomainName) =>
  (name: DomainName): number => {
    if (!isSameOrBelow(name, domain)) return 2;
    return isSameOrBelow(domain, name) ? 0 : 1;
  };

/** The text of `%{p}`: a validated name of the client, the domain itself first, then one below it, then any;
 *  `unknown` where there is none (RFC 7208 §7.3). */
const findValidatedName = async (
  run: CheckRun,
  place: TermPlace,
  counting: VoidCounting,
): Promise<string> => {
  const client = run.request.ip;
  const answer = await run.ask(place.path, namesQuestion(client), counting);
  const nearness = nearnessTo(place.domain);
  const names = pointerNames(answer, run.limits.ptrNames).sort((a, b) => nearness(a) - nearness(b));
  for (const name of names)
    for (const planned of nameAddressQuestions(name, client)) {
      const addresses = await run.ask(place.path, planned, 'exempt');
      const judgement = judgeAnswer({ name: 'ptr' }, planned, addresses, client, run.limits);
      if (judgement.kind === 'match') return textFromDomainName(name);
    }
  return 'unknown';
};

/** What the letters of a macro-string stand for at this place. Asks DNS for `%{p}` only. */
export const findMacroValues = async (
  run: CheckRun,
  place: TermPlace,
  macro: MacroString,
  counting: VoidCounting,
): Promise<MacroValues> => {
  const name = lettersOf(macro).includes('p') ? await findValidatedName(run, place, counting) : 'unknown';
  return macroValues(run.request, place.domain, name);
};

/** The target-name of a term: its expanded domain-spec, or the current domain (RFC 7208 §4.8). No trailing dot, at
 *  most 253 characters. It may still be no name that DNS can be asked for. */
export const expandTarget = async (
  run: CheckRun,
  place: TermPlace,
  domainSpec: MacroString | undefined,
  counting: VoidCounting,
): Promise<DomainName> => {
  if (domainSpec === undefined) return place.domain;
  const expansion = expandMacro(domainSpec, await findMacroValues(run, place, domainSpec, counting));
  const target = targetNameFromText(expansion.text);
  if (lettersOf(domainSpec).length > 0) run.emit(place.path, { kind: 'macro-expanded', expansion, target });
  return domainNameFromText(target);
};
