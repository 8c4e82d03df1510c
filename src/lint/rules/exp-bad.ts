import { questionKey } from '../../dns/resolver.ts';
import { rfc7208 } from '../../spf/diagnostic.ts';
import { parseMacroString } from '../../spf/parse-macro-string.ts';
import { explanationQuestion } from '../../spf/term-questions.ts';
import type { LintFacts, LiveTerm } from '../collect-facts.ts';
import { quote } from '../quote-text.ts';
import type { Rule } from '../rule.ts';

const describe = ({ policy }: LintFacts, { policyTerm: { target } }: LiveTerm): string | undefined => {
  if (target.kind !== 'name') return undefined;
  const answer = policy.answers.get(questionKey(explanationQuestion(target.name).question));
  if (answer === undefined) return undefined;
  if (answer.outcome === 'name-error') return `${quote(target.name)} does not exist`;
  if (answer.outcome === 'no-data') return `${quote(target.name)} has no TXT record`;
  if (answer.outcome !== 'records') return undefined;
  const texts = answer.records.flatMap((data) => (data.type === 'TXT' ? [data.strings.join('')] : []));
  const [only = ''] = texts;
  if (texts.length > 1)
    return `${quote(target.name)} has ${texts.length} TXT records, and one explanation is used only if it is the only one`;
  if (/[^\x00-\x7f]/.test(only)) return `the explanation at ${quote(target.name)} is not ASCII`;
  const parsed = parseMacroString(only, 0, 'explanation');
  return parsed.isValid
    ? undefined
    : `the explanation at ${quote(target.name)} is no macro-string: ${parsed.problem.message}`;
};

/** An explanation that receivers can't use. */
export const expBad: Rule = {
  code: 'exp-bad',
  severity: 'notice',
  reference: rfc7208('6.2'),
  page: {
    meaning:
      'exp names a TXT record whose text goes to a sender who fails. There must be exactly one such record, in ASCII, with valid macros; else receivers go on without the text.',
    example: 'exp=why.example.com, a name that has no TXT record',
    mending: 'Publish one TXT record there, or remove the exp.',
  },
  find: (facts) =>
    facts.live.flatMap((live) => {
      const { record, index, term } = live;
      if (!record.decides || term.kind !== 'modifier' || term.name !== 'exp') return [];
      const message = describe(facts, live);
      return message === undefined ? [] : [{ record, index, message }];
    }),
};
