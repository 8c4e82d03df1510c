import type { Candidate } from '../intake/candidate.ts';
import { escapeText } from '../report/escape-text.ts';
import type { Evaluation } from '../spf/check-host.ts';
import type { ClaimComparison } from './claim-comparison.ts';
import { claimWord } from './result-match.ts';

/** More causes are named by their number only. */
const mostCauses = 5;

/** No name is longer. */
const mostCharacters = 255;

const writerOf = ({ receiver, facts, form }: Candidate): string => {
  const name = receiver ?? facts?.authservId ?? facts?.reporter;
  if (name === undefined) return form === 'dmarc-report' ? 'the reporter' : 'the receiver';
  const safe = escapeText(name.slice(0, mostCharacters));
  // Old logs name the recipient in place of the host.
  return name.includes('@') ? `the receiver of ${safe}` : safe;
};

const timeOf = ({ time }: Candidate): string =>
  time === undefined || time.text === '' ? '' : ` (${escapeText(time.text.slice(0, 64))})`;

const describeUnknown = ({ time }: Candidate): string =>
  time?.atMs === undefined
    ? 'Nothing in the text or in DNS now shows why. The record may have been another one: the text does not tell the moment, so its age is unknown.'
    : 'Nothing in the text or in DNS now shows why.';

/** A claimed result beside ours, in lines that are safe to print: what is claimed and what a check gives, then the likely
 *  causes, the strongest evidence first. */
export const describeClaim = (
  { agreement, causes }: ClaimComparison,
  candidate: Candidate,
  { result }: Evaluation,
): readonly string[] => {
  const listed = causes.slice(0, mostCauses).map(({ sentence }) => `  ${sentence}`);
  const more =
    causes.length > mostCauses ? [`  And ${causes.length - mostCauses} more; --json has them all.`] : [];
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
      if (causes.length === 0)
        return [`${claim} A check gives ${result} now.`, `  ${describeUnknown(candidate)}`];
      return [
        `${claim} A check gives ${result} now. ${causes.length === 1 ? 'The likely cause' : 'Likely causes, the strongest evidence first'}:`,
        ...listed,
        ...more,
      ];
  }
};
