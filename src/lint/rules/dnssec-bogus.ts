import type { Rule } from '../rule.ts';
import { nameQuestion, troubledAnswers } from '../troubled-answers.ts';

/** DNSSEC signatures do not validate. */
export const dnssecBogus: Rule = {
  code: 'dnssec-bogus',
  severity: 'error',
  reference: { rfc: 4035, section: '5.5' },
  page: {
    meaning:
      'The server answered only when it was asked not to validate: the DNSSEC signatures of the zone are wrong or out of date. Receivers whose resolvers validate give temperror; others see no trouble, so the mail fails here and there.',
    example: 'A zone whose signatures expired, or whose DS record names a key that is gone',
    mending: 'Sign the zone anew, or have the DS record in the parent zone corrected or removed.',
  },
  find: (facts) =>
    troubledAnswers(facts).flatMap(({ record, index, answer, kind }) => {
      if (kind !== 'bogus') return [];
      const [extended] = answer.extendedErrors ?? [];
      const why = extended === undefined ? '' : ` (extended error ${extended.code})`;
      const message = `the DNSSEC signatures for ${nameQuestion(answer)} do not validate${why}; receivers that validate give temperror`;
      return [{ record, message, ...(index === undefined ? {} : { index }) }];
    }),
};
