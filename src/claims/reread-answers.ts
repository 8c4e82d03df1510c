import { asciiLowerCase, type DnsAnswer, type DnsQuestion, type Resolver } from '../dns/resolver.ts';
import { readInitialDomain } from '../spf/domain-name.ts';
import { isSpfRecord, parseRecord } from '../spf/parse-record.ts';
import { isDnsTrouble } from '../spf/select-record.ts';

/** The texts of the SPF records in an answer, in its order. */
export const spfTextsOf = (answer: DnsAnswer): readonly string[] =>
  answer.records.flatMap((record) => {
    const text = record.type === 'TXT' ? record.strings.join('') : '';
    return isSpfRecord(text) ? [text] : [];
  });

/** The answer with these TXT records and no others; with none of them, no data. */
export const withTexts = (answer: DnsAnswer, texts: readonly string[]): DnsAnswer => ({
  ...answer,
  outcome: texts.length > 0 ? 'records' : 'no-data',
  records: texts.map((text) => ({
    type: 'TXT',
    name: answer.question.name,
    ttlSeconds: answer.ttlSeconds ?? 0,
    strings: [text],
  })),
});

/** Asks a further question over the same resolver. */
type Ask = (question: DnsQuestion) => Promise<DnsAnswer>;

/** A resolver whose answers are changed on their way; `isFirst` tells those to the domain that a check starts from. */
export const changeAnswers =
  (change: (answer: DnsAnswer, isFirst: boolean, ask: Ask) => DnsAnswer | Promise<DnsAnswer>) =>
  (resolver: Resolver, { domain }: Readonly<{ domain: string }>): Resolver => {
    const initial = readInitialDomain(domain);
    const first = initial.isValid ? asciiLowerCase(initial.name) : undefined;
    return {
      resolve: async (question, signal) => {
        const answer = await resolver.resolve(question, signal);
        return change(answer, asciiLowerCase(question.name) === first, (further) =>
          resolver.resolve(further, signal),
        );
      },
    };
  };

/** A resolver that changes the SPF records of every name; a name in trouble or without a record stays as it is. */
export const changeTexts = (
  change: (texts: readonly string[], isFirst: boolean) => readonly string[],
): ReturnType<typeof changeAnswers> =>
  changeAnswers((answer, isFirst) => {
    const texts = answer.question.type === 'TXT' && !isDnsTrouble(answer) ? spfTextsOf(answer) : [];
    return texts.length === 0 ? answer : withTexts(answer, change(texts, isFirst));
  });

/** A term at which a check that gets there is permerror: no such name can be asked for. */
const trap = 'redirect=a..invalid';

/** The record up to its first error, and a check that gets there is permerror; where it has an error of another kind, as
 *  it was. */
export const cutAtError =
  (isTold: (code: string) => boolean) =>
  (texts: readonly string[]): readonly string[] =>
    texts.map((text) => {
      const { terms, diagnostics } = parseRecord([text]);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      const [first] = errors;
      if (first === undefined || !errors.every(({ code }) => isTold(code))) return text;
      const kept = terms.filter(
        (term) =>
          term.span.end <= first.span.start && !(term.kind === 'modifier' && term.name === 'redirect'),
      );
      return ['v=spf1', ...kept.map((term) => term.text), trap].join(' ');
    });

/** The record with another text for each term that is none; without it, where that is empty. */
export const changeBadTerms =
  (change: (text: string) => string) =>
  (texts: readonly string[]): readonly string[] =>
    texts.map((text) => {
      const { terms } = parseRecord([text]);
      const kept = terms.map((term) => (term.kind === 'invalid' ? change(term.text) : term.text));
      return ['v=spf1', ...kept.filter((each) => each !== '')].join(' ');
    });

/** Several records as one: the terms of all, one record's behind the other's. */
export const joinTexts = (texts: readonly string[]): readonly string[] =>
  texts.length < 2 ? texts : [['v=spf1', ...texts.map((text) => text.slice(6).trim())].join(' ')];
