import type { Statement } from '../candidate.ts';
import { readResultWord } from '../result-word.ts';

/** rspamd's `R_SPF_ALLOW(-0.20)[+ip4:192.0.2.1:c]`: what stands in brackets is the term that matched, and where it came
 *  from. */
const rspamdPattern = /\bR_SPF_([A-Z]{2,9})\b(?:\(-?[\d.]{1,9}\))?(?:\[([^\]]{0,255})\])?/g;

/** SpamAssassin's `SPF_SOFTFAIL` and `SPF_HELO_NONE`. */
const spamAssassinPattern =
  /(?<![\w])(T_)?SPF_(HELO_)?(PASS|NEUTRAL|SOFTFAIL|FAIL|NONE|PERMERROR|TEMPERROR)\b/g;

/** rspamd's name for a pass by `+all`. */
const readRspamdWord = (word: string): ReturnType<typeof readResultWord> =>
  word === 'PLUSALL' ? 'pass' : readResultWord(word);

/** What the symbols of a spam filter say: SpamAssassin's of MAIL FROM before those of HELO, then rspamd's. Neither names
 *  the client. At most eight: nobody has more, but a hostile text. */
export const readSpamSymbols = (text: string): readonly Statement[] => {
  const spamAssassin = [...text.matchAll(spamAssassinPattern)].slice(0, 8).map(
    ([, , helo, word = '']): Statement => ({
      identity: helo === undefined ? 'mailfrom' : 'helo',
      result: readResultWord(word),
      facts: { tool: 'spamassassin' },
    }),
  );
  const rspamd = [...text.matchAll(rspamdPattern)].slice(0, 8).flatMap(([, word = '', term]): Statement[] => {
    const result = readRspamdWord(word);
    if (result === undefined) return [];
    const mechanism = term?.replace(/:[a-z]$/, '') || undefined;
    return [{ identity: 'mailfrom', result, facts: { tool: 'rspamd', mechanism } }];
  });
  const isOf =
    (identity: Statement['identity']) =>
    (statement: Statement): boolean =>
      statement.identity === identity;
  return [...spamAssassin.filter(isOf('mailfrom')), ...spamAssassin.filter(isOf('helo')), ...rspamd];
};
