import type { ClaimedResult } from './candidate.ts';
import { readResultWord } from './result-word.ts';

/** The code of an SMTP reply (RFC 5321 §4.2) and its enhanced code (RFC 3463). */
export type ReplyCodes = Readonly<{ code?: string | undefined; dsn?: string | undefined }>;

/** The codes that a text starts with, perhaps behind spaces, and where they end. */
export const readReplyStart = (text: string): ReplyCodes & Readonly<{ length: number }> => {
  const found = /^[ \t]{0,8}([245]\d\d)(?:[ -]+([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?(?=[\s-]|$)/.exec(text);
  return found === null ? { length: 0 } : { code: found[1], dsn: found[2], length: found[0].length };
};

/** Words that programs are known to write for a result, whatever the record says. An explanation of the domain's owner
 *  (RFC 7208 §6.2) and an administrator's own words are none of them. */
const wordings: readonly (readonly [pattern: RegExp, result: ClaimedResult])[] = [
  [/\bSPF Permanent Error\b/i, 'permerror'],
  [/\bSPF Temporary Error\b/i, 'temperror'],
  [/\bSPF fail - not authorized\b/i, 'fail'],
  [/\bSender Policy Framework violation\b/i, 'fail'],
  [/\bdomain owner discourages use of this host\b/i, 'softfail'],
  [/\baccess neither permitted nor denied\b/i, 'neutral'],
  [/\bsender SPF authorized\b/i, 'pass'],
  [/\bno SPF record\b/i, 'none'],
];

const resultAfterName =
  /\bSPF(?:[ _-](?:check|validation|verification|evaluation|lookup|query|result|authentication))?(?:(?: result)?(?: is|:| =|=)| has)? ?["']?(hard ?fail|soft ?fail|fail(?:ed|ure)?|perm ?error|temp ?error|neutral|none|pass)\b/i;

/** The result that a known wording in the text names, or undefined. */
export const resultOfWords = (text: string): ClaimedResult | undefined => {
  for (const [pattern, result] of wordings) if (pattern.test(text)) return result;
  return readResultWord((resultAfterName.exec(text)?.[1] ?? '').replace(' ', ''));
};

/** The result that an enhanced code names by itself: RFC 7372 §3.2 has 5.7.23 for a failed check and x.7.24 for an
 *  error. 5.7.26 and Gmail's 5.7.27 say only that no check passed. */
export const resultOfCode = (dsn: string | undefined): ClaimedResult | undefined => {
  if (dsn === undefined) return undefined;
  if (/^[45]\.7\.23$/.test(dsn)) return 'fail';
  if (dsn === '5.7.24') return 'permerror';
  return dsn === '4.7.24' ? 'temperror' : undefined;
};

/** The result of a rejection: its code where that is SPF's own, as a policy may reject what was no fail and says so in
 *  words; the words for everything else. */
export const resultOfReply = (dsn: string | undefined, text: string): ClaimedResult | undefined => {
  const words = resultOfWords(text);
  const isError = words === 'permerror' || words === 'temperror';
  return isError ? words : (resultOfCode(dsn) ?? words);
};
