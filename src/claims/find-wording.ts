import { isSameOrBelow } from '../dns/domain-name.ts';
import { resultOfWords } from '../intake/reply-words.ts';
import { shortenQuotations } from '../report/escape-text.ts';
import { domainNameFromText } from '../spf/domain-name.ts';
import type { Claim, LikelyCause } from './claim-comparison.ts';
import { quoteWords } from './quote-words.ts';

type Found = readonly LikelyCause[];

/** The receiver made no check. */
export const findUnchecked = ({ candidate }: Claim): Found => {
  if (candidate.facts?.skipped !== 'true') return [];
  const words = quoteWords(candidate.reason ?? '');
  return [
    {
      kind: 'not-checked',
      strength: 'stated',
      sentence: `The receiver made no check${words === '' ? '' : `: "${words}"`}.`,
      ...(words === '' ? {} : { evidence: words }),
    },
  ];
};

/** The text is not what the receiver of this client says: it stands where others write, or hands on what an earlier
 *  receiver found (RFC 8617 §4.1.1). */
export const findOtherWriter = ({ candidate: { trust, facts } }: Claim): Found => {
  const isBelow = trust.kind === 'below-border';
  const found: LikelyCause[] = [];
  if (isBelow || trust.kind === 'beside-border')
    found.push({
      kind: 'sender-wrote-it',
      strength: isBelow ? 'implied' : 'possible',
      sentence: `The text may be made up. ${trust.sentence}`,
      evidence: trust.kind,
    });
  const instance = facts?.arcInstance;
  if (instance !== undefined)
    found.push({
      kind: 'earlier-receiver',
      strength: 'implied',
      sentence: `The text is of the ARC set ${quoteWords(instance)}: what a receiver on the way found, of the client that it saw.`,
      evidence: `i=${quoteWords(instance)}`,
    });
  return found;
};

/** Two domains of which neither is the other's, nor a sibling under one that may be an organisation's. */
const areStrangers = (one: string, other: string): boolean => {
  const organisationLike = (name: string): string => name.toLowerCase().split('.').slice(-2).join('.');
  const [first, second] = [domainNameFromText(one), domainNameFromText(other)];
  return (
    !isSameOrBelow(first, second) &&
    !isSameOrBelow(second, first) &&
    organisationLike(one) !== organisationLike(other)
  );
};

/** The result may be DMARC's, which passes SPF only where the domain is that of From (RFC 7489 §3.1.2). */
export const findAlignment = ({ candidate, request, evaluation }: Claim): Found => {
  const { facts, form } = candidate;
  if (facts?.dmarc !== undefined)
    return [
      {
        kind: 'aligned-result',
        strength: 'stated',
        sentence:
          'The text is about DMARC, which takes an SPF pass only where its domain is that of From, or aligned with it.',
        evidence: `dmarc ${quoteWords(facts.dmarc)}`,
      },
    ];
  const from = facts?.headerFrom;
  const isNegative = candidate.result === 'fail' || candidate.result === 'not-pass';
  if (form !== 'dmarc-report' || from === undefined || !isNegative || evaluation.result !== 'pass') return [];
  if (!areStrangers(from, request.domain)) return [];
  return [
    {
      kind: 'aligned-result',
      strength: 'possible',
      sentence: `The reporter may have written the result of alignment in place of SPF's own: From is of ${quoteWords(from)}, and ${quoteWords(request.domain)} was judged.`,
      evidence: quoteWords(from),
    },
  ];
};

/** The code of a rejection was taken for a fail: receivers reject what they like with it. */
export const findRejectionCode = ({ candidate, evaluation: { result } }: Claim): Found => {
  const { facts, reason = '' } = candidate;
  if (candidate.result !== 'fail' || (result !== 'softfail' && result !== 'neutral')) return [];
  const isRejection = facts?.dsn !== undefined || facts?.code !== undefined || facts?.action === 'reject';
  if (!isRejection) return [];
  if (resultOfWords(reason) === result)
    return [
      {
        kind: 'rejection-code',
        strength: 'stated',
        sentence: shortenQuotations(
          `The receiver rejects ${result} too: the code ${quoteWords(facts.dsn ?? facts.code ?? '')} is that of a fail, and the words are those of ${result}.`,
        ),
        evidence: quoteWords(reason),
        result,
      },
    ];
  if (facts.dsn === undefined || !/^[45]\.7\.23$/.test(facts.dsn)) return [];
  return [
    {
      kind: 'rejection-code',
      strength: 'possible',
      sentence: `The receiver may reject ${result} as it does fail: ${quoteWords(facts.dsn)} says only that SPF did not let the mail in.`,
      evidence: quoteWords(facts.dsn),
      result,
    },
  ];
};
