import type { Candidate } from '../intake/candidate.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { ClaimComparison } from './claim-comparison.ts';
import { formatMoment } from './format-moment.ts';
import { quoteWords } from './quote-words.ts';
import { claimWord } from './result-match.ts';

/** More causes are named by their number only. */
const mostCauses = 5;

const writerOf = ({ receiver, facts, form }: Candidate): string => {
  const name = receiver ?? facts?.authservId ?? facts?.reporter;
  if (name === undefined) return form === 'dmarc-report' ? 'the reporter' : 'the receiver';
  const safe = quoteWords(name);
  // Old logs name the recipient in place of the host.
  return name.includes('@') ? `the receiver of ${safe}` : safe;
};

const timeOf = ({ time }: Candidate): string => {
  if (time === undefined || time.text === '') return '';
  // A report has seconds since the epoch.
  const isNumber = time.atMs !== undefined && /^\d+$/.test(time.text);
  return ` (${isNumber ? formatMoment(time.atMs) : quoteWords(time.text)})`;
};

const unknown =
  'Neither the text nor DNS now shows why: DNS answered otherwise then, or the receiver judged something else or by rules of its own.';

/** A claimed result beside ours, in lines that are safe to print: what is claimed and what a check gives, then the likely
 *  causes, the strongest evidence first. */
export const describeClaim = (
  { agreement, causes, isComplete }: ClaimComparison,
  candidate: Candidate,
  { result }: Evaluation,
): readonly string[] => {
  const listed = causes.slice(0, mostCauses).map(({ sentence }) => `  ${sentence}`);
  const more =
    causes.length > mostCauses ? [`  And ${causes.length - mostCauses} more; --json has them all.`] : [];
  const untried = isComplete ? [] : ['  Not every cause was tried: it would have taken too many questions.'];
  const claimed = candidate.result;
  const claim = `Claimed by ${writerOf(candidate)}${timeOf(candidate)}: ${claimed === undefined ? 'no result of SPF' : claimWord(claimed)}.`;
  switch (agreement) {
    case 'same':
      return [`${claim} A check gives the same now.`];
    case 'compatible':
      return [`${claim} A check gives ${result} now, which agrees with it.`];
    case 'no-claim':
      return [`${claim} A check gives ${result} now.`, ...listed, ...more];
    case 'differs':
      if (causes.length === 0) return [`${claim} A check gives ${result} now.`, `  ${unknown}`, ...untried];
      return [
        `${claim} A check gives ${result} now. ${causes.length === 1 ? 'The likely cause' : 'Likely causes, the strongest evidence first'}:`,
        ...listed,
        ...more,
        ...untried,
      ];
  }
};
