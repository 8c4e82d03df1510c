import type { DomainName } from '../dns/resolver.ts';
import type { Evaluation } from '../spf/check-host.ts';
import { textFromDomainName } from '../spf/domain-name.ts';
import { parseRecord } from '../spf/parse-record.ts';
import type { Reading } from './reading.ts';
import {
  changeAnswers,
  changeBadTerms,
  changeTexts,
  cutAtError,
  spfTextsOf,
  withTexts,
} from './reread-answers.ts';

const isSyntaxError = ({ cause }: Evaluation): boolean => cause.kind === 'syntax-error';

const endsByCode =
  (code: string) =>
  ({ cause }: Evaluation): boolean =>
    cause.kind === 'syntax-error' && cause.diagnostic.code === code;

/** Whether a record that the check came to has such a text; below the first one only, where that is asked. */
const hasText =
  (pattern: RegExp, isBelow = false) =>
  ({ trace }: Evaluation): boolean =>
    [...trace.records].some(
      ([path, { selection }]) =>
        selection?.kind === 'record' && pattern.test(selection.record.text) && !(isBelow && path === ''),
    );

const replaceInTexts = (pattern: RegExp, replacement: string, isBelow = false) =>
  changeTexts((texts, isFirst) =>
    isBelow && isFirst ? texts : texts.map((text) => text.replace(pattern, replacement)),
  );

/** Whether a record has an include of the name that it stands at, in the same case. */
const includesItself = (text: string, name: DomainName): boolean =>
  parseRecord([text]).terms.some(
    (term) =>
      term.kind === 'directive' &&
      term.mechanism.name === 'include' &&
      term.mechanism.domainSpec.text === textFromDomainName(name),
  );

/** Ways to read the text of a record. */
export const syntaxReadings: readonly Reading[] = [
  {
    name: 'syntax-errors-when-reached',
    habit: 'finds a syntax error only when it comes to the term',
    section: '4.6',
    programs: ['mailauth 4.13'],
    isSeen: true,
    canMatter: isSyntaxError,
    through: changeTexts(cutAtError(() => true)),
  },
  {
    name: 'macro-errors-when-reached',
    habit: 'reads macros only when it comes to the term',
    section: '4.6',
    programs: ['Mail::SPF 2.9.0'],
    isSeen: true,
    canMatter: endsByCode('bad-macro'),
    through: changeTexts(cutAtError((code) => code === 'bad-macro')),
  },
  {
    name: 'bad-terms-ignored',
    habit: 'passes over terms that it does not know',
    section: '4.6',
    programs: [],
    isSeen: false,
    canMatter: isSyntaxError,
    through: changeTexts(changeBadTerms(() => '')),
  },
  {
    name: 'leading-zeros-in-prefixes',
    habit: 'takes prefix lengths with a leading zero',
    section: '5.6',
    programs: ['libspf2 1.2.10'],
    isSeen: true,
    canMatter: endsByCode('bad-prefix'),
    through: changeTexts(changeBadTerms((text) => text.replace(/(?<=\/)0+(?=\d)/g, ''))),
  },
  {
    name: 'p-is-the-senders-domain',
    habit: "takes %{p} for the sender's domain",
    section: '7.3',
    programs: ['mailauth 4.13'],
    isSeen: true,
    canMatter: hasText(/%\{p/i),
    through: replaceInTexts(/%\{([pP])(?=[^}]*\})/g, '%{o'),
  },
  {
    name: 'd-is-the-senders-domain',
    habit: "takes %{d} of an included record for the sender's domain",
    section: '7.2',
    programs: ['mailauth 4.13'],
    isSeen: true,
    canMatter: hasText(/%\{d/i, true),
    through: replaceInTexts(/%\{[dD](?=[^}]*\})/g, '%{o', true),
  },
  {
    name: 'capital-r-does-not-reverse',
    habit: 'reverses a macro for a small r only',
    section: '7.1',
    programs: ['pyspf 2.0.14', 'mailauth 4.13'],
    isSeen: true,
    canMatter: hasText(/%\{[a-z]\d*R/i),
    through: replaceInTexts(/(%\{[A-Za-z]\d*)R/g, '$1'),
  },
  {
    name: 'capital-r-is-an-error',
    habit: 'takes a capital R in a macro for an error, when it comes to the term',
    section: '7.1',
    programs: ['Mail::SPF 2.9.0'],
    isSeen: true,
    canMatter: hasText(/%\{[a-z]\d*R/i),
    through: changeTexts((texts) => {
      const spoilt = texts.map((text) => text.replace(/(%\{[A-Za-z]\d*)R/g, '$1!'));
      return spoilt.every((text, index) => text === texts[index])
        ? texts
        : cutAtError((code) => code === 'bad-macro')(spoilt);
    }),
  },
  {
    name: 'self-include-is-an-error',
    habit: 'takes a record that includes itself for an error, even where a term before that matches',
    section: '5.2',
    programs: ['pyspf 2.0.14'],
    isSeen: true,
    canMatter: ({ trace }) =>
      [...trace.records.values()].some(
        ({ domain, selection }) =>
          selection?.kind === 'record' && includesItself(selection.record.text, domain),
      ),
    through: changeAnswers((answer) => {
      const texts = answer.question.type === 'TXT' ? spfTextsOf(answer) : [];
      return texts.some((text) => includesItself(text, answer.question.name))
        ? withTexts(answer, ['v=spf1 include:'])
        : answer;
    }),
  },
];
