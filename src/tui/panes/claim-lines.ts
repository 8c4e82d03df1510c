import { agreementOf, claimWord } from '../../claims/result-match.ts';
import type { Candidate, FormName } from '../../intake/candidate.ts';
import { escapeText, shortenQuotations } from '../../report/escape-text.ts';
import { type Line, segment } from '../drawing/styled-line.ts';
import type { ShownClaim } from '../state/claim.ts';
import type { ScreenModel } from '../state/screen-model.ts';
import { labelledLines } from './labelled-lines.ts';
import { paragraph } from './paragraph.ts';

/** What one piece of a form is called. */
const formNames: Readonly<Record<FormName, string>> = {
  'policyd-spf': 'policyd-spf log',
  'policy-request': 'policy request',
  'received-spf': 'Received-SPF header',
  'authentication-results': 'Authentication-Results header',
  received: 'Received header',
  'spam-symbols': 'spam filter symbol',
  'postfix-log': 'Postfix log',
  'exim-log': 'Exim log',
  'sendmail-log': 'sendmail log',
  'opendmarc-log': 'OpenDMARC log',
  'smf-spf-log': 'smf-spf log',
  'smtp-reply': 'SMTP reply',
  'dmarc-report': 'DMARC report',
};

/** Where a candidate was read, safe to print: `policyd-spf log, line 2`. */
export const describeSource = ({ form, place }: Candidate): string => {
  const part = place.part === undefined ? '' : `, ${escapeText(place.part.slice(0, 60))}`;
  return `${formNames[form]}${part}, line ${place.line}`;
};

const ourWords = (claim: ShownClaim): string => {
  const { candidate, ours, compared } = claim;
  if (ours === undefined) return '.';
  switch (compared?.agreement ?? agreementOf(candidate, ours)) {
    case 'same':
      return ', and so do we.';
    case 'compatible':
      return `, which our ${ours} fits.`;
    case 'no-claim':
      return `; ours is ${ours}.`;
    case 'differs':
      return `, but ours is ${ours}.`;
  }
};

const isDifferent = ({ candidate, ours, compared }: ShownClaim): boolean =>
  ours !== undefined && (compared?.agreement ?? agreementOf(candidate, ours)) === 'differs';

/** What is said where a claim differs, and nothing was found that may be why. */
const unexplained = (claim: ShownClaim): readonly string[] =>
  isDifferent(claim) && claim.compared?.causes.length === 0
    ? ['Neither the text nor DNS now shows why.']
    : [];

/** What was read, what it claims, and whether ours is the same; then the likeliest cause if it is not, or what was
 *  concluded and not read. */
export const claimLines = (model: ScreenModel): Line[] => {
  const { claim } = model;
  if (claim === undefined) return [];
  const { candidate, compared, notes } = claim;
  const seems = candidate.doubtful?.includes('result') === true ? 'seems to claim' : 'claims';
  const head = `${describeSource(candidate)}: ${seems} ${claimWord(candidate.result)}${ourWords(claim)}`;
  const [cause] = compared?.causes ?? [];
  const why = [...(cause === undefined ? unexplained(claim) : [cause.sentence]), ...notes];
  const style = isDifferent(claim) ? 'warn' : 'plain';
  return labelledLines('read', [head, ...why].join(' '), 3, model, style);
};

const row = (label: string, text: string | undefined, width: number): Line[] =>
  text === undefined || text === ''
    ? []
    : paragraph(`${label} ${shortenQuotations(escapeText(text.slice(0, 2000)))}`, width, 'plain', 2);

/** All of what was read, for the detail, with every cause of a difference. */
export const claimDetail = (claim: ShownClaim | undefined, width: number): Line[] => {
  if (claim === undefined) return [];
  const { candidate, compared, notes } = claim;
  const { identity, mailFrom, mailFromDomain, helo, receiver, reason, time, trust } = candidate;
  return [
    [segment('What was read', 'accent')],
    ...paragraph(
      `${describeSource(candidate)}: claims ${claimWord(candidate.result)}${ourWords(claim)}`,
      width,
    ),
    ...(compared === undefined || compared.causes.length === 0
      ? []
      : paragraph('Why they may differ:', width, 'dim')),
    ...(compared?.causes ?? []).flatMap(({ sentence, evidence, result }) => [
      ...paragraph(`${sentence}${result === undefined ? '' : ` That gives ${result}.`}`, width, 'plain', 2),
      ...(evidence === undefined ? [] : paragraph(`    ${evidence}`, width, 'dim', 6)),
    ]),
    ...unexplained(claim).flatMap((text) => paragraph(text, width)),
    ...(compared?.isComplete === false
      ? paragraph('Not every cause was tried: it would have taken too many questions.', width, 'dim')
      : []),
    ...row('reason', reason, width),
    ...row(
      'identity',
      identity === undefined ? undefined : identity === 'helo' ? 'HELO' : 'MAIL FROM',
      width,
    ),
    ...row('MAIL FROM', mailFrom === '' ? '<>' : (mailFrom ?? mailFromDomain), width),
    ...row('HELO', helo, width),
    ...row('receiver', receiver, width),
    ...row('time', time?.text, width),
    ...paragraph(trust.sentence, width, 'dim'),
    ...notes.flatMap((note) => paragraph(note, width, 'dim')),
    [],
  ];
};
