import type { Evaluation } from '../spf/check-host.ts';
import { isDnsTrouble } from '../spf/select-record.ts';
import { type Asked, hasPtrTrouble } from './count-otherwise.ts';
import type { Reading } from './reading.ts';
import { changeAnswers, changeTexts, joinTexts, spfTextsOf, withTexts } from './reread-answers.ts';

const isFailure = ({ answer }: Asked): boolean =>
  answer?.outcome === 'server-failure' || answer?.outcome === 'refused';

const hasSeveralRecords = ({ cause }: Evaluation): boolean => cause.kind === 'multiple-records';

/** The record of RFC 4408's days that receivers judged by where a domain had none. */
export const bestGuess = 'v=spf1 a/24 mx/24 ptr';

/** Ways to take what DNS says: trouble, several records, none. */
export const answerReadings: readonly Reading[] = [
  {
    name: 'trouble-is-no-data',
    habit: 'takes SERVFAIL and REFUSED for an answer without data',
    section: '4.4',
    programs: ['pyspf 2.0.14'],
    isSeen: true,
    canMatter: ({ trace }) => trace.questions.some(isFailure),
    through: changeAnswers((answer) =>
      answer.outcome === 'server-failure' || answer.outcome === 'refused'
        ? { ...answer, outcome: 'no-data' }
        : answer,
    ),
  },
  {
    name: 'trouble-below-include-is-no-match',
    habit: 'passes over an include or redirect whose record DNS fails to give',
    section: '5.2',
    programs: ['mailauth 4.13'],
    isSeen: true,
    canMatter: ({ cause }) => cause.kind === 'dns-trouble' && cause.path !== '',
    through: changeAnswers((answer, isFirst) =>
      answer.question.type === 'TXT' && !isFirst && isDnsTrouble(answer)
        ? withTexts(answer, ['v=spf1 ?all'])
        : answer,
    ),
  },
  {
    name: 'ptr-trouble-is-temperror',
    habit: "ends a check where DNS fails over the client's names",
    section: '5.5',
    programs: ['Mail::SPF 2.9.0', 'mailauth 4.13', 'libspf2 1.2.10'],
    isSeen: true,
    canMatter: hasPtrTrouble,
    judge: (evaluation) => (hasPtrTrouble(evaluation) ? 'temperror' : evaluation.result),
  },
  {
    name: 'first-record',
    habit: 'takes the first of several SPF records',
    section: '4.5',
    programs: ['rspamd before September 2026'],
    isSeen: false,
    canMatter: hasSeveralRecords,
    through: changeTexts((texts) => texts.slice(0, 1)),
  },
  {
    name: 'last-record',
    habit: 'takes the last of several SPF records',
    section: '4.5',
    programs: [],
    isSeen: false,
    canMatter: hasSeveralRecords,
    through: changeTexts((texts) => texts.slice(-1)),
  },
  {
    name: 'records-joined',
    habit: 'reads several SPF records as one',
    section: '4.5',
    programs: [],
    isSeen: false,
    canMatter: hasSeveralRecords,
    through: changeTexts(joinTexts),
  },
  {
    name: 'spf-type-record',
    habit: 'takes a record of type SPF (99), which RFC 7208 gave up, where there is none of type TXT',
    section: '3.1',
    programs: ['pyspf 2.0.14 in its harsh mode'],
    isSeen: true,
    canMatter: ({ cause }) => cause.kind === 'no-record',
    through: changeAnswers(async (answer, _isFirst, ask) => {
      if (answer.question.type !== 'TXT' || isDnsTrouble(answer) || spfTextsOf(answer).length > 0)
        return answer;
      const old = await ask({ name: answer.question.name, type: 'SPF' });
      const texts = old.records.flatMap((record) => (record.type === 'SPF' ? [record.strings.join('')] : []));
      return texts.length === 0 ? answer : withTexts(answer, texts);
    }),
  },
  {
    name: 'best-guess-record',
    habit: `judges by "${bestGuess}" where a domain has no record`,
    section: '4.5',
    programs: ['pyspf 2.0.14 where it is asked to guess'],
    isSeen: true,
    canMatter: ({ cause }) => cause.kind === 'no-record' && cause.entry === 'initial',
    through: changeAnswers((answer, isFirst) => {
      const isLacking = isFirst && answer.question.type === 'TXT' && !isDnsTrouble(answer);
      return isLacking && spfTextsOf(answer).length === 0 ? withTexts(answer, [bestGuess]) : answer;
    }),
    // A guess that ends in an error is no guess.
    judge: ({ result, trace }) => {
      const selection = trace.records.get('')?.selection;
      const isGuess = selection?.kind === 'record' && selection.record.text === bestGuess;
      return isGuess && result === 'permerror' ? 'neutral' : result;
    },
  },
];
